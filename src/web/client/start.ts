/** What begins with every page that is shown, the first one and those that take its place. */

import { startLive } from './live.ts'
import { startQuote } from './quote.ts'

export function start(): void {
  document.querySelector<HTMLElement>('[data-focus]')?.focus()
  startQuote()
  startLive()
}

document.addEventListener('renewed', () => startQuote())
