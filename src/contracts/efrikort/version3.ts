/** The operations of eFrikort version 3 as data: one entered here is described, read and written by that alone. */

import { amount, day, text, typesIn } from '../soap/enter.ts'
import type { Contract, Fields, LooseElements, Operation } from '../soap/form.ts'
import {
  ActorType,
  CardTypeId,
  GetCardForPersonResultType,
  GetExtendedCardResultType,
  HsaId,
  Id,
  OrganizationName,
  PersonIdValue,
  RegisterTransactionResultType,
  ResultType,
  types3,
} from './types3.ts'

export const registerTransaction = operation(
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

export const updateTransaction = operation(
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

export const deleteTransaction = operation(
  'DeleteTransaction',
  {
    carePrincipalId: [HsaId, '1..1'],
    transactionId: [Id, '1..1'],
    deleteReason: [text, '0..1'],
    actor: [ActorType, '1..1'],
  },
  { resultType: [ResultType, '1..1'] },
)

/** Names the provider the asker acts for: our own addition in a namespace of our own, which any sender may leave out. */
export const askingProvider = {
  namespace: 'urn:se:efrikort:extension:1',
  fields: { careProviderId: [HsaId, '0..1'] },
} as const satisfies LooseElements

const personAndCardType = {
  carePrincipalId: [HsaId, '1..1'],
  personId: [PersonIdValue, '1..1'],
  cardTypeId: [CardTypeId, '1..1'],
} as const satisfies Fields

export const getCardForPerson = {
  ...operation('GetCardForPerson', personAndCardType, {
    getCardForPersonResultType: [GetCardForPersonResultType, '1..1'],
  }),
  extension: askingProvider,
} as const satisfies Operation

export const getExtendedCardForPerson = {
  ...operation('GetExtendedCardForPerson', personAndCardType, {
    getExtendedCardResultType: [GetExtendedCardResultType, '1..1'],
  }),
  extension: askingProvider,
} as const satisfies Operation

export const operations3 = {
  RegisterTransaction: registerTransaction,
  UpdateTransaction: updateTransaction,
  DeleteTransaction: deleteTransaction,
  GetCardForPerson: getCardForPerson,
  GetExtendedCardForPerson: getExtendedCardForPerson,
} as const

export const version3 = { version: 3, types: types3, operations: operations3 } as const satisfies Contract

/** Version 3 derives every name from the operation's own: the root has its name, and its namespaces hold it. */
function operation<const Name extends string, const Q extends Fields, const A extends Fields>(
  name: Name,
  request: Q,
  response: A,
) {
  const domain = 'urn:riv:cgi:healthcare:efrikort'
  const namespace = `${domain}:${name}Responder:3`
  const { record } = typesIn(namespace)
  return {
    name,
    version: 3,
    namespace,
    wsdlNamespace: `${domain}:${name}:3:rivtabp21`,
    soapAction: `${namespace}:${name}`,
    request: { element: name, type: record(`${name}Type`, request) },
    response: { element: `${name}Response`, type: record(`${name}ResponseType`, response) },
  } as const satisfies Operation
}
