/** The table from refusals and notices to version 3's result codes, and to the element of the message that a refusal is about. */

import type { Notice } from '../../../domain/decisions/notices.ts'
import { REFUSALS, type Refusal, type RefusalClass } from '../../../domain/decisions/refusals.ts'
import type { Result } from '../../../domain/kernel/result.ts'
import type { Done } from '../../../usecases/done.ts'
import { noticeText } from '../../../words/notices.ts'
import { refusalSentence } from '../../../words/refusals.ts'
import type { ValueOf } from '../../soap/form.ts'
import type { ResultType } from '../types3.ts'

type ResultValue = ValueOf<typeof ResultType>

const CODES: Readonly<Record<RefusalClass, ResultValue['resultCode']>> = {
  form: 'VALIDATION_ERROR',
  access: 'ACCESSDENIED',
  register: 'VALIDATION_ERROR',
  optIn: 'OPTINREQUIRED',
  optOut: 'OPTOUT',
  rule: 'ERROR',
}

/** OK without text; INFO when there is something the user must see. */
export const doneResult = (notices: readonly Notice[]): ResultValue =>
  notices.length === 0 ? { resultCode: 'OK' } : { resultCode: 'INFO', resultText: noticeText(notices) }

/** The code of the refusal's class, and its sentence; a VALIDATION_ERROR names the element. */
export function refusedResult(refusal: Refusal): ResultValue {
  const resultCode = CODES[REFUSALS[refusal.kind]]
  const sentence = refusalSentence(refusal)
  const element = resultCode === 'VALIDATION_ERROR' ? elementOf(refusal) : null
  return { resultCode, resultText: element === null ? sentence : `Uppgiften ${element}: ${sentence}` }
}

/** The answer of an act that tells nothing but how it went. */
export const resultOf = (outcome: Result<Pick<Done, 'notices'>, Refusal>): ResultValue =>
  outcome.ok ? doneResult(outcome.value.notices) : refusedResult(outcome.refusal)

const HSA_ID_ELEMENTS = {
  principal: 'carePrincipalId',
  employee: 'actor/employeeId',
  provider: 'actor/careProviderId',
  unit: 'actor/careUnitId',
  namedProvider: 'careProviderId',
} as const

function elementOf(refusal: Refusal): string | null {
  switch (refusal.kind) {
    case 'PersonIdInvalid':
      return 'personId'
    case 'HsaIdInvalid':
      return HSA_ID_ELEMENTS[refusal.of]
    case 'AmountNotPositive':
    case 'AmountTooLarge':
      return 'amount'
    case 'VisitInTheFuture':
    case 'VisitTooLongAgo':
    case 'NoCeilingKnown':
      return 'transactionDate'
    case 'CardTypeUnknown':
      return 'cardTypeId'
    case 'CardFromTheFuture':
      return 'preliminaryCardDate'
    case 'CardEndsBeforeItBegins':
    case 'CardLongerThanAYear':
    case 'CardAlreadyOver':
      return 'endDate'
    case 'CardNumberMissing':
      return 'cardId'
    case 'CardUnknown':
      return 'cardSystemId'
    case 'PersonNotOnCard':
      return 'personId'
    case 'FeeUnknown':
      return 'transactionId'
    default:
      return null
  }
}
