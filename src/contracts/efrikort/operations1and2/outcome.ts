/**
 * The table from refusals and notices to the result codes of versions 1 and 2, and to the element of the message that a refusal is
 * about. One who has not been asked is CONSENTMISSING; they have no code for one who has left, so that is an ERROR with its sentence.
 */

import type { Notice } from '../../../domain/decisions/notices.ts'
import { REFUSALS, type Refusal, type RefusalClass } from '../../../domain/decisions/refusals.ts'
import { unreachable } from '../../../domain/kernel/invariant.ts'
import type { Result } from '../../../domain/kernel/result.ts'
import type { Done } from '../../../usecases/done.ts'
import { noticeText } from '../../../words/notices.ts'
import { refusalSentence } from '../../../words/refusals.ts'
import type { ValueOf } from '../../soap/form.ts'
import type { Types1and2 } from '../types1and2.ts'

type ResultValue = ValueOf<Types1and2['ResultType']>

const CODES: Readonly<Record<RefusalClass, ResultValue['ResultCode']>> = {
  form: 'VALIDATION_ERROR',
  access: 'ACCESSDENIED',
  register: 'VALIDATION_ERROR',
  optIn: 'CONSENTMISSING',
  optOut: 'ERROR',
  rule: 'ERROR',
}

/** OK without text; INFO when there is something the user must see. */
export const doneResult = (notices: readonly Notice[]): ResultValue =>
  notices.length === 0 ? { ResultCode: 'OK' } : { ResultCode: 'INFO', ResultText: noticeText(notices) }

/** The code of the refusal's class, and its sentence; a VALIDATION_ERROR names the element. */
export function refusedResult(refusal: Refusal): ResultValue {
  const ResultCode = CODES[REFUSALS[refusal.kind]]
  const sentence = refusalSentence(refusal)
  const element = elementOf(refusal)
  return { ResultCode, ResultText: element === null ? sentence : `Uppgiften ${element}: ${sentence}` }
}

/** The answer of an act that tells nothing but how it went. */
export const resultOf = (outcome: Result<Pick<Done, 'notices'>, Refusal>): ResultValue =>
  outcome.ok ? doneResult(outcome.value.notices) : refusedResult(outcome.refusal)

const HSA_ID_ELEMENTS = {
  principal: 'CarePrincipalId',
  employee: 'Actor/EmployeeId',
  provider: 'Actor/CareProviderId',
  unit: 'Actor/CareUnitId',
  namedProvider: 'careProviderId',
} as const

/** Null where no element of a message in these versions is at fault. */
function elementOf(refusal: Refusal): string | null {
  switch (refusal.kind) {
    case 'PersonIdInvalid':
      return refusal.of === 'owner' ? 'CardOwnerPersonId' : 'PersonId'
    case 'FeeOfAnotherPerson':
    case 'PersonNotOnCard':
      return 'PersonId'
    case 'HsaIdInvalid':
      return HSA_ID_ELEMENTS[refusal.of]
    case 'AmountNotPositive':
    case 'AmountTooLarge':
      return 'Amount'
    case 'VisitInTheFuture':
    case 'VisitTooLongAgo':
    case 'NoCeilingKnown':
      return 'TransactionDate'
    case 'RegistrationInTheFuture':
      return 'RegistrationDateTime'
    case 'CardTypeUnknown':
    case 'FeeOfAnotherCardType':
    case 'CardOfAnotherType':
      return 'CardTypeId'
    case 'FeeUnknown':
      return 'TransactionId'
    case 'CardFromTheFuture':
      return 'LimitReachedDate'
    case 'CardEndsBeforeItBegins':
    case 'CardLongerThanAYear':
    case 'CardAlreadyOver':
      return 'EndDate'
    case 'CardNumberMissing':
      return 'CardId'
    case 'CardUnknown':
      return 'CardSystemId'
    case 'SystemUnknown':
    case 'ActNotGranted':
    case 'VersionNotGranted':
    case 'AssignmentEnded':
    case 'PurposeNotAccepted':
    case 'RoleNotGranted':
    case 'ReasonMissing':
    case 'FeeIsThePersons':
    case 'PrincipalNotGranted':
    case 'ProviderNotInRegister':
    case 'ProviderNotGranted':
    case 'FeeOfAnotherPrincipal':
    case 'FeeOfAnotherProvider':
    case 'CardOfAnotherPrincipal':
    case 'FeesOfOtherProviders':
    case 'NotYetKnown':
    case 'OptInRequired':
    case 'OptedOut':
    case 'KeyReused':
    case 'AnswerErased':
    case 'FeeAlreadyAnnulled':
    case 'OnFinalCard':
    case 'CardExists':
    case 'InAnotherGroup':
    case 'TwoAdults':
    case 'AdultWithChild':
    case 'GroupIsFull':
    case 'NotInGroup':
    case 'CardAlreadyWithdrawn':
    case 'CardIsExpired':
    case 'CardIsFinal':
    case 'CardIsNotFinal':
    case 'CardDatesAreComputed':
    case 'CardNumberIsFixed':
    case 'CardBeyondItsYear':
      return null
    default:
      return unreachable(refusal)
  }
}
