/** What version 3 serves: one handler an operation. */

import type { Caller } from '../../../usecases/checks.ts'
import type { Ports } from '../../../usecases/ports.ts'
import type { Handlers3 } from '../handlers.ts'
import { deleteTransaction3 } from './deleteTransaction.ts'
import { getCardForPerson3, getExtendedCardForPerson3 } from './getCard.ts'
import { registerTransaction3 } from './registerTransaction.ts'
import { updateTransaction3 } from './updateTransaction.ts'

export const handlers3 = (ports: Ports): Handlers3<Caller> => ({
  RegisterTransaction: registerTransaction3(ports),
  UpdateTransaction: updateTransaction3(ports),
  DeleteTransaction: deleteTransaction3(ports),
  GetCardForPerson: getCardForPerson3(ports),
  GetExtendedCardForPerson: getExtendedCardForPerson3(ports),
})
