/** DeleteTransaction, versions 1 and 2: a fee is annulled, for one of two reasons, which the history tells as a sentence. */

import { annulFee } from '../../../usecases/changeFee.ts'
import type { Caller } from '../../../usecases/checks.ts'
import type { Ports } from '../../../usecases/ports.ts'
import { DELETE_REASONS } from '../../../words/deleteReasons.ts'
import type { Handler1and2 } from '../handlers.ts'
import { resultOf } from './outcome.ts'
import { toldAct } from './told.ts'

/** Gives the handler: message in, use case, answer out. */
export const deleteTransaction1and2 =
  (ports: Ports): Handler1and2<'DeleteTransaction', Caller> =>
  async (call) => {
    const { TransactionId, DeleteStatus } = call.message
    return resultOf(
      await annulFee(ports, { ...toldAct(call), feeId: TransactionId, reason: DELETE_REASONS[DeleteStatus] }),
    )
  }
