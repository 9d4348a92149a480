/** What script adds to every page: the focus on what must be read first, and "/" to search. Without it the pages work as well. */

const first = document.querySelector<HTMLElement>('[data-focus]')
first?.focus()

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.matches('input:not([type=radio]), textarea, select')

document.addEventListener('keydown', (event) => {
  if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
  event.preventDefault()
  const field = document.querySelector<HTMLInputElement>('[data-search]')
  if (field === null) location.assign('/')
  else {
    field.focus()
    field.select()
  }
})
