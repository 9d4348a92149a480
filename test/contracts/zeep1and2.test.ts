/** A real SOAP client that knows nothing of us, python3-zeep, speaks versions 1 and 2 from the published WSDLs and from ours, and loads every WSDL we serve. */

import assert from 'node:assert/strict'
import { execFile, spawnSync } from 'node:child_process'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { contracts } from '../../src/contracts/efrikort/contracts.ts'
import type { Handlers1and2 } from '../../src/contracts/efrikort/handlers.ts'
import { pathOf } from '../../src/contracts/efrikort/routes.ts'
import { ore } from '../../src/domain/kernel/money.ts'
import { day, moment } from '../usecases/world.ts'
import { withoutPublished } from './published.ts'
import { type Caller, stubDoor } from './stub.ts'

const PYTHON = '/usr/bin/python3'
const SCRIPT = fileURLToPath(new URL('./zeep1and2_client.py', import.meta.url))
const PUBLISHED = fileURLToPath(new URL('../../../shared/contracts/cgi-efrikort', import.meta.url))
const withoutZeep: string | false =
  spawnSync(PYTHON, ['-c', 'import zeep']).status === 0 ? false : `${PYTHON} has no zeep (Debian: python3-zeep)`

const OK = { ResultCode: 'OK' } as const

const CARD = {
  CardSystemId: 'system-1',
  CardType: { Id: 'CARE_VISIT', Name: 'Öppen sjukvård' },
  Persons: [{ Id: '191212121212' }],
  StartDate: day('2025-05-02'),
  CurrentAmount: ore(25_050),
  AmountToLimit: ore(119_950),
  CarePrincipalId: 'SE2321000198-1000',
  Status: 'BELOW_LIMIT',
} as const

const FEE = {
  TransactionId: 'fee-1',
  PersonId: '191212121212',
  Amount: ore(25_050),
  TransactionDate: day('2025-05-02'),
  RegistrationDateTime: moment('2025-05-02T06:15:00Z'),
  CarePrincipalId: 'SE2321000198-1000',
  CareProviderId: 'ANNAN',
}

/** Every operation has an address; those that are called answer OK, and remember what they were told. */
function handlersOf(calls: unknown[]): Handlers1and2<Caller> & Record<string, unknown> {
  const silent = async () => {
    throw new Error('not called in this test')
  }
  const others = Object.fromEntries(
    contracts.flatMap(({ operations }) => Object.keys(operations)).map((name) => [name, silent]),
  )
  return {
    ...others,
    RegisterTransaction: async ({ message }) => {
      calls.push(message)
      return { Result: OK, CardSystemId: 'system-1', TransactionId: 'fee-1' }
    },
    GetExtendedCardForPerson: async () => ({
      Result: OK,
      ExtendedCard: { Card: CARD, Transactions: [FEE], ExpiredTransactions: [] },
    }),
  }
}

async function drive(contract: string, paths: readonly string[]) {
  const calls: { Amount?: number; RegistrationDateTime?: number }[] = []
  const handlers = handlersOf(calls)
  const { app } = await stubDoor({ handlers: { 1: handlers, 2: handlers, 3: handlers as never } })
  await app.listen({ host: '127.0.0.1', port: 0 })
  try {
    const { port } = app.server.address() as AddressInfo
    const { stdout } = await promisify(execFile)(PYTHON, [SCRIPT, `http://127.0.0.1:${port}`, contract, ...paths])
    theCallsWere(calls)
    const { answers, loaded } = JSON.parse(stdout)
    for (const version of [1, 2]) theAnswersAre(answers[version])
    return loaded as Readonly<Record<string, readonly string[]>>
  } finally {
    await app.close()
  }
}

function theCallsWere(calls: readonly { Amount?: number; RegistrationDateTime?: number }[]): void {
  assert.deepEqual(
    calls.map(({ Amount, RegistrationDateTime }) => [Amount, RegistrationDateTime]),
    Array(2).fill([25_050, Date.UTC(2025, 4, 2, 6, 15)]),
  )
}

/** zeep shows the room for elements of other namespaces as a field of its own. */
function theAnswersAre(answers: Readonly<Record<string, Readonly<Record<string, unknown>>>>): void {
  const result = { ResultCode: 'OK', ResultText: null, _value_1: null }
  assert.deepEqual(answers['RegisterTransaction'], {
    Result: result,
    CardSystemId: 'system-1',
    TransactionId: 'fee-1',
    _value_1: null,
  })
  const extended = answers['GetExtendedCardForPerson']?.['ExtendedCard'] as {
    readonly Card: Readonly<Record<string, unknown>>
    readonly Transactions: readonly Readonly<Record<string, unknown>>[]
  }
  assert.deepEqual([extended.Card['CurrentAmount'], extended.Card['StartDate']], [250.5, '2025-05-02'])
  const [fee] = extended.Transactions
  assert.deepEqual([fee?.['CareProviderId'], fee?.['RegistrationDateTime']], ['ANNAN', '2025-05-02 08:15:00'])
}

test('zeep speaks versions 1 and 2 from our own WSDLs, and loads all 42 with what they import', {
  skip: withoutZeep,
}, async () => {
  const operations = contracts.flatMap((contract) => Object.values(contract.operations))
  const loaded = await drive('served', operations.map(pathOf))
  assert.deepEqual(loaded, Object.fromEntries(operations.map((operation) => [pathOf(operation), [operation.name]])))
  assert.equal(Object.keys(loaded).length, 42)
})

test('zeep speaks versions 1 and 2 from the published WSDLs', { skip: withoutZeep || withoutPublished }, async () => {
  await drive(PUBLISHED, [])
})
