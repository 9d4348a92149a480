/** Records one entry in a book: first what has become FINAL by then, then the fact, then the cards that come of it. */

import type { Day } from '../kernel/day.ts'
import { addHours, swedishDay } from '../kernel/moment.ts'
import type { FixedCard } from '../law/card.ts'
import type { Fee } from '../law/careOrder.ts'
import { ceilingOn } from '../law/ceiling.ts'
import type { Continuation } from '../law/continuation.ts'
import { lastDay } from '../law/period.ts'
import { rulesOf } from '../law/settings.ts'
import { type Book, barriersOf, fix, fixedCardOf, place, takeOut, unfix } from './book.ts'
import type { CardRegistered, CardWithdrawn, Entry, FeeAnnulled, FeeCorrected, FeeRegistered } from './entry.ts'
import { freeze } from './freeze.ts'
import { EVERY_DAY, recompute } from './recompute.ts'

/** Why an entry cannot have happened. A decision refuses earlier and more kindly; here it guards the record itself. */
export type EntryRefusal =
  | 'RecordedOutOfOrder'
  | 'UnknownFee'
  | 'FeeAlreadyAnnulled'
  | 'RepeatedFeeId'
  | 'VisitInTheFuture'
  | 'AmountNotPositive'
  | 'NoCeilingKnown'
  | 'OnFinalCard'
  | 'UnknownCard'
  | 'CardAlreadyWithdrawn'
  | 'RepeatedCardId'

/** What came of a recording: a refusal that changed nothing, or the cards that arose and ceased. */
export type Recorded = EntryRefusal | Continuation

const NO_CARDS: Continuation = { cards: [], arisen: [], ceased: [] }

/** Takes a book and the next entry. Gives what came of it; a refused entry leaves the book as it was, save what time has made FINAL. */
export function record(book: Book, entry: Entry): Recorded {
  if (entry.recordedAt < book.recordedAt) return 'RecordedOutOfOrder'
  freeze(book, entry.recordedAt)
  const recorded = recordFact(book, entry)
  if (typeof recorded !== 'string') book.recordedAt = entry.recordedAt
  return recorded
}

function recordFact(book: Book, entry: Entry): Recorded {
  switch (entry.type) {
    case 'FeeRegistered':
      return registerFee(book, entry)
    case 'FeeCorrected':
      return correctFee(book, entry)
    case 'FeeAnnulled':
      return annulFee(book, entry)
    case 'CardRegistered':
      return registerCard(book, entry)
    case 'CardWithdrawn':
      return withdrawCard(book, entry)
  }
}

/** C5, O5, P1: a visit that has been made, on a day whose ceiling is known, of more than nothing; that a card is FINAL refuses none (L5). */
function registerFee(book: Book, entry: FeeRegistered): Recorded {
  if (book.fees.has(entry.feeId)) return 'RepeatedFeeId'
  if (entry.amount <= 0) return 'AmountNotPositive'
  if (entry.visitDate > swedishDay(entry.recordedAt)) return 'VisitInTheFuture'
  const ceiling = ceilingOn(book.settings.ceilings, entry.principal, entry.visitDate)
  if (ceiling === null) return 'NoCeilingKnown'
  const fee: Fee = {
    id: entry.feeId,
    order: book.registrations,
    registeredAt: entry.recordedAt,
    principal: entry.principal,
    visit: entry.visitDate,
    amount: entry.amount,
    lastDay: lastDay(entry.visitDate),
    ceiling,
  }
  book.registrations += 1
  book.fees.set(fee.id, fee)
  if (place(book, fee) !== null) return NO_CARDS
  return recompute(book, { first: fee.visit, last: fee.visit, joined: [{ fee, dayBefore: null }] }, entry.recordedAt)
}

