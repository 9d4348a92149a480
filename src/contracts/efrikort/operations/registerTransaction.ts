/** RegisterTransaction, version 3: a fee is registered. */

import type { Caller } from '../../../usecases/checks.ts'
import type { Ports } from '../../../usecases/ports.ts'
import { registerFee } from '../../../usecases/registerFee.ts'
import type { Handler3 } from '../handlers.ts'
import { toldActor } from './actor.ts'
import { doneResult, refusedResult } from './outcome.ts'

/** Gives the handler: message in, use case, answer out. */
export const registerTransaction3 =
  (ports: Ports): Handler3<'RegisterTransaction', Caller> =>
  async ({ message, caller, idempotencyKey }) => {
    const registered = await registerFee(ports, {
      caller,
      callId: idempotencyKey ?? null,
      principal: message.carePrincipalId,
      cardType: message.cardTypeId,
      person: message.personId,
      visit: message.transactionDate ?? null,
      amount: message.amount,
      careProvider: message.careProvider,
      careUnit: message.careUnit ?? null,
      actor: toldActor(message.actor),
    })
    if (!registered.ok) return { result: refusedResult(registered.refusal) }
    const { notices, card, feeId } = registered.value
    return {
      result: doneResult(notices),
      ...(card === null ? {} : { cardSystemId: card.id }),
      ...(feeId === null ? {} : { transactionId: feeId }),
    }
  }
