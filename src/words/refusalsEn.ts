/** Every refusal as one sentence in English; refusals.ts is the source of truth. */

import type { Refusal } from '../domain/decisions/refusals.ts'
import { unreachable } from '../domain/kernel/invariant.ts'
import { date, kronor } from './figuresEn.ts'

const HSA_ID_OF = {
  principal: 'care principal',
  employee: 'employee',
  provider: 'care provider',
  unit: 'care unit',
  namedProvider: 'care provider',
} as const

/** Gives the sentence, with what the user needs to put it right. */
export function refusalSentenceEn(refusal: Refusal): string {
  switch (refusal.kind) {
    case 'PersonIdInvalid':
      return 'The identity is not a valid personal identity number, coordination number or reserve number (12 or 13 characters without separators).'
    case 'HsaIdInvalid':
      return `The HSA-id of the ${HSA_ID_OF[refusal.of]} is not valid.`
    case 'AmountNotPositive':
      return 'The amount must be more than zero.'
    case 'VisitInTheFuture':
      return 'The date of the visit is in the future.'
    case 'RegistrationInTheFuture':
      return 'The time of registration is in the future.'
    case 'SystemUnknown':
      return 'The calling system is not connected.'
    case 'ActNotGranted':
      return 'The calling system may not use this service.'
    case 'AssignmentEnded':
      return 'The assignment is not in force today.'
    case 'PurposeNotAccepted':
      return 'The purpose of the assignment does not give access to e-frikort.'
    case 'RoleNotGranted':
      return 'Your role does not allow this.'
    case 'ReasonMissing':
      return 'State why the fee is removed.'
    case 'FeeIsThePersons':
      return 'The fee already belongs to that person.'
    case 'VersionNotGranted':
      return 'The calling system may not use this version of the service.'
    case 'PrincipalNotGranted':
      return 'The calling system may not work for this care principal.'
    case 'ProviderNotInRegister':
      return 'The care provider is not in the region’s register of providers.'
    case 'ProviderNotGranted':
      return 'The calling system may not work for this care provider.'
    case 'CardTypeUnknown':
      return 'The care principal does not use this type of card.'
    case 'FeeUnknown':
      return 'There is no such fee.'
    case 'FeeOfAnotherPrincipal':
      return 'The fee belongs to another care principal.'
    case 'FeeOfAnotherProvider':
      return 'The fee was registered by another care provider, and only that one may change or remove it.'
    case 'FeeOfAnotherPerson':
      return 'The fee belongs to another person.'
    case 'FeeOfAnotherCardType':
      return 'The fee belongs to another type of card.'
    case 'VisitTooLongAgo':
      return `The date of the visit is too far back. The earliest that can be registered today is ${date(refusal.earliest)}.`
    case 'AmountTooLarge':
      return `The amount is too large. A fee can be at most ${kronor(refusal.largest)}.`
    case 'NoCeilingKnown':
      return 'The cost ceiling is not known for the date of the visit.'
    case 'NotYetKnown':
      return 'The day or the time is in the future.'
    case 'AnswerErased':
      return 'What was known at that time has been erased.'
    case 'OptInRequired':
      return 'The patient has not agreed to take part in e-frikort.'
    case 'OptedOut':
      return 'The patient has asked to leave e-frikort.'
    case 'KeyReused':
      return 'The id of the call has already been used for other content.'
    case 'CardFromTheFuture':
      return 'The free card cannot become valid in the future.'
    case 'CardEndsBeforeItBegins':
      return 'The last day of the free card is before its first.'
    case 'CardLongerThanAYear':
      return 'A free card can be valid for at most twelve months.'
    case 'CardAlreadyOver':
      return 'The free card has already expired.'
    case 'CardNumberMissing':
      return 'The number of the card that the patient holds must be stated.'
    case 'CardUnknown':
      return 'There is no such free card.'
    case 'CardOfAnotherPrincipal':
      return 'The free card belongs to another care principal.'
    case 'FeesOfOtherProviders':
      return 'Other care providers have registered fees on the free card, and only support can remove it.'
    case 'CardOfAnotherType':
      return 'The free card is of another type.'
    case 'PersonNotOnCard':
      return 'The person is not on the free card.'
    case 'InAnotherGroup':
      return 'The person is already in another group.'
    case 'TwoAdults':
      return 'Two adults cannot share a free card.'
    case 'AdultWithChild':
      return 'An adult and a child cannot share a free card.'
    case 'GroupIsFull':
      return 'The group already has twenty members.'
    case 'NotInGroup':
      return 'The person is not in any group.'
    case 'CardExists':
      return 'The patient already has a valid free card.'
    case 'CardAlreadyWithdrawn':
      return 'The free card has already been removed.'
    case 'CardIsExpired':
      return 'The free card has expired and cannot be changed.'
    case 'CardIsFinal':
      return 'The free card is final and cannot be changed.'
    case 'CardIsNotFinal':
      return 'A card can be ordered only once the free card is final.'
    case 'CardDatesAreComputed':
      return 'The dates of the free card follow from the fees and cannot be changed by hand.'
    case 'CardNumberIsFixed':
      return 'The free card is final and keeps its number.'
    case 'CardBeyondItsYear':
      return 'The free card is final. Its validity can be changed only within twelve months from its first day.'
    case 'FeeAlreadyAnnulled':
      return 'The fee has already been removed.'
    case 'OnFinalCard':
      return 'The fee belongs to a free card that is final, and cannot be changed.'
    default:
      return unreachable(refusal)
  }
}
