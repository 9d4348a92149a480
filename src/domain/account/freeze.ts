/** A card becomes FINAL by itself when its preliminary time has passed (domain.md L2), and is then frozen (L4). */

import type { Moment } from '../kernel/moment.ts'
import type { ComputedCard } from '../law/card.ts'
import { type Book, fix, NEVER } from './book.ts'

/**
 * @law PRACTICE-final what is preliminary can be put right, what is final stands
 *
 * Freezes the computed cards whose preliminary time has passed at the moment, in the order in which they became FINAL
 * (several at one instant: by reached date). By becoming FINAL no fee changes its card.
 */
export function freeze(book: Book, now: Moment): void {
  if (now < book.nextFinalAt) return
  const due = book.computed.filter((card) => card.finalAt <= now)
  book.computed = book.computed.filter((card) => card.finalAt > now)
  due.sort((a, b) => a.finalAt - b.finalAt || a.reached - b.reached)
  for (const card of due) fix(book, { ...card, kind: 'frozen', fees: [] })
  book.nextFinalAt = earliestFinal(book.computed)
}

/** The first moment at which one of the cards becomes FINAL. */
export function earliestFinal(cards: readonly ComputedCard[]): Moment {
  let earliest = NEVER
  for (const card of cards) if (card.finalAt < earliest) earliest = card.finalAt
  return earliest
}
