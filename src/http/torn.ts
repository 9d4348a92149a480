/** Answers what never became a request: torn or endless headers, a body that stops coming, bytes that are not HTTP. Then the line is closed. */

import { randomUUID } from 'node:crypto'
import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyBaseLogger } from 'fastify'

type Torn = Error & { readonly code?: string }

/** How long a caller may take for the headers, and for the whole of a request. */
export const HEADERS_PATIENCE_MS = 10_000
export const REQUEST_PATIENCE_MS = 30_000
/** How often those who have taken too long are looked for. */
export const PATIENCE_CHECKED_MS = 1_000

const STATUSES: Readonly<Record<string, number>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 408,
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
}
const BAD_REQUEST = 400
const SENTENCE = 'Anropet kom inte fram helt, eller är inte HTTP.\n'

/** What a broken line says is never repeated, neither to its sender nor in the log. */
export function answerTorn(log: FastifyBaseLogger, fault: Torn, socket: Socket): void {
  if (fault.code === 'ECONNRESET' || socket.destroyed) return
  const status = STATUSES[fault.code ?? ''] ?? BAD_REQUEST
  const correlationId = randomUUID()
  log.info({ correlationId, status, code: fault.code ?? null }, 'a request was torn')
  if (socket.writable) socket.write(answerOf(status, correlationId))
  socket.destroySoon()
}

const answerOf = (status: number, correlationId: string): string =>
  [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'connection: close',
    `x-correlation-id: ${correlationId}`,
    'content-type: text/plain; charset=utf-8',
    `content-length: ${Buffer.byteLength(SENTENCE)}`,
    '',
    SENTENCE,
  ].join('\r\n')
