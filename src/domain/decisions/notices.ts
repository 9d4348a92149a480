/** What the user must see although the act was done (domain.md section 9, INFO), in the order in which it is told. */

import type { Book } from '../account/book.ts'
import { fixedCardOf } from '../account/book.ts'
import type { Statement } from '../account/statement.ts'
import type { Day } from '../kernel/day.ts'
import type { Moment } from '../kernel/moment.ts'
import { type Ore, ore } from '../kernel/money.ts'
import type { PersonId } from '../kernel/personId.ts'
import type { FeeId } from '../law/careOrder.ts'
import { type FreeAges, isFreeByAge } from '../law/freeByAge.ts'

export type Notice =
  | { readonly kind: 'SuspectedDuplicate'; readonly registeredAt: Moment }
  | { readonly kind: 'Overcharged'; readonly isThisFee: boolean; readonly visit: Day; readonly overcharged: Ore }
  | { readonly kind: 'FreeByAge'; readonly visit: Day }
  | { readonly kind: 'FinalCardKept' }
  /** L8: a computed card is valid beside the given one, and the later end counts. */
  | { readonly kind: 'GivenBesideComputed'; readonly end: Day }
  /** L8: a number is made here for a card given on medical grounds; the one told is passed over. */
  | { readonly kind: 'NumberIgnored' }
  /** L11: the card has been ordered before. */
  | { readonly kind: 'AlreadyOrdered'; readonly orderedAt: Moment }
  /** R3: the call came again, and was answered as the first. */
  | { readonly kind: 'RecognisedRetry'; readonly registeredAt: Moment }

/** Takes what was overcharged before a recording and after it. Gives a notice for each fee on which it arose or grew, the fee acted on first. */
export function overchargeNotices(before: Overcharges, after: Statement, actedOn: FeeId | null): Notice[] {
  const grown = after.cards
    .flatMap((card) => card.shares)
    .filter((share) => share.overcharged > (before.get(share.fee.id) ?? 0))
    .map(({ fee, overcharged }): Notice & { kind: 'Overcharged' } => ({
      kind: 'Overcharged',
      isThisFee: fee.id === actedOn,
      visit: fee.visit,
      overcharged: ore(overcharged),
    }))
  return grown.sort((a, b) => Number(b.isThisFee) - Number(a.isThisFee))
}

export type Overcharges = ReadonlyMap<FeeId, Ore>

/** What is overcharged on each fee, zero left out. */
export const overchargesOf = (statement: Statement): Overcharges =>
  new Map(
    statement.cards
      .flatMap((card) => card.shares)
      .filter((share) => share.overcharged > 0)
      .map((share) => [share.fee.id, share.overcharged]),
  )

/** O5: registering a fee for one who is free by age is allowed, and said. */
export const freeByAgeNotices = (person: PersonId, visit: Day, ages: FreeAges): Notice[] =>
  person.birthDay !== null && isFreeByAge(person.birthDay, visit, ages) ? [{ kind: 'FreeByAge', visit }] : []

/** L6: the fee lies on a card that is or was FINAL; the card keeps its dates and the amounts follow. */
export function finalCardNotices(book: Book, feeId: FeeId, now: Moment): Notice[] {
  const fee = book.fees.get(feeId)
  const card = fee ? fixedCardOf(book, fee) : null
  return card !== null && card.finalAt <= now ? [{ kind: 'FinalCardKept' }] : []
}
