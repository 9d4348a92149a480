/** A fee is corrected (domain.md R1, L3, L6): a new record; the fee keeps its id and its place in care order's ties. */

import { type Account, recordOf } from '../account/account.ts'
import type { Caregiver, FeeRecord, FeeValues } from '../account/feeRecord.ts'
import { freeze } from '../account/freeze.ts'
import { identityOf } from '../account/identity.ts'
import type { FeeCorrectedRecord } from '../account/ledgerEntry.ts'
import type { Day } from '../kernel/day.ts'
import { type Moment, swedishDay } from '../kernel/moment.ts'
import type { Ore } from '../kernel/money.ts'
import { no, ok, type Result } from '../kernel/result.ts'
import type { Fee, FeeId } from '../law/careOrder.ts'
import { type Circumstances, type Decided, decide, refuseAmount, refuseVisit } from './decided.ts'
import { freeByAgeNotices } from './notices.ts'
import { ownFee, refuseOwner, type ToldOwner } from './ownFee.ts'
import type { Refusal } from './refusals.ts'
import { refuseStanding } from './standing.ts'

/** What is null is kept as it was. */
export type CorrectFee = {
  readonly feeId: FeeId
  readonly visit: Day | null
  readonly amount: Ore | null
  readonly careProvider: Caregiver | null
  readonly careUnit: Caregiver | null
  readonly toldAt?: Moment
  readonly reason: string | null
  /** Left out where the fee's id alone says whose it is. */
  readonly owner?: ToldOwner
}

/** Takes an account, which it changes, and the command. Gives the entry to append; none when nothing changes. */
export function correctFee(
  account: Account,
  command: CorrectFee,
  circumstances: Circumstances,
): Result<Decided, Refusal> {
  const record = ownFee(account, command.feeId, circumstances)
  if (!record.ok) return record
  const entry = entryOf(record.value, command, circumstances)
  const another = command.owner === undefined ? null : refuseOwner(account, record.value, command.owner)
  if (another !== null) return no(another)
  const refusal = refuseChange(account, record.value, entry, circumstances)
  if (refusal !== null) return no(refusal)
  if (isUnchanged(record.value.values, entry)) return ok(unchanged(account, command.feeId, circumstances))
  const decided = decide(account, entry, circumstances)
  if (!decided.ok || entry.visitDate === null) return decided
  const notices = freeByAgeNotices(record.value.person, entry.visitDate, circumstances.principal)
  return ok({ ...decided.value, notices: [...decided.value.notices, ...notices] })
}

/** Visit date, amount and the caller's moment are recorded only where they differ. */
function entryOf({ values }: FeeRecord, command: CorrectFee, { now, by }: Circumstances): FeeCorrectedRecord {
  const { toldAt } = command
  return {
    type: 'FeeCorrected',
    feeId: command.feeId,
    visitDate: command.visit === values.visit ? null : command.visit,
    amount: command.amount === values.amount ? null : command.amount,
    careProvider: command.careProvider ?? values.careProvider,
    careUnit: command.careUnit ?? values.careUnit,
    ...(toldAt === undefined || toldAt === values.toldAt ? {} : { toldAt }),
    reason: command.reason,
    recordedAt: now,
    by,
    issued: [],
  }
}

/** R3: whether the fee still has the values that the correction gave it. */
export function isAsCorrected(account: Account, { feeId, visit, amount, careProvider, careUnit }: CorrectFee): boolean {
  const values = recordOf(account, feeId)?.values
  if (values === undefined) return true
  return (
    (visit ?? values.visit) === values.visit &&
    (amount ?? values.amount) === values.amount &&
    isSame(careProvider ?? values.careProvider, values.careProvider) &&
    isSame(careUnit ?? values.careUnit, values.careUnit)
  )
}

/** Backdating and the largest amount bind what is changed, not what is left as it was. */
function refuseChange(
  account: Account,
  { annulled, person }: FeeRecord,
  entry: FeeCorrectedRecord,
  { now, principal }: Circumstances,
): Refusal | null {
  const limits =
    (entry.visitDate === null ? null : refuseVisit(entry.visitDate, now, principal)) ??
    (entry.amount === null ? null : refuseAmount(entry.amount, principal))
  const standing = limits ?? refuseStanding(account, person, principal)
  return standing ?? (annulled === null ? null : { kind: 'FeeAlreadyAnnulled' })
}

const isUnchanged = (values: FeeValues, entry: FeeCorrectedRecord): boolean =>
  entry.visitDate === null &&
  entry.amount === null &&
  entry.toldAt === undefined &&
  isSame(values.careProvider, entry.careProvider) &&
  isSame(values.careUnit, entry.careUnit)

const isSame = (a: Caregiver | null, b: Caregiver | null): boolean => a?.id === b?.id && a?.text === b?.text

function unchanged({ book }: Account, feeId: FeeId, { now }: Circumstances): Decided {
  freeze(book, now)
  return { entry: null, notices: [], card: identityOf(book, book.fees.get(feeId) as Fee, swedishDay(now)) }
}
