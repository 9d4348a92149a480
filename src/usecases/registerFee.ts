/** A calling system registers a fee (domain.md P1, R3, S4): checked, decided on, and on disk before the answer. */

import type { Actor } from '../domain/account/feeRecord.ts'
import type { Decided } from '../domain/decisions/decided.ts'
import type { Refusal } from '../domain/decisions/refusals.ts'
import { registerFee as decideRegistration } from '../domain/decisions/registerFee.ts'
import type { Day } from '../domain/kernel/day.ts'
import { invariant } from '../domain/kernel/invariant.ts'
import { type Moment, swedishDay } from '../domain/kernel/moment.ts'
import type { Ore } from '../domain/kernel/money.ts'
import type { PersonId } from '../domain/kernel/personId.ts'
import { no, ok, type Result } from '../domain/kernel/result.ts'
import type { FeeId } from '../domain/law/careOrder.ts'
import {
  type Caller,
  checkPerson,
  type Permitted,
  permit,
  readActor,
  readPrincipal,
  refuseCardType,
  refuseForm,
  type ToldActor,
} from './checks.ts'
import { perform } from './perform.ts'
import type { Directory, Ports } from './ports.ts'
import { spareIdentities } from './spareIdentities.ts'

export type RegistrationRequest = {
  readonly caller: Caller
  readonly principal: string
  readonly cardType: string
  readonly person: string
  /** Null: today in Sweden. */
  readonly visit: Day | null
  readonly amount: Ore
  readonly careProvider: string
  readonly careUnit: string | null
  readonly actor: ToldActor
}

export type Registered = Decided & { readonly feeId: FeeId }

/** Gives the registration once it is on disk, or the first refusal in order. */
export async function registerFee(ports: Ports, request: RegistrationRequest): Promise<Result<Registered, Refusal>> {
  const { directory, ids } = ports
  const now = ports.now()
  const checked = check(directory, request, now)
  if (!checked.ok) return checked
  const { person, actor, system, principal } = checked.value
  const command = {
    person,
    visit: request.visit ?? swedishDay(now),
    amount: request.amount,
    careProvider: directory.caregiver(request.careProvider),
    careUnit: request.careUnit === null ? null : directory.caregiver(request.careUnit),
  }
  const decided = await perform(ports, { by: 'person', person, cardType: request.cardType }, (account, id, moment) => {
    const spare = spareIdentities(ids, id, account, principal)
    const by = { ...actor, system: system.id }
    return decideRegistration(account, { ...command, feeId: ids.fee(id) }, { now: moment, principal, spare, by })
  })
  if (!decided.ok) return decided
  const { entry } = decided.value
  invariant(entry !== null, 'a registration is always recorded')
  return ok({ ...decided.value, feeId: entry.feeId })
}

type Checked = Permitted & { readonly person: PersonId; readonly actor: Omit<Actor, 'system'> }

/** Everything that can be refused before the account is loaded, in the order of refusals.ts. */
function check(directory: Directory, request: RegistrationRequest, now: Moment): Result<Checked, Refusal> {
  const person = checkPerson(directory, request.principal, request.person, now)
  if (person === null) return no({ kind: 'PersonIdInvalid' })
  const principalId = readPrincipal(request.principal)
  if (!principalId.ok) return principalId
  const actor = readActor(request.actor)
  if (!actor.ok) return actor
  const form = refuseForm(request.amount, request.visit, now)
  if (form !== null) return no(form)
  const { provider } = actor.value
  const asked = { caller: request.caller, act: 'registerFee', principal: principalId.value, provider } as const
  const permitted = permit(directory, asked)
  if (!permitted.ok) return permitted
  const cardType = refuseCardType(permitted.value.principal, request.cardType)
  return cardType === null ? ok({ ...permitted.value, person, actor: actor.value }) : no(cardType)
}
