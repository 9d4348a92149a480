/** As whom the embedded database runs: an ordinary user, root with each of its ways, root on a user's database. */

import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { ask, type HostUser, makeFolder, startHost } from './hosts.ts'

const ORDINARY: HostUser = { uid: 65_534, gid: 65_534 }
const isRoot = process.getuid?.() === 0

/** Says why a host cannot run as an ordinary user here; null when it can. */
function whyNotOrdinary(): string | null {
  if (!isRoot) return 'only root can become another user'
  const project = join(import.meta.dirname, '..', '..', 'package.json')
  const tried = spawnSync(process.execPath, ['-e', `require(${JSON.stringify(project)})`], { ...ORDINARY, cwd: '/' })
  return tried.status === 0 ? null : 'the project lies where an ordinary user cannot read'
}

test('an ordinary user runs the database without help from root', async (t) => {
  const obstacle = whyNotOrdinary()
  if (obstacle !== null) return t.skip(obstacle)
  const folder = makeFolder(t, ORDINARY)
  const host = startHost(t, folder, { as: ORDINARY })
  const { connection, serverPid } = await host.hear('ready')
  assert.equal(await ask(connection, 'SELECT 1'), 1)
  assert.equal(statSync(`/proc/${serverPid}`).uid, ORDINARY.uid)
  assert.equal(await host.end('SIGTERM'), 0)
})

test('a data folder that the user may not write to is refused', async (t) => {
  const obstacle = whyNotOrdinary()
  if (obstacle !== null) return t.skip(obstacle)
  const { reason } = await startHost(t, join(makeFolder(t), 'data'), { as: ORDINARY }).hear('refused')
  assert.match(reason, /cannot be used \(EACCES.*EFRIKORT_DATA/)
})

test("another user's database is refused", async (t) => {
  const obstacle = whyNotOrdinary()
  if (obstacle !== null) return t.skip(obstacle)
  const folder = makeFolder(t)
  mkdirSync(join(folder, 'postgres'))
  chmodSync(folder, 0o777)
  const { reason } = await startHost(t, folder, { as: ORDINARY }).hear('refused')
  assert.match(reason, /belongs to another user \(number 0\)/)
})

test("root runs a user's database as that user, who can go on with it afterwards", async (t) => {
  const obstacle = whyNotOrdinary()
  if (obstacle !== null) return t.skip(obstacle)
  const folder = makeFolder(t, ORDINARY)
  for (const options of [{ as: ORDINARY }, {}, { as: ORDINARY }]) {
    const host = startHost(t, folder, options)
    const { connection, serverPid } = await host.hear('ready')
    assert.equal(await ask(connection, 'SELECT 1'), 1)
    assert.equal(statSync(`/proc/${serverPid}`).uid, ORDINARY.uid)
    assert.equal(await host.end('SIGTERM'), 0)
  }
})

/** Gives an environment in which the programs named end at once, as they do where the system forbids what they do. */
function without(t: TestContext, ...programs: readonly string[]): { readonly PATH: string } {
  const folder = makeFolder(t)
  chmodSync(folder, 0o755)
  for (const program of programs) writeFileSync(join(folder, program), '#!/bin/sh\nexit 1\n', { mode: 0o755 })
  const { PATH = '' } = process.env
  return { PATH: `${folder}${delimiter}${PATH}` }
}

for (const programs of [['unshare'], ['unshare', 'setpriv']]) {
  test(`root runs the database where ${programs.join(' and ')} may not be used`, async (t) => {
    if (!isRoot) return t.skip('only root needs another way')
    if (programs.includes('setpriv') && whyNotOrdinary() !== null) return t.skip(whyNotOrdinary() ?? '')
    const parent = makeFolder(t)
    if (programs.includes('setpriv')) chmodSync(parent, 0o755)
    const folder = join(parent, 'data')
    for (const env of [without(t, ...programs), without(t, ...programs)]) {
      const host = startHost(t, folder, { env })
      const { connection, serverPid } = await host.hear('ready')
      assert.equal(await ask(connection, 'SELECT 1'), 1)
      assert.match(readFileSync(`/proc/${serverPid}/status`, 'utf8'), /^Uid:\s65534\s/m)
      assert.equal(await host.end('SIGTERM'), 0)
    }
  })
}

test("a root's database made in a namespace moves to where there are none", async (t) => {
  if (!isRoot) return t.skip('only root uses a namespace')
  const folder = makeFolder(t)
  for (const env of [{}, without(t, 'unshare'), {}]) {
    const host = startHost(t, folder, { env })
    assert.equal(await ask((await host.hear('ready')).connection, 'SELECT 1'), 1)
    assert.equal(await host.end('SIGTERM'), 0)
  }
})

test('root is told what to do when the database cannot reach the data folder', async (t) => {
  if (!isRoot) return t.skip('only root needs another way')
  const closed = makeFolder(t)
  const { reason } = await startHost(t, join(closed, 'data'), { env: without(t, 'unshare', 'setpriv') }).hear('refused')
  assert.match(reason, /cannot run here: .*can't cd.*Run as an ordinary user, or set DATABASE_URL/)
})
