/** A fee is annulled (domain.md R1, L3, L6): its rows stay in the history, and it counts no more. */

import type { Account } from '../account/account.ts'
import { no, type Result } from '../kernel/result.ts'
import type { FeeId } from '../law/careOrder.ts'
import { type Circumstances, type Decided, decide } from './decided.ts'
import { ownFee } from './ownFee.ts'
import type { Refusal } from './refusals.ts'
import { refuseStanding } from './standing.ts'

export type AnnulFee = { readonly feeId: FeeId; readonly reason: string | null }

/** Takes an account, which it changes, and the command. Gives the entry to append. */
export function annulFee(
  account: Account,
  { feeId, reason }: AnnulFee,
  circumstances: Circumstances,
): Result<Decided, Refusal> {
  const record = ownFee(account, feeId, circumstances)
  if (!record.ok) return record
  const standing = refuseStanding(account, record.value.person, circumstances.principal)
  if (standing !== null) return no(standing)
  if (record.value.annulled !== null) return no({ kind: 'FeeAlreadyAnnulled' })
  const { now, by } = circumstances
  return decide(account, { type: 'FeeAnnulled', feeId, reason, recordedAt: now, by, issued: [] }, circumstances)
}
