/**
 * The named types of eFrikort versions 1 and 2 as data. The two differ in their numbers and in how long an identity may be, so
 * they are entered once. Each has two namespaces: the health record's, and the exchange's with what only answers hold.
 */

import type { PersonId } from '../../domain/kernel/personId.ts'
import { amount, day, moment, text, typesIn } from '../soap/enter.ts'
import type { NamedType } from '../soap/form.ts'

export type EarlierVersion = 1 | 2

/** The most characters of an identity. */
export const PERSON_ID_LENGTH = { 1: 12, 2: 13 } as const satisfies Record<EarlierVersion, number>

/** Whether the version has room for the identity. */
export const isTellable = (person: PersonId, version: EarlierVersion): boolean =>
  person.length <= PERSON_ID_LENGTH[version]

export type Types1and2 = ReturnType<typeof types1and2>

/** Gives the types of one of the two versions, by their names. */
export function types1and2(version: EarlierVersion) {
  const record1and2 = recordTypes(version)
  return { ...record1and2, ...resultTypes(version, record1and2) }
}

/** All of them: the schemas we serve hold each, whether an operation needs it or not. */
export const allOf = (types: Types1and2): readonly NamedType[] => Object.values(types)

function recordTypes(version: EarlierVersion) {
  const { limited, choice, record } = typesIn(`urn:com:logica:se:healthcare:efrikort:${version}`)
  const Id = limited('Id', 36)
  const CardTypeId = limited('CardTypeId', 36)
  const HsaId = limited('HsaId', 32)
  const PersonIdValue = limited('PersonIdValue', PERSON_ID_LENGTH[version])
  const CardId = limited('CardId', 20)
  const DeleteStatusType = choice('DeleteStatusType', [
    'TRANSACTION_INCORRECT',
    'TRANSACTION_REMOVED_BY_PATIENT_REQUEST',
  ])
  const CardRegistrationReasonType = choice('CardRegistrationReasonType', ['VALID_CARD', 'MEDICAL'])
  const CardStatusType = choice('CardStatusType', ['BELOW_LIMIT', 'PRELIMINARY', 'FINAL', 'EXPIRED'])
  const PersonType = record('PersonType', { Id: [PersonIdValue, '1..1'] })
  const CardTypeType = record('CardTypeType', { Id: [CardTypeId, '1..1'], Name: [text, '1..1'] })
  const ActorType = record('ActorType', {
    EmployeeId: [HsaId, '1..1'],
    CareProviderId: [HsaId, '1..1'],
    CareUnitId: [HsaId, '0..1'],
  })
  const TransactionType = record('TransactionType', {
    TransactionId: [Id, '1..1'],
    PersonId: [PersonIdValue, '1..1'],
    Amount: [amount, '1..1'],
    TransactionDate: [day, '1..1'],
    RegistrationDateTime: [moment, '1..1'],
    CarePrincipalId: [HsaId, '1..1'],
    CareProviderId: [HsaId, '1..1'],
    CareUnitId: [HsaId, '0..1'],
  })
  const CardType = record('CardType', {
    CardSystemId: [Id, '1..1'],
    CardType: [CardTypeType, '1..1'],
    Persons: [PersonType, '1..*'],
    StartDate: [day, '0..1'],
    LimitReachedDate: [day, '0..1'],
    FinalCardDate: [day, '0..1'],
    EndDate: [day, '0..1'],
    CurrentAmount: [amount, '1..1'],
    AmountToLimit: [amount, '1..1'],
    CardId: [CardId, '0..1'],
    CarePrincipalId: [HsaId, '0..1'],
    Status: [CardStatusType, '1..1'],
  })
  const ExtendedCardType = record('ExtendedCardType', {
    Card: [CardType, '1..1'],
    Transactions: [TransactionType, '0..*'],
    ExpiredTransactions: [TransactionType, '0..*'],
  })
  return {
    Id,
    CardTypeId,
    HsaId,
    PersonIdValue,
    CardId,
    DeleteStatusType,
    CardRegistrationReasonType,
    CardStatusType,
    PersonType,
    CardTypeType,
    ActorType,
    TransactionType,
    CardType,
    ExtendedCardType,
  }
}

/** What answers hold: a result, and what was asked for. */
function resultTypes(version: EarlierVersion, types: ReturnType<typeof recordTypes>) {
  const { Id, CardTypeId, HsaId, CardId, PersonType, CardType, ExtendedCardType } = types
  const { choice, record } = typesIn(`urn:com:logica:se:healthcare:efrikort:riv:${version}`)
  const ResultCodeType = choice('ResultCodeType', [
    'OK',
    'INFO',
    'ERROR',
    'VALIDATION_ERROR',
    'ACCESSDENIED',
    'CONSENTMISSING',
  ])
  const GroupActionType = choice('GroupActionType', ['GROUP_PERSON', 'UNGROUP_PERSON'])
  const ResultType = record('ResultType', { ResultCode: [ResultCodeType, '1..1'], ResultText: [text, '0..1'] })
  const RegisterCardResultType = record('RegisterCardResultType', {
    Result: [ResultType, '1..1'],
    Card: [CardType, '0..1'],
  })
  const RegisterTransactionResultType = record('RegisterTransactionResultType', {
    Result: [ResultType, '1..1'],
    CardSystemId: [Id, '0..1'],
    TransactionId: [Id, '0..1'],
  })
  const GetCardForPersonResultType = record('GetCardForPersonResultType', {
    Result: [ResultType, '1..1'],
    Card: [CardType, '0..1'],
  })
  const GetExtendedCardResultType = record('GetExtendedCardResultType', {
    Result: [ResultType, '1..1'],
    ExtendedCard: [ExtendedCardType, '0..1'],
  })
  const GroupActionResultType = record('GroupActionResultType', {
    LoggedDate: [moment, '1..1'],
    CarePrincipalId: [HsaId, '1..1'],
    CardTypeId: [CardTypeId, '1..1'],
    CardId: [CardId, '1..1'],
    Action: [GroupActionType, '1..1'],
  })
  const GetGroupForPersonResultType = record('GetGroupForPersonResultType', {
    Result: [ResultType, '1..1'],
    Persons: [PersonType, '0..*'],
    GroupAction: [GroupActionResultType, '0..*'],
  })
  return {
    ResultCodeType,
    GroupActionType,
    ResultType,
    RegisterCardResultType,
    RegisterTransactionResultType,
    GetCardForPersonResultType,
    GetExtendedCardResultType,
    GroupActionResultType,
    GetGroupForPersonResultType,
  }
}
