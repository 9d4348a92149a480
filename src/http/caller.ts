/** Who calls, in the demo: told by a header, and believed on loopback alone. Mutual TLS takes its place outside the demo. */

import type { FastifyRequest } from 'fastify'
import { parseHsaId } from '../domain/kernel/hsaId.ts'
import type { Caller } from '../usecases/checks.ts'

const HEADER = 'x-rivta-original-serviceconsumer-hsaid'
const WITHOUT_HEADER = 'SE2321000198-DEMO'

/** Gives the caller; null when the call comes from elsewhere or the header holds no HSA-id. */
export function demoCaller(request: FastifyRequest, version: number): Caller {
  if (!isLoopback(request.socket.remoteAddress ?? '')) return null
  const told = request.headers[HEADER] ?? WITHOUT_HEADER
  const system = typeof told === 'string' ? parseHsaId(told.trim()) : null
  return system === null ? null : { system, fingerprint: null, onBehalfOf: null, version }
}

const isLoopback = (address: string): boolean => /^(::ffff:)?127\./.test(address) || address === '::1'
