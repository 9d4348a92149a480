/** A fee is annulled (domain.md R1, L3, L6): its rows stay in the history, and it counts no more. */

import type { Account } from '../account/account.ts'
import { no, type Result } from '../kernel/result.ts'
import type { FeeId } from '../law/careOrder.ts'
import { type Circumstances, type Decided, decide } from './decided.ts'
import { ownFee } from './ownFee.ts'
import type { Refusal } from './refusals.ts'
import { refuseStanding } from './standing.ts'

/** `mustTellWhy`: staff in the web application, once the first minute has passed. */
export type AnnulFee = { readonly feeId: FeeId; readonly reason: string | null; readonly mustTellWhy: boolean }

/** Takes an account, which it changes, and the command. Gives the entry to append. */
export function annulFee(
  account: Account,
  { feeId, reason, mustTellWhy }: AnnulFee,
  circumstances: Circumstances,
): Result<Decided, Refusal> {
  const record = ownFee(account, feeId, circumstances)
  if (!record.ok) return record
  const standing = refuseStanding(account, record.value.person, circumstances.principal)
  if (standing !== null) return no(standing)
  if (record.value.annulled !== null) return no({ kind: 'FeeAlreadyAnnulled' })
  const { now, by } = circumstances
  if (mustTellWhy && reason === null && now - record.value.registeredAt > UNDO_MS) return no({ kind: 'ReasonMissing' })
  return decide(account, { type: 'FeeAnnulled', feeId, reason, recordedAt: now, by, issued: [] }, circumstances)
}

/** What has just been registered may be undone without a reason: one minute. */
const UNDO_MS = 60_000
