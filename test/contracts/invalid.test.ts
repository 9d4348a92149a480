/** What is wrong inside the operation's element is named, the first in document order, and is never a fault. */

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { registerTransaction } from '../../src/contracts/efrikort/fees3.ts'
import { getCardForPerson } from '../../src/contracts/efrikort/reading3.ts'
import { sentenceFor } from '../../src/contracts/efrikort/sentences.ts'
import { requestDecoder } from '../../src/contracts/soap/decode.ts'
import type { Problem } from '../../src/contracts/soap/read.ts'
import { ACTOR, envelope, question, REGISTRATION, type RegistrationParts, registration, root } from './samples.ts'

type Wrong = { readonly name: string; readonly body: string; readonly expect: readonly [string, Problem] }
type Right = { readonly name: string; readonly body: string; readonly expect: object }

const wrong = (name: string, changed: RegistrationParts & { end?: string }, ...expect: [string, Problem]): Wrong => ({
  name,
  body: registration(changed),
  expect,
})

const { careProvider, careUnit, personId, amount } = REGISTRATION
const NIL = 'xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:nil="true"'
const foreign = '<x:own xmlns:x="urn:x"><x:deep>hej</x:deep></x:own>'

const STRUCTURE: readonly Wrong[] = [
  { name: 'nothing inside', body: root(''), expect: ['carePrincipalId', 'missing'] },
  wrong('the first left out', { carePrincipalId: '' }, 'carePrincipalId', 'missing'),
  wrong('one in the middle left out', { personId: '' }, 'personId', 'missing'),
  wrong('the last left out', { actor: '' }, 'actor', 'missing'),
  wrong('two left out: the first is named', { careProvider: '', amount: '' }, 'careProvider', 'missing'),
  wrong(
    'one left out, and a later one no number',
    { personId: '', amount: '<r:amount>x</r:amount>' },
    'personId',
    'missing',
  ),
  wrong('no number, and a later one left out', { amount: '<r:amount>x</r:amount>', actor: '' }, 'amount', 'notANumber'),
  wrong(
    'one within another left out',
    { actor: ACTOR.replace(/<c:careP.*<\/c:careProviderId>/, '') },
    'actor/careProviderId',
    'missing',
  ),
  wrong('an empty record', { actor: '<r:actor/>' }, 'actor/employeeId', 'missing'),
  wrong('twice', { amount: amount + amount }, 'amount', 'repeated'),
  wrong('twice, not beside each other', { actor: ACTOR + amount }, 'amount', 'repeated'),
  wrong('twice though it may be left out', { careUnit: careUnit + careUnit }, 'careUnit', 'repeated'),
  wrong('an actor twice', { actor: ACTOR + ACTOR }, 'actor', 'repeated'),
  wrong('two changed about', { personId: amount, amount: personId }, 'amount', 'wrongOrder'),
  wrong('neighbours changed about', { careProvider: careUnit, careUnit: careProvider }, 'careUnit', 'wrongOrder'),
  wrong('one too early, and another left out', { careProvider: amount, amount: '' }, 'careProvider', 'missing'),
  wrong(
    'an optional one too late',
    { transactionDate: '', actor: `${REGISTRATION.transactionDate}${ACTOR}` },
    'transactionDate',
    'wrongOrder',
  ),
  wrong('a field after the end', { careUnit: '', end: careUnit }, 'careUnit', 'wrongOrder'),
  wrong('a field after a foreign element', { careUnit: foreign }, 'cardTypeId', 'wrongOrder'),
  wrong('an unknown element of the operation', { end: '<r:more/>' }, 'more', 'unknownElement'),
  wrong('an unknown element of the core', { end: '<c:more/>' }, 'more', 'unknownElement'),
  wrong('an unknown element of no namespace', { end: '<more/>' }, 'more', 'unknownElement'),
  wrong('the upper-case names of the prose', { amount: '<r:Amount>250</r:Amount>' }, 'Amount', 'unknownElement'),
  wrong(
    'the core namespace where the operation has its own',
    { amount: '<c:amount>250</c:amount>' },
    'amount',
    'unknownElement',
  ),
  wrong(
    'the operation namespace inside the actor',
    { actor: ACTOR.replaceAll('c:', 'r:') },
    'actor/employeeId',
    'unknownElement',
  ),
  wrong('an element inside a number', { amount: '<r:amount>250<r:sek/></r:amount>' }, 'amount/sek', 'unknownElement'),
  wrong(
    'a foreign element inside a number',
    { amount: `<r:amount>250${foreign}</r:amount>` },
    'amount/own',
    'unknownElement',
  ),
  wrong('text between the fields', { amount: `hej${amount}` }, 'RegisterTransaction', 'unexpectedText'),
  wrong('text in the actor', { actor: ACTOR.replace('<c:e', 'hej<c:e') }, 'actor', 'unexpectedText'),
  wrong('nil where a value is demanded', { amount: `<r:amount ${NIL}/>` }, 'amount', 'missing'),
  wrong('nil where it could be left out', { transactionDate: `<r:transactionDate ${NIL}/>` }, 'transactionDate', 'nil'),
  wrong('a nil actor', { actor: `<r:actor ${NIL}/>` }, 'actor', 'missing'),
]

