/** Version 3's operations on fees, as data. */

import { amount, day, text } from '../soap/enter.ts'
import { operation3 } from './operation3.ts'
import {
  ActorType,
  CardTypeId,
  HsaId,
  Id,
  OrganizationName,
  PersonIdValue,
  RegisterTransactionResultType,
  ResultType,
} from './types3.ts'

export const registerTransaction = operation3(
  'RegisterTransaction',
  {
    carePrincipalId: [HsaId, '1..1'],
    careProvider: [OrganizationName, '1..1'],
    careUnit: [OrganizationName, '0..1'],
    cardTypeId: [CardTypeId, '1..1'],
    personId: [PersonIdValue, '1..1'],
    transactionDate: [day, '0..1'],
    amount: [amount, '1..1'],
    actor: [ActorType, '1..1'],
  },
  { registerTransactionResultType: [RegisterTransactionResultType, '1..1'] },
)

export const updateTransaction = operation3(
  'UpdateTransaction',
  {
    carePrincipalId: [HsaId, '1..1'],
    careProvider: [OrganizationName, '1..1'],
    careUnit: [OrganizationName, '0..1'],
    transactionId: [Id, '1..1'],
    transactionDate: [day, '1..1'],
    amount: [amount, '1..1'],
    updateReason: [text, '0..1'],
    actor: [ActorType, '1..1'],
  },
  { registerTransactionResultType: [RegisterTransactionResultType, '1..1'] },
)

export const deleteTransaction = operation3(
  'DeleteTransaction',
  {
    carePrincipalId: [HsaId, '1..1'],
    transactionId: [Id, '1..1'],
    deleteReason: [text, '0..1'],
    actor: [ActorType, '1..1'],
  },
  { resultType: [ResultType, '1..1'] },
)
