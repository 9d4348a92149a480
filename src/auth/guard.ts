/**
 * Whether what is posted comes from a page of ours: from our own address as the browser tells it, and with the session's token. A
 * form whose session has ended is let through to its page, which sees that nobody is logged in and keeps what was typed.
 */

import type { FastifyRequest } from 'fastify'
import { isSame } from './secrets.ts'
import type { Found } from './sessions.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** True for a route to which other sites may post (a journal system that opens a patient): it may change nothing for anybody. */
    readonly takesOtherSites?: boolean
    /** True for a route that changes nothing of the session: our own site is enough. */
    readonly needsNoToken?: boolean
  }
}

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

export type Expected = {
  /** Our own address, as browsers write it in Origin. */
  readonly origin: string
  readonly found: Found | null
}

export const isGuarded = ({ method, routeOptions }: FastifyRequest): boolean =>
  !SAFE.has(method) && routeOptions.config.takesOtherSites !== true

export function isOurs(request: FastifyRequest, { origin, found }: Expected): boolean {
  if (!isOfOurSite(request, origin)) return false
  if (found === null || !found.isLive || request.routeOptions.config.needsNoToken === true) return true
  const token = tokenIn(request)
  return token !== null && isSame(token, found.session.csrf)
}

/**
 * A page that sends no referrer makes its browser write Origin as "null" although it is our own: then Sec-Fetch-Site decides, and in a browser
 * too old for that, the token alone.
 */
export function isOfOurSite({ headers }: Pick<FastifyRequest, 'headers'>, ours: string): boolean {
  const site = headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false
  const { origin } = headers
  return origin === undefined || origin === 'null' || origin === ours
}

/** In the form's field, or in the header of a script of ours. */
export function tokenIn({ body, headers }: FastifyRequest): string | null {
  const field = typeof body === 'object' && body !== null ? (body as Record<string, unknown>)['csrf'] : undefined
  const told = field ?? headers['x-csrf-token']
  return typeof told === 'string' ? told : null
}
