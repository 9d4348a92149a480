/** What the use cases need of the world outside: a ledger, a directory, a clock, identities. Adapters keep these contracts. */

import type { Caregiver, LedgerEntry } from '../domain/account/feeRecord.ts'
import type { Snapshot } from '../domain/account/snapshot.ts'
import type { CallingSystem } from '../domain/decisions/access.ts'
import type { Brand } from '../domain/kernel/brand.ts'
import type { HsaId } from '../domain/kernel/hsaId.ts'
import type { Moment } from '../domain/kernel/moment.ts'
import type { PersonId } from '../domain/kernel/personId.ts'
import type { CardIdentity } from '../domain/law/card.ts'
import type { FeeId } from '../domain/law/careOrder.ts'
import type { PrincipalSettings, ReckoningSettings } from '../domain/law/settings.ts'
import type { OneAtATime } from './oneAtATime.ts'

/** An account's key in the ledger; every fee and card id made here carries it. */
export type AccountId = Brand<bigint, 'AccountId'>

export type StoredAccount = { readonly id: AccountId; readonly snapshot: Snapshot }

export type Appending = {
  readonly account: AccountId
  /** Whose account this begins; null when it stands already. */
  readonly opens: { readonly person: PersonId; readonly cardType: string } | null
  /** How many entries the account held when the act was decided on. */
  readonly expectedVersion: number
  readonly entry: LedgerEntry
  readonly snapshot: Snapshot
}

export type Ledger = {
  /** One round trip. Null when the person has no account of the card type. */
  readonly loadByPerson: (person: PersonId, cardType: string) => Promise<StoredAccount | null>
  /** One round trip. Null when there is no such account. */
  readonly loadByAccount: (account: AccountId) => Promise<StoredAccount | null>
  /**
   * One round trip, one commit: when it answers `appended`, entry and snapshot are on disk. `conflict` when the account is
   * at another version than expected, or has been opened meanwhile: nothing is written; load and decide again.
   */
  readonly append: (appending: Appending) => Promise<'appended' | 'conflict'>
  /** Throws when the ledger does not answer. */
  readonly ping: () => Promise<void>
}

export type Directory = {
  readonly principal: (id: HsaId) => PrincipalSettings | null
  /** The installation's own principal: its identity patterns hold where the principal asked for is not known. */
  readonly own: PrincipalSettings
  readonly reckoning: ReckoningSettings
  readonly system: (id: HsaId) => CallingSystem | null
  /** The providers that have an agreement with the principal. */
  readonly registerOf: (principal: HsaId) => ReadonlySet<HsaId>
  /** Ties a provider or unit to the directory when the text equals an HSA-id in it; else it stays text. */
  readonly caregiver: (text: string) => Caregiver
}

export type Ids = {
  readonly account: () => AccountId
  readonly fee: (account: AccountId) => FeeId
  /** A card's id, and a number of the principal's prefix and ten characters that can be neither guessed nor misread. */
  readonly card: (account: AccountId, prefix: string) => CardIdentity
  /** The account that an id made here carries; null for any other text. */
  readonly accountOf: (id: string) => AccountId | null
}

export type Ports = {
  readonly ledger: Ledger
  readonly directory: Directory
  readonly ids: Ids
  /** Lets acts on one account wait for each other within this process. */
  readonly inTurn: OneAtATime
  readonly now: () => Moment
}
