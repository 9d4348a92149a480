/** The service on a PostgreSQL of the operator's own (DATABASE_URL): it lives when the database dies, says so, and finds it again. */

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withoutOutside } from '../ledger/outsideCluster.ts'
import { reserveNumber } from '../usecases/world.ts'
import { A, BOTH_SYSTEM, deskAt, PRINCIPAL, taken } from './desk.ts'
import { registeredOf, registerWithoutPause } from './load.ts'
import { makeOutside } from './outside.ts'
import { startService } from './process.ts'
import { CALLER_HEADER, post } from './wire.ts'

const PERSON = reserveNumber(7)
const question = { carePrincipalId: PRINCIPAL, personId: PERSON, cardTypeId: 'CARE_VISIT' }
const ask = (address: string) => post(address, 'GetCardForPerson', { told: question }, { [CALLER_HEADER]: BOTH_SYSTEM })
const health = async (address: string, which: 'live' | 'ready') => (await fetch(`${address}/health/${which}`)).status

test('the database dies and comes back: faults without a word of the patient meanwhile, and nothing answered is lost', {
  skip: withoutOutside,
}, async (t) => {
  const database = await makeOutside(t)
  await database.start()
  const service = startService(t, { DATABASE_URL: database.url })
  const address = await service.address
  assert.equal(await health(address, 'ready'), 200)
  const load = registerWithoutPause(address, [PERSON], { workers: 6 })
  await load.until(40)
  await database.kill()
  const { status, isFault, tree, xml } = await ask(address)
  assert.deepEqual([status, isFault, tree['faultcode']], [500, true, ['soap:Server']])
  assert.match(String(tree['faultstring']), /Fel-id: [0-9a-f-]{36}$/)
  assert.ok(!xml.includes(PERSON))
  assert.deepEqual([await health(address, 'live'), await health(address, 'ready')], [200, 503])
  await database.start()
  assert.equal(await health(address, 'ready'), 200)
  await load.until(load.answered.size + 20)
  await load.stop()
  const stored = await registeredOf(address, [PERSON])
  for (const [amount, fee] of load.answered) assert.equal(stored.get(amount), fee)
  assert.equal(await service.signal('SIGTERM'), 0)
  const said = service.stderr() + service.stdout()
  assert.ok(!said.includes(PERSON) && !said.includes('s3cret'))
})

test('a second service on the same database keeps the same accounts', { skip: withoutOutside }, async (t) => {
  const database = await makeOutside(t)
  await database.start()
  const services = [startService(t, { DATABASE_URL: database.url }), startService(t, { DATABASE_URL: database.url })]
  const addresses = await Promise.all(services.map((service) => service.address))
  const loads = addresses.map((address, place) =>
    registerWithoutPause(address, [PERSON], { workers: 4, from: 1 + place * 10_000 }),
  )
  for (const load of loads) await load.until(50)
  for (const load of loads) await load.stop()
  const answered = new Map(loads.flatMap((load) => [...load.answered]))
  const [first, second] = await Promise.all(addresses.map((address) => registeredOf(address, [PERSON])))
  assert.deepEqual(first, answered)
  assert.deepEqual(second, answered)
  const fee = await taken(deskAt(addresses[0] ?? '', null, A).register(PERSON, null, '900.00'))
  assert.match((await deskAt(addresses[1] ?? '', null, A).annul(fee)).code, /^(OK|INFO)$/)
})

test('without a database at its address the service says so and ends, and keeps the password to itself', async (t) => {
  const service = startService(t, { DATABASE_URL: 'postgres://owner:s3cret@127.0.0.1:1/frikort' })
  assert.equal(await service.ended, 1)
  assert.match(service.stderr(), /ECONNREFUSED/)
  assert.doesNotMatch(service.stderr() + service.stdout(), /s3cret/)
})
