/** A calling system registers a fee (domain.md P1, R3, S4): checked, decided on, and on disk before the answer. */

import { type Account, recordOf } from '../domain/account/account.ts'
import type { Actor } from '../domain/account/ledgerEntry.ts'
import type { Refusal } from '../domain/decisions/refusals.ts'
import { registerFee as decideRegistration } from '../domain/decisions/registerFee.ts'
import type { Day } from '../domain/kernel/day.ts'
import { type Moment, swedishDay } from '../domain/kernel/moment.ts'
import type { Ore } from '../domain/kernel/money.ts'
import type { PersonId } from '../domain/kernel/personId.ts'
import { no, ok, type Result } from '../domain/kernel/result.ts'
import {
  type Caller,
  checkPerson,
  type Permitted,
  permit,
  readActor,
  readPrincipal,
  refuseCardType,
  refuseForm,
  refuseToldAt,
  type ToldActor,
} from './checks.ts'
import type { Done } from './done.ts'
import { onceOf } from './once.ts'
import { perform } from './perform.ts'
import type { Ports } from './ports.ts'

export type RegistrationRequest = {
  readonly caller: Caller
  /** The caller's own id for the call (R3); null when it gives none. */
  readonly callId: string | null
  readonly principal: string
  readonly cardType: string
  readonly person: string
  /** Null: today in Sweden. */
  readonly visit: Day | null
  readonly amount: Ore
  readonly careProvider: string
  readonly careUnit: string | null
  readonly actor: ToldActor
  /** When the caller says that the fee was registered, if it says so: kept and shown; ours decides. */
  readonly toldAt?: Moment
  /** S1: the registration is the consent of one who was never asked. */
  readonly isConsent?: true
}

/** Gives the registration once it is on disk, or the first refusal in order. */
export async function registerFee(ports: Ports, request: RegistrationRequest): Promise<Result<Done, Refusal>> {
  const { directory, ids } = ports
  const now = ports.now()
  const checked = check(ports, request, now)
  if (!checked.ok) return checked
  const { person, actor, system, principal } = checked.value
  const command = {
    person,
    visit: request.visit ?? swedishDay(now),
    amount: request.amount,
    careProvider: directory.caregiver(request.careProvider),
    careUnit: request.careUnit === null ? null : directory.caregiver(request.careUnit),
    ...(request.toldAt === undefined ? {} : { toldAt: request.toldAt }),
    isConsent: request.isConsent === true,
  }
  const by = { ...actor, system: system.id }
  const { caller: _, callId, ...told } = request
  const performance = {
    address: { by: 'person', person, cardType: request.cardType },
    act: 'registerFee',
    principal: principal.id,
    by,
    subject: () => person,
    reason: null,
    once: onceOf(system, callId, 'registerFee', told),
    isUndone: isAnnulled,
  } as const
  return perform(ports, performance, (account, given, id) =>
    decideRegistration(account, { ...command, feeId: ids.fee(id) }, { ...given, by }),
  )
}

const isAnnulled = (account: Account, { feeId }: Done): boolean =>
  feeId !== null && (recordOf(account, feeId)?.annulled ?? null) !== null

type Checked = Permitted & { readonly person: PersonId; readonly actor: Omit<Actor, 'system'> }

/** Everything that can be refused before the account is loaded, in the order of refusals.ts. */
function check(ports: Ports, request: RegistrationRequest, now: Moment): Result<Checked, Refusal> {
  const person = checkPerson(ports, request.principal, request.person, now)
  if (person === null) return no({ kind: 'PersonIdInvalid' })
  const principalId = readPrincipal(request.principal)
  if (!principalId.ok) return principalId
  const actor = readActor(request.actor)
  if (!actor.ok) return actor
  const form = refuseForm(request.amount, request.visit, now) ?? refuseToldAt(request.toldAt, now)
  if (form !== null) return no(form)
  const { provider } = actor.value
  const asked = { caller: request.caller, act: 'registerFee', principal: principalId.value, provider, now } as const
  const permitted = permit(ports, asked)
  if (!permitted.ok) return permitted
  const cardType = refuseCardType(permitted.value.principal, request.cardType)
  return cardType === null ? ok({ ...permitted.value, person, actor: actor.value }) : no(cardType)
}
