/** The settings of logging in: what is taken, and each fault by its name, without a secret in it. */

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CLAIM_NAMES } from '../../src/auth/claims.ts'
import { isThisMachine, readWebSettings, type WebGiven } from '../../src/auth/webSettings.ts'

const PROVIDER = { OIDC_ISSUER: 'https://idp.invalid/oidc', OIDC_CLIENT_ID: 'e-frikort', OIDC_CLIENT_SECRET: 'hemligt' }

const taken = (given: WebGiven) => {
  const read = readWebSettings(given)
  return read.ok ? read.value : assert.fail(read.refusal.join('\n'))
}
const faults = (given: WebGiven) => {
  const read = readWebSettings(given)
  return read.ok ? [] : read.refusal
}

test('nothing told is the demo: no provider, its own address, fifteen minutes and twelve hours', () => {
  const limits = { idleMs: 900_000, longestMs: 43_200_000 }
  assert.deepEqual(taken({}), { provider: null, names: CLAIM_NAMES, address: null, limits, demoPort: 0 })
})

test('a provider is told whole, and reached by https unless it is on this machine', () => {
  const provider = { issuer: 'https://idp.invalid/oidc', clientId: 'e-frikort', clientSecret: 'hemligt', levels: [] }
  assert.deepEqual(taken(PROVIDER).provider, provider)
  assert.deepEqual(taken({ ...PROVIDER, OIDC_LEVELS: 'loa3, loa4' }).provider?.levels, ['loa3', 'loa4'])
  assert.equal(taken({ ...PROVIDER, OIDC_ISSUER: 'http://127.0.0.1:9000' }).provider?.issuer, 'http://127.0.0.1:9000')
  assert.deepEqual(faults({ OIDC_ISSUER: 'https://idp.invalid' }), [
    'OIDC_CLIENT_ID: expected a value, since OIDC_ISSUER is told; got nothing.',
    'OIDC_CLIENT_SECRET: expected a value, since OIDC_ISSUER is told; got nothing.',
  ])
  for (const OIDC_ISSUER of ['http://idp.invalid', 'idp.invalid', 'ftp://idp.invalid', 'https://a:b@idp.invalid'])
    assert.match(
      faults({ ...PROVIDER, OIDC_ISSUER }).join(),
      /^OIDC_ISSUER: expected an address that begins with https:/,
    )
  assert.doesNotMatch(faults({ OIDC_CLIENT_SECRET: 'hemligt' }).join(), /hemligt/)
})

test('the address is an origin', () => {
  assert.equal(taken({ WEB_ADDRESS: 'https://efrikort.invalid/' }).address, 'https://efrikort.invalid')
  assert.equal(taken({ WEB_ADDRESS: 'http://localhost:8080' }).address, 'http://localhost:8080')
  for (const WEB_ADDRESS of [
    'http://efrikort.invalid',
    'https://efrikort.invalid/till',
    'https://a.invalid/?x',
    'efrikort',
  ])
    assert.match(faults({ WEB_ADDRESS }).join(), /^WEB_ADDRESS: expected an address/)
})

test('a session lasts within bounds', () => {
  assert.deepEqual(taken({ WEB_IDLE_MINUTES: '5', WEB_LONGEST_HOURS: '8' }).limits, {
    idleMs: 300_000,
    longestMs: 28_800_000,
  })
  assert.deepEqual(faults({ WEB_IDLE_MINUTES: '0', WEB_LONGEST_HOURS: '25', WEB_DEMO_LOGIN_PORT: '65536' }), [
    'WEB_IDLE_MINUTES: expected a whole number from 1 to 60, got "0".',
    'WEB_LONGEST_HOURS: expected a whole number from 1 to 24, got "25".',
    'WEB_DEMO_LOGIN_PORT: expected a whole number from 0 to 65535, got "65536".',
  ])
})

test('claims are called otherwise where it is said, one by one', () => {
  const { names } = taken({ OIDC_CLAIMS: 'roles=systemRole, assignment.id=https://sambi.invalid/id=x' })
  assert.deepEqual(names, { ...CLAIM_NAMES, roles: 'systemRole', 'assignment.id': 'https://sambi.invalid/id=x' })
  for (const OIDC_CLAIMS of ['rolls=x', 'roles', 'roles=', 'roles=a b', '__proto__=x'])
    assert.match(faults({ OIDC_CLAIMS }).join(), /^OIDC_CLAIMS: expected NAME=CLAIM/)
})

test('this machine is loopback, and nothing that only looks like it', () => {
  for (const host of ['127.0.0.1', '127.9.9.9', 'localhost', '::1', '[::1]']) assert.ok(isThisMachine(host), host)
  for (const host of ['0.0.0.0', '::', '127.0.0.1.evil.invalid', 'localhost.invalid', '10.0.0.1', '1127.0.0.1'])
    assert.equal(isThisMachine(host), false, host)
})
