/** What versions 1 and 2 serve: one handler an operation, the same for both but for how long an identity may be. */

import type { Caller } from '../../../usecases/checks.ts'
import type { Ports } from '../../../usecases/ports.ts'
import type { Handlers1and2 } from '../handlers.ts'
import type { EarlierVersion } from '../types1and2.ts'
import { deleteCard1and2, orderNewCard1and2, registerCard1and2, updateCard1and2 } from './changeCard.ts'
import { deleteTransaction1and2 } from './deleteTransaction.ts'
import { finishAccount1and2 } from './finishAccount.ts'
import { getCardForPerson1and2, getExtendedCardForPerson1and2 } from './getCard.ts'
import { getGroupForPerson1and2, groupPerson1and2, ungroupPerson1and2 } from './group.ts'
import { registerTransaction1and2 } from './registerTransaction.ts'
import { updateTransaction1and2 } from './updateTransaction.ts'

export const handlers1and2 = (ports: Ports, version: EarlierVersion): Handlers1and2<Caller> => ({
  RegisterTransaction: registerTransaction1and2(ports),
  UpdateTransaction: updateTransaction1and2(ports, version),
  DeleteTransaction: deleteTransaction1and2(ports),
  GetCardForPerson: getCardForPerson1and2(ports, version),
  GetExtendedCardForPerson: getExtendedCardForPerson1and2(ports, version),
  RegisterCard: registerCard1and2(ports, version),
  UpdateCard: updateCard1and2(ports),
  DeleteCard: deleteCard1and2(ports),
  OrderNewCard: orderNewCard1and2(ports),
  GroupPerson: groupPerson1and2(ports),
  UngroupPerson: ungroupPerson1and2(ports),
  GetGroupForPerson: getGroupForPerson1and2(ports, version),
  FinishAccount: finishAccount1and2(ports),
})
