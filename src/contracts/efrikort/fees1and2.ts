/** The operations of versions 1 and 2 on fees, as data. */

import { amount, day, moment } from '../soap/enter.ts'
import { operationsIn } from './operation1and2.ts'
import type { EarlierVersion, Types1and2 } from './types1and2.ts'

/** Takes the version and its types. */
export function feeOperations1and2(version: EarlierVersion, types: Types1and2) {
  const { ActorType, CardTypeId, DeleteStatusType, HsaId, Id, PersonIdValue } = types
  const operation = operationsIn('administration', version)
  const registered = { RegisterTransactionResultType: [types.RegisterTransactionResultType, '1..1'] } as const
  return {
    RegisterTransaction: operation(
      'RegisterTransaction',
      {
        CarePrincipalId: [HsaId, '1..1'],
        CareProviderId: [HsaId, '1..1'],
        CareUnitId: [HsaId, '0..1'],
        CardTypeId: [CardTypeId, '1..1'],
        PersonId: [PersonIdValue, '1..1'],
        TransactionDate: [day, '0..1'],
        RegistrationDateTime: [moment, '0..1'],
        Amount: [amount, '1..1'],
        Actor: [ActorType, '1..1'],
      },
      registered,
    ),
    UpdateTransaction: operation(
      'UpdateTransaction',
      {
        CarePrincipalId: [HsaId, '1..1'],
        CareProviderId: [HsaId, '1..1'],
        CareUnitId: [HsaId, '0..1'],
        TransactionId: [Id, '1..1'],
        CardTypeId: [CardTypeId, '1..1'],
        PersonId: [PersonIdValue, '1..1'],
        TransactionDate: [day, '0..1'],
        RegistrationDateTime: [moment, '0..1'],
        Amount: [amount, '0..1'],
        Actor: [ActorType, '1..1'],
      },
      registered,
    ),
    DeleteTransaction: operation(
      'DeleteTransaction',
      {
        CarePrincipalId: [HsaId, '1..1'],
        TransactionId: [Id, '1..1'],
        DeleteStatus: [DeleteStatusType, '1..1'],
        Actor: [ActorType, '1..1'],
      },
      { ResultType: [types.ResultType, '1..1'] },
    ),
  }
}
