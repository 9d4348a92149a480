/**
 * What is encoded is valid by the published schemas and decodes to the same, for random messages of every operation. The
 * operations and versions not entered yet are read from the published files, to prove that the machinery carries them.
 */

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import { answerWith, refusalResult } from '../../src/contracts/efrikort/refusal.ts'
import { version3 } from '../../src/contracts/efrikort/version3.ts'
import { answerDecoder, requestDecoder } from '../../src/contracts/soap/decode.ts'
import { answerEncoder, requestEncoder } from '../../src/contracts/soap/encode.ts'
import type { Contract, Operation } from '../../src/contracts/soap/form.ts'
import { recordOf } from './arbitraries.ts'
import { readPublished, withoutPublished } from './published.ts'
import { envelope, registration } from './samples.ts'
import { byPublished, byServed, type Validate } from './validators.ts'

const post = (xml: string) => ({ body: Buffer.from(xml), contentType: 'text/xml; charset=utf-8', soapAction: '' })

function eachMessage(operation: Operation, validators: readonly Validate[], numRuns: number): void {
  const encodeRequest = requestEncoder(operation)
  const encodeAnswer = answerEncoder(operation)
  const decodeRequest = requestDecoder(operation)
  const decodeAnswer = answerDecoder(operation)
  fc.assert(
    fc.property(recordOf(operation.request.type), recordOf(operation.response.type), (request, answer) => {
      const asked = encodeRequest(request as never, { logicalAddress: 'SE2321000198-1000' })
      const answered = encodeAnswer(answer as never)
      for (const validate of validators) {
        validate(asked)
        validate(answered)
      }
      assert.deepEqual(decodeRequest(post(asked)), { kind: 'message', message: request, extension: {} })
      assert.deepEqual(decodeAnswer(post(answered)), { kind: 'message', message: answer })
    }),
    { numRuns },
  )
}

for (const operation of Object.values<Operation>(version3.operations)) {
  test(`decoding undoes encoding for ${operation.name}, and our schemas hold`, () => {
    eachMessage(operation, [byServed(version3, operation)], 100)
  })
}

test('both validators refuse a message that is wrong, so that their silence means something', {
  skip: withoutPublished,
}, () => {
  const { operations } = readPublished(3)
  const published = operations.find(({ operation }) => operation.name === 'RegisterTransaction')
  assert.ok(published)
  const validators = [
    byPublished(published.xsd, readFileSync(published.xsd, 'utf8')),
    byServed(version3, version3.operations.RegisterTransaction),
  ]
  for (const validate of validators) {
    validate(envelope(registration()))
    validate(envelope(registration({ end: '<x:own xmlns:x="urn:x"/>' })))
    for (const wrong of [
      { amount: '' },
      { amount: '<r:amount>2oo</r:amount>' },
      { personId: `<r:personId>${'1'.repeat(14)}</r:personId>` },
    ])
      assert.throws(() => validate(envelope(registration(wrong))))
  }
})

for (const version of [1, 2, 3] as const) {
  test(`every operation of the published version ${version} is carried by the machinery`, {
    skip: withoutPublished,
  }, async (t) => {
    const { contract, operations } = readPublished(version)
    for (const { operation: published, xsd } of operations) {
      const operation = withEcho(published)
      const validators = [byPublished(xsd, readFileSync(xsd, 'utf8')), byServed(contract, operation)]
      await t.test(`${operation.name} ${version}: encoded, valid by both schemas, decoded again`, () => {
        eachMessage(operation, validators, 15)
      })
      await t.test(`${operation.name} ${version}: a refusal is valid by both schemas`, () => {
        aRefusalIsValid(contract, operation, validators)
      })
    }
  })
}

/** Group answers of version 3 must name a person even when refused. */
const withEcho = (operation: Operation): Operation =>
  operation.name === 'GetGroupForPerson' && operation.version === 3
    ? { ...operation, echo: { personIds: 'personId' } }
    : operation

function aRefusalIsValid(contract: Contract, operation: Operation, validators: readonly Validate[]): void {
  const refusal = { resultCode: 'VALIDATION_ERROR', resultText: 'Nej & nej.', given: () => '191212121212 och mer' }
  const answer = answerEncoder(operation)(answerWith(operation, refusalResult(operation, refusal)))
  assert.match(answer, /VALIDATION_ERROR/)
  assert.match(answer, /Nej &amp; nej\./)
  assert.equal(contract.version, operation.version)
  for (const validate of validators) validate(answer)
}
