/** The door on HTTP: addresses, content types, answers, faults, descriptions, and what it logs. */

import assert from 'node:assert/strict'
import type { OutgoingHttpHeaders } from 'node:http'
import { test } from 'node:test'
import { registerTransaction } from '../../src/contracts/efrikort/fees3.ts'
import { getCardForPerson } from '../../src/contracts/efrikort/reading3.ts'
import { version3 } from '../../src/contracts/efrikort/version3.ts'
import { answerDecoder } from '../../src/contracts/soap/decode.ts'
import { requestEncoder } from '../../src/contracts/soap/encode.ts'
import { ore } from '../../src/domain/kernel/money.ts'
import { EXTENSION, envelope, question, REGISTER_ACTION, REGISTRATION, registration } from './samples.ts'
import { type Stub, stubDoor } from './stub.ts'
import { byServed } from './validators.ts'

const PATH = '/efrikortService/RegisterTransaction/3/rivtabp21'
const RIGHT = envelope(registration())
const TEXT_XML = 'text/xml; charset=utf-8'

type Sent = { readonly path?: string; readonly body?: string | Buffer; readonly headers?: OutgoingHttpHeaders }

async function send({ app }: Stub, { path = PATH, body = RIGHT, headers = {} }: Sent) {
  const answer = await app.inject({
    method: 'POST',
    url: path,
    payload: body,
    headers: { 'content-type': 'text/xml', ...headers },
  })
  return { status: answer.statusCode, type: answer.headers['content-type'], text: answer.body }
}

test('a right call reaches its handler with message, caller, key and correlation id', async () => {
  const stub = await stubDoor()
  const headers = {
    soapaction: `"${REGISTER_ACTION}"`,
    'idempotency-key': ' k-1 ',
    'x-rivta-original-serviceconsumer-hsaid': 'SE-S',
  }
  const answer = await send(stub, { headers })
  assert.deepEqual([answer.status, answer.type], [200, TEXT_XML])
  const [call] = stub.calls as { message: { amount: number }; correlationId: string }[]
  assert.equal(call?.message.amount, 25000)
  assert.deepEqual(
    { ...call, message: 0, correlationId: 0 },
    { message: 0, caller: { system: 'SE-S' }, idempotencyKey: 'k-1', correlationId: 0 },
  )
  assert.ok(call?.correlationId)
  byServed(version3, registerTransaction)(answer.text)
})

test('what the handler answers is what the caller decodes', async () => {
  const stub = await stubDoor()
  const body = requestEncoder(getCardForPerson)(
    { carePrincipalId: 'SE2321000198-1000', personId: '191212121212', cardTypeId: 'CARE_VISIT' },
    { logicalAddress: 'SE2321000198-1000', extension: { careProviderId: 'SE5599990000-B' } },
  )
  const { text } = await send(stub, { path: PATH.replace('RegisterTransaction', 'GetCardForPerson'), body })
  const answer = answerDecoder(getCardForPerson)({ body: Buffer.from(text), contentType: TEXT_XML, soapAction: '' })
  assert.ok(answer.kind === 'message')
  assert.equal(answer.message.getCardForPersonResultType.card?.currentAmount, ore(25050))
  assert.equal((stub.calls[0] as { careProviderId: string }).careProviderId, 'SE5599990000-B')
})

test('an answer about more persons than any request may have elements is read whole', async () => {
  const stub = await stubDoor()
  const body = envelope(question())
  const { text } = await send(stub, { path: PATH.replace('RegisterTransaction', 'GetCardForPerson'), body })
  const long = text.replace(/<m1:persons>.*?<\/m1:persons>/, (one) => one.repeat(4_000))
  const answer = answerDecoder(getCardForPerson)({ body: Buffer.from(long), contentType: TEXT_XML, soapAction: '' })
  assert.ok(answer.kind === 'message')
  assert.equal(answer.message.getCardForPersonResultType.card?.persons.length, 4_000)
})

const INVALID = [
  [
    'RegisterTransaction',
    registration({ amount: '<r:amount>2oo</r:amount>' }),
    /<m1:result><m1:resultCode>VALIDATION_ERROR<\/m1:resultCode><m1:resultText>Uppgiften amount är inte ett tal\./,
  ],
  ['RegisterTransaction', registration({ amount: '' }), /Uppgiften amount saknas\./],
  [
    'GetCardForPerson',
    question().replace('CARE_VISIT', 'A'.repeat(37)),
    /Uppgiften cardTypeId är för lång: högst 36 tecken/,
  ],
  ['GetExtendedCardForPerson', question('<g:x/>', 'GetExtendedCardForPerson'), /Uppgiften x finns inte i kontraktet/],
] as const

