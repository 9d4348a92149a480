/** The ledger as the use cases see it: load, append, look up. An adapter keeps these contracts. */

import type { LedgerEntry, Recorded } from '../domain/account/ledgerEntry.ts'
import type { Snapshot } from '../domain/account/snapshot.ts'
import type { Brand } from '../domain/kernel/brand.ts'
import type { HsaId } from '../domain/kernel/hsaId.ts'
import type { Moment } from '../domain/kernel/moment.ts'
import type { PersonId } from '../domain/kernel/personId.ts'
import type { SettingsEntered } from '../domain/law/recordedSettings.ts'

/** An account's key in the ledger; every fee and card id made here carries it. */
export type AccountId = Brand<bigint, 'AccountId'>

/** Whose account: a person's; one by its key; or one that the id of a fee or card leads to. */
export type Address =
  | { readonly by: 'person'; readonly person: PersonId; readonly cardType: string }
  | { readonly by: 'account'; readonly account: AccountId }
  /** `carried`: the account that an id made here carries; null for one of another system. */
  | { readonly by: 'id'; readonly id: string; readonly carried: AccountId | null }

/** S6: who reads or writes whose data, when, through what, and why. */
export type AccessLine = {
  readonly at: Moment
  readonly person: PersonId
  readonly act: string
  /** Null where an employee or the service itself acts without a calling system. */
  readonly system: HsaId | null
  readonly employee: HsaId | null
  readonly provider: HsaId | null
  readonly unit: HsaId | null
  readonly assignment: string | null
  readonly reason: string | null
}

/** A caller's own id for a call (R3), in the name space of its system. */
export type CallKey = { readonly system: HsaId; readonly key: string }

/** What a call with a key came to the first time. */
export type Remembered = {
  readonly at: Moment
  /** True when the call had this content. */
  readonly hadContent: (content: string) => boolean
  readonly answer: string
}

export type Remembering = CallKey & {
  readonly content: string
  readonly answer: string
  /** When the key was seen before, if this takes its place; null when it was not. */
  readonly seenAt: Moment | null
  readonly through: Moment
}

export type StoredAccount = {
  readonly id: AccountId
  readonly cardType: string
  readonly version: number
  /** Null when it is of a form that is not read any more: then the entries are. */
  readonly snapshot: Snapshot | null
}

export type Loaded = {
  readonly account: StoredAccount | null
  /** The newest version of the settings that is recorded. */
  readonly settingsVersion: number
  readonly remembered: Remembered | null
}

export type Appending = {
  readonly account: AccountId
  /** What account this begins; null when it stands already. Whose, unless somebody moves there in the same commit. */
  readonly opens: { readonly person: PersonId | null; readonly cardType: string } | null
  /** How many entries the account held when the act was decided on. */
  readonly expectedVersion: number
  readonly entry: LedgerEntry
  readonly settingsVersion: number
  readonly snapshot: Snapshot
  /** Null only for what the service does by itself, which concerns no reader. */
  readonly line: AccessLine | null
  readonly remember: Remembering | null
}

/** G1, G2: the person is led to another account from now on, and so are the ids of what moves along. */
export type PersonMove = {
  readonly person: PersonId
  readonly cardType: string
  /** Null for one who had no account. */
  readonly from: AccountId | null
  readonly to: AccountId
  readonly ids: readonly string[]
  /** G3: when the account that they come to is to be looked at; null when never. */
  readonly lookAt: Moment | null
}

/** `conflict`: the account is at another version than expected, or its key has been used: nothing is written; load and decide again. */
export type Appended = 'appended' | 'conflict'

/** What one attempt to decide needs. */
export type Turn = {
  /** One round trip, shared with others that arrive together. */
  readonly load: (address: Address, key: CallKey | null) => Promise<Loaded>
  /**
   * One round trip and one commit, shared with others that arrive together: when it answers `appended`, entry, snapshot, line
   * and what is remembered are on disk.
   */
  readonly append: (appending: Appending) => Promise<Appended>
}

export type Ledger = Turn & {
  /** As load, for one who only reads: the line is on disk when it answers (S6). One round trip. */
  readonly read: (address: Address, line: AccessLine) => Promise<Loaded>
  /** Several accounts or none, in one commit: only for grouping, moving a fee to another person, and identity changes. */
  readonly appendTogether: (appendings: readonly Appending[], move: PersonMove | null) => Promise<Appended>
  /** Holds the account for one attempt that nobody can overtake, waiting for its turn. For one who has met conflicts. */
  readonly exclusively: <T>(address: Address, attempt: (turn: Turn) => Promise<T>) => Promise<T>
  /** R3: what a call that recorded nothing came to. `conflict`: its key has been used meanwhile. */
  readonly remember: (account: AccountId, at: Moment, remembering: Remembering) => Promise<Appended>
  /** S6: a line alone, on disk when it answers, in a commit shared with others. */
  readonly note: (line: AccessLine) => Promise<void>
  /** Every entry of an account, in order; the content of some may be erased. */
  readonly entriesOf: (account: AccountId) => Promise<readonly Recorded[]>
  /** Accounts in which somebody's content is due for erasure at the moment, some at a time. */
  readonly dueForErasure: (now: Moment, most: number) => Promise<readonly AccountId[]>
  /** Nobody in the account is due any more at the moment; `next`: when somebody will be. */
  readonly erasureDone: (account: AccountId, now: Moment, next: Moment | null) => Promise<void>
  /** G3: groups of siblings that are to be looked at by the moment, some at a time. */
  readonly groupsToLookAt: (now: Moment, most: number) => Promise<readonly AccountId[]>
  /** The group has been looked at, at the moment; `next`: when again. */
  readonly groupLookedAt: (account: AccountId, now: Moment, next: Moment | null) => Promise<void>
  /** S3: appends a ContentErased entry and erases the content of the versions it names, in one commit. */
  readonly erase: (appending: Appending) => Promise<Appended>
  /** Every entry of the settings, in order. */
  readonly settingsEntries: () => Promise<readonly SettingsEntered[]>
  readonly appendSettings: (entry: SettingsEntered, expectedVersion: number) => Promise<Appended>
  /** Throws when the ledger does not answer. */
  readonly ping: () => Promise<void>
}
