/** The embedded database from first start to last stop: what it is made as, where it may lie, what it survives. */

import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { isAtWorkOn } from '../../src/ledger/embedded/processes.ts'
import { ask, makeFolder, startHost } from './hosts.ts'

test('a first start makes the database, and the next finds what was written', async (t) => {
  const folder = join(makeFolder(t), 'data')
  const first = startHost(t, folder)
  const { connection } = await first.hear('ready')
  await ask(connection, 'CREATE TABLE kept AS SELECT 42 AS number')
  assert.equal(await first.end('SIGTERM'), 0)
  assert.equal(existsSync(connection.host), false)
  const second = startHost(t, folder)
  assert.equal(await ask((await second.hear('ready')).connection, 'SELECT number FROM kept'), 42)
  assert.equal(await second.end('SIGINT'), 0)
})

test('the database is made for money and for this user alone', async (t) => {
  const folder = makeFolder(t)
  const { connection } = await startHost(t, folder).hear('ready')
  const settings = ['fsync', 'full_page_writes', 'synchronous_commit', 'data_checksums', 'server_encoding']
  const privacy = ['listen_addresses', 'log_min_messages', 'log_statement', 'unix_socket_permissions']
  const values = await Promise.all([...settings, ...privacy].map((name) => ask(connection, `SHOW ${name}`)))
  assert.deepEqual(values, ['on', 'on', 'on', 'on', 'UTF8', '', 'log', 'none', '0700'])
  assert.equal(await ask(connection, `SELECT upper('åäö') || ('ö' > 'z' COLLATE "default")`), 'ÅÄÖtrue')
  assert.deepEqual(
    [connection.host, join(folder, 'postgres')].map((path) => statSync(path).mode & 0o777),
    [0o700, 0o700],
  )
})

test('an error in the database leaves no word of it in the log on disk', async (t) => {
  const folder = makeFolder(t)
  const host = startHost(t, folder)
  const { connection } = await host.hear('ready')
  await assert.rejects(ask(connection, `SELECT 'secret-in-a-value'::int`), /secret-in-a-value/)
  await host.end('SIGTERM')
  assert.doesNotMatch(readFileSync(join(folder, 'postgres.log'), 'utf8'), /secret/)
})

test('the data folder may lie deep, and have spaces and Swedish letters in its name', async (t) => {
  const folder = join(makeFolder(t), 'en mapp med åäö', 'x'.repeat(100), 'y'.repeat(60), 'data')
  const host = startHost(t, folder)
  const { connection } = await host.hear('ready')
  assert.ok(folder.length > 150)
  assert.equal(await ask(connection, 'SELECT 1'), 1)
  assert.equal(await host.end('SIGTERM'), 0)
})

test('after a kill -9 of the service the next one takes over, and nothing that was committed is lost', async (t) => {
  const folder = makeFolder(t)
  const killed = startHost(t, folder)
  const before = await killed.hear('ready')
  await ask(before.connection, 'CREATE TABLE kept AS SELECT 7 AS number')
  assert.equal(await killed.end('SIGKILL'), 'SIGKILL')
  process.kill(before.serverPid, 0)
  const next = startHost(t, folder)
  const after = await next.hear('ready')
  assert.notEqual(after.serverPid, before.serverPid)
  assert.equal(await ask(after.connection, 'SELECT number FROM kept'), 7)
})

test('a kill -9 of service and database together is recovered from', async (t) => {
  const folder = makeFolder(t)
  const killed = startHost(t, folder)
  const { connection, serverPid } = await killed.hear('ready')
  await ask(connection, 'CREATE TABLE kept AS SELECT 8 AS number')
  process.kill(serverPid, 'SIGKILL')
  await killed.end('SIGKILL')
  const next = await startHost(t, folder).hear('ready')
  assert.equal(await ask(next.connection, 'SELECT number FROM kept'), 8)
})

test('a pid file whose number now belongs to another program does not bar the way', async (t) => {
  const folder = makeFolder(t)
  const first = startHost(t, folder)
  await first.hear('ready')
  await first.end('SIGTERM')
  writeFileSync(
    join(folder, 'postgres', 'postmaster.pid'),
    `${process.pid}\n${join(folder, 'postgres')}\n0\n5432\n\n\n`,
  )
  const { connection } = await startHost(t, folder).hear('ready')
  assert.equal(await ask(connection, 'SELECT 1'), 1)
})

test('a first start cut short leaves nothing that hinders the next', async (t) => {
  const folder = makeFolder(t)
  const cut = startHost(t, folder)
  await cut.hear('log')
  while (unfinishedIn(folder) === null) await new Promise(setImmediate)
  await cut.end('SIGKILL')
  assert.equal(existsSync(join(folder, 'postgres')), false)
  const { connection } = await startHost(t, folder).hear('ready')
  assert.equal(await ask(connection, 'SELECT 1'), 1)
  assert.deepEqual(readdirSync(folder).sort(), ['postgres', 'postgres.log'])
})

test('an initdb that outlives its killed start is ended by the next, and cannot make its folder again', async (t) => {
  const folder = makeFolder(t)
  const cut = startHost(t, folder)
  await cut.hear('log')
  let pid = 0
  while (!(pid > 0)) {
    await new Promise(setImmediate)
    const unfinished = unfinishedIn(folder)
    if (unfinished === null || !existsSync(`${unfinished}.pid`)) continue
    pid = Number(readFileSync(`${unfinished}.pid`, 'utf8'))
  }
  process.kill(-pid, 'SIGSTOP')
  await cut.end('SIGKILL')
  assert.equal(isAtWorkOn(pid, folder), true)
  await startHost(t, folder).hear('ready')
  assert.equal(isAtWorkOn(pid, folder), false)
  assert.deepEqual(readdirSync(folder).sort(), ['postgres', 'postgres.log'])
})

function unfinishedIn(folder: string): string | null {
  const name = readdirSync(folder).find((name) => /^postgres\.new-[^.]*$/.test(name))
  return name === undefined ? null : join(folder, name)
}
