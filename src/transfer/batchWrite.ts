/** What is to be written of a batch of lines, all in one transaction. */

import type { Snapshot } from '../domain/account/snapshot.ts'
import type { Moment } from '../domain/kernel/moment.ts'
import type { PersonId } from '../domain/kernel/personId.ts'
import type { Digest } from '../ledger/chain.ts'
import type { DecidedEntry } from '../ledger/entryCodec.ts'
import type { AccountId } from '../usecases/ledgerPort.ts'
import type { AccountLines } from './accountLines.ts'
import type { Place } from './lines.ts'
import type { Fault } from './refusals.ts'

export type AccountWrite = {
  readonly id: AccountId
  readonly person: PersonId
  readonly cardType: string
  /** 0 for one that is opened. */
  readonly expectedVersion: number
  /** The link of its last entry so far; null for one that is opened. */
  readonly head: Digest | null
  readonly entries: readonly DecidedEntry[]
  readonly snapshot: Snapshot
  readonly foreignIds: readonly string[]
  readonly identitiesMade: number
}

export type RefusedLines = { readonly of: AccountLines; readonly fault: Fault }

export type BatchWrite = {
  readonly accounts: readonly AccountWrite[]
  readonly refused: readonly RefusedLines[]
  /** Where the import goes on. */
  readonly next: Place
  readonly now: Moment
  /** Whose accounts were opened or are written (S6). */
  readonly persons: readonly PersonId[]
}
