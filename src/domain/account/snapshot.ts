/**
 * An account as plain data, kept beside its entries so that a reader need not replay them. It can be thrown away and
 * rebuilt (invariant 4): what it holds beyond the records is only what a replay would come to again.
 */

import type { Moment } from '../kernel/moment.ts'
import type { CardIdentity, ComputedCard } from '../law/card.ts'
import { type SettingsHistory, settingsVersion } from '../law/settings.ts'
import type { Account } from './account.ts'
import { barriersOf, emptyBook, fix, place } from './book.ts'
import { type FeeRecord, feeOf } from './feeRecord.ts'
import { earliestFinal } from './freeze.ts'
import type { GivenRecord } from './givenRecord.ts'
import type { Grouping } from './group.ts'
import type { Aside, BareCard, Participation } from './participation.ts'
import type { CardOrder, ReadConsent } from './saidByPatient.ts'

export type Snapshot = {
  readonly version: number
  readonly settingsVersion: number
  readonly recordedAt: Moment
  /** Fees registered so far: the next one's order of recording. */
  readonly registrations: number
  readonly records: readonly FeeRecord[]
  readonly fixed: readonly BareCard[]
  readonly computed: readonly ComputedCard[]
  readonly windowIdentity: CardIdentity | null
  readonly given: readonly GivenRecord[]
  readonly participations: readonly Participation[]
  readonly asides: readonly Aside[]
  readonly consents: readonly ReadConsent[]
  readonly orders: readonly CardOrder[]
} & Grouping

/** Takes an account in which something is recorded. */
export const snapshotOf = ({ book, ...account }: Account): Snapshot => ({
  version: account.version,
  settingsVersion: account.settingsVersion,
  recordedAt: book.recordedAt,
  registrations: book.registrations,
  records: [...account.records.values()],
  fixed: book.fixed.map(({ fees: _, ...card }) => card),
  computed: book.computed,
  windowIdentity: book.windowIdentity,
  given: [...account.given.values()],
  participations: account.participations,
  asides: account.asides,
  consents: account.consents,
  orders: account.orders,
  members: account.members,
  groupActs: account.groupActs,
  departed: account.departed,
  arrivals: account.arrivals,
})

/** Takes a snapshot and the recorded settings. Gives the account it was taken of, reckoned by the settings it was taken under. */
export function accountOf(snapshot: Snapshot, history: SettingsHistory): Account {
  const { settings } = settingsVersion(history, snapshot.settingsVersion)
  const book = emptyBook(settings)
  for (const card of snapshot.fixed) fix(book, { ...card, fees: [] })
  for (const record of snapshot.records) {
    const fee = record.annulled === null ? feeOf(record, settings) : null
    book.fees.set(record.id, fee)
    if (fee !== null) place(book, fee)
  }
  for (const { records } of snapshot.asides) for (const { id } of records) book.fees.set(id, null)
  for (const { id } of snapshot.given) book.given.set(id, null)
  for (const card of book.fixed) if (card.kind === 'given') book.given.set(card.id, card)
  book.barriers = barriersOf(book)
  book.computed = [...snapshot.computed]
  book.nextFinalAt = earliestFinal(book.computed)
  book.recordedAt = snapshot.recordedAt
  book.registrations = snapshot.registrations
  book.windowIdentity = snapshot.windowIdentity
  return {
    version: snapshot.version,
    settingsVersion: snapshot.settingsVersion,
    records: new Map(snapshot.records.map((record) => [record.id, record])),
    given: new Map(snapshot.given.map((record) => [record.id, record])),
    participations: snapshot.participations,
    asides: snapshot.asides,
    consents: snapshot.consents,
    orders: snapshot.orders,
    members: snapshot.members,
    groupActs: snapshot.groupActs,
    departed: snapshot.departed,
    arrivals: snapshot.arrivals,
    book,
  }
}
