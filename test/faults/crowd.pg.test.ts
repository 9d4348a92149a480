/** The short form of the proof by crowding. */

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DATABASES, type DatabaseKind } from '../ledger/databases.ts'
import { at, proveCrowd } from './contention.ts'

const EMBEDDED = DATABASES[0] as DatabaseKind
/** Three that may meet another's, then the turn that nobody overtakes; a new account has nothing to hold yet, and may be missed twice. */
const MOST_ATTEMPTS = 6
const LONGEST_WAIT_MS = 10_000

for (const inTurn of [true, false]) {
  test(`many callers on one account through two services, ${inTurn ? 'each with its queue' : 'all at once'}: all succeed, none starves`, async (t) => {
    const plan = { kind: EMBEDDED, services: 2, callers: 12, calls: 6, accounts: 1, inTurn, seed: 1 }
    const { calls, waits, attempts, exclusive } = await proveCrowd(t, plan)
    assert.equal(calls, 144)
    assert.ok(at(attempts, 1) <= MOST_ATTEMPTS, `${at(attempts, 1)} attempts`)
    assert.ok(at(waits, 1) < LONGEST_WAIT_MS, `${at(waits, 1)} ms`)
    if (!inTurn) assert.ok(exclusive > 0, 'some held the account')
  })
}

test('many callers on a few accounts through two services: who waits for each other in a circle is told nothing of it', async (t) => {
  const plan = { kind: EMBEDDED, services: 2, callers: 12, calls: 10, accounts: 6, inTurn: true, seed: 2 }
  const { calls, attempts } = await proveCrowd(t, plan)
  assert.equal(calls, 240)
  assert.ok(at(attempts, 1) <= MOST_ATTEMPTS, `${at(attempts, 1)} attempts`)
})
