/**
 * UpdateTransaction, versions 1 and 2: a fee is corrected. Unit, date, amount and moment of registration left out are kept; person and
 * card type must be the fee's own. These versions tell no reason.
 */

import { correctFee } from '../../../usecases/changeFee.ts'
import type { Caller } from '../../../usecases/checks.ts'
import type { Ports } from '../../../usecases/ports.ts'
import type { Handler1and2 } from '../handlers.ts'
import { type EarlierVersion, PERSON_ID_LENGTH } from '../types1and2.ts'
import { doneResult, refusedResult } from './outcome.ts'
import { toldAct } from './told.ts'

/** Gives the handler: message in, use case, answer out. */
export const updateTransaction1and2 =
  (ports: Ports, version: EarlierVersion): Handler1and2<'UpdateTransaction', Caller> =>
  async (call) => {
    const { message } = call
    const { RegistrationDateTime: toldAt, CardTypeId: cardType, PersonId: person } = message
    const corrected = await correctFee(ports, {
      ...toldAct(call),
      feeId: message.TransactionId,
      visit: message.TransactionDate ?? null,
      amount: message.Amount ?? null,
      careProvider: message.CareProviderId,
      careUnit: message.CareUnitId ?? null,
      ...(toldAt === undefined ? {} : { toldAt }),
      reason: null,
      of: { person, cardType, longestIdentity: PERSON_ID_LENGTH[version] },
    })
    if (!corrected.ok) return { Result: refusedResult(corrected.refusal) }
    const { notices, card } = corrected.value
    const TransactionId = message.TransactionId.toLowerCase()
    return { Result: doneResult(notices), ...(card === null ? {} : { CardSystemId: card.id }), TransactionId }
  }
