/** What is encoded is valid by the published schemas and by ours, and decodes to the same, for random messages of every operation. */

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { contracts } from '../../src/contracts/efrikort/contracts.ts'
import { registerTransaction } from '../../src/contracts/efrikort/fees3.ts'
import { answerWith, refusalResult } from '../../src/contracts/efrikort/refusal.ts'
import { version3 } from '../../src/contracts/efrikort/version3.ts'
import { answerDecoder, requestDecoder } from '../../src/contracts/soap/decode.ts'
import { answerEncoder, requestEncoder } from '../../src/contracts/soap/encode.ts'
import type { Operation } from '../../src/contracts/soap/form.ts'
import { fc } from '../property.ts'
import { recordOf } from './arbitraries.ts'
import { type Published, readPublished, withoutPublished } from './published.ts'
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

for (const contract of contracts)
  for (const operation of Object.values(contract.operations)) {
    test(`decoding undoes encoding for ${operation.name} ${operation.version}, and our schemas hold`, () => {
      eachMessage(operation, [byServed(contract, operation)], 50)
    })

    test(`what is encoded for ${operation.name} ${operation.version} is valid by the published schema`, {
      skip: withoutPublished,
    }, () => {
      eachMessage(operation, [publishedSchema(operation)], 15)
    })

    test(`a refusal of ${operation.name} ${operation.version} is valid by our schemas`, () => {
      aRefusalIsValid(operation, byServed(contract, operation))
    })

    test(`a refusal of ${operation.name} ${operation.version} is valid by the published schema`, {
      skip: withoutPublished,
    }, () => {
      aRefusalIsValid(operation, publishedSchema(operation))
    })
  }

test('both validators refuse a message that is wrong, so that their silence means something', {
  skip: withoutPublished,
}, () => {
  const validators = [publishedSchema(registerTransaction), byServed(version3, registerTransaction)]
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

const published = new Map<number, Published>()

function publishedSchema({ name, version }: Operation): Validate {
  if (!published.has(version)) published.set(version, readPublished(version as 1 | 2 | 3))
  const xsd = published.get(version)?.operations.find(({ operation }) => operation.name === name)?.xsd
  assert.ok(xsd, `${name} ${version} is published`)
  return byPublished(xsd, readFileSync(xsd, 'utf8'))
}

function aRefusalIsValid(operation: Operation, validate: Validate): void {
  const refusal = { resultCode: 'VALIDATION_ERROR', resultText: 'Nej & nej.', given: () => '191212121212 och mer' }
  const answer = answerEncoder(operation)(answerWith(operation, refusalResult(operation, refusal)))
  assert.match(answer, /VALIDATION_ERROR/)
  assert.match(answer, /Nej &amp; nej\./)
  validate(answer)
}
