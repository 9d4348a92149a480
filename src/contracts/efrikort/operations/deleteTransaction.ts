/** DeleteTransaction, version 3: a fee is annulled. */

import { annulFee } from '../../../usecases/changeFee.ts'
import type { Caller } from '../../../usecases/checks.ts'
import type { Ports } from '../../../usecases/ports.ts'
import type { Handler3 } from '../handlers.ts'
import { toldActor } from './actor.ts'
import { doneResult, refusedResult } from './outcome.ts'

/** Gives the handler: message in, use case, answer out. */
export const deleteTransaction3 =
  (ports: Ports): Handler3<'DeleteTransaction', Caller> =>
  async ({ message, caller, idempotencyKey }) => {
    const annulled = await annulFee(ports, {
      caller,
      callId: idempotencyKey ?? null,
      principal: message.carePrincipalId,
      feeId: message.transactionId,
      reason: message.deleteReason ?? null,
      actor: toldActor(message.actor),
    })
    return annulled.ok ? doneResult(annulled.value.notices) : refusedResult(annulled.refusal)
  }