for (const [name, body, sentence] of INVALID) {
  test(`a message wrong inside is VALIDATION_ERROR and reaches no handler: ${name} ${sentence}`, async () => {
    const stub = await stubDoor()
    const answer = await send(stub, { path: PATH.replace('RegisterTransaction', name), body: envelope(body) })
    assert.equal(answer.status, 200)
    assert.match(answer.text, sentence)
    byServed(version3, version3.operations[name])(answer.text)
    assert.deepEqual([stub.calls.length, stub.log.length, stub.log[0]?.level], [0, 1, 'invalid'])
  })
}

type Refused = Sent & { readonly name: string; readonly status: number; readonly code: string }
const REFUSED: readonly Refused[] = [
  { name: 'no XML', body: 'hej', status: 500, code: 'soap:Client' },
  { name: 'an empty post', body: '', status: 500, code: 'soap:Client' },
  { name: 'another action', headers: { soapaction: '"urn:x"' }, status: 500, code: 'soap:Client' },
  { name: 'more than a megabyte', body: RIGHT + ' '.repeat(1_100_000), status: 500, code: 'soap:Client' },
  { name: 'JSON by its type', headers: { 'content-type': 'application/json' }, status: 415, code: 'soap:Client' },
  {
    name: 'a form',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    status: 415,
    code: 'soap:Client',
  },
  {
    name: 'an attachment',
    headers: { 'content-type': 'multipart/related; boundary=x' },
    status: 415,
    code: 'soap:Client',
  },
  { name: 'a type that is none', headers: { 'content-type': 'xml' }, status: 415, code: 'soap:Client' },
  {
    name: 'SOAP 1.2 by its type',
    headers: { 'content-type': 'application/soap+xml' },
    status: 500,
    code: 'soap:VersionMismatch',
  },
]

for (const { name, status, code, ...sent } of REFUSED) {
  test(`${name} is answered by fault ${code} with HTTP ${status}, and logged under its id`, async () => {
    const stub = await stubDoor()
    const answer = await send(stub, sent)
    assert.deepEqual([answer.status, answer.type], [status, TEXT_XML])
    assert.ok(answer.text.includes(`<faultcode>${code}</faultcode>`))
    assert.match(answer.text, /Fel-id: fault-1/)
    assert.deepEqual([stub.calls.length, stub.log.length, stub.log[0]?.level], [0, 1, 'warn'])
    assert.match(JSON.stringify(stub.log[0]?.fields), /"faultId":"fault-1"/)
  })
}

for (const contentType of [
  'text/xml',
  'TEXT/XML;charset=UTF-8',
  'application/xml',
  'text/xml; charset="utf-8"; action="x"',
]) {
  test(`the content type ${contentType} is accepted`, async () => {
    const answer = await send(await stubDoor(), { headers: { 'content-type': contentType } })
    assert.equal(answer.status, 200)
  })
}

test('a post without content type is accepted', async () => {
  const { app } = await stubDoor()
  const answer = await app.inject({ method: 'POST', url: PATH, payload: Buffer.from(RIGHT) })
  assert.deepEqual([answer.statusCode, /resultCode>OK/.test(answer.body)], [200, true])
})

test('what breaks behind the door is a Server fault that tells nothing, and the log has kind and place but no words', async () => {
  const handlers = {
    RegisterTransaction: async () => {
      throw new TypeError('191212121212 sprack\n    at 191212121212')
    },
  }
  const stub = await stubDoor({ handlers: { 3: handlers } })
  const answer = await send(stub, {})
  assert.equal(answer.status, 500)
  assert.match(answer.text, /<faultcode>soap:Server<\/faultcode>.*fault-1/)
  assert.doesNotMatch(answer.text + JSON.stringify(stub.log), /1912/)
  const fields = stub.log[0]?.fields as { error: string; stack: string[]; operation: string }
  assert.deepEqual([fields.error, fields.operation, stub.log[0]?.level], ['TypeError', 'RegisterTransaction', 'error'])
  assert.match(fields.stack[0] ?? '', /door\.test/)
})