const VALUES: readonly Wrong[] = [
  wrong('an empty text', { personId: '<r:personId/>' }, 'personId', 'missing'),
  wrong('a blank text', { personId: '<r:personId> \n\u00a0</r:personId>' }, 'personId', 'missing'),
  wrong('an empty number', { amount: '<r:amount/>' }, 'amount', 'missing'),
  wrong(
    'an empty date that could be left out',
    { transactionDate: '<r:transactionDate/>' },
    'transactionDate',
    'notADate',
  ),
  wrong(
    '33 characters for an HSA-id',
    { carePrincipalId: `<r:carePrincipalId>${'A'.repeat(33)}</r:carePrincipalId>` },
    'carePrincipalId',
    'tooLong',
  ),
  wrong(
    '33 characters within the actor',
    { actor: ACTOR.replace('SE2321000198-E001', 'A'.repeat(33)) },
    'actor/employeeId',
    'tooLong',
  ),
  wrong('14 characters for a person', { personId: '<r:personId>19121212121234</r:personId>' }, 'personId', 'tooLong'),
  wrong(
    '129 characters beyond the basic plane',
    { careProvider: `<r:careProvider>${'👩'.repeat(129)}</r:careProvider>` },
    'careProvider',
    'tooLong',
  ),
  wrong('letters in a number', { amount: '<r:amount>2oo</r:amount>' }, 'amount', 'notANumber'),
  wrong('more than a double can hold', { amount: '<r:amount>1e400</r:amount>' }, 'amount', 'tooLarge'),
  wrong('half an öre', { amount: '<r:amount>250.005</r:amount>' }, 'amount', 'moreThanTwoDecimals'),
  wrong(
    '31 February',
    { transactionDate: '<r:transactionDate>2025-02-31</r:transactionDate>' },
    'transactionDate',
    'notADate',
  ),
]

const decodeRegister = requestDecoder(registerTransaction)
const decodeQuestion = requestDecoder(getCardForPerson)
const post = (body: string) => ({ body: Buffer.from(envelope(body)), contentType: 'text/xml', soapAction: '' })

for (const { name, body, expect } of [...STRUCTURE, ...VALUES]) {
  test(`${name}: ${expect.join(' ')}`, () => {
    const decoded = decodeRegister(post(body))
    assert.ok(decoded.kind === 'invalid', `${decoded.kind}`)
    assert.deepEqual([decoded.element, decoded.problem], expect)
    assert.ok(sentenceFor(decoded).includes(decoded.element))
  })
}

const MESSAGE = {
  carePrincipalId: 'SE2321000198-1000',
  careProvider: 'SE2321000198-A',
  careUnit: 'SE2321000198-A1',
  cardTypeId: 'CARE_VISIT',
  personId: '191212121212',
  transactionDate: 20210,
  amount: 25000,
  actor: { employeeId: 'SE2321000198-E001', careProviderId: 'SE2321000198-A' },
}

const ACCEPTED: readonly Right[] = [
  { name: 'a right message', body: registration(), expect: MESSAGE },
  { name: 'foreign elements at the end', body: registration({ end: foreign + foreign }), expect: MESSAGE },
  {
    name: 'foreign elements at the end of the actor',
    body: registration({ actor: ACTOR.replace('</r:actor>', `${foreign}</r:actor>`) }),
    expect: MESSAGE,
  },
  {
    name: '128 characters beyond the basic plane',
    body: registration({ careProvider: `<r:careProvider>${'👩'.repeat(128)}</r:careProvider>` }),
    expect: { ...MESSAGE, careProvider: '👩'.repeat(128) },
  },
  {
    name: 'white space at both ends of a text, beyond its length',
    body: registration({ personId: '<r:personId>\n   191212121212   \n</r:personId>' }),
    expect: MESSAGE,
  },
  {
    name: 'markup in a text',
    body: registration({ careProvider: "<r:careProvider>&lt;b> ' OR 1=1 -- &amp;<![CDATA[<>]]></r:careProvider>" }),
    expect: { ...MESSAGE, careProvider: "<b> ' OR 1=1 -- &<>" },
  },
]

for (const { name, body, expect } of ACCEPTED) {
  test(`${name} is read`, () => {
    assert.deepEqual(decodeRegister(post(body)), { kind: 'message', message: expect, extension: {} })
  })
}

test('an optional text that is blank counts as left out', () => {
  const decoded = decodeRegister(post(registration({ careUnit: '<r:careUnit>  </r:careUnit>' })))
  assert.ok(decoded.kind === 'message' && !('careUnit' in decoded.message))
})

const EXTENSIONS: readonly { name: string; end: string; expect: object }[] = [
  { name: 'no provider', end: '', expect: {} },
  { name: 'a provider', end: '<x:careProviderId>SE1</x:careProviderId>', expect: { careProviderId: 'SE1' } },
  {
    name: 'a provider among others',
    end: `${foreign}<x:other/><x:careProviderId>SE1</x:careProviderId>${foreign}`,
    expect: { careProviderId: 'SE1' },
  },
  { name: 'a blank provider', end: '<x:careProviderId/>', expect: {} },
  { name: 'a provider of the name alone', end: '<y:careProviderId xmlns:y="urn:y">SE1</y:careProviderId>', expect: {} },
]

for (const { name, end, expect } of EXTENSIONS) {
  test(`a question that ends with ${name} hands over ${JSON.stringify(expect)}`, () => {
    const decoded = decodeQuestion(post(question(end)))
    assert.ok(decoded.kind === 'message')
    assert.deepEqual(decoded.extension, expect)
  })
}

const provider = (id: string) => `<x:careProviderId>${id}</x:careProviderId>`
const WRONG_EXTENSIONS: readonly { name: string; end: string; problem: Problem }[] = [
  { name: 'told twice', end: provider('SE1') + provider('SE2'), problem: 'repeated' },
  { name: 'too long', end: provider('A'.repeat(33)), problem: 'tooLong' },
]

for (const { name, end, problem } of WRONG_EXTENSIONS) {
  test(`the asking provider ${name} is ${problem}`, () => {
    const decoded = decodeQuestion(post(question(end)))
    assert.ok(decoded.kind === 'invalid')
    assert.deepEqual([decoded.element, decoded.problem], ['careProviderId', problem])
  })
}
