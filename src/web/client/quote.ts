/** What the patient is to pay follows what is typed; the digits choose a tariff. */

const PAUSE_MS = 150

export function startQuote(): void {
  const form = document.querySelector<HTMLFormElement>('form[data-quote]')
  if (form === null) return
  let timer = 0
  let round = 0
  form.addEventListener('input', (event) => {
    form.dataset['filled'] = ''
    settle(form, event.target)
    clearTimeout(timer)
    round += 1
    const mine = round
    forget(form)
    timer = setTimeout(() => void ask(form, () => mine === round), PAUSE_MS)
  })
}

/** A typed amount is another amount; a chosen tariff takes a typed amount away. */
function settle(form: HTMLFormElement, target: EventTarget | null): void {
  if (!(target instanceof HTMLInputElement)) return
  const amount = form.querySelector<HTMLInputElement>('#amount')
  const other = form.querySelector<HTMLInputElement>('#choice-other')
  if (amount === null || other === null) return
  if (target === amount) other.checked = true
  if (target.name === 'choice' && target !== other) amount.value = ''
}

/** What was shown is not what would be sent any more. */
function forget(form: HTMLFormElement): void {
  form.querySelector('input[name=seen]')?.remove()
}

async function ask(form: HTMLFormElement, isNewest: () => boolean): Promise<void> {
  const place = form.querySelector<HTMLElement>('[data-quote-text]')
  const chosen = form.querySelector<HTMLInputElement>('input[name=choice]:checked')
  if (place === null || chosen === null) return
  const amount = form.querySelector<HTMLInputElement>('#amount')
  if (chosen.id === 'choice-other' && amount?.value.trim() === '') {
    place.textContent = ''
    return
  }
  const body = new URLSearchParams()
  for (const [name, value] of new FormData(form)) if (typeof value === 'string') body.append(name, value)
  body.set('full', chosen.dataset['full'] ?? '')
  const answer = await fetch(form.dataset['quote'] ?? '', { method: 'POST', body, redirect: 'manual' }).catch(
    () => null,
  )
  const isOurs = answer?.ok === true && !answer.redirected
  if (!isOurs || !isNewest()) return
  show(form, place, new DOMParser().parseFromString(await answer.text(), 'text/html').body)
}

function show(form: HTMLFormElement, place: HTMLElement, quoted: HTMLElement): void {
  place.textContent = quoted.textContent
  const seen = quoted.querySelector<HTMLElement>('[data-seen]')?.dataset['seen']
  if (seen === undefined) return
  const field = document.createElement('input')
  field.type = 'hidden'
  field.name = 'seen'
  field.value = seen
  form.append(field)
  const chosen = form.querySelector<HTMLInputElement>('input[name=choice]:checked')
  if (chosen?.dataset['full'] !== undefined) chosen.value = `${chosen.value.split(':')[0]}:${seen.split(' ')[1]}`
}

export function chooseByDigit(digit: string): boolean {
  const choice = document.querySelector<HTMLInputElement>(`form[data-quote] input[data-key="${digit}"]`)
  if (choice === null) return false
  choice.checked = true
  choice.focus()
  choice.dispatchEvent(new Event('input', { bubbles: true }))
  return true
}