/** P2: a corrected fee keeps the moment and the order of its first registration. */
function correctFee(book: Book, entry: FeeCorrected): Recorded {
  const fee = book.fees.get(entry.feeId)
  if (fee === undefined) return 'UnknownFee'
  if (fee === null) return 'FeeAlreadyAnnulled'
  const visit = entry.visitDate ?? fee.visit
  const amount = entry.amount ?? fee.amount
  if (amount <= 0) return 'AmountNotPositive'
  if (entry.visitDate !== null && visit > swedishDay(entry.recordedAt)) return 'VisitInTheFuture'
  const ceiling = ceilingOn(book.settings.ceilings, fee.principal, visit)
  if (ceiling === null) return 'NoCeilingKnown'
  if (mayNotChange(book, fee, entry)) return 'OnFinalCard'
  return moveFee(book, fee, { ...fee, visit, amount, lastDay: lastDay(visit), ceiling }, entry)
}

function moveFee(book: Book, from: Fee, to: Fee, { recordedAt }: FeeCorrected): Recorded {
  const wasRemaining = takeOut(book, from) === null
  const isRemaining = place(book, to) === null
  book.fees.set(to.id, to)
  if (!wasRemaining && !isRemaining) return NO_CARDS
  const days = [...(wasRemaining ? [from.visit] : []), ...(isRemaining ? [to.visit] : [])]
  const joined = isRemaining ? [{ fee: to, dayBefore: wasRemaining ? from.visit : null }] : []
  const touched = { first: Math.min(...days) as Day, last: Math.max(...days) as Day, joined }
  return recompute(book, touched, recordedAt)
}

function annulFee(book: Book, entry: FeeAnnulled): Recorded {
  const fee = book.fees.get(entry.feeId)
  if (fee === undefined) return 'UnknownFee'
  if (fee === null) return 'FeeAlreadyAnnulled'
  if (mayNotChange(book, fee, entry)) return 'OnFinalCard'
  book.fees.set(fee.id, null)
  if (takeOut(book, fee) !== null) return NO_CARDS
  return recompute(book, { first: fee.visit, last: fee.visit, joined: [] }, entry.recordedAt)
}

/** L6: by `refuse`, a fee on a card that is or was FINAL is neither corrected nor annulled. */
function mayNotChange(book: Book, fee: Fee, entry: FeeCorrected | FeeAnnulled): boolean {
  const card = fixedCardOf(book, fee)
  if (card === null || card.finalAt > entry.recordedAt) return false
  return rulesOf(book.settings, card.principal, swedishDay(entry.recordedAt)).finalCardPolicy === 'refuse'
}

/** L8 gives the card; it is fixed from its recording, and may cut windows in two (P7). Its dates are taken as they are. */
function registerCard(book: Book, entry: CardRegistered): Recorded {
  if (book.given.has(entry.cardId)) return 'RepeatedCardId'
  const { preliminaryHours } = rulesOf(book.settings, entry.principal, swedishDay(entry.recordedAt))
  const card: FixedCard = {
    kind: 'given',
    id: entry.cardId,
    number: entry.number,
    principal: entry.principal,
    reached: entry.validFrom,
    end: entry.validThrough,
    reachedAt: entry.recordedAt,
    finalAt: addHours(entry.recordedAt, preliminaryHours),
    fees: [],
  }
  book.given.set(card.id, card)
  fix(book, card)
  book.barriers = barriersOf(book)
  return recompute(book, { ...EVERY_DAY, joined: [] }, entry.recordedAt)
}

/** L10: a given card withdrawn is as if it had never been, and L3 says what its fees then make. */
function withdrawCard(book: Book, entry: CardWithdrawn): Recorded {
  const card = book.given.get(entry.cardId)
  if (card === undefined) return 'UnknownCard'
  if (card === null) return 'CardAlreadyWithdrawn'
  book.given.set(entry.cardId, null)
  const joined = unfix(book, card).map((fee) => ({ fee, dayBefore: null }))
  book.barriers = barriersOf(book)
  return recompute(book, { ...EVERY_DAY, joined }, entry.recordedAt)
}
