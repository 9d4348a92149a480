/** A fee is registered (domain.md P1, O5, R3, L5): never refused because a card is FINAL or a visit was free. */

import type { Account } from '../account/account.ts'
import type { Caregiver, FeeRecord } from '../account/feeRecord.ts'
import type { FeeRegisteredRecord } from '../account/ledgerEntry.ts'
import type { Day } from '../kernel/day.ts'
import { addHours, type Moment } from '../kernel/moment.ts'
import type { Ore } from '../kernel/money.ts'
import type { PersonId } from '../kernel/personId.ts'
import { no, ok, type Result } from '../kernel/result.ts'
import type { FeeId } from '../law/careOrder.ts'
import { type Circumstances, type Decided, decide, refuseAmount, refuseVisit } from './decided.ts'
import { freeByAgeNotices, type Notice } from './notices.ts'
import type { Refusal } from './refusals.ts'
import { standingOrConsent } from './standing.ts'

export type RegisterFee = {
  readonly feeId: FeeId
  readonly person: PersonId
  /** Not in the future: the message alone has shown that. */
  readonly visit: Day
  readonly amount: Ore
  readonly careProvider: Caregiver
  readonly careUnit: Caregiver | null
  readonly toldAt?: Moment
  /** S1: the registration is the consent of one who was never asked, as in versions 1 and 2 of the contract. */
  readonly isConsent: boolean
}

/** Takes an account, which it changes, and the command. Gives the entry to append, and what the user must see. */
export function registerFee(
  account: Account,
  command: RegisterFee,
  circumstances: Circumstances,
): Result<Decided, Refusal> {
  const { now, principal } = circumstances
  const limits = refuseVisit(command.visit, now, principal) ?? refuseAmount(command.amount, principal)
  const standing = standingOrConsent(account, command, principal)
  const refusal = limits ?? standing.refusal
  if (refusal !== null) return no(refusal)
  const duplicates = duplicateNotices(account, command, now)
  const byAge = freeByAgeNotices(command.person, command.visit, principal)
  const entry = { ...entryOf(command, circumstances), ...(standing.consents ? { consent: true as const } : {}) }
  const decided = decide(account, entry, circumstances)
  if (!decided.ok) return decided
  return ok({ ...decided.value, notices: [...duplicates, ...decided.value.notices, ...byAge] })
}

const entryOf = (
  { visit, isConsent: _, ...told }: RegisterFee,
  { now, principal, by }: Circumstances,
): FeeRegisteredRecord => ({
  type: 'FeeRegistered',
  ...told,
  principal: principal.id,
  visitDate: visit,
  recordedAt: now,
  by,
  issued: [],
})

const WITHIN_HOURS = 24

/** R3: same person, visit date, amount and unit as an ACTIVE fee registered within 24 hours; a unit absent on both counts as equal. */
function duplicateNotices({ records }: Account, command: RegisterFee, now: Moment): Notice[] {
  for (const record of records.values()) {
    if (isSameVisit(record, command) && now <= addHours(record.registeredAt, WITHIN_HOURS))
      return [{ kind: 'SuspectedDuplicate', registeredAt: record.registeredAt }]
  }
  return []
}

const isSameVisit = ({ annulled, person, values }: FeeRecord, command: RegisterFee): boolean =>
  annulled === null &&
  values.visit === command.visit &&
  values.amount === command.amount &&
  person.equals(command.person) &&
  isSameUnit(values.careUnit, command.careUnit)

const isSameUnit = (a: Caregiver | null, b: Caregiver | null): boolean => (a?.id ?? a?.text) === (b?.id ?? b?.text)
