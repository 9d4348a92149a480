/** A person's move between two accounts as the write path sees it: what is done, by whom, what stands when it is decided on. It does nothing. */

import type { Account } from '../domain/account/account.ts'
import type { Actor } from '../domain/account/ledgerEntry.ts'
import type { Circumstances } from '../domain/decisions/decided.ts'
import type { Moved } from '../domain/decisions/groupPerson.ts'
import type { Refusal } from '../domain/decisions/refusals.ts'
import type { HsaId } from '../domain/kernel/hsaId.ts'
import type { Moment } from '../domain/kernel/moment.ts'
import type { PersonId } from '../domain/kernel/personId.ts'
import type { Result } from '../domain/kernel/result.ts'
import type { CardIdentity } from '../domain/law/card.ts'
import type { PrincipalSettings } from '../domain/law/principal.ts'
import type { Done } from './done.ts'
import type { AccessLine, AccountId, Address, Loaded } from './ledgerPort.ts'
import type { Once } from './once.ts'

export type Moving = {
  readonly act: string
  /** Of the group. */
  readonly address: Address
  readonly person: PersonId
  /** Null where the group is told by a card. */
  readonly owner: PersonId | null
  /** With whom one who leaves has an account from now on; null: alone. */
  readonly joins: PersonId | null
  readonly principal: HsaId
  readonly by: Actor
  /** Who acts, and why, as the access log tells it. */
  readonly logged: Pick<AccessLine, 'system' | 'employee' | 'provider' | 'unit' | 'assignment' | 'reason'>
  readonly once: Once
  /** Null: that of the group's account. */
  readonly cardType: string | null
}

/** One account as it stands; one that is not there yet has the id it would have. */
export type Side = {
  readonly account: Account
  readonly id: AccountId
  readonly isThere: boolean
  readonly adopted: readonly CardIdentity[]
}

/** The group's account, the person's own, and the one that a leaver comes to. */
export type Sides = { readonly group: Side; readonly own: Side; readonly home: Side }

export type MoveDecided = (sides: Sides, circumstances: Circumstances) => Result<Moved, Refusal>

/** What an attempt stands on. */
export type Seen = {
  readonly sides: Sides
  readonly cardType: string
  readonly loaded: Loaded
  /** Not before the last recording of any of the accounts. */
  readonly now: Moment
  readonly principal: PrincipalSettings
}

export const NOTHING_MOVED: Done = { notices: [], card: null, feeId: null }

/** S6: the line of the person, or of another whose data are opened for it. */
export const lineOfMove = ({ act, logged }: Moving, at: Moment, person: PersonId): AccessLine => ({
  at,
  person,
  act,
  ...logged,
})
