/** A calling system registers a fee (domain.md P1, R3, S4): checked, decided on, and on disk before the answer. */

import type { Decided } from '../domain/decisions/decided.ts'
import type { Refusal } from '../domain/decisions/refusals.ts'
import { registerFee as decideRegistration } from '../domain/decisions/registerFee.ts'
import type { Day } from '../domain/kernel/day.ts'
import { swedishDay } from '../domain/kernel/moment.ts'
import type { Ore } from '../domain/kernel/money.ts'
import { no, ok, type Result } from '../domain/kernel/result.ts'
import type { FeeId } from '../domain/law/careOrder.ts'
import {
  type Caller,
  checkPerson,
  permit,
  readActor,
  readPrincipal,
  refuseCardType,
  refuseForm,
  type ToldActor,
} from './checks.ts'
import { perform } from './perform.ts'
import type { Ports } from './ports.ts'
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
  const person = checkPerson(directory, request.principal, request.person, now)
  if (person === null) return no({ kind: 'PersonIdInvalid' })
  const principalId = readPrincipal(request.principal)
  if (!principalId.ok) return principalId
  const actor = readActor(request.actor)
  if (!actor.ok) return actor
  const form = refuseForm(request.amount, request.visit, now)
  if (form !== null) return no(form)
  const permitted = permit(directory, {
    caller: request.caller,
    act: 'registerFee',
    principal: principalId.value,
    provider: actor.value.provider,
  })
  if (!permitted.ok) return permitted
  const { system, principal } = permitted.value
  const cardType = refuseCardType(principal, request.cardType)
  if (cardType !== null) return no(cardType)

  let feeId: FeeId | null = null
  const command = {
    person,
    visit: request.visit ?? swedishDay(now),
    amount: request.amount,
    careProvider: directory.caregiver(request.careProvider),
    careUnit: request.careUnit === null ? null : directory.caregiver(request.careUnit),
  }
  const decided = await perform(ports, { by: 'person', person, cardType: request.cardType }, (account, id, moment) => {
    feeId = ids.fee(id)
    const spare = spareIdentities(ids, id, account, principal)
    const by = { ...actor.value, system: system.id }
    return decideRegistration(account, { ...command, feeId }, { now: moment, principal, spare, by })
  })
  return decided.ok ? ok({ ...decided.value, feeId: feeId as unknown as FeeId }) : decided
}
