/** What a decision gives, and the frame every decision on a fee shares: reckon before, record, reckon after, say what grew. */

import type { Account } from '../account/account.ts'
import { freeze } from '../account/freeze.ts'
import { identityOf } from '../account/identity.ts'
import type { Actor, FeeEntry, LedgerEntry } from '../account/ledgerEntry.ts'
import { recordInAccount } from '../account/recordInAccount.ts'
import { knownStatementOf } from '../account/statement.ts'
import { addMonths, type Day } from '../kernel/day.ts'
import { invariant } from '../kernel/invariant.ts'
import { type Moment, swedishDay } from '../kernel/moment.ts'
import type { Ore } from '../kernel/money.ts'
import { no, ok, type Result } from '../kernel/result.ts'
import type { CardIdentity } from '../law/card.ts'
import type { FeeId } from '../law/careOrder.ts'
import type { PrincipalSettings } from '../law/principal.ts'
import { finalCardNotices, type Notice, overchargeNotices, overchargesOf } from './notices.ts'
import type { Refusal } from './refusals.ts'
import type { Reach } from './staff.ts'

/** What a decision may know besides the account and the command. */
export type Circumstances = {
  readonly now: Moment
  readonly principal: PrincipalSettings
  /** Identities for the cards that the act may make; those not needed are thrown away. */
  readonly spare: readonly CardIdentity[]
  readonly by: Actor
  /** Whose registrations the actor may change. */
  readonly reach: Reach
}

/** `entry` is null when nothing changed. `card`: what the card is known by that the fee now lies on. */
export type Decided = {
  readonly entry: LedgerEntry | null
  readonly notices: readonly Notice[]
  readonly card: CardIdentity | null
}

/** Takes an account, which it changes, and an entry not yet given its identities. Gives the outcome with the notices of L6 and O1–O2. */
export function decide(account: Account, entry: FeeEntry, circumstances: Circumstances): Result<Decided, Refusal> {
  const { book } = account
  const { now } = circumstances
  freeze(book, now)
  const kept = entry.type === 'FeeRegistered' ? [] : finalCardNotices(book, entry.feeId, now)
  const recorded = recordAndCompare(account, entry, circumstances, entry.feeId)
  if (!recorded.ok) return recorded
  const fee = book.fees.get(entry.feeId)
  const card = fee ? identityOf(book, fee, swedishDay(now)) : null
  return ok({ ...recorded.value, notices: [...recorded.value.notices, ...kept], card })
}

/** Takes an account, which it changes, and an entry not yet given its identities. Gives both with a notice for every overcharge that arose or grew (O1, O2). */
export function recordAndCompare(
  account: Account,
  entry: LedgerEntry,
  { now, principal, spare }: Circumstances,
  actedOn: FeeId | null,
): Result<Omit<Decided, 'card'>, Refusal> {
  const { book } = account
  const before = overchargesOf(knownStatementOf(book, now, principal.id))
  const taken = recordInAccount(account, entry, spare)
  if (taken === 'OnFinalCard' || taken === 'NoCeilingKnown') return no({ kind: taken })
  invariant(typeof taken === 'number', `an entry that the decision has found possible (${taken})`)
  const after = knownStatementOf(book, now, principal.id)
  const notices = overchargeNotices(before, after, actedOn)
  return ok({ entry: { ...entry, issued: spare.slice(0, taken) }, notices })
}

/** Section 9: how far back a visit may lie, and how large a fee may be. Null when both are within the principal's settings. */
export const refuseVisit = (visit: Day, now: Moment, { backdatingMonths }: PrincipalSettings): Refusal | null => {
  const earliest = addMonths(swedishDay(now), -backdatingMonths)
  return visit < earliest ? { kind: 'VisitTooLongAgo', earliest } : null
}

export const refuseAmount = (amount: Ore, { largestFee }: PrincipalSettings): Refusal | null =>
  amount > largestFee ? { kind: 'AmountTooLarge', largest: largestFee } : null
