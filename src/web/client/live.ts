/** A change made at another till shows here: the page is read again, what is shown is replaced, and a form that is being filled in is left alone. */

import { announce, said } from './words.ts'

let source: EventSource | null = null

export function startLive(): void {
  stop()
  const page = watched()
  if (page === null || document.hidden) return
  const { changes, seen } = page.dataset
  source = new EventSource(`${changes}?seen=${encodeURIComponent(seen ?? '')}`)
  source.addEventListener('changed', () => void renew())
}

function stop(): void {
  source?.close()
  source = null
}

/** A browser keeps few lines to one service: a page that nobody sees lets go of its own. */
document.addEventListener('visibilitychange', () => (document.hidden ? stop() : startLive()))

const watched = (): HTMLElement | null => document.querySelector<HTMLElement>('[data-changes]')

async function renew(): Promise<void> {
  const here = watched()
  const answer = await fetch(here?.dataset['at'] ?? location.href, { redirect: 'manual' }).catch(() => null)
  if (here === null || answer?.ok !== true || answer.redirected) return
  const next = new DOMParser().parseFromString(await answer.text(), 'text/html')
  const there = next.querySelector<HTMLElement>('[data-changes]')
  if (there === null || here !== watched()) return
  here.dataset['seen'] = there.dataset['seen'] ?? ''
  for (const part of here.querySelectorAll<HTMLElement>('[data-live]')) replace(part, next)
  announce(said('updated'))
}

function replace(part: HTMLElement, next: Document): void {
  const fresh = next.querySelector<HTMLElement>(`[data-live="${part.dataset['live']}"]`)
  if (fresh === null || fresh.innerHTML === part.innerHTML) return
  const isBeingFilledIn = part.querySelector('form[data-filled], form[aria-busy], input:focus') !== null
  if (isBeingFilledIn) {
    const notice = document.querySelector<HTMLElement>('[data-changed]')
    if (notice !== null) notice.hidden = false
    return
  }
  const focused = part.contains(document.activeElement) ? document.activeElement : null
  const open = [...part.querySelectorAll('details')].map((one) => one.open)
  part.replaceChildren(...[...fresh.childNodes].map((node) => document.adoptNode(node)))
  part.querySelectorAll('details').forEach((one, at) => {
    one.open = open[at] ?? false
  })
  if (focused instanceof HTMLAnchorElement)
    part.querySelector<HTMLElement>(`a[href="${focused.getAttribute('href')}"]`)?.focus()
  part.dispatchEvent(new CustomEvent('renewed', { bubbles: true }))
}
