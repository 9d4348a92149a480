/** What version 3 serves: one handler an operation. */

import type { Caller } from '../../../usecases/checks.ts'
import type { Ports } from '../../../usecases/ports.ts'
import type { Handlers3 } from '../handlers.ts'
import { deleteCard3, orderNewCard3, registerCard3, updateCard3 } from './changeCard.ts'
import { deleteTransaction3 } from './deleteTransaction.ts'
import { getCardForPerson3, getExtendedCardForPerson3, getExtendedCardsForPerson3 } from './getCard.ts'
import { getGroupForPerson3, groupPerson3, ungroupPerson3 } from './group.ts'
import { registerTransaction3 } from './registerTransaction.ts'
import { registerOptIn3, registerOptOut3, updateReadConsent3 } from './takePart.ts'
import { updateTransaction3 } from './updateTransaction.ts'

export const handlers3 = (ports: Ports): Handlers3<Caller> => ({
  RegisterTransaction: registerTransaction3(ports),
  UpdateTransaction: updateTransaction3(ports),
  DeleteTransaction: deleteTransaction3(ports),
  GetCardForPerson: getCardForPerson3(ports),
  GetExtendedCardForPerson: getExtendedCardForPerson3(ports),
  GetExtendedCardsForPerson: getExtendedCardsForPerson3(ports),
  RegisterCard: registerCard3(ports),
  UpdateCard: updateCard3(ports),
  DeleteCard: deleteCard3(ports),
  OrderNewCard: orderNewCard3(ports),
  GroupPerson: groupPerson3(ports),
  UngroupPerson: ungroupPerson3(ports),
  GetGroupForPerson: getGroupForPerson3(ports),
  RegisterOptIn: registerOptIn3(ports),
  RegisterOptOut: registerOptOut3(ports),
  UpdateReadConsent: updateReadConsent3(ports),
})
