/** No person's identity leaves the service but in an answer to one who may have it: not in its logs, its database's log, its refusals, faults, headers. */

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, type TestContext, test } from 'node:test'
import { makeFolder } from '../platform/hosts.ts'
import { A, A_SYSTEM, B, B_SYSTEM, BOTH_SYSTEM, deskAt, PRINCIPAL, taken } from './desk.ts'
import { openHouse, type Standing } from './house.ts'
import { registerWithoutPause } from './load.ts'
import { killDatabaseOf, startService } from './process.ts'
import { CALLER_HEADER, envelopeOf, OPERATIONS, pathTo } from './wire.ts'

/** Marked, so that any piece of it is known wherever it turns up. */
const PERSON = '19870817XQZ01'
const MARK = /XQZ|19870817/i

type Sent = {
  readonly path?: string
  readonly body?: string
  readonly headers?: Record<string, string>
  readonly method?: string
}

/** Everything of an answer that its sender can read. */
async function read(address: string, { path = pathTo('RegisterTransaction'), method = 'POST', body, headers }: Sent) {
  const sent = body === undefined ? {} : { body }
  const response = await fetch(address + path, { method, headers: { 'content-type': 'text/xml', ...headers }, ...sent })
  return `${response.status} ${[...response.headers].join('; ')}\n${await response.text()}`
}

const right = { carePrincipalId: PRINCIPAL, careProvider: PERSON, cardTypeId: 'CARE_VISIT', personId: PERSON }
const actor = { employeeId: A.employee, careProviderId: A.provider }
const registration = envelopeOf('RegisterTransaction', { told: { ...right, amount: '250' }, actor })

/** Calls that are refused or cannot be understood, each with the identity in it. */
const FAILING: readonly (readonly [string, Sent])[] = [
  ['cut off', { body: registration.slice(0, -30) }],
  ['not XML', { body: PERSON }],
  ['a DTD', { body: `<!DOCTYPE a [<!ENTITY p "${PERSON}">]>${registration}` }],
  ['not SOAP', { body: `<person id="${PERSON}"/>` }],
  ['another element in the body', { body: registration.replaceAll('q:RegisterTransaction', `q:P${PERSON}`) }],
  [
    'a header to be understood',
    {
      body: registration.replace(
        '<e:Header>',
        `<e:Header><p:${PERSON.slice(8)} xmlns:p="urn:${PERSON}" e:mustUnderstand="1"/>`,
      ),
    },
  ],
  ['another action', { body: registration, headers: { soapaction: PERSON } }],
  ['another type of content', { body: registration, headers: { 'content-type': `text/${PERSON}` } }],
  ['an unknown encoding', { body: registration, headers: { 'content-type': `text/xml; charset=${PERSON}` } }],
  ['too large', { body: registration.replace('<q:careProvider>', `<q:careProvider>${PERSON.repeat(90_000)}`) }],
  ['another amount', { body: registration.replace('>250<', `>${PERSON}<`) }],
  ['a negative amount', { body: registration.replace('>250<', '>-250<') }],
  [
    'a malformed identity',
    {
      body: registration
        .replace(PERSON, `${PERSON.slice(0, 12)}-`)
        .replace(`>${PERSON}</q:personId`, '>19870817-XQZ0</q:personId'),
    },
  ],
  ['another principal', { body: registration.replace(PRINCIPAL, PERSON) }],
  [
    'another provider',
    { body: registration.replace(`<c:careProviderId>${A.provider}`, `<c:careProviderId>${PERSON}`) },
  ],
  ['another card type', { body: registration.replace('CARE_VISIT', PERSON) }],
  ['another caller', { body: registration, headers: { [CALLER_HEADER]: PERSON } }],
  ['a provider not granted', { body: registration, headers: { [CALLER_HEADER]: B_SYSTEM } }],
  [
    'an unknown fee',
    {
      path: pathTo('DeleteTransaction'),
      body: envelopeOf('DeleteTransaction', {
        told: { carePrincipalId: PRINCIPAL, transactionId: PERSON, deleteReason: PERSON },
        actor,
      }),
    },
  ],
  ['no such operation', { path: `/efrikortService/Get${PERSON}/3/rivtabp21`, body: registration }],
  ['no such version', { path: `/efrikortService/GetCardForPerson/${PERSON}/rivtabp21`, body: registration }],
  ['no such schema', { path: `${pathTo('GetCardForPerson')}?xsd=${PERSON}`, method: 'GET' }],
  ['no call', { path: `${pathTo('GetCardForPerson')}?personId=${PERSON}`, method: 'GET' }],
  ['health with a query', { path: `/health/ready?personId=${PERSON}`, method: 'GET' }],
  [
    'an id for the log told by the caller',
    { body: PERSON, headers: { 'x-correlation-id': PERSON, 'x-request-id': PERSON, 'idempotency-key': PERSON } },
  ],
]
/** Beside the door. */
const BESIDE: readonly (readonly [string, Sent])[] = [
  ['no such path', { path: `/persons/${PERSON}`, method: 'GET' }],
  ['a path that is none', { path: `/%zz${PERSON}`, method: 'GET' }],
]

