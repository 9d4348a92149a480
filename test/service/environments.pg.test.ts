/** Several environments in one installation: each with its own database and clock, under an address of its own. */

import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { aheadFor } from '../../src/commands/environment.ts'
import { startEmbedded } from '../../src/ledger/embedded/embedded.ts'
import { makeFolder } from '../platform/hosts.ts'
import { reserveNumber } from '../usecases/world.ts'
import { A, BOTH_SYSTEM, deskAt, taken } from './desk.ts'
import { startService } from './process.ts'

const EFRIKORT = join(import.meta.dirname, '../../bin/efrikort')

describe('environments', () => {
  test('what is registered in one is not in the others, and each goes by its own clock', async (t) => {
    const env = { EFRIKORT_DATA: join(makeFolder(t), 'data') }
    const tool = (...words: string[]) => {
      const { status, stdout, stderr } = spawnSync(EFRIKORT, ['environment', ...words], {
        env: { ...process.env, ...env },
        encoding: 'utf8',
      })
      assert.equal(status, 0, stderr)
      return stdout
    }
    tool('create', 'test1')
    tool('create', 'test2')
    tool('create', 'test2')
    tool('clock', 'test2', '+400d')
    const service = startService(t, env)
    const address = await service.address
    const own = deskAt(address, BOTH_SYSTEM, A)
    const one = deskAt(`${address}/environments/test1`, BOTH_SYSTEM, A)
    const two = deskAt(`${address}/environments/test2`, BOTH_SYSTEM, A)
    const person = reserveNumber(1)
    await taken(one.register(person, null, '250.00'))
    assert.equal((await own.card(person)).card, null)
    assert.equal((await two.card(person)).card, null)
    assert.equal((await one.card(person)).card?.['currentAmount'], '250')
    assert.equal((await fetch(`${address}/environments/test1/health/ready`)).status, 200)
    assert.equal((await fetch(`${address}/environments/test3/health/ready`)).status, 404)
    const wsdl = await (
      await fetch(`${address}/environments/test1/efrikortService/GetCardForPerson/3/rivtabp21?wsdl`)
    ).text()
    assert.ok(wsdl.includes(`location="${address}/environments/test1/efrikortService/GetCardForPerson/3/rivtabp21"`))
    const later = new Date(Date.now() + 390 * 86_400_000).toISOString().slice(0, 10)
    assert.equal((await own.register(person, later, '250.00')).code, 'VALIDATION_ERROR')
    await taken(two.register(person, later, '250.00'))
    assert.match(tool('list'), /^test1\t\d{4}-\d\d-\d\dT.*Z\ntest2\t\d{4}-\d\d-\d\dT.*Z\n$/)
    tool('clock', 'test1', '+400d')
    for (let attempt = 0; (await one.card(person)).card !== null; attempt += 1) {
      assert.ok(attempt < 100, 'the service follows the clock: the fee has fallen out of the window')
      await sleep(200)
    }
    assert.equal(await service.signal('SIGTERM'), 0)
  })

  test('an environment that cannot be opened does not keep the tills from theirs', async (t) => {
    const folder = join(makeFolder(t), 'data')
    const env = { EFRIKORT_DATA: folder }
    const tool = (...words: string[]) =>
      spawnSync(EFRIKORT, words, { env: { ...process.env, ...env }, encoding: 'utf8' })
    assert.equal(tool('environment', 'create', 'gone').status, 0)
    const embedded = await startEmbedded({ dataFolder: folder, log: () => undefined })
    const client = new Client(embedded.connection)
    await client.connect()
    await client.query('drop database efrikort_gone')
    await client.end()
    await embedded.stop()
    const service = startService(t, env)
    const desk = deskAt(await service.address, BOTH_SYSTEM, A)
    await taken(desk.register(reserveNumber(2), null, '10.00'))
    assert.match(service.stderr(), /the environment gone is not served/)
  })

  test('a clock is set by a span, a Swedish time or a moment, and by nothing else', () => {
    const world = Date.UTC(2026, 10, 24, 12)
    assert.equal(aheadFor('now', world), 0)
    assert.equal(aheadFor('+30d', world), 2_592_000_000)
    assert.equal(aheadFor('-2h', world), -7_200_000)
    assert.equal(aheadFor('+5m', world), 300_000)
    assert.equal(aheadFor('2026-11-24T14:00:00', world), 3_600_000)
    assert.equal(aheadFor('2026-11-24T14:00:00Z', world), 7_200_000)
    for (const wrong of ['', '30d', '+30', '+d', '2026-11-24', 'later', '2026-02-30T10:00:00'])
      assert.equal(aheadFor(wrong, world), null, wrong)
  })
})
