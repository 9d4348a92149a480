/** UpdateTransaction, version 3: a fee is corrected. A unit left out is kept. */

import { correctFee } from '../../../usecases/changeFee.ts'
import type { Caller } from '../../../usecases/checks.ts'
import type { Ports } from '../../../usecases/ports.ts'
import type { Handler3 } from '../handlers.ts'
import { toldActor } from './actor.ts'
import { doneResult, refusedResult } from './outcome.ts'

/** Gives the handler: message in, use case, answer out. */
export const updateTransaction3 =
  (ports: Ports): Handler3<'UpdateTransaction', Caller> =>
  async ({ message, caller, idempotencyKey }) => {
    const corrected = await correctFee(ports, {
      caller,
      callId: idempotencyKey ?? null,
      principal: message.carePrincipalId,
      feeId: message.transactionId,
      visit: message.transactionDate,
      amount: message.amount,
      careProvider: message.careProvider,
      careUnit: message.careUnit ?? null,
      reason: message.updateReason ?? null,
      actor: toldActor(message.actor),
    })
    if (!corrected.ok) return { result: refusedResult(corrected.refusal) }
    const { notices, card } = corrected.value
    const transactionId = message.transactionId.toLowerCase()
    return { result: doneResult(notices), ...(card === null ? {} : { cardSystemId: card.id }), transactionId }
  }
