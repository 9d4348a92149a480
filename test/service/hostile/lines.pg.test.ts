/** Lines that break, lie or flood, against the service as an operator starts it: each is answered or let go, and nothing is stored that did not arrive whole. */

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { envelope, registration } from '../../contracts/samples.ts'
import { reserveNumber } from '../../usecases/world.ts'
import { A, BOTH_SYSTEM, deskAt } from '../desk.ts'
import { pathTo } from '../wire.ts'
import { headOf, openLine } from './line.ts'
import { standing } from './standing.ts'

const PATH = pathTo('RegisterTransaction')
const messageFor = (person: string): string =>
  envelope(
    registration({
      transactionDate: '',
      personId: `<r:personId>${person}</r:personId>`,
      careUnit: '<r:careUnit>Åmots hälsocentral</r:careUnit>',
    }),
  )
const XML = { 'Content-Type': 'text/xml; charset=utf-8' }
const lengthOf = (body: string): number => Buffer.byteLength(body)

test('a line', async (t) => {
  const { address, tables, service } = await standing(t)
  let met = 5_000

  const stranger = (): string => reserveNumber(++met)
  const isOk = (body: string | undefined): boolean => body?.includes('resultCode>OK<') ?? false
  const postAgain = async () => {
    const body = messageFor(stranger())
    const response = await fetch(address + PATH, { method: 'POST', headers: XML, body })
    return { body: await response.text() }
  }
  const sumOf = async (person: string) =>
    (await deskAt(address, BOTH_SYSTEM, A).card(person)).card?.['currentAmount'] ?? null

  await t.test('that brings a message letter by letter, cut within letters, is answered', async () => {
    const person = stranger()
    const body = Buffer.from(messageFor(person))
    const line = await openLine(address)
    line.socket.setNoDelay(true)
    line.write(headOf(PATH, { ...XML, 'Transfer-Encoding': 'chunked' }))
    for (let at = 0; at < body.length; at += 7) {
      const part = body.subarray(at, at + 7)
      line.write(Buffer.concat([Buffer.from(`${part.length.toString(16)};a="b"\r\n`), part, Buffer.from('\r\n')]))
    }
    line.write('0\r\nX-Trailer: x\r\n\r\n')
    assert.ok(isOk((await line.answer())?.body))
    assert.equal(await sumOf(person), '250')
    line.end()
  })

  await t.test('is kept for the next call, also after a fault, an unread type and a body too large', async () => {
    const line = await openLine(address)
    const call = async (body: string, headers = {}) => {
      line.write(headOf(PATH, { ...XML, 'Content-Length': lengthOf(body), ...headers }) + body)
      const { status } = (await line.answer()) ?? { status: 0 }
      return status
    }
    assert.equal(await call(messageFor(stranger())), 200)
    assert.equal(await call('hej'), 500)
    assert.equal(await call(messageFor(stranger())), 200)
    assert.equal(await call('{}', { 'Content-Type': 'application/json' }), 415)
    assert.equal(await call(messageFor(stranger())), 200)
    assert.equal(await call(' '.repeat(2_000_000)), 500)
    line.end()
  })

  await t.test('that brings five calls at once gets five answers, in order', async () => {
    const line = await openLine(address)
    const persons = Array.from({ length: 5 }, stranger)
    const requests = persons.map((person, place) => {
      const body = place === 2 ? 'hej' : messageFor(person)
      return headOf(PATH, { ...XML, 'Content-Length': lengthOf(body) }) + body
    })
    line.write(requests.join(''))
    const statuses: number[] = []
    for (const _ of persons) statuses.push((await line.answer())?.status ?? 0)
    assert.deepEqual(statuses, [200, 200, 500, 200, 200])
    line.end()
  })

  await t.test('that asks before it sends (Expect: 100-continue) is told to go on', async () => {
    const body = messageFor(stranger())
    const line = await openLine(address)
    line.write(headOf(PATH, { ...XML, 'Content-Length': lengthOf(body), Expect: '100-continue' }))
    for (let attempt = 0; line.interim() === 0 && attempt < 1; attempt += 1) await sleep(200)
    line.write(body)
    assert.ok(isOk((await line.answer())?.body))
    assert.equal(line.interim(), 1)
    line.end()
  })

  await t.test('of HTTP 1.0 is answered and closed', async () => {
    const body = messageFor(stranger())
    const line = await openLine(address)
    line.write(headOf(PATH, { ...XML, 'Content-Length': lengthOf(body) }).replace('HTTP/1.1', 'HTTP/1.0') + body)
    assert.ok(isOk((await line.answer())?.body))
    await line.closed
  })

  const whole = (headers: Record<string, string | number>, body: string) => headOf(PATH, { ...XML, ...headers }) + body
  const LYING: readonly (readonly [string, (body: string) => string, number])[] = [
    [
      'both a length and chunks',
      (body) =>
        whole(
          { 'Content-Length': lengthOf(body), 'Transfer-Encoding': 'chunked' },
          `${lengthOf(body).toString(16)}\r\n${body}\r\n0\r\n\r\n`,
        ),
      400,
    ],
    ['chunks within a zip', (body) => whole({ 'Transfer-Encoding': 'chunked, gzip' }, body), 400],
    ['two lengths', (body) => whole({ 'Content-Length': `${lengthOf(body)}\r\nContent-Length: 3` }, body), 400],
    ['a length below zero', (body) => whole({ 'Content-Length': -1 }, body), 400],
    ['a length of letters', (body) => whole({ 'Content-Length': 'mycket' }, body), 400],
    ['a chunk of no size', (body) => whole({ 'Transfer-Encoding': 'chunked' }, `zz\r\n${body}\r\n0\r\n\r\n`), 400],
    [
      'a header with a line break in it',
      (body) => whole({ 'X-A': 'b\rc', 'Content-Length': lengthOf(body) }, body),
      400,
    ],
    ['no host', (body) => whole({ 'Content-Length': lengthOf(body) }, body).replace('Host: frikort.test\r\n', ''), 400],
    [
      'an expectation that nobody keeps',
      (body) => whole({ Expect: 'kaffe', 'Content-Length': lengthOf(body) }, body),
      417,
    ],
    ['a preface of HTTP 2', () => 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400],
    ['the greeting of TLS', () => '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', 400],
    [
      'a header of 20 000 letters',
      (body) => whole({ 'X-A': 'a'.repeat(20_000), 'Content-Length': lengthOf(body) }, body),
      431,
    ],
  ]

  for (const [name, write, status] of LYING) {
    await t.test(`with ${name} is answered ${status}, and nothing is stored`, async () => {
      const earlier = await tables.rows()
      const line = await openLine(address)
      line.write(write(messageFor(stranger())))
      const answer = await line.answer()
      assert.equal(answer?.status, status)
      assert.doesNotMatch(answer?.body ?? '', /\bat .+:\d+|node:|\{/)
      line.end()
      assert.deepEqual(await tables.rows(), earlier)
    })
  }

  await t.test(
    'with a second call hidden behind the length of the first gets it answered as a call of its own',
    async () => {
      const line = await openLine(address)
      const [first, second] = [messageFor(stranger()), 'GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n']
      line.write(headOf(PATH, { ...XML, 'Content-Length': lengthOf(first) }) + first + second)
      assert.ok(isOk((await line.answer())?.body))
      assert.equal((await line.answer())?.body, '{"status":"live"}')
      line.end()
    },
  )

  await t.test('that breaks anywhere in a message leaves nothing behind', async () => {
    const earlier = await tables.rows()
    const body = messageFor(stranger())
    const request = headOf(PATH, { ...XML, 'Content-Length': lengthOf(body) }) + body
    for (let cut = 1; cut < request.length; cut += 41) {
      const line = await openLine(address)
      line.write(request.slice(0, cut))
      if (cut % 2 === 0) line.socket.end()
      else line.socket.resetAndDestroy()
      await line.closed
    }
    await sleep(300)
    assert.deepEqual(await tables.rows(), earlier)
    assert.match(await (await fetch(`${address}/metrics`)).text(), /^efrikort_calls_in_flight 0$/m)
  })

  await t.test(
    'is one of a hundred that bring ten megabytes each: all are told, and memory is none the worse',
    async () => {
      const memory = async () =>
        Number(/^process_resident_memory_bytes (\d+)$/m.exec(await (await fetch(`${address}/metrics`)).text())?.[1])
      const large = Buffer.alloc(10_485_760, ' ')
      const earlier = await memory()
      const flood = async (headers: Record<string, string | number>, before: string, after: string) => {
        const line = await openLine(address)
        line.write(headOf(PATH, { ...XML, ...headers }) + before)
        line.write(large)
        line.write(after)
        const answer = await line.answer()
        line.end()
        return answer?.body.includes('Anropet är för stort') ?? false
      }
      const told: boolean[] = []
      for (let round = 0; round < 5; round += 1)
        told.push(
          ...(await Promise.all(
            Array.from({ length: 20 }, (_, place) =>
              place % 2 === 0
                ? flood({ 'Content-Length': large.length }, '', '')
                : flood({ 'Transfer-Encoding': 'chunked' }, `${large.length.toString(16)}\r\n`, '\r\n0\r\n\r\n'),
            ),
          )),
        )
      assert.equal(told.filter(Boolean).length, 100)
      assert.ok((await memory()) - earlier < 150_000_000)
      assert.ok(isOk((await postAgain()).body))
    },
  )

  assert.equal(await service.signal('SIGTERM'), 0)
})
