/** What script adds to the pages: keys, a quote that follows what is typed, changes of other tills, and forms that survive a lost network. Without it the pages work as well. */

import { chooseByDigit } from './quote.ts'
import { start } from './start.ts'
import './send.ts'

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.matches('input:not([type=radio]), textarea, select')

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
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

start()