describe('the identity of a patient', () => {
  let house: Standing
  before(async () => {
    house = await openHouse()
  })
  after(() => house.close())

  for (const [what, sent] of [...FAILING, ...BESIDE]) {
    test(`stands in no answer to ${what}`, async () => {
      assert.doesNotMatch(await read(house.address, sent), MARK)
    })
  }

  test('stands in no metric, whoever has called', async () => {
    for (const [, sent] of [...FAILING, ...BESIDE]) await read(house.address, sent)
    await house.both.card(PERSON)
    const metrics = await read(house.address, { path: '/metrics', method: 'GET' })
    assert.match(metrics, /efrikort_calls_total\{.*result="ACCESSDENIED"\} \d/)
    assert.doesNotMatch(metrics, MARK)
  })

  test('stands in no INFO, and in no refusal by a rule', async () => {
    const first = await taken(house.both.register(PERSON, '2025-06-01', '2000.00'))
    const texts = [
      (await house.both.register(PERSON, '2025-06-01', '2000.00')).text,
      (await house.both.register(PERSON, '2023-06-01', '2000.00')).text,
      (await house.bothAsB.annul(first, PERSON)).text,
      (await house.both.annul(first, PERSON)).text ?? 'OK',
      (await house.both.annul(first, PERSON)).text,
    ]
    for (const text of texts) {
      assert.ok(text)
      assert.doesNotMatch(text, MARK)
    }
  })
})

const withData = (t: TestContext) => ({ EFRIKORT_DATA: join(makeFolder(t), 'data'), LOG_LEVEL: 'trace' })

test('after every kind of call, and one whose database was killed under it, no log holds a patient’s identity', async (t) => {
  const settings = withData(t)
  const service = startService(t, settings)
  const address = await service.address
  for (const [, sent] of [...FAILING, ...BESIDE]) await read(address, sent)
  for (const [system, seat] of [
    [BOTH_SYSTEM, A],
    [A_SYSTEM, A],
    [B_SYSTEM, B],
  ] as const) {
    const desk = deskAt(address, system, seat)
    const told = { fields: { careProvider: PERSON, careUnit: PERSON, updateReason: PERSON } }
    const fee = await taken(desk.register(PERSON, null, '700.00', told))
    await desk.update(fee, new Date(Date.now() - 172_800_000).toISOString().slice(0, 10), '600.00', told)
    await desk.card(PERSON)
    await desk.extended(PERSON)
    await desk.annul(fee, PERSON)
  }
  const load = registerWithoutPause(address, [PERSON])
  await load.until(20)
  killDatabaseOf(settings.EFRIKORT_DATA)
  assert.equal(await service.ended, 1)
  await load.stop()
  const lines = service.stderr().split('\n')
  assert.ok(lines.filter((line) => line.startsWith('{')).length > 50, 'the service has told what it did')
  for (const line of lines) assert.doesNotMatch(line, MARK)
  assert.doesNotMatch(service.stdout(), MARK)
  assert.doesNotMatch(readFileSync(join(settings.EFRIKORT_DATA, 'postgres.log'), 'utf8'), MARK)
})

test('every line of the structured log is one JSON object, and each call leaves one with its address, status and time', async (t) => {
  const service = startService(t, { ...withData(t), LOG_LEVEL: 'info' })
  const address = await service.address
  const already = service.stderr().length
  for (const operation of OPERATIONS) await read(address, { path: pathTo(operation), body: registration })
  await service.signal('SIGTERM')
  const lines = service
    .stderr()
    .slice(already)
    .split('\n')
    .filter((line) => line !== '')
  const answered = lines
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter(({ msg }) => msg === 'answered')
  assert.deepEqual(
    answered.map(({ route, status }) => [route, status]),
    OPERATIONS.map((operation) => [pathTo(operation), operation === 'RegisterTransaction' ? 200 : 500]),
  )
  assert.ok(
    answered.every(
      ({ milliseconds, correlationId }) => typeof milliseconds === 'number' && typeof correlationId === 'string',
    ),
  )
})
