/** A calling system hands a patient over: who may, and what comes of it. */

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { CallingSystem } from '../../src/domain/decisions/access.ts'
import type { SystemCaller } from '../../src/usecases/checks.ts'
import { handOver } from '../../src/usecases/handOver.ts'
import type { Ports } from '../../src/usecases/ports.ts'
import { type Counter, done, openCounter, refused } from './counter.ts'
import { callerOf, day, moment } from './world.ts'

const DEMO = callerOf('SE2321000198-DEMO') as SystemCaller

describe('a calling system hands a patient over', () => {
  let counter: Counter
  before(async () => {
    counter = await openCounter()
  })
  after(() => counter.close())

  /** The demo's system, told otherwise. */
  const withSystem = (told: Partial<CallingSystem>): Ports => {
    const { directory } = counter.ports
    const system: typeof directory.system = (id) => {
      const found = directory.system(id)
      return found === null ? null : { ...found, ...told }
    }
    return { ...counter.ports, directory: { ...directory, system } }
  }
  const handed = (ports: Ports, caller: SystemCaller = DEMO) => handOver(ports, { caller, person: '199001012385' })

  test('and gets a reference that leads to the patient for five minutes', async () => {
    counter.setClock('2025-06-02T12:00:00+02:00')
    const [inTime, late] = [done(await handed(counter.ports)), done(await handed(counter.ports))]
    const { handovers } = counter.ports
    assert.equal(await handovers.take(inTime, moment('2025-06-02T12:04:59+02:00')), '199001012385')
    assert.equal(await handovers.take(late, moment('2025-06-02T12:05:00+02:00')), null)
  })

  test('only if it is on record, in force, and may read cards for somebody', async () => {
    const none = new Map<never, never>()
    assert.equal(refused(await handed(counter.ports, null)), 'SystemUnknown')
    assert.equal(refused(await handed(counter.ports, callerOf('SE2321000198-NOBODY') as SystemCaller)), 'SystemUnknown')
    assert.equal(refused(await handed(withSystem({ validThrough: day('2025-06-01') }))), 'SystemUnknown')
    assert.equal(refused(await handed(withSystem({ grants: none }))), 'ActNotGranted')
    assert.equal(refused(await handed(withSystem({ principals: new Set() }))), 'PrincipalNotGranted')
    const { rows } = await counter.pool.query('select count(*)::int as count from handover')
    assert.deepEqual(rows, [{ count: 0 }])
  })
})
