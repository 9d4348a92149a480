/** Which fee a correction or annulment means, and whether the actor may change it (domain.md S4, section 9). */

import { type Account, recordOf } from '../account/account.ts'
import type { FeeRecord } from '../account/feeRecord.ts'
import type { PersonId } from '../kernel/personId.ts'
import { no, ok, type Result } from '../kernel/result.ts'
import type { FeeId } from '../law/careOrder.ts'
import type { Circumstances } from './decided.ts'
import { isMember } from './orderCard.ts'
import type { Refusal } from './refusals.ts'

/** Whose fee it is by the message, where a version of the contract tells person and card type beside the fee's id. */
export type ToldOwner = {
  readonly person: PersonId
  readonly isOfCardType: boolean
  /** A fee of a longer identity cannot be told as it is: it stands under whichever of its account was asked for. */
  readonly longestIdentity: number
}

/** Null when the fee is of the person and the card type told. */
export function refuseOwner(account: Account, { person }: FeeRecord, told: ToldOwner): Refusal | null {
  const standsUnderAnother = person.length > told.longestIdentity && isMember(account, told.person)
  if (!person.equals(told.person) && !standsUnderAnother) return { kind: 'FeeOfAnotherPerson' }
  return told.isOfCardType ? null : { kind: 'FeeOfAnotherCardType' }
}

/** Gives the fee's record: known, of the principal told, and registered by the actor's provider unless the actor reaches further. It may be annulled, or set aside. */
export function ownFee(
  account: Account,
  feeId: FeeId,
  { principal, by, reach }: Circumstances,
): Result<FeeRecord, Refusal> {
  const record = recordOf(account, feeId)
  if (record === null) return no({ kind: 'FeeUnknown' })
  if (record.principal !== principal.id) return no({ kind: 'FeeOfAnotherPrincipal' })
  if (reach === 'provider' && record.registeredBy !== by.provider) return no({ kind: 'FeeOfAnotherProvider' })
  return ok(record)
}
