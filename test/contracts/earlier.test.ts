/** Versions 1 and 2 at the door, by messages: their own roots, names, limits and actions, side by side with version 3. */

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Handlers1and2 } from '../../src/contracts/efrikort/handlers.ts'
import { version1, version2 } from '../../src/contracts/efrikort/version1and2.ts'
import { EXTENSION, envelope } from './samples.ts'
import { type Caller, type Stub, stubDoor } from './stub.ts'
import { byServed } from './validators.ts'

type Version = 1 | 2
const VERSIONS: readonly Version[] = [1, 2]
const CONTRACTS = { 1: version1, 2: version2 }
const DOMAIN = 'urn:com:logica:se:healthcare:efrikort'

const ACTOR =
  '<q:Actor><c:EmployeeId>SE2321000198-E001</c:EmployeeId><c:CareProviderId>SE2321000198-A</c:CareProviderId></q:Actor>'

const REGISTRATION = {
  CarePrincipalId: 'SE2321000198-1000',
  CareProviderId: 'SE2321000198-A',
  CareUnitId: 'SE2321000198-A1',
  CardTypeId: 'CARE_VISIT',
  PersonId: '191212121212',
  TransactionDate: '2025-05-02',
  RegistrationDateTime: '2025-05-02T08:15:00',
  Amount: '250.50',
}

type Told = Readonly<Record<string, string | null>>

/** The root around the fields told and the actor; a field that is null is left out. */
function root(version: Version, name: string, told: Told, { area = 'administration', actor = ACTOR, end = '' } = {}) {
  const fields = Object.entries(told).map(([field, text]) => (text === null ? '' : `<q:${field}>${text}</q:${field}>`))
  const namespaces = `xmlns:q="${DOMAIN}:${area}:${name}Responder:${version}" xmlns:c="${DOMAIN}:${version}" xmlns:x="${EXTENSION}"`
  return `<q:${name}Request ${namespaces}>${fields.join('')}${actor}${end}</q:${name}Request>`
}

const registration = (version: Version, told: Told = {}, options: { actor?: string; end?: string } = {}): string =>
  root(version, 'RegisterTransaction', { ...REGISTRATION, ...told }, options)

const deletion = (version: Version, status: string): string =>
  root(version, 'DeleteTransaction', { CarePrincipalId: 'SE1', TransactionId: 'fee-1', DeleteStatus: status })

const pathOf = (version: Version, name = 'RegisterTransaction') => `/efrikortService/${name}/${version}/rivtabp21`

/** A door where the earlier versions remember what they were told, and answer OK. */
async function standing(): Promise<Stub & { readonly told: unknown[] }> {
  const told: unknown[] = []
  const remember = <Answer>(answer: Answer) => {
    return async ({ message, careProviderId }: { message: unknown; careProviderId?: string }): Promise<Answer> => {
      told.push(careProviderId === undefined ? message : { message, careProviderId })
      return answer
    }
  }
  const handlers: Handlers1and2<Caller> = {
    RegisterTransaction: remember({ Result: { ResultCode: 'OK' }, TransactionId: 'fee-1' }),
    DeleteTransaction: remember({ ResultCode: 'OK' }),
    GetCardForPerson: remember({ Result: { ResultCode: 'CONSENTMISSING', ResultText: 'Nej.' } }),
  }
  return { ...(await stubDoor({ handlers: { 1: handlers, 2: handlers } })), told }
}

async function send({ app }: Stub, url: string, body: string, headers: Record<string, string> = {}) {
  const answer = await app.inject({
    method: 'POST',
    url,
    payload: envelope(body),
    headers: { 'content-type': 'text/xml', ...headers },
  })
  return { status: answer.statusCode, text: answer.body }
}

