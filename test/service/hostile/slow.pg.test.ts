/** Lines that drag, against the service as an operator starts it: it lets go of them in time and serves the others meanwhile. */

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { HEADERS_PATIENCE_MS, PATIENCE_CHECKED_MS, REQUEST_PATIENCE_MS } from '../../../src/http/torn.ts'
import { reserveNumber } from '../../usecases/world.ts'
import { A, BOTH_SYSTEM, deskAt, taken } from '../desk.ts'
import { pathTo } from '../wire.ts'
import { headOf, type Line, openLine } from './line.ts'
import { standing } from './standing.ts'

const PATH = pathTo('RegisterTransaction')
const XML = { 'Content-Type': 'text/xml; charset=utf-8' }
const SLACK_MS = 3_000
const DRIP_MS = 400
const LINES = 60
/** Far above what a call takes, far below what a line may drag. */
const SERVED_WITHIN_MS = 1_500

/** Writes a piece again and again until the line is closed. */
async function drip(line: Line, piece: string): Promise<void> {
  let isClosed = false
  line.closed.then(() => {
    isClosed = true
  })
  while (!isClosed) {
    line.write(piece)
    await sleep(DRIP_MS)
  }
}

const DRAGGING = [
  {
    name: 'headers that never end',
    first: `POST ${PATH} HTTP/1.1\r\nHost: x\r\n`,
    piece: 'X: y\r\n',
    patience: HEADERS_PATIENCE_MS,
  },
  {
    name: 'a header of single letters',
    first: `POST ${PATH} HTTP/1.1\r\nHost: `,
    piece: 'x',
    patience: HEADERS_PATIENCE_MS,
  },
  { name: 'nothing at all', first: '', piece: '', patience: HEADERS_PATIENCE_MS },
  {
    name: 'a body of single blanks',
    first: headOf(PATH, { ...XML, 'Content-Length': 100_000 }),
    piece: ' ',
    patience: REQUEST_PATIENCE_MS,
  },
  {
    name: 'a body of single chunks',
    first: headOf(PATH, { ...XML, 'Transfer-Encoding': 'chunked' }),
    piece: '1\r\n \r\n',
    patience: REQUEST_PATIENCE_MS,
  },
  {
    name: 'a body too large, drop by drop',
    first: headOf(PATH, { ...XML, 'Content-Length': 99_000_000 }),
    piece: ' ',
    patience: REQUEST_PATIENCE_MS,
  },
]

test('lines that drag are closed within the patience of the service, whose other callers wait for nothing', async (t) => {
  const { address, tables } = await standing(t)
  const desk = deskAt(address, BOTH_SYSTEM, A)
  await taken(desk.register(reserveNumber(1), null, '1.00'))
  const entries = (await tables.rows())['entry'] ?? 0
  const opened = DRAGGING.flatMap((dragging) => Array.from({ length: LINES / DRAGGING.length }, () => dragging))
  const lines = await Promise.all(
    opened.map(async ({ first, piece, patience }) => {
      const line = await openLine(address)
      if (first !== '') line.write(first)
      if (piece !== '') drip(line, piece)
      return { line, patience }
    }),
  )
  const closing = Promise.all(lines.map(({ line }) => line.closed))
  let longest = 0
  let served = 0
  let areClosed = false
  closing.then(() => {
    areClosed = true
  })
  while (!areClosed) {
    const begun = performance.now()
    await taken(desk.register(reserveNumber(2 + served), null, '1.00'))
    longest = Math.max(longest, performance.now() - begun)
    served += 1
    await sleep(50)
  }
  for (const [place, lasted] of (await closing).entries()) {
    const patience = lines[place]?.patience ?? 0
    const latest = patience + PATIENCE_CHECKED_MS + SLACK_MS
    assert.ok(lasted < latest, `${opened[place]?.name}: closed after ${Math.round(lasted)} ms`)
    assert.ok(lasted > patience - PATIENCE_CHECKED_MS, `${opened[place]?.name}: given its time`)
  }
  assert.ok(longest < SERVED_WITHIN_MS, `a caller meanwhile waited ${Math.round(longest)} ms`)
  assert.equal((await tables.rows())['entry'], entries + served)
  assert.match(await (await fetch(`${address}/metrics`)).text(), /^efrikort_calls_in_flight 0$/m)
})
