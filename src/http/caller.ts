/** Who calls, in the demo: told by a header, and believed on loopback alone. Elsewhere certificateCaller.ts says who calls. */

import type { FastifyRequest } from 'fastify'
import { parseHsaId } from '../domain/kernel/hsaId.ts'
import type { SystemCaller } from '../usecases/checks.ts'

/** RIV-TA's header for whom a call is made. Node gives it as one text; told twice, it is no HSA-id. */
export const ON_BEHALF_HEADER = 'x-rivta-original-serviceconsumer-hsaid'
const WITHOUT_HEADER = 'SE2321000198-DEMO'

/** Gives the caller; null when the call comes from elsewhere or the header holds no HSA-id. */
export function demoCaller(request: FastifyRequest, version: number): SystemCaller {
  if (!isLoopback(request.socket.remoteAddress ?? '')) return null
  const told = request.headers[ON_BEHALF_HEADER] ?? WITHOUT_HEADER
  const system = typeof told === 'string' ? parseHsaId(told.trim()) : null
  return system === null ? null : { system, fingerprint: null, onBehalfOf: null, version }
}

/** True for an address of this machine alone. */
export const isLoopback = (address: string): boolean => /^(::ffff:)?127\./.test(address) || address === '::1'
