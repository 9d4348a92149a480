/** The settings out of the environment: what is given when nothing is said, what is taken, and every fault at once. */

import assert from 'node:assert/strict'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { type TestContext, test } from 'node:test'
import { CLAIM_NAMES } from '../../src/auth/claims.ts'
import { type Environment, readConfig } from '../../src/config.ts'

const PROJECT = resolve(import.meta.dirname, '..', '..')
const DEFAULTS = {
  port: 8080,
  dataFolder: join(PROJECT, 'data'),
  database: { kind: 'embedded' },
  logLevel: 'info',
  headsFolder: join(PROJECT, 'data', 'heads'),
  environment: null,
  tls: null,
  web: {
    provider: null,
    names: CLAIM_NAMES,
    address: null,
    limits: { idleMs: 900_000, longestMs: 43_200_000 },
    demoPort: 0,
  },
}

const accept = (env: Environment, expected: object) => {
  assert.deepEqual(readConfig(env), { ok: true, value: { ...DEFAULTS, ...expected } })
}

function faultsOf(env: Environment): readonly string[] {
  const result = readConfig(env)
  assert.ok(!result.ok)
  return result.refusal.split('\n').slice(1)
}

function makeFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'efrikort test '))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

test('nothing said gives port 8080, the project’s data folder and the embedded database', () => accept({}, {}))

test('an empty text is nothing said', () => accept({ PORT: '', EFRIKORT_DATA: ' ', DATABASE_URL: '' }, {}))

test('a port from 0 to 65535 is taken', () => {
  for (const port of [0, 1, 80, 65_535]) accept({ PORT: String(port) }, { port })
})

test('a log level of the logger\u2019s is taken, any other refused', () => {
  accept({ LOG_LEVEL: 'warn' }, { logLevel: 'warn' })
  assert.deepEqual(faultsOf({ LOG_LEVEL: 'verbose' }), [
    '  LOG_LEVEL: expected one of trace, debug, info, warn, error, fatal, silent, got "verbose".',
  ])
})

test('any other port is refused with what was got', () => {
  for (const text of ['65536', '-1', '80a0', '8.5', '1e3', '0x50', '123456', 'http']) {
    assert.deepEqual(faultsOf({ PORT: text }), [
      `  PORT: expected a whole number from 1 to 65535 (0 for any free port), got "${text}".`,
    ])
  }
})

test('a data folder is made absolute from where the service was started', () => {
  accept({ EFRIKORT_DATA: '/tmp/made/../of me' }, { dataFolder: '/tmp/of me', headsFolder: '/tmp/of me/heads' })
  accept({ EFRIKORT_DATA: 'here' }, { dataFolder: resolve('here'), headsFolder: resolve('here', 'heads') })
})

test('a file in the place of the data folder, or above it, is refused', (t) => {
  const file = join(makeFolder(t), 'file')
  writeFileSync(file, '')
  for (const folder of [file, join(file, 'below')]) {
    assert.deepEqual(faultsOf({ EFRIKORT_DATA: folder }), [
      `  EFRIKORT_DATA: expected a folder, but ${file} is a file.`,
    ])
  }
})

test('a data folder that may not be written to is refused', (t) => {
  if (process.getuid?.() === 0) return t.skip('root may write everywhere')
  const folder = makeFolder(t)
  chmodSync(folder, 0o500)
  assert.deepEqual(faultsOf({ EFRIKORT_DATA: join(folder, 'data') }), [
    `  EFRIKORT_DATA: expected a folder that this user may write to, but may not write to ${folder}.`,
  ])
})

test('the folder of the signed heads may lie elsewhere, and must be one that can be written to', (t) => {
  accept({ EFRIKORT_HEADS: '/tmp/heads elsewhere' }, { headsFolder: '/tmp/heads elsewhere' })
  const file = join(makeFolder(t), 'file')
  writeFileSync(file, '')
  assert.deepEqual(faultsOf({ EFRIKORT_HEADS: join(file, 'below') }), [
    `  EFRIKORT_HEADS: expected a folder, but ${file} is a file.`,
  ])
})

test('a tool works in the environment named, if it can be the name of one', () => {
  accept({ EFRIKORT_ENVIRONMENT: 'test1' }, { environment: 'test1' })
  for (const name of ['Test', '1test', 'a-b', 'x'.repeat(21), '../x'])
    assert.deepEqual(faultsOf({ EFRIKORT_ENVIRONMENT: name }), [
      '  EFRIKORT_ENVIRONMENT: expected the name of an environment (small letters and digits), got something else.',
    ])
})

test('a PostgreSQL of one’s own is taken by its address', () => {
  for (const url of [
    'postgres://ann:secret@localhost:5432/efrikort',
    'postgresql://db.example/efrikort?sslmode=verify-full',
    'postgres:///efrikort?host=/var/run/postgresql',
    'postgres://ann:s%2Fcr%25t@[::1]/efrikort',
  ]) {
    accept({ DATABASE_URL: url }, { database: { kind: 'url', url } })
  }
})

test('an address that is none of PostgreSQL is refused, and never repeated', () => {
  for (const url of [
    'mysql://ann:hush@localhost/efrikort',
    'ann:hush@localhost/efrikort',
    'postgres://ann:hush@localhost',
    'postgres://ann:hush@localhost:99999/efrikort',
    'postgres://ann:%hush@localhost/efrikort',
    'postgres://ann:hush/hush@localhost/efrikort',
    'hush',
  ]) {
    const [fault = '', ...more] = faultsOf({ DATABASE_URL: url })
    assert.match(fault, /^ {2}DATABASE_URL: expected postgres:\/\/user:password@host:5432\/database, got /)
    assert.doesNotMatch(fault, /hush/)
    assert.deepEqual(more, [])
  }
})

test('every fault is named in one message', (t) => {
  const file = join(makeFolder(t), 'file')
  writeFileSync(file, '')
  const faults = faultsOf({ PORT: 'many', EFRIKORT_DATA: file, DATABASE_URL: 'mysql://localhost/x' })
  assert.deepEqual(
    faults.map((fault) => fault.trim().split(':')[0]),
    ['PORT', 'EFRIKORT_DATA', 'DATABASE_URL'],
  )
})
