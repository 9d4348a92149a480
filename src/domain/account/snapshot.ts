/**
 * An account as plain data, kept beside its entries so that a reader need not replay them. It can be thrown away and
 * rebuilt (invariant 4): what it holds beyond the records is only what a replay would come to again.
 */

import { invariant } from '../kernel/invariant.ts'
import type { Moment } from '../kernel/moment.ts'
import type { CardIdentity, ComputedCard, FrozenCard, GivenCard } from '../law/card.ts'
import type { Fee } from '../law/careOrder.ts'
import { ceilingOn } from '../law/ceiling.ts'
import { lastDay } from '../law/period.ts'
import type { ReckoningSettings } from '../law/settings.ts'
import type { Account } from './account.ts'
import { barriersOf, emptyBook, fix, place } from './book.ts'
import type { FeeRecord } from './feeRecord.ts'
import { earliestFinal } from './freeze.ts'

export type Snapshot = {
  readonly version: number
  readonly recordedAt: Moment
  readonly records: readonly FeeRecord[]
  readonly fixed: readonly (Omit<FrozenCard, 'fees'> | GivenCard)[]
  readonly computed: readonly ComputedCard[]
  readonly windowIdentity: CardIdentity | null
}

/** Takes an account in which something is recorded. */
export const snapshotOf = ({ version, records, book }: Account): Snapshot => ({
  version,
  recordedAt: book.recordedAt,
  records: [...records.values()],
  fixed: book.fixed.map(({ fees: _, ...card }) => card),
  computed: book.computed,
  windowIdentity: book.windowIdentity,
})

/** Takes a snapshot and the settings to reckon with. Gives the account it was taken of. */
export function accountOf(snapshot: Snapshot, settings: ReckoningSettings): Account {
  const book = emptyBook(settings)
  for (const card of snapshot.fixed) fix(book, { ...card, fees: [] })
  for (const record of snapshot.records) {
    const fee = record.annulled === null ? feeOf(record, settings) : null
    book.fees.set(record.id, fee)
    if (fee !== null) place(book, fee)
  }
  for (const card of book.fixed) if (card.kind === 'given') book.given.set(card.id, card)
  book.barriers = barriersOf(book)
  book.computed = [...snapshot.computed]
  book.nextFinalAt = earliestFinal(book.computed)
  book.recordedAt = snapshot.recordedAt
  book.registrations = snapshot.records.length
  book.windowIdentity = snapshot.windowIdentity
  return { version: snapshot.version, records: new Map(snapshot.records.map((record) => [record.id, record])), book }
}

function feeOf(record: FeeRecord, settings: ReckoningSettings): Fee {
  const { visit, amount } = record.values
  const ceiling = ceilingOn(settings.ceilings, record.principal, visit)
  invariant(ceiling !== null, 'a recorded fee lies within the days whose ceiling is known')
  const { id, order, registeredAt, principal } = record
  return { id, order, registeredAt, principal, visit, amount, lastDay: lastDay(visit), ceiling }
}
