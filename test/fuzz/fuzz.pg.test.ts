/** Twenty thousand messages made by chance from the contract's data; `script/prove wire` sends a million. The seed of a failed run is in its message. */

import assert from 'node:assert/strict'

import { test } from 'node:test'
import { seedOfRun } from '../property.ts'
import { enteredOperations } from './contracts.ts'
import { acquaintance } from './known.ts'
import { messageOf } from './message.ts'
import { runFuzz } from './run.ts'

const CALLS = 20_000
const MOST_GROWTH_MIB = 30

/** Of these some are done, whatever the seed; of the others most are refused by a rule. */
const DEEP = [
  ...[
    'RegisterTransaction',
    'DeleteTransaction',
    'GetCardForPerson',
    'GetExtendedCardForPerson',
    'DeleteCard',
    'RegisterCard',
  ],
  ...['GroupPerson', 'GetGroupForPerson'],
].flatMap((name) => [1, 2, 3].map((version) => `${name} ${version}`))
DEEP.push('UpdateTransaction 3', 'RegisterOptIn 3', 'RegisterOptOut 3', 'UpdateReadConsent 3', 'FinishAccount 2')

test('whatever comes is answered as it deserves, and nothing is stored but what was answered as done', async (t) => {
  const seed = seedOfRun()
  t.diagnostic(`seed ${seed}`)
  const { codes, expected, fees, memoryMib, opinions, served } = await runFuzz({
    seed,
    calls: CALLS,
    block: 1_000,
    tell: () => undefined,
  })
  const sum = Object.values(codes).reduce((total, count) => total + count, 0)
  assert.equal(sum, CALLS)
  for (const kind of ['fault', 'invalid', 'any', 'unknown']) assert.ok((expected[kind] ?? 0) > CALLS / 20, kind)
  assert.equal(served.length, 42)
  for (const operation of DEEP)
    assert.ok((codes[`${operation} OK`] ?? 0) > 3, `the fuzz gets as far as the rules of ${operation}`)
  assert.ok(fees > 100)
  assert.ok(opinions.byServed > 100 && opinions.parsed > 500)
  assert.ok(
    memoryMib[1] - memoryMib[0] < MOST_GROWTH_MIB,
    `memory in use grew from ${memoryMib[0]} to ${memoryMib[1]} MiB`,
  )
})

test('the same seed makes the same messages, another makes others', async () => {
  const operations = enteredOperations().map(({ operation }) => operation)
  const bytes = (seed: number) =>
    Array.from({ length: 50 }, (_, number) => {
      const people = acquaintance(1_000)
      // Before the service has told of any fee, an id that nobody has stands in its place: it is of another seed.
      const known = { ...people, fee: () => 'fee', card: () => 'card' }
      return messageOf({ seed, operations, known }, number).bytes.toString('latin1')
    })
  assert.deepEqual(bytes(1), bytes(1))
  assert.notDeepEqual(bytes(1), bytes(2))
})