test('an answer that the contract forbids is a Server fault', async () => {
  const handlers = { DeleteTransaction: async () => ({ resultCode: 'KANSKE' }) as never }
  const stub = await stubDoor({ handlers: { 3: handlers } })
  const body = envelope(
    registration().replaceAll('RegisterTransaction', 'DeleteTransaction').replace(REGISTRATION.careProvider, ''),
  )
  const answer = await send(stub, {
    path: PATH.replace('Register', 'Delete'),
    body: body.replace(/<r:careUnit>.*<\/r:amount>/, '<r:transactionId>f</r:transactionId>'),
  })
  assert.match(answer.text, /soap:Server/)
})

test('a caller who cannot be told is a Server fault', async () => {
  const stub = await stubDoor({ callerOf: () => Promise.reject(new Error('okänd')) })
  assert.match((await send(stub, {})).text, /soap:Server/)
})

test('an unknown element’s name is told to its sender and to nobody else', async () => {
  const stub = await stubDoor()
  const answer = await send(stub, { body: envelope(registration({ end: '<r:_191212121212/>' })) })
  assert.match(answer.text, /_191212121212/)
  assert.doesNotMatch(JSON.stringify(stub.log), /1912/)
})

test('a path without operation, of another version or without handler is 404 in plain text', async () => {
  const { app } = await stubDoor({ handlers: { 3: { DeleteTransaction: async () => ({ resultCode: 'OK' }) } } })
  for (const path of ['Nothing/3', 'DeleteTransaction/4', 'DeleteTransaction/2', 'RegisterTransaction/3']) {
    for (const method of ['GET', 'POST'] as const) {
      const answer = await app.inject({ method, url: `/efrikortService/${path}/rivtabp21` })
      assert.deepEqual([answer.statusCode, answer.headers['content-type']], [404, 'text/plain; charset=utf-8'])
    }
  }
})

test('GET without ?wsdl is 405 and says what to do', async () => {
  const { app } = await stubDoor()
  const answer = await app.inject({ method: 'GET', url: PATH })
  assert.deepEqual([answer.statusCode, answer.headers.allow], [405, 'GET, POST'])
})

test('?wsdl in any case gives a WSDL whose imports can be followed to the last', async () => {
  const { app } = await stubDoor()
  for (const asked of ['?wsdl', '?WSDL', '?Wsdl=']) {
    const wsdl = await app.inject({ method: 'GET', url: PATH + asked, headers: { host: 'frikort.test:8080' } })
    assert.equal(wsdl.headers['content-type'], TEXT_XML)
    assert.match(
      wsdl.body,
      /<soap:address location="http:\/\/frikort\.test:8080\/efrikortService\/RegisterTransaction\/3\/rivtabp21"\/>/,
    )
  }
  const seen = new Set([`${PATH}?wsdl`])
  for (const url of seen) {
    const { statusCode, body } = await app.inject({ method: 'GET', url })
    assert.equal(statusCode, 200, url)
    for (const [, location] of body.matchAll(/schemaLocation="([^"]+)"/g)) {
      const next = new URL(location ?? '', `http://h${url}`)
      seen.add(next.pathname + next.search)
    }
  }
  assert.equal(seen.size, 4)
})

test('the WSDL of a question also describes the extension', async () => {
  const { app } = await stubDoor()
  const path = PATH.replace('RegisterTransaction', 'GetCardForPerson')
  const { body } = await app.inject({ method: 'GET', url: `${path}?xsd=se.efrikort.extension.1` })
  assert.ok(body.includes(`targetNamespace="${EXTENSION}"`))
  assert.match(body, /<xs:element name="careProviderId" type="n0:HsaId"\/>/)
})

test('an unknown schema is 404', async () => {
  const { app } = await stubDoor()
  assert.equal((await app.inject({ method: 'GET', url: `${PATH}?xsd=x` })).statusCode, 404)
})

test('a host that is none does not reach the WSDL, and the configured address wins over any', async () => {
  const hostile = await stubDoor()
  const { body } = await hostile.app.inject({ method: 'GET', url: `${PATH}?wsdl`, headers: { host: '"><x/>' } })
  assert.match(body, /location="http:\/\/localhost\/efrikortService/)
  const configured = await stubDoor({ publicBase: 'https://frikort.test/' })
  const wsdl = await configured.app.inject({ method: 'GET', url: `${PATH}?wsdl`, headers: { host: 'inner' } })
  assert.match(wsdl.body, /location="https:\/\/frikort\.test\/efrikortService/)
})

test('the door leaves the rest of the application as it was', async () => {
  const { app } = await stubDoor()
  app.post('/echo', async (request) => request.body)
  const answer = await app.inject({ method: 'POST', url: '/echo', payload: { a: 1 } })
  assert.deepEqual(answer.json(), { a: 1 })
})
