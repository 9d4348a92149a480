/** What the embedded database refuses, and what it tells its service when something goes wrong. */

import assert from 'node:assert/strict'
import { mkdirSync, readFileSync, rmdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { findBinaries } from '../../src/ledger/embedded/binaries.ts'
import { findServer } from '../../src/ledger/embedded/processes.ts'
import { ensureSocketFolder } from '../../src/ledger/embedded/socketFolder.ts'
import { ask, finallyDo, makeFolder, startHost } from './hosts.ts'

test('a second service on a folder in use refuses by name, and the first goes on', async (t) => {
  const folder = makeFolder(t)
  const first = startHost(t, folder)
  const { connection } = await first.hear('ready')
  const second = startHost(t, folder)
  const { reason } = await second.hear('refused')
  assert.match(reason, new RegExp(`process ${first.pid}\\) already runs on .*EFRIKORT_DATA`))
  assert.equal(await second.ended, 1)
  assert.equal(await ask(connection, 'SELECT 1'), 1)
})

test('of two services started at the same moment on an empty folder one runs and one refuses', async (t) => {
  const folder = makeFolder(t)
  const hosts = [startHost(t, folder), startHost(t, folder)]
  const outcomes = await Promise.all(
    hosts.map((host) => Promise.any([host.hear('ready'), host.hear('refused')]).then(({ kind }) => kind)),
  )
  assert.deepEqual(outcomes.sort(), ['ready', 'refused'])
})

test('the service is told when the database ends by itself', async (t) => {
  const host = startHost(t, makeFolder(t))
  const { serverPid } = await host.hear('ready')
  process.kill(serverPid, 'SIGKILL')
  assert.match((await host.hear('exited')).reason, /ended by itself \(signal SIGKILL\)/)
  assert.equal(await host.ended, 3)
})

test('a service that exits without stopping its database takes it along', async (t) => {
  const folder = makeFolder(t)
  const host = startHost(t, folder)
  const { connection, serverPid } = await host.hear('ready')
  finallyDo(t, async () => rmSync(connection.host, { recursive: true, force: true }))
  assert.equal(await host.end('SIGHUP'), 5)
  while (findServer(serverPid, join(folder, 'postgres')) !== null) await sleep(10)
})

test('the database stands in a session of its own, where Ctrl-C in the terminal does not reach it', async (t) => {
  if (process.platform !== 'linux') return t.skip('/proc is needed to see sessions')
  const { serverPid } = await startHost(t, makeFolder(t)).hear('ready')
  const afterName = readFileSync(`/proc/${serverPid}/stat`, 'utf8').split(') ').at(-1) ?? ''
  const [, , group, session] = afterName.split(' ').map(Number)
  assert.deepEqual([group, session], [serverPid, serverPid])
})

test('a database of another PostgreSQL is left alone', async (t) => {
  const folder = makeFolder(t)
  mkdirSync(join(folder, 'postgres'), { mode: 0o700 })
  writeFileSync(join(folder, 'postgres', 'PG_VERSION'), '9.6\n')
  const { reason } = await startHost(t, folder).hear('refused')
  assert.match(reason, new RegExp(`made by PostgreSQL 9\\.6, this release brings PostgreSQL ${findBinaries().major}`))
})

test('a folder of something else is left alone', async (t) => {
  const folder = makeFolder(t)
  mkdirSync(join(folder, 'postgres'))
  writeFileSync(join(folder, 'postgres', 'letter.txt'), 'mine')
  assert.match((await startHost(t, folder).hear('refused')).reason, /holds no PostgreSQL database/)
  assert.equal(readFileSync(join(folder, 'postgres', 'letter.txt'), 'utf8'), 'mine')
})

test('a file where the data folder should be is named', async (t) => {
  const file = join(makeFolder(t), 'data')
  writeFileSync(file, '')
  const { reason } = await startHost(t, file).hear('refused')
  assert.match(reason, /data cannot be used .*EFRIKORT_DATA/)
  assert.equal(readFileSync(file, 'utf8'), '')
})

test('a server that cannot start says why', async (t) => {
  const folder = makeFolder(t)
  const first = startHost(t, folder)
  await first.hear('ready')
  await first.end('SIGTERM')
  writeFileSync(join(folder, 'postgres', 'postgresql.conf'), 'shared_buffers = lots\n')
  assert.match((await startHost(t, folder).hear('refused')).reason, /did not start \(code 1\): .*shared_buffers/s)
})

test("a socket's folder is not taken from whoever put something there first", (t) => {
  const self = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 }
  const dataFolder = makeFolder(t)
  const folder = ensureSocketFolder(dataFolder, self)
  t.after(() => rmSync(folder, { force: true }))
  rmdirSync(folder)
  symlinkSync(makeFolder(t), folder)
  assert.throws(() => ensureSocketFolder(dataFolder, self), /belongs to somebody else/)
})
