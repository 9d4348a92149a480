/** The named types of eFrikort version 3 as data: each field with its type and how often it may occur. */

import { amount, day, moment, text, truth, typesIn } from '../soap/enter.ts'
import type { NamedType } from '../soap/form.ts'

export const EFRIKORT_3 = 'urn:riv:cgi:healthcare:efrikort:3'

const { limited, choice, record } = typesIn(EFRIKORT_3)

export const Id = limited('Id', 36)
export const CardTypeId = limited('CardTypeId', 36)
export const HsaId = limited('HsaId', 32)
export const OrganizationValue = limited('OrganizationValue', 128)
export const OrganizationName = limited('OrganizationName', 128)
export const PersonIdValue = limited('PersonIdValue', 13)
export const CardId = limited('CardId', 20)

export const CardStatusType = choice('CardStatusType', ['BELOW_LIMIT', 'PRELIMINARY', 'FINAL', 'EXPIRED'])
export const CardRegistrationReasonType = choice('CardRegistrationReasonType', ['VALID_CARD', 'MEDICAL'])
export const GroupActionType = choice('GroupActionType', ['GROUP_PERSON', 'UNGROUP_PERSON'])
export const ExportTypeType = choice('ExportTypeType', ['CARD', 'OVERCHARGED'])
export const TransactionStatusType = choice('TransactionStatusType', ['ACTIVE', 'UPDATED', 'DELETED'])
export const ResultCodeType = choice('ResultCodeType', [
  'OK',
  'INFO',
  'ERROR',
  'VALIDATION_ERROR',
  'ACCESSDENIED',
  'OPTINREQUIRED',
  'OPTOUT',
])

export const CardPersonType = record('CardPersonType', { id: [PersonIdValue, '1..1'], readConsent: [truth, '1..1'] })
export const CardTypeType = record('CardTypeType', { id: [CardTypeId, '1..1'], name: [text, '1..1'] })
export const CarePrincipalType = record('CarePrincipalType', { id: [HsaId, '1..1'], name: [text, '1..1'] })

export const ExportStatusType = record('ExportStatusType', {
  personId: [PersonIdValue, '1..1'],
  exportType: [ExportTypeType, '1..1'],
  dateTime: [moment, '1..1'],
})

export const ActorType = record('ActorType', {
  employeeId: [HsaId, '1..1'],
  careProviderId: [HsaId, '1..1'],
  careUnitId: [HsaId, '0..1'],
})

export const TransactionType = record('TransactionType', {
  transactionId: [Id, '1..1'],
  personId: [PersonIdValue, '1..1'],
  amount: [amount, '1..1'],
  transactionDate: [day, '1..1'],
  registrationDateTime: [moment, '1..1'],
  carePrincipal: [CarePrincipalType, '1..1'],
  careProvider: [OrganizationValue, '1..1'],
  careUnit: [OrganizationValue, '0..1'],
  status: [TransactionStatusType, '1..1'],
  statusReason: [text, '0..1'],
})

export const CardType = record('CardType', {
  cardSystemId: [Id, '1..1'],
  cardType: [CardTypeType, '1..1'],
  persons: [CardPersonType, '1..*'],
  startDate: [day, '0..1'],
  preliminaryCardDate: [day, '0..1'],
  finalCardDate: [day, '0..1'],
  endDate: [day, '0..1'],
  currentAmount: [amount, '1..1'],
  amountToLimit: [amount, '1..1'],
  cardId: [CardId, '0..1'],
  carePrincipal: [CarePrincipalType, '1..1'],
  status: [CardStatusType, '1..1'],
  cardReason: [CardRegistrationReasonType, '0..1'],
})

export const ExtendedCardType = record('ExtendedCardType', {
  card: [CardType, '1..1'],
  transactions: [TransactionType, '0..*'],
  expiredTransactions: [TransactionType, '0..*'],
  exportStatus: [ExportStatusType, '0..*'],
})

export const ResultType = record('ResultType', { resultCode: [ResultCodeType, '1..1'], resultText: [text, '0..1'] })

export const RegisterCardResultType = record('RegisterCardResultType', {
  result: [ResultType, '1..1'],
  card: [CardType, '0..1'],
})

export const RegisterTransactionResultType = record('RegisterTransactionResultType', {
  result: [ResultType, '1..1'],
  cardSystemId: [Id, '0..1'],
  transactionId: [Id, '0..1'],
})

export const GetCardForPersonResultType = record('GetCardForPersonResultType', {
  result: [ResultType, '1..1'],
  card: [CardType, '0..1'],
})

export const GetExtendedCardResultType = record('GetExtendedCardResultType', {
  result: [ResultType, '1..1'],
  extendedCard: [ExtendedCardType, '0..1'],
})

export const GetExtendedCardsResultType = record('GetExtendedCardsResultType', {
  result: [ResultType, '1..1'],
  extendedCard: [ExtendedCardType, '0..*'],
})

export const GroupActionResultType = record('GroupActionResultType', {
  loggedDate: [moment, '1..1'],
  carePrincipalId: [HsaId, '1..1'],
  cardTypeId: [CardTypeId, '1..1'],
  cardId: [CardId, '1..1'],
  action: [GroupActionType, '1..1'],
})

export const GetGroupForPersonResultType = record('GetGroupForPersonResultType', {
  result: [ResultType, '1..1'],
  groupAction: [GroupActionResultType, '0..*'],
  personIds: [PersonIdValue, '1..*'],
})

/** All of them: the schema we serve holds each, whether an operation entered so far needs it or not. */
export const types3: readonly NamedType[] = [
  CardStatusType,
  CardRegistrationReasonType,
  GroupActionType,
  ResultCodeType,
  ExportTypeType,
  TransactionStatusType,
  Id,
  CardTypeId,
  HsaId,
  OrganizationValue,
  OrganizationName,
  PersonIdValue,
  CardId,
  CardPersonType,
  CardTypeType,
  CarePrincipalType,
  ExportStatusType,
  ActorType,
  TransactionType,
  CardType,
  ExtendedCardType,
  ResultType,
  RegisterCardResultType,
  RegisterTransactionResultType,
  GetCardForPersonResultType,
  GetExtendedCardResultType,
  GetExtendedCardsResultType,
  GroupActionResultType,
  GetGroupForPersonResultType,
]
