/** One account: a person's (or group's) fees of one card type, with their history, and the book they are reckoned in. */

import type { PersonId } from '../kernel/personId.ts'
import type { CardId } from '../law/card.ts'
import type { FeeId } from '../law/careOrder.ts'
import { type SettingsHistory, settingsVersion } from '../law/settings.ts'
import { type Book, emptyBook } from './book.ts'
import type { FeeRecord } from './feeRecord.ts'
import type { GivenRecord } from './givenRecord.ts'
import { type Grouping, NO_GROUPING } from './group.ts'
import type { Aside, Participation } from './participation.ts'
import type { CardOrder, ReadConsent } from './saidByPatient.ts'

export type Account = {
  /** Number of entries recorded: what a writer expects it to be. */
  version: number
  /** Which of the recorded settings it is reckoned by (R5). */
  settingsVersion: number
  records: Map<FeeId, FeeRecord>
  /** Cards given by hand, withdrawn ones among them. */
  given: Map<CardId, GivenRecord>
  participations: readonly Participation[]
  asides: readonly Aside[]
  consents: readonly ReadConsent[]
  orders: readonly CardOrder[]
  members: Grouping['members']
  groupActs: Grouping['groupActs']
  departed: Grouping['departed']
  arrivals: Grouping['arrivals']
  readonly book: Book
}

/** Gives an account in which nothing is recorded, reckoned by the settings of that version. */
export const emptyAccount = (history: SettingsHistory, version: number): Account => ({
  version: 0,
  settingsVersion: version,
  records: new Map(),
  given: new Map(),
  participations: [],
  asides: [],
  consents: [],
  orders: [],
  ...NO_GROUPING,
  book: emptyBook(settingsVersion(history, version).settings),
})

/** The person of a fee, also of one set aside; null when the account knows no such fee. */
export const personOfFee = (account: Account, feeId: FeeId): PersonId | null => recordOf(account, feeId)?.person ?? null

/** A fee's record, also of one set aside; null when the account knows no such fee. */
export const recordOf = ({ records, asides }: Account, feeId: FeeId): FeeRecord | null =>
  records.get(feeId) ?? asides.flatMap((aside) => aside.records).find(({ id }) => id === feeId) ?? null
