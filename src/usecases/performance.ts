/** An act as the write path sees it: what is done, by whom, to whom, and how it is decided. */

import type { Account } from '../domain/account/account.ts'
import type { Circumstances, Decided } from '../domain/decisions/decided.ts'
import type { Refusal } from '../domain/decisions/refusals.ts'
import type { Reach } from '../domain/decisions/staff.ts'
import type { HsaId } from '../domain/kernel/hsaId.ts'
import type { PersonId } from '../domain/kernel/personId.ts'
import type { Result } from '../domain/kernel/result.ts'
import type { Done } from './done.ts'
import type { AccessLine, AccountId, Address } from './ledgerPort.ts'
import type { Once } from './once.ts'

export type Performance = {
  readonly address: Address
  readonly act: string
  readonly principal: HsaId
  readonly by: Pick<AccessLine, 'system' | 'employee' | 'provider' | 'unit'>
  /** By which an employee works in the web application; null for a calling system. */
  readonly assignment: string | null
  readonly reach: Reach
  /** Whose data it concerns; null when the account does not know what is asked for. */
  readonly subject: (account: Account) => PersonId | null
  /** Why, where one must say (S6). A fee's own reason is its content, and does not come here. */
  readonly reason: string | null
  readonly once: Once
  /** R3: whether what such an act once came to is undone since, so that an identical call is a new one. Absent: it never is. */
  readonly isUndone?: (account: Account, done: Done) => boolean
}

/** Decides on an account at a moment that is not before its last recording. */
export type Decide = (account: Account, given: Given, id: AccountId) => Result<Decided, Refusal>

/** What this path adds to a decision's circumstances; who acts the use case knows. */
export type Given = Omit<Circumstances, 'by'> & {
  /** The account's; null where there is no account, and the act does not open one. */
  readonly cardType: string | null
}

/** An act that has been permitted, and how it is decided: to be performed, or only previewed. */
export type Planned = { readonly performance: Performance; readonly decide: Decide }
