/** A fee is registered (domain.md P1, R3, S4): checked, decided on, and on disk before the answer. */

import { type Account, recordOf } from '../domain/account/account.ts'
import type { Refusal } from '../domain/decisions/refusals.ts'
import { registerFee as decideRegistration } from '../domain/decisions/registerFee.ts'
import type { Day } from '../domain/kernel/day.ts'
import { type Moment, swedishDay } from '../domain/kernel/moment.ts'
import type { Ore } from '../domain/kernel/money.ts'
import { ok, type Result } from '../domain/kernel/result.ts'
import { refuseForm, refuseToldAt } from './checks.ts'
import type { Done } from './done.ts'
import { onceOf } from './once.ts'
import { performPlanned } from './perform.ts'
import type { Decide, Planned } from './performance.ts'
import { actingOf, type PersonActRequest, permitPersonAct } from './permitAct.ts'
import type { Ports } from './ports.ts'

export type RegistrationRequest = PersonActRequest & {
  /** Null: today in Sweden. */
  readonly visit: Day | null
  readonly amount: Ore
  readonly careProvider: string
  readonly careUnit: string | null
  /** When the caller says that the fee was registered, if it says so: kept and shown; ours decides. */
  readonly toldAt?: Moment
  /** S1: the registration is the consent of one who was never asked. */
  readonly isConsent?: true
}

/** Gives the registration once it is on disk, or the first refusal in order. */
export const registerFee = (ports: Ports, request: RegistrationRequest): Promise<Result<Done, Refusal>> =>
  performPlanned(ports, planRegistration(ports, request))

/** Gives the registration as it would be performed, or what is refused before an account is loaded. */
export function planRegistration(ports: Ports, request: RegistrationRequest): Result<Planned, Refusal> {
  const { directory, ids } = ports
  const now = ports.now()
  const form = refuseForm(request.amount, request.visit, now) ?? refuseToldAt(request.toldAt, now)
  const permitted = permitPersonAct(ports, request, { act: 'registerFee', form, now })
  if (!permitted.ok) return permitted
  const { person, by, system } = permitted.value
  const command = {
    person,
    visit: request.visit ?? swedishDay(now),
    amount: request.amount,
    careProvider: directory.caregiver(request.careProvider),
    careUnit: request.careUnit === null ? null : directory.caregiver(request.careUnit),
    ...(request.toldAt === undefined ? {} : { toldAt: request.toldAt }),
    isConsent: request.isConsent === true,
  }
  const { caller: _, callId, ...told } = request
  const performance = {
    address: { by: 'person', person, cardType: request.cardType },
    act: 'registerFee',
    ...actingOf(permitted.value),
    subject: () => person,
    reason: null,
    once: onceOf(system, callId, 'registerFee', told),
    isUndone: isAnnulled,
  } as const
  const decide: Decide = (account, given, id) =>
    decideRegistration(account, { ...command, feeId: ids.fee(id) }, { ...given, by })
  return ok({ performance, decide })
}

const isAnnulled = (account: Account, { feeId }: Done): boolean =>
  feeId !== null && (recordOf(account, feeId)?.annulled ?? null) !== null
