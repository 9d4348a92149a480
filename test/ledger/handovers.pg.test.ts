/** Patients handed over by a reference: once, for minutes, through any service. */

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { forgetCalls } from '../../src/ledger/forget.ts'
import { handovers } from '../../src/ledger/handovers.ts'
import { type Counter, openCounter } from '../usecases/counter.ts'
import { moment } from '../usecases/world.ts'

const NOON = moment('2025-06-02T12:00:00+02:00')
const FIVE_PAST = moment('2025-06-02T12:05:00+02:00')

describe('a patient handed over', () => {
  let counter: Counter
  before(async () => {
    counter = await openCounter()
  })
  after(() => counter.close())

  test('is found once by the reference, through another service too, and by no other', async () => {
    const [here, there] = [handovers(counter.pool), handovers(counter.pool)]
    const [first, second] = [await here.keep('19900101-2385', FIVE_PAST), await here.keep('191212121212', FIVE_PAST)]
    assert.notEqual(first, second)
    assert.match(first, /^[\w-]{32}$/)
    assert.equal(await there.take('no such reference', NOON), null)
    assert.equal(await there.take(first, NOON), '19900101-2385')
    assert.equal(await here.take(first, NOON), null)
    assert.equal(await here.take(second, NOON), '191212121212')
  })

  test('is found by one of many who ask at once', async () => {
    const kept = handovers(counter.pool)
    const reference = await kept.keep('199001012385', FIVE_PAST)
    const found = await Promise.all(Array.from({ length: 8 }, () => kept.take(reference, NOON)))
    assert.deepEqual(
      found.filter((person) => person !== null),
      ['199001012385'],
    )
  })

  test('is found no more when its time is over, and then forgotten', async () => {
    const kept = handovers(counter.pool)
    const late = await kept.keep('199001012385', FIVE_PAST)
    assert.equal(await kept.take(late, FIVE_PAST), null)
    await kept.keep('199001012385', FIVE_PAST)
    await forgetCalls(counter.pool, FIVE_PAST)
    const { rows } = await counter.pool.query('select count(*)::int as count from handover')
    assert.deepEqual(rows, [{ count: 0 }])
  })

  test('leaves no reference in the database: what is kept is its digest', async () => {
    const reference = await handovers(counter.pool).keep('199001012385', FIVE_PAST)
    const { rows } = await counter.pool.query(`select handover::text as row from handover`)
    assert.equal(
      rows.some(({ row }) => row.includes(reference)),
      false,
    )
  })
})
