/** A caller's bare line to the service: whatever bytes a test writes, as slowly as it likes, and the answers that come back, read by a hand of its own. */

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

export type Answered = { readonly status: number; readonly headers: ReadonlyMap<string, string>; readonly body: string }

export type Line = {
  readonly write: (bytes: string | Uint8Array) => void
  /** The next answer; null when the service closes the line without one. Interim answers (100) are passed over. */
  readonly answer: () => Promise<Answered | null>
  /** Settles when the line is closed, by whomever, with the milliseconds since it was opened. */
  readonly closed: Promise<number>
  readonly interim: () => number
  readonly socket: Socket
  readonly end: () => void
}

const PATIENCE_MS = 20_000

/** Opens a line to the service at an address. */
export async function openLine(address: string): Promise<Line> {
  const socket = connect(Number(new URL(address).port), '127.0.0.1')
  const opened = performance.now()
  let received: Buffer = Buffer.alloc(0)
  let isClosed = false
  let interims = 0
  socket.on('data', (part) => {
    received = Buffer.concat([received, part as Uint8Array])
  })
  // A line reset by the other end is closed: nothing more.
  socket.on('error', () => undefined)
  const closed = new Promise<number>((resolve) => {
    socket.once('close', () => {
      isClosed = true
      resolve(performance.now() - opened)
    })
  })
  await once(socket, 'connect')
  return {
    socket,
    write: (bytes) => {
      socket.write(bytes)
    },
    answer: async () => {
      for (const latest = performance.now() + PATIENCE_MS; performance.now() < latest; await sleep(2)) {
        const found = firstIn(received)
        if (found === null && isClosed) return null
        if (found === null) continue
        received = received.subarray(found.bytes)
        if (found.answer.status >= 200) return found.answer
        interims += 1
      }
      throw new Error('the service neither answers nor closes the line')
    },
    closed,
    interim: () => interims,
    end: () => socket.destroy(),
  }
}

/** The first whole answer among the bytes, and how many it takes. */
function firstIn(received: Buffer): { readonly answer: Answered; readonly bytes: number } | null {
  const head = received.indexOf('\r\n\r\n')
  if (head < 0) return null
  const [statusLine = '', ...lines] = received.subarray(0, head).toString('latin1').split('\r\n')
  const status = Number(/^HTTP\/1\.[01] (\d{3}) /.exec(statusLine)?.[1])
  assert.ok(status >= 100, `an HTTP answer, not ${statusLine}`)
  const headers = new Map(
    lines.map((line) => {
      const colon = line.indexOf(':')
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]
    }),
  )
  const length = status < 200 ? 0 : lengthOf(headers)
  const bytes = head + 4 + length
  if (received.length < bytes) return null
  return { answer: { status, headers, body: received.subarray(head + 4, bytes).toString('utf8') }, bytes }
}

/** Node's own refusals come as chunks, and there is none in them. */
function lengthOf(headers: ReadonlyMap<string, string>): number {
  if (headers.get('transfer-encoding') === 'chunked') return NO_CHUNK.length
  const length = Number(headers.get('content-length'))
  assert.ok(Number.isSafeInteger(length), 'every answer tells its length')
  return length
}

const NO_CHUNK = '0\r\n\r\n'

/** The head of a POST. Each header as told, in the order told. */
export const headOf = (path: string, headers: Readonly<Record<string, string | number>>): string =>
  [
    `POST ${path} HTTP/1.1`,
    ...Object.entries({ Host: 'frikort.test', ...headers }).map(([name, value]) => `${name}: ${value}`),
    '',
    '',
  ].join('\r\n')

/** One POST over a line of its own. */
export async function postOnce(
  address: string,
  path: string,
  { body, headers = {} }: { readonly body: string | Uint8Array; readonly headers?: Readonly<Record<string, string>> },
): Promise<Answered | null> {
  const line = await openLine(address)
  const bytes = typeof body === 'string' ? Buffer.from(body) : body
  line.write(
    headOf(path, {
      'Content-Type': 'text/xml; charset=utf-8',
      'Content-Length': bytes.length,
      Connection: 'close',
      ...headers,
    }),
  )
  line.write(bytes)
  try {
    return await line.answer()
  } finally {
    line.end()
  }
}
