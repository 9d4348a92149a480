/** A fee with its history, as its records look from outside (domain.md R1): same id, at most one ACTIVE row. */

import type { Day } from '../kernel/day.ts'
import type { HsaId } from '../kernel/hsaId.ts'
import type { Moment } from '../kernel/moment.ts'
import type { Ore } from '../kernel/money.ts'
import type { PersonId } from '../kernel/personId.ts'
import type { CardId, CardIdentity } from '../law/card.ts'
import type { FeeId } from '../law/careOrder.ts'
import type { FeeAnnulled, FeeCorrected, FeeRegistered } from './entry.ts'

/** A provider or unit that gave care: tied to the directory by its id, or text for one outside it. */
export type Caregiver = { readonly id: HsaId | null; readonly text: string }

/** Who recorded something: the calling system, and the employee, provider and unit it told (S4, S6). */
export type Actor = {
  readonly system: HsaId
  readonly employee: HsaId
  readonly provider: HsaId
  readonly unit: HsaId | null
}

/** Identities that cards took at a recording, in the order in which they were needed. */
type Issued = { readonly issued: readonly CardIdentity[]; readonly by: Actor }

export type FeeRegisteredRecord = FeeRegistered &
  Issued & { readonly person: PersonId; readonly careProvider: Caregiver; readonly careUnit: Caregiver | null }

/** Provider and unit are told whole; visit date and amount only when they change. */
export type FeeCorrectedRecord = FeeCorrected &
  Issued & { readonly careProvider: Caregiver; readonly careUnit: Caregiver | null; readonly reason: string | null }

export type FeeAnnulledRecord = FeeAnnulled & Issued & { readonly reason: string | null }

/** What the ledger keeps of an account. */
export type LedgerEntry = FeeRegisteredRecord | FeeCorrectedRecord | FeeAnnulledRecord

export type FeeValues = {
  readonly visit: Day
  readonly amount: Ore
  readonly careProvider: Caregiver
  readonly careUnit: Caregiver | null
}

/** Values that a correction replaced, and why. */
export type ReplacedValues = FeeValues & { readonly reason: string | null }

export type FeeRecord = {
  readonly id: FeeId
  readonly order: number
  readonly registeredAt: Moment
  readonly person: PersonId
  readonly principal: HsaId
  /** The provider that registered it, and may correct it (S4). */
  readonly registeredBy: HsaId
  readonly values: FeeValues
  readonly replaced: readonly ReplacedValues[]
  /** Null while ACTIVE. `card`: the card the last values belonged to. */
  readonly annulled: { readonly reason: string | null; readonly card: CardId | null } | null
}

/** Takes the first recording of a fee and its place in the order of recording. */
export const newRecord = (entry: FeeRegisteredRecord, order: number): FeeRecord => ({
  id: entry.feeId,
  order,
  registeredAt: entry.recordedAt,
  person: entry.person,
  principal: entry.principal,
  registeredBy: entry.by.provider,
  values: {
    visit: entry.visitDate,
    amount: entry.amount,
    careProvider: entry.careProvider,
    careUnit: entry.careUnit,
  },
  replaced: [],
  annulled: null,
})

/** Gives the record with the newest values, and those they replaced behind them. */
export const correctedRecord = (record: FeeRecord, entry: FeeCorrectedRecord): FeeRecord => ({
  ...record,
  values: {
    visit: entry.visitDate ?? record.values.visit,
    amount: entry.amount ?? record.values.amount,
    careProvider: entry.careProvider,
    careUnit: entry.careUnit,
  },
  replaced: [...record.replaced, { ...record.values, reason: entry.reason }],
})
