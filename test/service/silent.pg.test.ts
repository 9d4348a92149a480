/** Somebody falls silent and stays: the database (a stopped server, a cut cable) or a client in the middle of its message. What is owed to callers and to the operator all the same. */

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect } from 'node:net'
import { join } from 'node:path'
import { describe, type TestContext, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { withoutOutside } from '../ledger/outsideCluster.ts'
import { makeFolder } from '../platform/hosts.ts'
import { reserveNumber } from '../usecases/world.ts'
import { A, BOTH_SYSTEM, deskAt, PRINCIPAL, taken } from './desk.ts'
import { registeredOf } from './load.ts'
import { makeOutside } from './outside.ts'
import { startService } from './process.ts'
import { CALLER_HEADER, pathTo, post } from './wire.ts'

const question = { carePrincipalId: PRINCIPAL, personId: reserveNumber(7), cardTypeId: 'CARE_VISIT' }
const ask = (address: string) => post(address, 'GetCardForPerson', { told: question }, { [CALLER_HEADER]: BOTH_SYSTEM })
const health = async (address: string, which: 'live' | 'ready') => (await fetch(`${address}/health/${which}`)).status

/** serve.ts drains for at most 20 seconds. */
const STOPPED_WITHIN_MS = 26_000

describe('one who falls silent', { concurrency: true }, () => {
  /** The service on a silent database, with a registration on each of its connections. */
  const silenced = async (t: TestContext) => {
    const database = await makeOutside(t)
    await database.start()
    const service = startService(t, { DATABASE_URL: database.url })
    const address = await service.address
    await Promise.all(Array.from({ length: 8 }, () => ask(address)))
    database.silence()
    const desk = deskAt(address, BOTH_SYSTEM, A)
    const calls = Array.from({ length: 8 }, (_, place) =>
      desk.register(reserveNumber(10 + place), null, '10.00').then(
        () => 'registered',
        () => 'fault',
      ),
    )
    await sleep(500)
    return { database, service, address, desk, calls: Promise.all(calls) }
  }

  test('the database: the service is not ready and holds no caller for ever; when it wakes, all goes on', {
    skip: withoutOutside,
  }, async (t) => {
    const { database, address, desk, calls } = await silenced(t)
    assert.deepEqual([await health(address, 'live'), await health(address, 'ready')], [200, 503])
    assert.deepEqual(await Promise.race([calls, sleep(14_000, 'unanswered')]), Array(8).fill('fault'))
    database.wake()
    for (let attempt = 0; (await health(address, 'ready')) !== 200; attempt += 1) {
      assert.ok(attempt < 50, 'ready again')
      await sleep(100)
    }
    for (let place = 0; place < 8; place += 1) {
      const person = reserveNumber(10 + place)
      await taken(desk.register(person, null, '11.00'))
      const amounts = [...(await registeredOf(address, [person])).keys()]
      assert.ok(
        ['11', '10,11', '11,10'].includes(amounts.join()),
        `a fee answered by a fault stands at most once: ${amounts}`,
      )
    }
  })

  test('the database: the service stops at SIGTERM', { skip: withoutOutside }, async (t) => {
    const { service } = await silenced(t)
    assert.equal(await Promise.race([service.signal('SIGTERM'), sleep(STOPPED_WITHIN_MS, 'still running')]), 0)
  })

  test('a client in the middle of its message: the service stops at SIGTERM', async (t) => {
    const service = startService(t, { EFRIKORT_DATA: join(makeFolder(t), 'data') })
    const { port } = new URL(await service.address)
    const client = connect(Number(port), '127.0.0.1')
    t.after(() => client.destroy())
    client.on('error', () => undefined)
    await once(client, 'connect')
    const headers = ['Host: x', 'Content-Type: text/xml', 'Content-Length: 1000', '', '<e:Envelope']
    client.write([`POST ${pathTo('GetCardForPerson')} HTTP/1.1`, ...headers].join('\r\n'))
    await sleep(200)
    assert.equal(await Promise.race([service.signal('SIGTERM'), sleep(STOPPED_WITHIN_MS, 'still running')]), 0)
  })
})
