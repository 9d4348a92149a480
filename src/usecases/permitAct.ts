/** What every act with an actor is checked for before an account is loaded, in the order of refusals.ts: form, access. It loads nothing. */

import type { Actor } from '../domain/account/ledgerEntry.ts'
import type { Refusal } from '../domain/decisions/refusals.ts'
import type { StaffAct } from '../domain/decisions/staff.ts'
import type { Moment } from '../domain/kernel/moment.ts'
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
  type ToldActor,
} from './checks.ts'
import type { Ports } from './ports.ts'

/** What every request of an act tells. */
export type ActRequest = {
  readonly caller: Caller
  /** The caller's own id for the call (R3); null when it gives none. */
  readonly callId: string | null
  readonly principal: string
  readonly actor: ToldActor
}

/** How an act is asked for, and what the form of its other fields shows. */
export type ActAsked = { readonly act: StaffAct; readonly form: Refusal | null; readonly now: Moment }

export type ActPermitted = Permitted & { readonly by: Actor }

/** Gives who acts, for whom, and the principal's settings of today. */
export function permitAct(
  ports: Ports,
  request: ActRequest,
  { act, form, now }: ActAsked,
): Result<ActPermitted, Refusal> {
  const principal = readPrincipal(request.principal)
  if (!principal.ok) return principal
  const actor = readActor(request.actor)
  if (!actor.ok) return actor
  if (form !== null) return no(form)
  const { caller } = request
  const permitted = permit(ports, { caller, act, principal: principal.value, provider: actor.value.provider, now })
  if (!permitted.ok) return permitted
  return ok({ ...permitted.value, by: { ...actor.value, system: permitted.value.system.id } })
}

/** An act on a person of a card type. */
export type PersonActRequest = ActRequest & { readonly person: string; readonly cardType: string }

/** The same for an act that names a person and a card type. */
export function permitPersonAct(
  ports: Ports,
  request: PersonActRequest,
  asked: ActAsked,
): Result<ActPermitted & { readonly person: PersonId }, Refusal> {
  const person = checkPerson(ports, request.principal, request.person, asked.now)
  if (person === null) return no({ kind: 'PersonIdInvalid' })
  const permitted = permitAct(ports, request, asked)
  if (!permitted.ok) return permitted
  const cardType = refuseCardType(permitted.value.principal, request.cardType)
  return cardType === null ? ok({ ...permitted.value, person }) : no(cardType)
}

/** How an act is told to the write path: who acts, by which assignment, and whose registrations they reach. */
export const actingOf = ({ principal, by, staff, reach }: ActPermitted) => ({
  principal: principal.id,
  by,
  assignment: staff?.assignment.id ?? null,
  reach,
})
