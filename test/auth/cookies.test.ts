/** The cookies as they are set over http and over https, and which of those that come are ours. */

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readCookie, setCookie } from '../../src/auth/cookies.ts'

const PLAIN = { isHttps: false }
const HTTPS = { isHttps: true }

function setBy(jar: typeof PLAIN, seconds: number | null): string | undefined {
  const lines: string[] = []
  const reply = { header: (_name: string, value: string) => lines.push(value) }
  setCookie(jar, reply as unknown as Parameters<typeof setCookie>[1], { name: 'efrikort', value: 'abc', seconds })
  return lines[0]
}

const read = (jar: typeof PLAIN, cookie?: string) =>
  readCookie(jar, { headers: cookie === undefined ? {} : { cookie } }, 'efrikort')

test('a cookie is kept from scripts and other sites, and over https bound to its host', () => {
  assert.equal(setBy(PLAIN, null), 'efrikort=abc; Path=/; HttpOnly; SameSite=Lax')
  assert.equal(setBy(HTTPS, null), '__Host-efrikort=abc; Path=/; HttpOnly; Secure; SameSite=Lax')
  assert.equal(setBy(HTTPS, 600), '__Host-efrikort=abc; Max-Age=600; Path=/; HttpOnly; Secure; SameSite=Lax')
})

test('over https only the one that is bound to the host is read: a neighbouring host cannot set that', () => {
  assert.equal(read(HTTPS, '__Host-efrikort=abc'), 'abc')
  assert.equal(read(HTTPS, 'efrikort=abc'), null)
  assert.equal(read(PLAIN, 'other=1; efrikort=abc;x=efrikort=2'), 'abc')
})

test('none, one that is no value of ours, and two of one name are nobody’s', () => {
  for (const cookie of [
    undefined,
    '',
    'efrikort',
    'efrikort=',
    'efrikort=a b',
    'efrikort="abc"',
    'efrikort=a%62',
    `efrikort=${'x'.repeat(101)}`,
  ])
    assert.equal(read(PLAIN, cookie), null, String(cookie))
  assert.equal(read(PLAIN, 'efrikort=abc; efrikort=abc'), null)
  assert.equal(read(PLAIN, 'efrikort-login=abc; xefrikort=abc'), null)
})
