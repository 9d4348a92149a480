/** A patient comes into the service of a principal, leaves it, or says who may read (domain.md S1, S2, S4), at the word of a calling system. */

import type { Account } from '../domain/account/account.ts'
import { type Part, standingOf } from '../domain/account/participation.ts'
import { hasReadConsent } from '../domain/account/saidByPatient.ts'
import type { Act } from '../domain/decisions/access.ts'
import type { Circumstances, Decided } from '../domain/decisions/decided.ts'
import type { Refusal } from '../domain/decisions/refusals.ts'
import {
  optIn as decideOptIn,
  optOut as decideOptOut,
  setReadConsent as decideReadConsent,
} from '../domain/decisions/takePart.ts'
import type { HsaId } from '../domain/kernel/hsaId.ts'
import type { PersonId } from '../domain/kernel/personId.ts'
import type { Result } from '../domain/kernel/result.ts'
import type { Done } from './done.ts'
import { onceOf } from './once.ts'
import { perform } from './perform.ts'
import { actingOf, type PersonActRequest, permitPersonAct } from './permitAct.ts'
import type { Ports } from './ports.ts'

export type ParticipationRequest = PersonActRequest

/** The person is in; what was set aside and not yet erased comes back. To say it again changes nothing. */
export const optIn = (ports: Ports, request: ParticipationRequest): Promise<Result<Done, Refusal>> =>
  takePart(ports, request, {
    act: 'optIn',
    decide: decideOptIn,
    isUndone: ({ participations }, part) => standingOf(participations, part) === 'out',
  })

/** The person has left: out of sight and out of the reckoning at once. To say it again changes nothing. */
export const optOut = (ports: Ports, request: ParticipationRequest): Promise<Result<Done, Refusal>> =>
  takePart(ports, request, {
    act: 'optOut',
    decide: decideOptOut,
    isUndone: ({ participations }, part) => standingOf(participations, part) !== 'out',
  })

export type ReadConsentRequest = ParticipationRequest & { readonly consent: boolean }

/** The person lets the actor's provider see the fees that others registered, or no longer. To say it again changes nothing. */
export const setReadConsent = (ports: Ports, request: ReadConsentRequest): Promise<Result<Done, Refusal>> =>
  takePart(ports, request, {
    act: 'setReadConsent',
    decide: (account, person, circumstances) =>
      decideReadConsent(account, { person, isGiven: request.consent }, circumstances),
    isUndone: (account, { person, provider }) => hasReadConsent(account, person, provider) !== request.consent,
  })

type Saying = {
  readonly act: Act
  readonly decide: (account: Account, person: PersonId, circumstances: Circumstances) => Result<Decided, Refusal>
  /** Whether something else has been said since. */
  readonly isUndone: (account: Account, part: Part & { readonly provider: HsaId }) => boolean
}

async function takePart(
  ports: Ports,
  request: ParticipationRequest,
  { act, decide, isUndone }: Saying,
): Promise<Result<Done, Refusal>> {
  const permitted = permitPersonAct(ports, request, { act, form: null, now: ports.now() })
  if (!permitted.ok) return permitted
  const { system, principal, person, by } = permitted.value
  const { caller: _, callId, ...told } = request
  const performance = {
    address: { by: 'person', person, cardType: request.cardType },
    act,
    ...actingOf(permitted.value),
    subject: () => person,
    reason: null,
    once: onceOf(system, callId, act, told),
    isUndone: (account: Account) => isUndone(account, { person, principal: principal.id, provider: by.provider }),
  } as const
  return perform(ports, performance, (account, given) => decide(account, person, { ...given, by }))
}
