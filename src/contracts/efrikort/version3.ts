/** eFrikort version 3 as data: its types and its 16 operations, each described, read and written by that alone. */

import type { Contract } from '../soap/form.ts'
import { deleteCard, orderNewCard, registerCard, updateCard } from './cards3.ts'
import { deleteTransaction, registerTransaction, updateTransaction } from './fees3.ts'
import { groupPerson, registerOptIn, registerOptOut, ungroupPerson, updateReadConsent } from './persons3.ts'
import { getCardForPerson, getExtendedCardForPerson, getExtendedCardsForPerson, getGroupForPerson } from './reading3.ts'
import { types3 } from './types3.ts'

export const operations3 = {
  RegisterTransaction: registerTransaction,
  UpdateTransaction: updateTransaction,
  DeleteTransaction: deleteTransaction,
  GetCardForPerson: getCardForPerson,
  GetExtendedCardForPerson: getExtendedCardForPerson,
  GetExtendedCardsForPerson: getExtendedCardsForPerson,
  RegisterCard: registerCard,
  UpdateCard: updateCard,
  DeleteCard: deleteCard,
  OrderNewCard: orderNewCard,
  RegisterOptIn: registerOptIn,
  RegisterOptOut: registerOptOut,
  UpdateReadConsent: updateReadConsent,
  GroupPerson: groupPerson,
  UngroupPerson: ungroupPerson,
  GetGroupForPerson: getGroupForPerson,
} as const

export type Operations3 = typeof operations3

export const version3 = { version: 3, types: types3, operations: operations3 } as const satisfies Contract
