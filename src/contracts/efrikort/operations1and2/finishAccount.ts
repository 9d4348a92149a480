/** FinishAccount, versions 1 and 2: the patient leaves the service of the principal that asks (domain.md S2). */

import type { Caller } from '../../../usecases/checks.ts'
import type { Ports } from '../../../usecases/ports.ts'
import { optOut } from '../../../usecases/takePart.ts'
import type { Handler1and2 } from '../handlers.ts'
import { toldActor } from './actor.ts'
import { doneResult, refusedResult } from './outcome.ts'

/** Gives the handler: message in, use case, answer out. */
export const finishAccount1and2 =
  (ports: Ports): Handler1and2<'FinishAccount', Caller> =>
  async ({ message, caller, idempotencyKey }) => {
    const left = await optOut(ports, {
      caller,
      callId: idempotencyKey ?? null,
      principal: message.CarePrincipalId,
      cardType: message.CardTypeId,
      person: message.PersonId,
      actor: toldActor(message.Actor),
    })
    return left.ok ? doneResult(left.value.notices) : refusedResult(left.refusal)
  }
