/** What the metrics tell of calls: each counted once, by operation, version, calling system and result code. */

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect } from 'node:net'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { A, A_SYSTEM, BOTH_SYSTEM, deskAt } from './desk.ts'
import { openHouse, type Standing } from './house.ts'
import { CALLER_HEADER, pathTo } from './wire.ts'

/** Gives the value of a line, 0 where there is none. Labels in any order. */
function valueIn(page: string, name: string, labels: Readonly<Record<string, string>> = {}): number {
  const wanted = Object.entries(labels).map(([label, value]) => `${label}="${value}"`)
  const lines = page.split('\n').filter((line) => new RegExp(`^${name}[{ ]`).test(line))
  const found = lines.filter((line) => wanted.every((label) => line.includes(label)))
  return found.reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' ') + 1)), 0)
}

describe('the metrics', () => {
  let house: Standing
  before(async () => {
    house = await openHouse()
  })
  after(() => house.close())

  const page = async () => (await fetch(`${house.address}/metrics`)).text()
  const postTo = (body: string, headers: Record<string, string> = {}) =>
    fetch(house.address + pathTo('RegisterTransaction'), {
      method: 'POST',
      body,
      headers: { 'content-type': 'text/xml', ...headers },
    })

  test('count each call by the result code of its answer, and faults by their reason', async () => {
    const person = house.stranger()
    const outsider = deskAt(house.address, 'SE2321000198-NOBODY', A)
    assert.equal((await house.both.register(person, '2025-06-01', '250.00')).code, 'OK')
    assert.equal((await house.both.register(person, '2025-06-01', '250.00')).code, 'INFO')
    assert.equal((await house.both.register(person, '2025-06-01', '-1')).code, 'VALIDATION_ERROR')
    assert.equal((await house.both.register(person, '2025-06-01', 'mycket')).code, 'VALIDATION_ERROR')
    assert.equal((await house.a.card(person)).code, 'OK')
    assert.equal((await outsider.card(person)).code, 'ACCESSDENIED')
    await postTo('hej')
    await postTo(' '.repeat(1_100_000))
    await postTo('{}', { 'content-type': 'application/json' })
    const told = await page()
    const calls = (operation: string, system: string, result: string) =>
      valueIn(told, 'efrikort_calls_total', { environment: '(own)', operation, version: '3', system, result })
    assert.deepEqual(
      ['OK', 'INFO', 'VALIDATION_ERROR', 'ERROR', 'fault'].map((code) =>
        calls('RegisterTransaction', BOTH_SYSTEM, code),
      ),
      [1, 1, 2, 0, 3],
    )
    assert.equal(calls('GetCardForPerson', A_SYSTEM, 'OK'), 1)
    assert.equal(calls('GetCardForPerson', 'unknown', 'ACCESSDENIED'), 1)
    assert.equal(valueIn(told, 'efrikort_calls_total'), 9)
    for (const reason of ['notWellFormed', 'tooLarge', 'wrongContentType'])
      assert.equal(valueIn(told, 'efrikort_faults_total', { operation: 'RegisterTransaction', reason }), 1)
    assert.equal(valueIn(told, 'efrikort_faults_total'), 3)
  })

  test('measure each call in buckets from a millisecond to ten seconds', async () => {
    const count = (told: string, bucket: string) =>
      valueIn(told, 'efrikort_call_duration_seconds_bucket', { operation: 'GetCardForPerson', le: bucket })
    const earlier = await page()
    await house.both.card(house.stranger())
    const told = await page()
    assert.deepEqual([count(told, '10') - count(earlier, '10'), count(told, '+Inf') - count(earlier, '+Inf')], [1, 1])
    const edges = [...told.matchAll(/duration_seconds_bucket\{le="([^"]+)".*operation="GetCardForPerson"/g)]
    const expected = '0.001 0.002 0.005 0.01 0.02 0.05 0.1 0.2 0.5 1 2 5 10 +Inf'
    assert.equal(edges.map(([, edge]) => edge).join(' '), expected)
  })

  test('hold no more lines when strangers make up names, and no name of theirs', async () => {
    const ask = (system: string) => deskAt(house.address, system, A).card(house.stranger())
    await ask('SE2321000198-NOBODY')
    const lines = (await page()).split('\n').length
    for (let stranger = 0; stranger < 20; stranger += 1) await ask(`SE2321000198-${stranger}"}{`)
    const told = await page()
    assert.equal(told.split('\n').length, lines)
    assert.doesNotMatch(told, /NOBODY|SE2321000198-1"/)
  })

  test('tell the connections that are open and the calls under way, and let go of one that is torn', async () => {
    const { port } = new URL(house.address)
    const line = connect(Number(port), '127.0.0.1')
    await once(line, 'connect')
    const head = [`POST ${pathTo('GetCardForPerson')} HTTP/1.1`, 'Host: x', `${CALLER_HEADER}: ${A_SYSTEM}`]
    line.write([...head, 'Content-Type: text/xml', 'Content-Length: 99', '', '<half'].join('\r\n'))
    const inFlight = async () => valueIn(await page(), 'efrikort_calls_in_flight')
    const reaches = async (expected: number) => {
      for (let attempt = 0; (await inFlight()) !== expected; attempt += 1) {
        assert.ok(attempt < 100, `${expected} under way`)
        await sleep(20)
      }
    }
    await reaches(1)
    assert.ok(valueIn(await page(), 'efrikort_http_connections') >= 2)
    line.destroy()
    await reaches(0)
  })
})
