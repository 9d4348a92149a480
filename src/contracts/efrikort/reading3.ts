/** Version 3's questions, as data. They carry no actor, but may end with the provider that asks. */

import type { Fields, Operation } from '../soap/form.ts'
import { askingProvider } from './askingProvider.ts'
import { operation3 } from './operation3.ts'
import {
  CardTypeId,
  GetCardForPersonResultType,
  GetExtendedCardResultType,
  GetExtendedCardsResultType,
  GetGroupForPersonResultType,
  HsaId,
  PersonIdValue,
} from './types3.ts'

const extension = askingProvider(HsaId)

const personAndCardType = {
  carePrincipalId: [HsaId, '1..1'],
  personId: [PersonIdValue, '1..1'],
  cardTypeId: [CardTypeId, '1..1'],
} as const satisfies Fields

export const getCardForPerson = {
  ...operation3('GetCardForPerson', personAndCardType, {
    getCardForPersonResultType: [GetCardForPersonResultType, '1..1'],
  }),
  extension,
} as const satisfies Operation

export const getExtendedCardForPerson = {
  ...operation3('GetExtendedCardForPerson', personAndCardType, {
    getExtendedCardResultType: [GetExtendedCardResultType, '1..1'],
  }),
  extension,
} as const satisfies Operation

export const getExtendedCardsForPerson = {
  ...operation3('GetExtendedCardsForPerson', personAndCardType, {
    getExtendedCardsResultType: [GetExtendedCardsResultType, '1..1'],
  }),
  extension,
} as const satisfies Operation

/** Its answer must name a person even on a refusal: the one asked for. */
export const getGroupForPerson = {
  ...operation3('GetGroupForPerson', personAndCardType, {
    getGroupForPersonResultType: [GetGroupForPersonResultType, '1..1'],
  }),
  extension,
  echo: { personIds: 'personId' },
} as const satisfies Operation
