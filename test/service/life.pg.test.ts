/** The life of the process, as an operator and the journal systems meet it: start, answer, stop under load, sudden death, and what is wrong with its surroundings. */

import assert from 'node:assert/strict'
import { existsSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { makeFolder } from '../platform/hosts.ts'
import { reserveNumber } from '../usecases/world.ts'
import { A, deskAt, taken } from './desk.ts'
import { registeredOf, registerWithoutPause } from './load.ts'
import { databasePid, killDatabaseOf, startService } from './process.ts'

const PERSONS = [1, 2, 3, 4, 5].map(reserveNumber)
const health = async (address: string, which: 'live' | 'ready') => (await fetch(`${address}/health/${which}`)).status
const inFolder = (t: TestContext) => ({ EFRIKORT_DATA: join(makeFolder(t), 'data') })

test('it starts, answers, and at SIGTERM under load every answered fee is stored, none twice, and none unanswered', async (t) => {
  const settings = inFolder(t)
  const service = startService(t, settings)
  const address = await service.address
  assert.deepEqual([await health(address, 'live'), await health(address, 'ready')], [200, 200])
  const load = registerWithoutPause(address, PERSONS)
  await load.until(150)
  assert.equal(await service.signal('SIGTERM'), 0)
  await load.stop()
  assert.match(service.stderr(), /"msg":"stopping: SIGTERM"/)
  assert.equal(databasePid(settings.EFRIKORT_DATA), 0)

  const again = startService(t, settings)
  const stored = await registeredOf(await again.address, PERSONS)
  assert.deepEqual(stored, load.answered)
  assert.equal(await again.signal('SIGINT'), 0)
})

test('after kill -9 under load, twice, every answered fee is there exactly once, and the accounts go on', async (t) => {
  const settings = inFolder(t)
  const answered = new Map<string, string>()
  let sent = 0
  for (const round of [1, 2]) {
    const service = startService(t, settings)
    const load = registerWithoutPause(await service.address, PERSONS, { from: round * 100_000 })
    await load.until(100)
    assert.equal(await service.signal('SIGKILL'), 'SIGKILL')
    await load.stop()
    for (const [amount, fee] of load.answered) answered.set(amount, fee)
    sent += load.answered.size + load.unanswered.size
  }
  const last = startService(t, settings)
  const address = await last.address
  const stored = await registeredOf(address, PERSONS)
  for (const [amount, fee] of answered) assert.equal(stored.get(amount), fee, `the answered fee of ${amount} kr`)
  assert.ok(stored.size <= sent)
  const desk = deskAt(address, null, A)
  const fee = await taken(desk.register(PERSONS[0] ?? '', null, '1.00'))
  assert.match((await desk.annul(fee)).code, /^(OK|INFO)$/)
})

test('killed together, service and database lose no answered fee', async (t) => {
  const settings = inFolder(t)
  const service = startService(t, settings)
  const load = registerWithoutPause(await service.address, PERSONS)
  await load.until(60)
  killDatabaseOf(settings.EFRIKORT_DATA)
  await service.signal('SIGKILL')
  await load.stop()
  const stored = await registeredOf(await startService(t, settings).address, PERSONS)
  for (const [amount, fee] of load.answered) assert.equal(stored.get(amount), fee)
})

test('when its database is killed the service says so and ends with a failure, answering no fee that is not stored', async (t) => {
  const settings = inFolder(t)
  const service = startService(t, settings)
  const load = registerWithoutPause(await service.address, PERSONS)
  await load.until(60)
  killDatabaseOf(settings.EFRIKORT_DATA)
  assert.equal(await service.ended, 1)
  await load.stop()
  assert.match(service.stderr(), /stopping: the database server ended by itself \(signal SIGKILL\)/)
  const stored = await registeredOf(await startService(t, settings).address, PERSONS)
  for (const [amount, fee] of load.answered) assert.equal(stored.get(amount), fee)
})

test('a port taken by another program is named, nothing is left running, and the data are as they were', async (t) => {
  const other = createServer().listen(0, '127.0.0.1')
  t.after(() => other.close())
  await sleep(0)
  const { port } = other.address() as { port: number }
  const settings = inFolder(t)
  const service = startService(t, { ...settings, PORT: String(port) })
  assert.equal(await service.ended, 1)
  assert.match(service.stderr(), new RegExp(`port ${port} is taken`))
  assert.doesNotMatch(service.stdout(), /answers at/)
  assert.equal(databasePid(settings.EFRIKORT_DATA), 0)

  const first = startService(t, settings)
  const address = await first.address
  const second = startService(t, settings)
  assert.equal(await second.ended, 1)
  assert.match(second.stderr(), /in use|another service|already/i)
  assert.equal(await health(address, 'ready'), 200)
})

test('wrong settings are all named in one message, and nothing is opened', async (t) => {
  const folder = makeFolder(t)
  writeFileSync(join(folder, 'file'), '')
  const settings = { PORT: 'http', EFRIKORT_DATA: join(folder, 'file', 'data'), DATABASE_URL: 'mysql://u:s3cret@h/d' }
  const service = startService(t, settings)
  assert.equal(await service.ended, 2)
  assert.match(service.stderr(), /PORT: .*EFRIKORT_DATA: .*DATABASE_URL: /s)
  assert.doesNotMatch(service.stderr() + service.stdout(), /s3cret/)
  const another = startService(t, { PORT: '70000', EFRIKORT_DATA: join(folder, 'new') })
  assert.equal(await another.ended, 2)
  assert.ok(!existsSync(join(folder, 'new')))
})

test('a SIGTERM while it starts stops it cleanly, and the next start finds its feet', async (t) => {
  const settings = inFolder(t)
  const service = startService(t, settings)
  while (!service.stderr().includes('creating the database')) await sleep(5)
  assert.equal(await service.signal('SIGTERM'), 0)
  assert.equal(databasePid(settings.EFRIKORT_DATA), 0)
  assert.equal(await health(await startService(t, settings).address, 'ready'), 200)
})

test('a log level that is none is named before anything is opened', async (t) => {
  const settings = inFolder(t)
  const service = startService(t, { ...settings, LOG_LEVEL: 'verbose' })
  assert.deepEqual([await service.ended, existsSync(settings.EFRIKORT_DATA)], [2, false])
  assert.match(service.stderr(), /LOG_LEVEL: /)
})

test('it goes on answering when nobody reads its log any more', async (t) => {
  const service = startService(t, inFolder(t))
  const address = await service.address
  service.stopListening()
  for (const _ of [1, 2, 3]) assert.equal(await health(address, 'ready'), 200)
  assert.equal(await service.signal('SIGTERM'), 0)
})