for (const version of VERSIONS) {
  test(`version ${version}: a right message reaches its handler with every field, and the answer is of the contract`, async () => {
    const door = await standing()
    const action = `"${DOMAIN}:administration:RegisterTransactionResponder:${version}:RegisterTransaction"`
    const { status, text } = await send(door, pathOf(version), registration(version), { soapaction: action })
    assert.equal(status, 200)
    assert.match(text, /<m0:RegisterTransactionResponse /)
    byServed(CONTRACTS[version], CONTRACTS[version].operations.RegisterTransaction)(text)
    assert.deepEqual(door.told, [
      {
        ...REGISTRATION,
        TransactionDate: 20_210,
        RegistrationDateTime: Date.UTC(2025, 4, 2, 6, 15),
        Amount: 25_050,
        Actor: { EmployeeId: 'SE2321000198-E001', CareProviderId: 'SE2321000198-A' },
      },
    ])
  })

  test(`version ${version}: what may be left out is not there`, async () => {
    const door = await standing()
    const told = { CareUnitId: null, TransactionDate: null, RegistrationDateTime: null }
    assert.match((await send(door, pathOf(version), registration(version, told))).text, />OK</)
    assert.deepEqual(Object.keys(door.told[0] as object), [
      'CarePrincipalId',
      'CareProviderId',
      'CardTypeId',
      'PersonId',
      'Amount',
      'Actor',
    ])
  })

  test(`version ${version}: a question may name the asking provider at its end`, async () => {
    const door = await standing()
    const asked = { CarePrincipalId: 'SE1', PersonId: '191212121212', CardTypeId: 'CARE_VISIT' }
    const end = '<x:careProviderId>SE2321000198-A</x:careProviderId>'
    const body = root(version, 'GetCardForPerson', asked, { area: 'querying', actor: '', end })
    const { text } = await send(door, pathOf(version, 'GetCardForPerson'), body)
    byServed(CONTRACTS[version], CONTRACTS[version].operations.GetCardForPerson)(text)
    assert.match(text, /ResultCode>CONSENTMISSING</)
    assert.deepEqual(door.told, [{ message: asked, careProviderId: 'SE2321000198-A' }])
  })

  const INVALID: readonly [string, string, string][] = [
    ['an amount left out', registration(version, { Amount: null }), 'Uppgiften Amount saknas.'],
    ['a person left out', registration(version, { PersonId: null }), 'Uppgiften PersonId saknas.'],
    ['no number', registration(version, { Amount: '2oo' }), 'Uppgiften Amount är inte ett tal.'],
    [
      'no moment',
      registration(version, { RegistrationDateTime: '2025-05-02' }),
      'Uppgiften RegistrationDateTime är inte en tidpunkt i formen ÅÅÅÅ-MM-DDTtt:mm:ss.',
    ],
    [
      'a moment before the first year',
      registration(version, { RegistrationDateTime: '0001-01-01T00:00:00+14:00' }),
      'Uppgiften RegistrationDateTime är inte en tidpunkt i formen ÅÅÅÅ-MM-DDTtt:mm:ss.',
    ],
    [
      'a provider of 33 characters',
      registration(version, { CareProviderId: 'A'.repeat(33) }),
      'Uppgiften CareProviderId är för lång: högst 32 tecken får plats.',
    ],
    [
      'the lower-case names of version 3',
      registration(version).replaceAll('q:Amount>', 'q:amount>'),
      'Uppgiften amount finns inte i kontraktet, eller står i fel namnrymd.',
    ],
    [
      'an actor without employee',
      registration(version, {}, { actor: ACTOR.replace(/<c:Emp.*Id><c:Care/, '<c:Care') }),
      'Uppgiften Actor/EmployeeId saknas.',
    ],
    [
      'an actor in the operation’s namespace',
      registration(version, {}, { actor: ACTOR.replaceAll('c:', 'q:') }),
      'Uppgiften Actor/EmployeeId finns inte i kontraktet, eller står i fel namnrymd.',
    ],
    [
      'an identity of 14 characters',
      registration(version, { PersonId: '1'.repeat(14) }),
      `Uppgiften PersonId är för lång: högst ${version === 1 ? 12 : 13} tecken får plats.`,
    ],
  ]
  for (const [how, body, sentence] of INVALID)
    test(`version ${version}: ${how} is VALIDATION_ERROR, named as the version names it`, async () => {
      const door = await standing()
      const { status, text } = await send(door, pathOf(version), body)
      assert.equal(status, 200)
      assert.match(text, /ResultCode>VALIDATION_ERROR</)
      assert.ok(text.includes(`>${sentence}<`), text)
      byServed(CONTRACTS[version], CONTRACTS[version].operations.RegisterTransaction)(text)
      assert.deepEqual(door.told, [])
    })

  test(`version ${version}: a removal has one of two reasons`, async () => {
    const door = await standing()
    for (const status of ['TRANSACTION_INCORRECT', 'TRANSACTION_REMOVED_BY_PATIENT_REQUEST'])
      assert.match((await send(door, pathOf(version, 'DeleteTransaction'), deletion(version, status))).text, />OK</)
    const { text } = await send(door, pathOf(version, 'DeleteTransaction'), deletion(version, 'OTHER'))
    assert.match(text, />Uppgiften DeleteStatus har ett värde som inte finns i kontraktet\.</)
  })

  const FAULTS: readonly [string, string, Record<string, string>][] = [
    ['the root of version 3’s name', registration(version).replaceAll('TransactionRequest', 'Transaction'), {}],
    ['the other version’s namespace', registration(version === 1 ? 2 : 1), {}],
    [
      'the other version’s action',
      registration(version),
      { soapaction: `"${DOMAIN}:administration:RegisterTransactionResponder:${3 - version}:RegisterTransaction"` },
    ],
  ]
  for (const [how, body, headers] of FAULTS)
    test(`version ${version}: ${how} is a fault of the sender`, async () => {
      const { status, text } = await send(await standing(), pathOf(version), body, headers)
      assert.deepEqual([status, /<faultcode>soap:Client</.test(text)], [500, true])
    })
}

test('an identity of 13 characters has room in version 2 and not in version 1', async () => {
  const door = await standing()
  const told = { PersonId: '19900101GVLE1' }
  assert.match((await send(door, pathOf(1), registration(1, told))).text, /PersonId är för lång: högst 12 tecken/)
  assert.match((await send(door, pathOf(2), registration(2, told))).text, />OK</)
})
