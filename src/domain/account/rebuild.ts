/**
 * Reckons a book anew, from the account's records and the cards that stay fixed: for what changes many fees at once (settings,
 * leaving, coming back). Which card is "it" afterwards L3 says, as after any recording.
 */

import type { Moment } from '../kernel/moment.ts'
import type { FixedCard, ReachedPeriod } from '../law/card.ts'
import { firstAfter } from '../law/careOrder.ts'
import { type Continuation, continueWidely } from '../law/continuation.ts'
import { nextReached } from '../law/window.ts'
import type { Account } from './account.ts'
import { type Book, barriersOf, fix, place } from './book.ts'
import { feeOf } from './feeRecord.ts'
import { earliestFinal } from './freeze.ts'
import type { IdentitiesBefore } from './identity.ts'
import type { BareCard } from './participation.ts'
import { hoursBy } from './recompute.ts'

/**
 * Takes an account whose records are as they are to be, the cards that are fixed in the order in which they became so, and how
 * its cards stood before. Gives which cards arose and which ceased; identities are still to be passed on.
 */
export function rebuild(
  { book, records }: Account,
  fixed: readonly (FixedCard | BareCard)[],
  before: IdentitiesBefore,
  now: Moment,
): Continuation {
  book.remaining = []
  book.fixed = []
  book.claims.length = 0
  for (const card of fixed) fix(book, { ...card, fees: [] })
  for (const card of book.fixed) if (card.kind === 'given') book.given.set(card.id, card)
  for (const record of records.values()) {
    const fee = record.annulled === null ? feeOf(record, book.settings) : null
    book.fees.set(record.id, fee)
    if (fee !== null) place(book, fee)
  }
  book.barriers = barriersOf(book)
  const continuation = continueWidely({
    before: [...before.computed].map(([card, fees]) => ({ card, fees })),
    after: periodsOf(book),
    remaining: book.remaining,
    now,
    preliminaryHoursOf: hoursBy(book.settings),
  })
  book.computed = [...continuation.cards]
  book.nextFinalAt = earliestFinal(book.computed)
  return continuation
}

const NEVER_SETTLED = (): boolean => false

function periodsOf({ remaining, barriers }: Book): ReachedPeriod[] {
  const periods: ReachedPeriod[] = []
  let from = 0
  for (;;) {
    const period = nextReached(remaining, from, barriers, NEVER_SETTLED)
    if (period === null) return periods
    periods.push(period)
    from = firstAfter(remaining, period.end)
  }
}
