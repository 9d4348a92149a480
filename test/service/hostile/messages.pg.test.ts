/** Hostile messages over HTTP against the service as an operator starts it: each is answered as the contract says, and what is refused leaves no trace in the ledger. */

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { reserveNumber } from '../../usecases/world.ts'
import { A, BOTH_SYSTEM, deskAt, only, taken } from '../desk.ts'
import { pathTo, readBody } from '../wire.ts'
import { type Answered, postOnce } from './line.ts'
import { HOSTILE, STRANGE } from './messages.ts'
import { standing } from './standing.ts'

const PATH = pathTo('RegisterTransaction')
/** What a stack, a path or a driver's words would look like. */
const INSIDES = /\bat .+:\d+|\.(ts|js|mjs)\b|node_modules|node:internal|postgres|syntax error|efrikort_app/i
const ANSWERED_WITHIN_MS = 2_000

/** The code and the sentence of an answer, whichever kind it is. */
function judged({ body }: Answered): readonly [string, string] {
  const { tree, isFault } = readBody(body)
  if (isFault) return [String(tree['faultcode']?.[0]), String(tree['faultstring']?.[0])]
  const result = only(only(tree, 'registerTransactionResultType'), 'result')
  return [String(result['resultCode']?.[0]), String(result['resultText']?.[0] ?? '')]
}

async function answerTo(address: string, sent: Parameters<typeof postOnce>[2]): Promise<Answered> {
  const begun = performance.now()
  const answer = await postOnce(address, PATH, sent)
  assert.ok(answer !== null, 'an answer, and no closed line')
  assert.ok(performance.now() - begun < ANSWERED_WITHIN_MS, 'answered at once')
  assert.match(answer.headers.get('x-correlation-id') ?? '', /^[0-9a-f-]{36}$/)
  assert.doesNotMatch(answer.body, INSIDES)
  return answer
}

test('hostile messages are refused as the contract says, and leave nothing in any table', async (t) => {
  const { tables, service, address } = await standing(t)
  const desk = deskAt(address, BOTH_SYSTEM, A)
  await taken(desk.register(reserveNumber(1), null, '100.00'))
  let before = await tables.rows()
  for (const { name, expect, looks, ...sent } of HOSTILE) {
    await t.test(`${name}: ${expect[1]}`, async () => {
      const [status, code, says] = expect
      const answer = await answerTo(address, sent)
      const [found, sentence] = judged(answer)
      assert.deepEqual([answer.status, found], [status, code], sentence)
      assert.match(sentence, says)
      if (looks) before = { ...before, access_log: (before['access_log'] ?? 0) + 1 }
      assert.deepEqual(await tables.rows(), before)
    })
  }
  assert.equal((await fetch(`${address}/health/ready`)).status, 200)
  await taken(desk.register(reserveNumber(1), null, '101.00'))
  assert.equal((await desk.card(reserveNumber(1))).card?.['currentAmount'], '201')
  assert.doesNotMatch(service.stderr(), /"level":"(error|fatal)"|"stack"/)
  assert.equal(await service.signal('SIGTERM'), 0)
})

test('strange messages are registered as the plain one is', async (t) => {
  const { tables, address } = await standing(t)
  const desk = deskAt(address, BOTH_SYSTEM, A)
  let entries = (await tables.rows())['entry'] ?? 0
  for (const [place, { name, body, headers = {} }] of STRANGE.entries()) {
    await t.test(name, async () => {
      const person = reserveNumber(1000 + place)
      const answer = await answerTo(address, { body: body(person), headers })
      assert.deepEqual(judged(answer), ['OK', ''])
      const { rows, card } = await desk.extended(person)
      assert.deepEqual([rows.length, rows[0]?.['amount'], card?.['currentAmount']], [1, '250', '250'])
      entries += 1
      assert.equal((await tables.rows())['entry'], entries)
    })
  }
  const unit = async (name: string) => {
    const place = STRANGE.findIndex((strange) => strange.name === name)
    return (await desk.extended(reserveNumber(1000 + place))).rows[0]?.['careUnit']
  }
  assert.equal(await unit('SQL and markup for a unit'), "'); drop table entry; -- <script>&amp; \\u0000 $x")
  assert.equal(await unit('names of JavaScript for a unit'), '__proto__ constructor toString')
})
