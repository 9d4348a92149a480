/** Who calls, in the demo: told by a header, and believed on loopback alone. Mutual TLS takes its place outside the demo. */

import type { FastifyRequest } from 'fastify'
import { type HsaId, parseHsaId } from '../domain/kernel/hsaId.ts'

const HEADER = 'x-rivta-original-serviceconsumer-hsaid'
const WITHOUT_HEADER = 'SE2321000198-DEMO'

/** Gives the calling system's HSA-id; null when the call comes from elsewhere or the header holds none. */
export function demoCaller(request: FastifyRequest): HsaId | null {
  if (!isLoopback(request.socket.remoteAddress ?? '')) return null
  const told = request.headers[HEADER] ?? WITHOUT_HEADER
  return typeof told === 'string' ? parseHsaId(told.trim()) : null
}

/** True for an address of this machine alone. */
export const isLoopback = (address: string): boolean => /^(::ffff:)?127\./.test(address) || address === '::1'
