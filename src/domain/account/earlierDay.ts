/** An account as of an earlier day, by what is known at a moment (domain.md R2): the visits made and the cards reached by that day. */

import type { Day } from '../kernel/day.ts'
import type { CardIdentity } from '../law/card.ts'
import type { Fee } from '../law/careOrder.ts'
import { type Book, barriersOf, computedCardOf, emptyBook, fix, fixedCardOf, place } from './book.ts'
import { earliestFinal } from './freeze.ts'

/** Takes a book frozen at the moment of knowing, and a day before that moment's. Gives another book, and leaves this one alone. */
export function bookOnDay(book: Book, day: Day): Book {
  const earlier = emptyBook(book.settings)
  const fees = [...book.fees.values()].filter((fee): fee is Fee => fee !== null && fee.visit <= day)
  for (const card of book.fixed) if (card.reached <= day) fix(earlier, { ...card, fees: [] })
  for (const fee of fees) {
    earlier.fees.set(fee.id, fee)
    place(earlier, fee)
  }
  earlier.barriers = barriersOf(earlier)
  earlier.computed = book.computed.filter(({ reached }) => reached <= day)
  earlier.nextFinalAt = earliestFinal(earlier.computed)
  earlier.recordedAt = book.recordedAt
  earlier.registrations = book.registrations
  earlier.windowIdentity = identityThen(book, fees, day)
  return earlier
}

/** A card reached later was then the card below the limit, and known by the same id (L1, L3). */
function identityThen(book: Book, fees: readonly Fee[], day: Day): CardIdentity | null {
  for (const fee of fees) {
    const card = fixedCardOf(book, fee) ?? computedCardOf(book, fee)
    const isReached = card !== null && ('kind' in card && card.kind === 'given' ? true : card.reached <= day)
    if (card !== null && !isReached && fee.lastDay >= day && 'identity' in card) return card.identity
  }
  return book.windowIdentity
}
