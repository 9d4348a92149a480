/** The server is told to stop while callers hold their lines open. It needs no ledger. */

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { type TestContext, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { httpApp } from '../../src/http/app.ts'
import { bareWorld } from '../http/bareWorld.ts'
import { pathTo } from './wire.ts'

/** Less than the minute and more for which an idle line is held otherwise. */
const STOPPED_WITHIN_MS = 5_000

/** A server whose ledger answers when it is let. */
async function standing(t: TestContext) {
  const asked = Promise.withResolvers<void>()
  const answer = Promise.withResolvers<void>()
  const ping = (): Promise<void> => {
    asked.resolve()
    return answer.promise
  }
  const app = await httpApp(bareWorld(ping), [], { quiet: true })
  await app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = app.server.address() as AddressInfo
  const open = async (): Promise<Socket> => {
    const line = connect(port, '127.0.0.1').setEncoding('utf8')
    t.after(() => line.destroy())
    await once(line, 'connect')
    return line
  }
  return { app, open, asked: asked.promise, letAnswer: answer.resolve }
}

/** Everything that comes over the line until the other end closes it. */
async function allOf(line: Socket): Promise<string> {
  const parts: string[] = []
  for await (const part of line) parts.push(String(part))
  return parts.join('')
}

const stopped = (stopping: Promise<unknown>) =>
  Promise.race([stopping.then(() => 'stopped'), sleep(STOPPED_WITHIN_MS, 'still open', { ref: false })])

test('a call under way at the stop is answered, its line closed, and nothing is waited for any more', async (t) => {
  const { app, open, asked, letAnswer } = await standing(t)
  const line = await open()
  line.write('GET /health/ready HTTP/1.1\r\nHost: x\r\n\r\n')
  await asked
  const stopping = app.close()
  await sleep(100)
  letAnswer()
  const [answer, how] = await Promise.all([allOf(line), stopped(stopping)])
  assert.match(answer, /^HTTP\/1\.1 200 OK\r\n/)
  assert.match(answer, /\r\nconnection: close\r\n/i)
  assert.equal(how, 'stopped')
})

test('one whose message comes to an end after the stop began is answered as the contract says', async (t) => {
  const { app, open } = await standing(t)
  const line = await open()
  const head = [`POST ${pathTo('GetCardForPerson')} HTTP/1.1`, 'Host: x', 'Content-Type: text/xml', 'Content-Length: 9']
  line.write(head.join('\r\n'))
  await sleep(100)
  const stopping = app.close()
  await sleep(100)
  line.write('\r\n\r\n<no soap>')
  const [answer, how] = await Promise.all([allOf(line), stopped(stopping)])
  assert.match(answer, /^HTTP\/1\.1 500 /)
  assert.match(answer, /<faultcode>/)
  assert.equal(how, 'stopped')
})
