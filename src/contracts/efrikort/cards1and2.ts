/** The operations of versions 1 and 2 on cards, as data. */

import { day, truth } from '../soap/enter.ts'
import { operationsIn } from './operation1and2.ts'
import type { EarlierVersion, Types1and2 } from './types1and2.ts'

/** Takes the version and its types. */
export function cardOperations1and2(version: EarlierVersion, types: Types1and2) {
  const { ActorType, CardId, CardRegistrationReasonType, CardTypeId, HsaId, Id, PersonIdValue } = types
  const operation = operationsIn('administration', version)
  const resultAlone = { ResultType: [types.ResultType, '1..1'] } as const
  return {
    RegisterCard: operation(
      'RegisterCard',
      {
        CarePrincipalId: [HsaId, '1..1'],
        PersonId: [PersonIdValue, '1..1'],
        CardTypeId: [CardTypeId, '1..1'],
        LimitReachedDate: [day, '1..1'],
        EndDate: [day, '1..1'],
        CardId: [CardId, '0..1'],
        ExtendExisting: [truth, '1..1'],
        CardReason: [CardRegistrationReasonType, '1..1'],
        Actor: [ActorType, '1..1'],
      },
      { RegisterCardResultType: [types.RegisterCardResultType, '1..1'] },
    ),
    UpdateCard: operation(
      'UpdateCard',
      {
        CarePrincipalId: [HsaId, '1..1'],
        CardSystemId: [Id, '1..1'],
        CardId: [CardId, '0..1'],
        CardTypeId: [Id, '0..1'],
        StartDate: [day, '0..1'],
        EndDate: [day, '0..1'],
        LimitReachedDate: [day, '0..1'],
        Actor: [ActorType, '1..1'],
      },
      resultAlone,
    ),
    DeleteCard: operation(
      'DeleteCard',
      { CarePrincipalId: [HsaId, '1..1'], CardSystemId: [Id, '1..1'], Actor: [ActorType, '1..1'] },
      resultAlone,
    ),
    OrderNewCard: operation(
      'OrderNewCard',
      {
        CarePrincipalId: [HsaId, '1..1'],
        PersonId: [PersonIdValue, '1..1'],
        CardTypeId: [CardTypeId, '1..1'],
        Actor: [ActorType, '1..1'],
      },
      resultAlone,
    ),
  }
}
