/**
 * A fee is moved to the person whom it was for all along: annulled where it was registered by mistake, registered there anew
 * (domain.md R1). It stays what it was (visit, amount, who took it), and how far back the visit lies is no matter: it is no new fee.
 */

import type { Account } from '../account/account.ts'
import type { FeeRecord } from '../account/feeRecord.ts'
import type { FeeRegisteredRecord } from '../account/ledgerEntry.ts'
import type { PersonId } from '../kernel/personId.ts'
import { no, ok, type Result } from '../kernel/result.ts'
import type { FeeId } from '../law/careOrder.ts'
import { type Circumstances, type Decided, decide } from './decided.ts'
import { freeByAgeNotices } from './notices.ts'
import { ownFee } from './ownFee.ts'
import type { Refusal } from './refusals.ts'
import { refuseStanding } from './standing.ts'

export type MoveFee = {
  readonly feeId: FeeId
  /** By which it is known from then on. */
  readonly newId: FeeId
  readonly person: PersonId
  readonly reason: string | null
}

/** The two accounts, which may be one (a group), each with identities of its own. */
export type MoveSides = {
  readonly from: { readonly account: Account; readonly circumstances: Circumstances }
  readonly to: { readonly account: Account; readonly circumstances: Circumstances }
}

export type FeeMoved = { readonly annulled: Decided; readonly registered: Decided }

/** Takes both accounts, which it changes, and the command. Gives an entry for each. */
export function moveFee({ from, to }: MoveSides, command: MoveFee): Result<FeeMoved, Refusal> {
  const { feeId, person, reason } = command
  const record = ownFee(from.account, feeId, from.circumstances)
  if (!record.ok) return record
  if (record.value.person.equals(person)) return no({ kind: 'FeeIsThePersons' })
  const { principal, now, by } = from.circumstances
  const standing =
    refuseStanding(from.account, record.value.person, principal) ?? refuseStanding(to.account, person, principal)
  if (standing !== null) return no(standing)
  if (record.value.annulled !== null) return no({ kind: 'FeeAlreadyAnnulled' })
  const told = registrationOf(record.value, command, from.circumstances)
  const entry = { type: 'FeeAnnulled', feeId, reason, recordedAt: now, by, issued: [] } as const
  const annulled = decide(from.account, entry, from.circumstances)
  if (!annulled.ok) return annulled
  const registered = decide(to.account, told, to.circumstances)
  if (!registered.ok) return registered
  const byAge = freeByAgeNotices(person, told.visitDate, principal)
  return ok({
    annulled: annulled.value,
    registered: { ...registered.value, notices: [...registered.value.notices, ...byAge] },
  })
}

/** The fee as it stands, told of the other person. */
function registrationOf(
  { values }: FeeRecord,
  { newId, person }: MoveFee,
  { principal, now, by }: Circumstances,
): FeeRegisteredRecord {
  const { visit, amount, careProvider, careUnit } = values
  return {
    type: 'FeeRegistered',
    feeId: newId,
    person,
    principal: principal.id,
    visitDate: visit,
    amount,
    careProvider,
    careUnit,
    recordedAt: now,
    by,
    issued: [],
  }
}
