/** Every answer carries an id of our own for the log, whatever was asked. It needs no ledger. */

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, connect } from 'node:net'
import { describe, test } from 'node:test'
import { httpApp } from '../../src/http/app.ts'
import { envelope, question, registration } from '../contracts/samples.ts'
import { pathTo } from '../service/wire.ts'
import { bareWorld } from './bareWorld.ts'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
const REGISTER = pathTo('RegisterTransaction')
const GET_CARD = pathTo('GetCardForPerson')

type Asked = {
  readonly what: string
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE'
  readonly url: string
  readonly payload?: string
  readonly headers?: Record<string, string>
  readonly status: number
}

const XML = { 'content-type': 'text/xml' }
const ASKED: readonly Asked[] = [
  { what: 'health', url: '/health/live', status: 200 },
  { what: 'readiness', url: '/health/ready', status: 200 },
  { what: 'metrics', url: '/metrics', status: 200 },
  { what: 'a WSDL', url: `${REGISTER}?wsdl`, status: 200 },
  { what: 'a schema', url: `${REGISTER}?xsd=se.efrikort`, status: 404 },
  { what: 'an operation without a question', url: REGISTER, status: 405 },
  { what: 'no such operation', method: 'POST', url: '/efrikortService/Nothing/3/rivtabp21', status: 404 },
  { what: 'no such path', url: '/nothing', status: 404 },
  { what: 'a method nobody has', method: 'DELETE', url: REGISTER, status: 404 },
  { what: 'a path that cannot be read', url: '/%zz', status: 400 },
  {
    what: 'a call that is refused',
    method: 'POST',
    url: REGISTER,
    payload: envelope(registration({ amount: '' })),
    status: 200,
  },
  { what: 'a call that breaks', method: 'POST', url: GET_CARD, payload: envelope(question()), status: 500 },
  { what: 'no XML', method: 'POST', url: REGISTER, payload: 'hej', status: 500 },
  {
    what: 'JSON',
    method: 'POST',
    url: REGISTER,
    payload: '{}',
    headers: { 'content-type': 'application/json' },
    status: 415,
  },
  { what: 'zipped', method: 'POST', url: REGISTER, payload: 'x', headers: { 'content-encoding': 'gzip' }, status: 415 },
  { what: 'too large', method: 'POST', url: REGISTER, payload: ' '.repeat(1_100_000), status: 500 },
]

describe('an id for the log', () => {
  const seen = new Set<string>()

  for (const { what, status, method = 'GET', headers, ...asked } of ASKED) {
    test(`stands in the answer to ${what}, and is nobody else's`, async () => {
      const app = await httpApp(bareWorld(), [], { quiet: true })
      const told = { ...XML, 'x-correlation-id': 'told-by-the-caller', 'request-id': 'told', ...headers }
      const answer = await app.inject({ method, ...asked, headers: told })
      const id = String(answer.headers['x-correlation-id'])
      assert.equal(answer.statusCode, status)
      assert.match(id, UUID)
      assert.ok(!seen.has(id))
      seen.add(id)
      await app.close()
    })
  }

  test('stands in the answer to what is not HTTP, and to headers without end', async () => {
    const app = await httpApp(bareWorld(), [], { quiet: true })
    await app.listen({ host: '127.0.0.1', port: 0 })
    const { port } = app.server.address() as AddressInfo
    for (const [bytes, status] of [
      ['hej\r\n\r\n', '400 Bad Request'],
      [`GET / HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`, '431 Request Header Fields Too Large'],
    ] as const) {
      const line = connect(port, '127.0.0.1').setEncoding('utf8')
      await once(line, 'connect')
      line.write(bytes)
      const answer = (await line.toArray()).join('')
      assert.ok(answer.startsWith(`HTTP/1.1 ${status}\r\n`), answer)
      assert.match(/x-correlation-id: (.*)\r\n/.exec(answer)?.[1] ?? '', UUID)
      assert.match(answer, /\r\n\r\nAnropet kom inte fram helt, eller är inte HTTP\.\n$/)
    }
    await app.close()
  })
})
