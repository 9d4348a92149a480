/** RegisterTransaction, versions 1 and 2: a fee is registered, and that is the consent of one who was never asked (domain.md S1). */

import type { Caller } from '../../../usecases/checks.ts'
import type { Ports } from '../../../usecases/ports.ts'
import { registerFee } from '../../../usecases/registerFee.ts'
import type { Handler1and2 } from '../handlers.ts'
import { doneResult, refusedResult } from './outcome.ts'
import { toldPersonAct } from './told.ts'

/** Gives the handler: message in, use case, answer out. */
export const registerTransaction1and2 =
  (ports: Ports): Handler1and2<'RegisterTransaction', Caller> =>
  async (call) => {
    const { TransactionDate, Amount, CareProviderId, CareUnitId, RegistrationDateTime: toldAt } = call.message
    const registered = await registerFee(ports, {
      ...toldPersonAct(call),
      visit: TransactionDate ?? null,
      amount: Amount,
      careProvider: CareProviderId,
      careUnit: CareUnitId ?? null,
      ...(toldAt === undefined ? {} : { toldAt }),
      isConsent: true,
    })
    if (!registered.ok) return { Result: refusedResult(registered.refusal) }
    const { notices, card, feeId } = registered.value
    return {
      Result: doneResult(notices),
      ...(card === null ? {} : { CardSystemId: card.id }),
      ...(feeId === null ? {} : { TransactionId: feeId }),
    }
  }
