/** What the ledger keeps of an account: the facts of entry.ts with who, where and why, and the facts about taking part (S1–S3). */

import type { Day } from '../kernel/day.ts'
import type { HsaId } from '../kernel/hsaId.ts'
import type { Moment } from '../kernel/moment.ts'
import type { Ore } from '../kernel/money.ts'
import type { PersonId } from '../kernel/personId.ts'
import type { CardId, CardIdentity } from '../law/card.ts'
import type { FeeId } from '../law/careOrder.ts'
import type { CardRegistered, CardWithdrawn, FeeAnnulled, FeeCorrected, FeeRegistered } from './entry.ts'
import type { Caregiver } from './feeRecord.ts'
import type { CardReason } from './givenRecord.ts'
import type { GroupAct } from './group.ts'
import type { Part } from './participation.ts'
import type { Portfolio } from './portfolio.ts'
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

/** L8: a card given by hand. */
export type CardRegisteredRecord = CardRegistered &
  Part &
  ByActor & {
    readonly reason: CardReason
    /** S1: as of a fee. */
    readonly consent?: true
  }

/** L8, L9: a given card has other days, another number or another reason from now on; told whole. It keeps its id. */
export type CardCorrected = ByActor & {
  readonly type: 'CardCorrected'
  readonly cardId: CardId
  readonly number: string
  readonly validFrom: Day
  readonly validThrough: Day
  readonly reason: CardReason
  /** Null while none has been told. */
  readonly start: Day | null
  /** S1: whose consent it is, of one who was never asked. */
  readonly consentOf?: PersonId
  readonly recordedAt: Moment
}

/** L10: a given card is withdrawn: as if it had never been. */
export type CardWithdrawnRecord = CardWithdrawn & ByActor

/** L10: a computed card that is not FINAL is deleted: its fees are annulled, all at once. */
export type CardDeleted = ByActor & {
  readonly type: 'CardDeleted'
  readonly cardId: CardId
  readonly fees: readonly FeeId[]
  readonly recordedAt: Moment
}

/** L9: a computed card that is not FINAL, or one below the limit, has another number from now on. */
export type CardRenumbered = ByActor & {
  readonly type: 'CardRenumbered'
  readonly cardId: CardId
  readonly number: string
  readonly recordedAt: Moment
}

/** L11: a physical card is ordered for the person. */
export type CardOrdered = Part &
  ByActor & { readonly type: 'CardOrdered'; readonly cardId: CardId; readonly recordedAt: Moment }

/** S4: the person lets the actor's provider see others' fees, or no longer. */
export type ReadConsentSaid = Part &
  ByActor & { readonly type: 'ReadConsentSaid'; readonly isGiven: boolean; readonly recordedAt: Moment }

export type CardEntry =
  | CardRegisteredRecord
  | CardCorrected
  | CardWithdrawnRecord
  | CardDeleted
  | CardRenumbered
  | CardOrdered

/** S2: other identities of the same person, grouped with the one named, who come and go with it; left out when there are none. */
type Also = { readonly also?: readonly PersonId[] }

/** S1, S2: the person is in, asked or again; what was set aside comes back. */
export type OptedIn = Part & Also & ByActor & { readonly type: 'OptedIn'; readonly recordedAt: Moment }

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
  Also &
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

/** G1, G2: the person comes to this account with what is theirs: to share it, or to have one of their own again. */
export type PersonJoined = Part &
  ByActor & {
    readonly type: 'PersonJoined'
    readonly action: GroupAct['action']
    /** S1: whose account it is, if they too were never asked: the grouping is the consent of both. */
    readonly consentOf?: PersonId
    readonly recordedAt: Moment
    /** The account they come from; null when they had none. */
    readonly from: string | null
    /** Everyone in the account from now on; of one alone again, that one. */
    readonly members: readonly PersonId[]
    readonly cardNumber: string | null
    readonly portfolio: Portfolio
  }

/** The other half: the person has moved to another account. */
export type PersonLeft = Part &
  ByActor & {
    readonly type: 'PersonLeft'
    readonly recordedAt: Moment
    readonly to: string
    /** Who stays. */
    readonly members: readonly PersonId[]
  }

export type GroupEntry = PersonJoined | PersonLeft

export type LedgerEntry =
  | GroupEntry
  | FeeEntry
  | CardEntry
  | ReadConsentSaid
  | OptedIn
  | OptedOut
  | ContentErased
  | SettingsAdopted

/** An entry in its place, with the settings it was decided by; null where its content has been erased. */
export type Recorded = {
  readonly entry: LedgerEntry | null
  readonly recordedAt: Moment
  /** Not told of an entry whose content has been erased: 1. */
  readonly settingsVersion: number
}

/** True for the entries about a fee. */
export const isOfFee = (entry: LedgerEntry): entry is FeeEntry => 'feeId' in entry
