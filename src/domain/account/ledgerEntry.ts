/** What the ledger keeps of an account: the facts of entry.ts with who, where and why, and the facts about taking part (S1–S3). */

import type { Day } from '../kernel/day.ts'
import type { HsaId } from '../kernel/hsaId.ts'
import type { Moment } from '../kernel/moment.ts'
import type { Ore } from '../kernel/money.ts'
import type { PersonId } from '../kernel/personId.ts'
import type { CardIdentity } from '../law/card.ts'
import type { FeeId } from '../law/careOrder.ts'
import type { FeeAnnulled, FeeCorrected, FeeRegistered } from './entry.ts'
import type { Caregiver } from './feeRecord.ts'
import type { Part } from './participation.ts'
import type { Snapshot } from './snapshot.ts'

/** Who recorded something: the calling system, and the employee, provider and unit it told (S4, S6). */
export type Actor = {
  readonly system: HsaId
  readonly employee: HsaId
  readonly provider: HsaId
  readonly unit: HsaId | null
}

/** Identities that cards took at a recording, in the order in which they were needed. */
type Issued = { readonly issued: readonly CardIdentity[] }
type ByActor = Issued & { readonly by: Actor }

type Care = { readonly careProvider: Caregiver; readonly careUnit: Caregiver | null; readonly toldAt?: Moment }

export type FeeRegisteredRecord = FeeRegistered &
  ByActor &
  Care & {
    readonly person: PersonId
    /** S1: the registration is the consent of one who was never asked. */
    readonly consent?: true
  }

/** Provider and unit are told whole; visit date, amount and the caller's moment only when they change. */
export type FeeCorrectedRecord = FeeCorrected & ByActor & Care & { readonly reason: string | null }

export type FeeAnnulledRecord = FeeAnnulled & ByActor & { readonly reason: string | null }

export type FeeEntry = FeeRegisteredRecord | FeeCorrectedRecord | FeeAnnulledRecord

/** S1, S2: the person is in, asked or again; what was set aside comes back. */
export type OptedIn = Part & ByActor & { readonly type: 'OptedIn'; readonly recordedAt: Moment }

/** Money taken too much that is still to be paid back: kept although the fee is hidden or erased (S2). */
export type OpenClaim = {
  readonly feeId: FeeId
  /** The provider that took it, and owes it. */
  readonly provider: Caregiver
  readonly visit: Day
  readonly overcharged: Ore
}

/** S2: the person has left. `eraseAt`: when the content is to be erased; null when it is only hidden. */
export type OptedOut = Part &
  ByActor & {
    readonly type: 'OptedOut'
    readonly recordedAt: Moment
    readonly eraseAt: Moment | null
    readonly claims: readonly OpenClaim[]
  }

/**
 * S3: the content of the entries named is erased: all that have been so far in this account, older ones included. What stands
 * after it is told whole, since the entries no longer can.
 */
export type ContentErased = Part &
  Issued & {
    readonly type: 'ContentErased'
    readonly recordedAt: Moment
    readonly versions: readonly number[]
    readonly remaining: Snapshot
  }

/** R5: settings recorded since have made cards, which are known by these identities. */
export type SettingsAdopted = Issued & { readonly type: 'SettingsAdopted'; readonly recordedAt: Moment }

export type LedgerEntry = FeeEntry | OptedIn | OptedOut | ContentErased | SettingsAdopted

/** An entry in its place, with the settings it was decided by; null where its content has been erased. */
export type Recorded = {
  readonly entry: LedgerEntry | null
  readonly recordedAt: Moment
  /** Not told of an entry whose content has been erased: 1. */
  readonly settingsVersion: number
}

/** True for the entries about a fee. */
export const isOfFee = (entry: LedgerEntry): entry is FeeEntry => 'feeId' in entry
