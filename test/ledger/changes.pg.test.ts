/** Watching accounts: whoever looks is told within a second, of their own account alone, and not once they have stopped. */

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { PersonId } from '../../src/domain/kernel/personId.ts'
import { seenOf } from '../../src/usecases/changesPort.ts'
import { type Counter, openCounter } from '../usecases/counter.ts'

const CARD_TYPE = 'CARE_VISIT'
const A_SECOND = 1_000

describe('watching accounts', () => {
  let counter: Counter
  before(async () => {
    counter = await openCounter()
  })
  after(() => counter.close())

  const watch = (person: string) => {
    const told: string[] = []
    const watched = { person: PersonId.known('reservnummer', person), cardType: CARD_TYPE }
    const stop = counter.ports.changes.watch(watched, (seen) => told.push(seenOf(seen).replace(/^\d+\./, 'account.')))
    return { told, stop }
  }

  test('a registration is told within a second, also the first one of somebody who had no account; others hear nothing', async () => {
    const [person, other] = [counter.stranger(), counter.stranger()]
    const [mine, theirs] = [watch(person), watch(other)]
    await setTimeout(A_SECOND)
    await counter.register(person, '2025-06-01', '250.00')
    await setTimeout(A_SECOND)
    await counter.register(person, '2025-05-01', '100.00')
    await setTimeout(A_SECOND)
    mine.stop()
    theirs.stop()
    assert.deepEqual(mine.told, ['0', 'account.1', 'account.2'])
    assert.deepEqual(theirs.told, ['0'])
  })

  test('one who has stopped is not told, and one who comes after nobody watched is', async () => {
    const person = counter.stranger()
    const first = watch(person)
    await setTimeout(A_SECOND)
    first.stop()
    await setTimeout(A_SECOND)
    await counter.register(person, '2025-06-01', '250.00')
    const second = watch(person)
    await setTimeout(A_SECOND)
    second.stop()
    assert.deepEqual(first.told, ['0'])
    assert.deepEqual(second.told, ['account.1'])
  })
})
