/** Version 3's operations on cards, as data. */

import { day, truth } from '../soap/enter.ts'
import { operation3 } from './operation3.ts'
import {
  ActorType,
  CardId,
  CardRegistrationReasonType,
  CardTypeId,
  HsaId,
  Id,
  PersonIdValue,
  RegisterCardResultType,
  ResultType,
} from './types3.ts'

export const registerCard = operation3(
  'RegisterCard',
  {
    carePrincipalId: [HsaId, '1..1'],
    personId: [PersonIdValue, '1..1'],
    cardTypeId: [CardTypeId, '1..1'],
    preliminaryCardDate: [day, '1..1'],
    endDate: [day, '1..1'],
    cardId: [CardId, '0..1'],
    extendExisting: [truth, '1..1'],
    cardReason: [CardRegistrationReasonType, '1..1'],
    actor: [ActorType, '1..1'],
  },
  { registerCardResultType: [RegisterCardResultType, '1..1'] },
)

export const updateCard = operation3(
  'UpdateCard',
  {
    carePrincipalId: [HsaId, '1..1'],
    cardSystemId: [Id, '1..1'],
    cardId: [CardId, '1..1'],
    startDate: [day, '1..1'],
    endDate: [day, '1..1'],
    preliminaryCardDate: [day, '1..1'],
    actor: [ActorType, '1..1'],
  },
  { resultType: [ResultType, '1..1'] },
)

export const deleteCard = operation3(
  'DeleteCard',
  { carePrincipalId: [HsaId, '1..1'], cardSystemId: [Id, '1..1'], actor: [ActorType, '1..1'] },
  { resultType: [ResultType, '1..1'] },
)

export const orderNewCard = operation3(
  'OrderNewCard',
  {
    carePrincipalId: [HsaId, '1..1'],
    personId: [PersonIdValue, '1..1'],
    cardSystemId: [Id, '1..1'],
    actor: [ActorType, '1..1'],
  },
  { resultType: [ResultType, '1..1'] },
)
