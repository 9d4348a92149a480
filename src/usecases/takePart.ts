/** A patient comes into the service of a principal, or leaves it (domain.md S1, S2), at the word of a calling system. */

import type { Refusal } from '../domain/decisions/refusals.ts'
import { optIn as decideOptIn, optOut as decideOptOut } from '../domain/decisions/takePart.ts'
import { no, type Result } from '../domain/kernel/result.ts'
import { type Caller, checkPerson, permit, readActor, readPrincipal, refuseCardType, type ToldActor } from './checks.ts'
import type { Done } from './done.ts'
import { onceOf } from './once.ts'
import { perform } from './perform.ts'
import type { Ports } from './ports.ts'

export type ParticipationRequest = {
  readonly caller: Caller
  /** The caller's own id for the call (R3); null when it gives none. */
  readonly callId: string | null
  readonly principal: string
  readonly cardType: string
  readonly person: string
  readonly actor: ToldActor
}

/** The person is in; what was set aside and not yet erased comes back. To say it again changes nothing. */
export const optIn = (ports: Ports, request: ParticipationRequest): Promise<Result<Done, Refusal>> =>
  takePart(ports, request, 'optIn')

/** The person has left: out of sight and out of the reckoning at once. To say it again changes nothing. */
export const optOut = (ports: Ports, request: ParticipationRequest): Promise<Result<Done, Refusal>> =>
  takePart(ports, request, 'optOut')

async function takePart(
  ports: Ports,
  request: ParticipationRequest,
  act: 'optIn' | 'optOut',
): Promise<Result<Done, Refusal>> {
  const now = ports.now()
  const person = checkPerson(ports, request.principal, request.person, now)
  if (person === null) return no({ kind: 'PersonIdInvalid' })
  const principalId = readPrincipal(request.principal)
  if (!principalId.ok) return principalId
  const actor = readActor(request.actor)
  if (!actor.ok) return actor
  const { provider } = actor.value
  const asked = { caller: request.caller, act, principal: principalId.value, provider, now }
  const permitted = permit(ports, asked)
  if (!permitted.ok) return permitted
  const { system, principal } = permitted.value
  const cardType = refuseCardType(principal, request.cardType)
  if (cardType !== null) return no(cardType)
  const by = { ...actor.value, system: system.id }
  const { caller: _, callId, ...told } = request
  const performance = {
    address: { by: 'person', person, cardType: request.cardType },
    act,
    principal: principal.id,
    by,
    subject: () => person,
    reason: null,
    once: onceOf(system, callId, act, told),
  } as const
  const decide = act === 'optIn' ? decideOptIn : decideOptOut
  return perform(ports, performance, (account, given) => decide(account, person, { ...given, by }))
}
