/** Every refusal in versions 1 and 2: its code, and the element it names. A kind that is missing here fails to compile. */

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { doneResult, refusedResult } from '../../src/contracts/efrikort/operations1and2/outcome.ts'
import type { Refusal, RefusalKind } from '../../src/domain/decisions/refusals.ts'
import type { Day } from '../../src/domain/kernel/day.ts'
import { ore } from '../../src/domain/kernel/money.ts'

/** The code, and the element that a VALIDATION_ERROR names. */
const EXPECTED: Readonly<Record<RefusalKind, string>> = {
  PersonIdInvalid: 'VALIDATION_ERROR PersonId',
  HsaIdInvalid: 'VALIDATION_ERROR Actor/CareUnitId',
  AmountNotPositive: 'VALIDATION_ERROR Amount',
  VisitInTheFuture: 'VALIDATION_ERROR TransactionDate',
  RegistrationInTheFuture: 'VALIDATION_ERROR RegistrationDateTime',
  CardFromTheFuture: 'VALIDATION_ERROR LimitReachedDate',
  CardEndsBeforeItBegins: 'VALIDATION_ERROR EndDate',
  CardLongerThanAYear: 'VALIDATION_ERROR EndDate',
  CardAlreadyOver: 'VALIDATION_ERROR EndDate',
  CardNumberMissing: 'VALIDATION_ERROR CardId',
  SystemUnknown: 'ACCESSDENIED',
  ActNotGranted: 'ACCESSDENIED',
  VersionNotGranted: 'ACCESSDENIED',
  AssignmentEnded: 'ACCESSDENIED',
  PurposeNotAccepted: 'ACCESSDENIED',
  RoleNotGranted: 'ACCESSDENIED',
  PrincipalNotGranted: 'ACCESSDENIED',
  ProviderNotInRegister: 'ACCESSDENIED',
  ProviderNotGranted: 'ACCESSDENIED',
  CardTypeUnknown: 'VALIDATION_ERROR CardTypeId',
  FeeUnknown: 'VALIDATION_ERROR TransactionId',
  CardUnknown: 'VALIDATION_ERROR CardSystemId',
  FeeOfAnotherPrincipal: 'ACCESSDENIED',
  CardOfAnotherPrincipal: 'ACCESSDENIED',
  FeeOfAnotherProvider: 'ACCESSDENIED',
  FeesOfOtherProviders: 'ACCESSDENIED',
  FeeOfAnotherPerson: 'VALIDATION_ERROR PersonId',
  FeeOfAnotherCardType: 'VALIDATION_ERROR CardTypeId',
  CardOfAnotherType: 'VALIDATION_ERROR CardTypeId',
  PersonNotOnCard: 'VALIDATION_ERROR PersonId',
  VisitTooLongAgo: 'VALIDATION_ERROR TransactionDate',
  AmountTooLarge: 'VALIDATION_ERROR Amount',
  NoCeilingKnown: 'VALIDATION_ERROR TransactionDate',
  NotYetKnown: 'VALIDATION_ERROR',
  OptInRequired: 'CONSENTMISSING',
  OptedOut: 'ERROR',
  KeyReused: 'ERROR',
  AnswerErased: 'ERROR',
  FeeAlreadyAnnulled: 'ERROR',
  ReasonMissing: 'ERROR',
  OnFinalCard: 'ERROR',
  CardExists: 'ERROR',
  InAnotherGroup: 'ERROR',
  TwoAdults: 'ERROR',
  AdultWithChild: 'ERROR',
  GroupIsFull: 'ERROR',
  NotInGroup: 'ERROR',
  FeeIsThePersons: 'ERROR',
  CardAlreadyWithdrawn: 'ERROR',
  CardIsExpired: 'ERROR',
  CardIsFinal: 'ERROR',
  CardIsNotFinal: 'ERROR',
  CardDatesAreComputed: 'ERROR',
  CardNumberIsFixed: 'ERROR',
  CardBeyondItsYear: 'ERROR',
}

function refusalOf(kind: RefusalKind): Refusal {
  if (kind === 'PersonIdInvalid') return { kind }
  if (kind === 'HsaIdInvalid') return { kind, of: 'unit' }
  if (kind === 'VisitTooLongAgo') return { kind, earliest: 20_000 as Day }
  return kind === 'AmountTooLarge' ? { kind, largest: ore(1_000_000) } : { kind }
}

for (const [kind, expected] of Object.entries(EXPECTED) as [RefusalKind, string][])
  test(`${kind} is ${expected}`, () => {
    const { ResultCode, ResultText } = refusedResult(refusalOf(kind))
    const element = /^Uppgiften ([A-Za-z/]+): /.exec(ResultText ?? '')?.[1]
    assert.equal([ResultCode, ...(element === undefined ? [] : [element])].join(' '), expected)
    assert.match(ResultText ?? '', /[a-zåäö].*\.$/)
  })

test('the identity by which a group is told has an element of its own', () => {
  const { ResultText } = refusedResult({ kind: 'PersonIdInvalid', of: 'owner' })
  assert.match(ResultText ?? '', /^Uppgiften CardOwnerPersonId: /)
})

test('what is done is OK without text, or INFO with its sentences in a row', () => {
  assert.deepEqual(doneResult([]), { ResultCode: 'OK' })
  assert.deepEqual(doneResult([{ kind: 'FinalCardKept' }, { kind: 'NumberIgnored' }]), {
    ResultCode: 'INFO',
    ResultText:
      'Frikortet är slutligt och behåller sina datum, även när en avgift ändras eller tas bort. Ett frikort av medicinska skäl får sitt nummer här. Det angivna numret används inte.',
  })
})
