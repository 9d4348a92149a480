/**
 * Forms are sent without leaving the page, so that nothing typed is lost when the network is: then it is said that it is not certain that
 * anything was saved, and the same form can be sent again without risk, since it has a token of its own.
 */

import { start } from './start.ts'
import { said } from './words.ts'

const PATIENCE_MS = 15_000

document.addEventListener('submit', (event) => {
  const form = event.target
  if (!(form instanceof HTMLFormElement) || form.dataset['once'] === undefined) return
  event.preventDefault()
  if (form.getAttribute('aria-busy') !== 'true') void send(form, event.submitter)
})

async function send(form: HTMLFormElement, submitter: HTMLElement | null): Promise<void> {
  const body = new URLSearchParams()
  for (const [name, value] of new FormData(form, submitter)) if (typeof value === 'string') body.append(name, value)
  form.setAttribute('aria-busy', 'true')
  lostNotice(form)?.remove()
  const answer = await fetch(form.action, { method: 'POST', body, signal: AbortSignal.timeout(PATIENCE_MS) })
    .then(async (response) => (response.status >= 500 ? null : { url: response.url, text: await response.text() }))
    .catch(() => null)
  form.removeAttribute('aria-busy')
  if (answer === null) lost(form, submitter)
  else show(answer)
}

/** One page becomes the next; one that is not the till's (to log in) is gone to. */
function show({ url, text }: { readonly url: string; readonly text: string }): void {
  const next = new DOMParser().parseFromString(text, 'text/html')
  const main = next.querySelector('main[data-till]')
  const here = document.querySelector('main')
  if (main === null || here === null) {
    location.assign(url)
    return
  }
  history.pushState(null, '', url)
  document.title = next.title
  here.replaceWith(document.adoptNode(main))
  scrollTo(0, 0)
  start()
}

addEventListener('popstate', () => location.reload())

const lostNotice = (form: HTMLFormElement): Element | null => form.querySelector('[data-lost-notice]')

function lost(form: HTMLFormElement, submitter: HTMLElement | null): void {
  const notice = document.createElement('div')
  notice.className = 'notice bad lost'
  notice.dataset['lostNotice'] = ''
  notice.setAttribute('role', 'alert')
  notice.tabIndex = -1
  const again = document.createElement('button')
  again.type = 'button'
  again.className = 'ds-button'
  again.textContent = said('again')
  again.addEventListener('click', () => void send(form, submitter))
  notice.append(paragraph(said('lost')), paragraph(said('safe')), again)
  form.append(notice)
  notice.focus()
}

function paragraph(text: string): HTMLParagraphElement {
  const made = document.createElement('p')
  made.textContent = text
  return made
}
