/** Keys that do something by themselves: "/" to search, digits to choose a tariff. They can be turned off, and stay so in this browser. */

import { chooseByDigit } from './quote.ts'

const MEMORY = 'efrikort-keys'
const OFF = 'off'

/** A browser that keeps nothing has them on. */
function remembered(): string | null {
  try {
    return localStorage.getItem(MEMORY)
  } catch {
    return null
  }
}

let areOn = remembered() !== OFF

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.matches('input:not([type=radio]), textarea, select')

document.addEventListener('keydown', (event) => {
  if (!areOn || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
  if (event.key === '/') search()
  else if (!/^[1-9]$/.test(event.key) || !chooseByDigit(event.key)) return
  event.preventDefault()
})

function search(): void {
  const field = document.querySelector<HTMLInputElement>('[data-search]')
  if (field === null) location.assign('/')
  field?.focus()
  field?.select()
}

const button = document.querySelector<HTMLButtonElement>('[data-keys]')

function tell(): void {
  document.documentElement.toggleAttribute('data-keys-off', !areOn)
  if (button === null) return
  button.hidden = false
  button.textContent = (areOn ? button.dataset['turnOff'] : button.dataset['turnOn']) ?? ''
}

button?.addEventListener('click', () => {
  areOn = !areOn
  try {
    localStorage.setItem(MEMORY, areOn ? 'on' : OFF)
  } catch {
    // It holds for this page.
  }
  tell()
})

tell()
