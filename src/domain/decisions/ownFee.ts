/** Which fee a correction or annulment means, and whether the actor may change it (domain.md S4, section 9). */

import { type Account, recordOf } from '../account/account.ts'
import type { FeeRecord } from '../account/feeRecord.ts'
import { no, ok, type Result } from '../kernel/result.ts'
import type { FeeId } from '../law/careOrder.ts'
import type { Circumstances } from './decided.ts'
import type { Refusal } from './refusals.ts'

/** Gives the fee's record: known, of the principal told, and registered by the actor's provider. It may be annulled, or set aside. */
export function ownFee(account: Account, feeId: FeeId, { principal, by }: Circumstances): Result<FeeRecord, Refusal> {
  const record = recordOf(account, feeId)
  if (record === null) return no({ kind: 'FeeUnknown' })
  if (record.principal !== principal.id) return no({ kind: 'FeeOfAnotherPrincipal' })
  if (record.registeredBy !== by.provider) return no({ kind: 'FeeOfAnotherProvider' })
  return ok(record)
}
