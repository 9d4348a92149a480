/** The calling systems on record: added to and never changed, read back as they were told, followed by a process that knows them. */

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Pool } from 'pg'
import { ACTS, type Act, type CallingSystem } from '../../src/domain/decisions/access.ts'
import type { HsaId } from '../../src/domain/kernel/hsaId.ts'
import { applicationPool } from '../../src/ledger/connect.ts'
import { migrate } from '../../src/ledger/migrate.ts'
import { decodeSystem, encodeSystem } from '../../src/ledger/systemCodec.ts'
import { addRecord, newestRecords, recordedSystems, recordsOf } from '../../src/ledger/systemRecords.ts'
import { day, moment } from '../usecases/world.ts'
import { DATABASES, type Database } from './databases.ts'

const ID = 'SE2321000198-JOURNAL' as HsaId
const SYSTEM: CallingSystem = {
  id: ID,
  name: 'Journalen',
  vendor: 'Leverantören AB',
  grants: new Map<Act, ReadonlySet<number>>([
    ['registerFee', new Set([3, 2])],
    ['readCard', new Set([1])],
  ]),
  principals: new Set(['SE2321000198-1000' as HsaId]),
  providers: new Set(['SE5599990000-B' as HsaId, 'SE2321000198-A' as HsaId]),
  retrySeconds: 30,
  pins: new Set(['A1'.repeat(32)]),
  validFrom: day('2026-03-01'),
  validThrough: null,
  isPlatform: false,
}
const AT = moment('2026-11-24T12:00:00.123Z')

describe('what is kept of a calling system', () => {
  test('is read back as it was told', () => {
    const ended = { ...SYSTEM, validThrough: day('2026-08-31'), isPlatform: true }
    for (const system of [SYSTEM, ended]) assert.deepEqual(decodeSystem(ID, encodeSystem(system)), system)
  })

  test('is this text, which every later release must read', () => {
    const text =
      '{"v":1,"name":"Journalen","vendor":"Leverantören AB","grants":{"readCard":[1],"registerFee":[2,3]},"principals":["SE2321000198-1000"],"providers":["SE2321000198-A","SE5599990000-B"],"retrySeconds":30,"pins":["A1A1A1A1A1A1A1A1A1A1A1A1A1A1A1A1A1A1A1A1A1A1A1A1A1A1A1A1A1A1A1A1"],"validFrom":"2026-03-01","validThrough":null,"isPlatform":false}'
    assert.equal(encodeSystem(SYSTEM), text)
    assert.deepEqual(decodeSystem(ID, text), SYSTEM)
  })

  test('an act that a later release has granted grants nothing here', () => {
    const later = encodeSystem(SYSTEM).replace('"readCard"', '"readTheMind"')
    assert.deepEqual([...decodeSystem(ID, later).grants.keys()], ['registerFee'])
  })

  test('holds every act there is', () => {
    const grants = new Map(ACTS.map((act) => [act, new Set([3])]))
    assert.deepEqual(decodeSystem(ID, encodeSystem({ ...SYSTEM, grants })).grants, grants)
  })
})

describe('calling systems on record', () => {
  let database: Database
  let pool: Pool
  before(async () => {
    const [embedded] = DATABASES
    assert.ok(embedded)
    database = await embedded.open()
    await migrate(database.place, () => undefined)
    pool = applicationPool(database.place, () => undefined)
  })
  after(async () => {
    await pool.end()
    await database.stop()
  })

  test('the newest record holds, the others are kept, and a process sees a new one when it looks', async () => {
    const known = await recordedSystems(pool)
    assert.equal(known.system(ID), null)
    const first = { system: SYSTEM, version: 1, recordedAt: AT, by: 'anna' }
    const second = { ...first, system: { ...SYSTEM, name: 'Nya journalen' }, version: 2, by: 'bo' }
    assert.equal(await addRecord(pool, first), 'appended')
    assert.equal(await addRecord(pool, second), 'appended')
    assert.equal(await addRecord(pool, { ...first, version: 2 }), 'conflict', 'a version is taken once')
    assert.deepEqual(await recordsOf(pool, ID), [first, second])
    assert.deepEqual(await newestRecords(pool), [second])
    assert.equal(known.system(ID), null, 'it has not looked')
    await known.renew()
    assert.deepEqual(known.system(ID), second.system)
  })

  test('no record is changed or removed in the role of the application', async () => {
    for (const statement of [
      `update calling_system set content = '{}'`,
      'delete from calling_system',
      'truncate calling_system',
    ])
      await assert.rejects(pool.query(statement), /permission denied/, statement)
  })
})
