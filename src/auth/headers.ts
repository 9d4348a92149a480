/** What every answer of the web application says to the browser, in one place: where things may come from, and what is kept of a page. */

import type { FastifyInstance } from 'fastify'

/** No script, style, form or frame of anybody else's; nothing written into the page itself. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "manifest-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

const ALWAYS: Readonly<Record<string, string>> = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
}

const YEAR = 'max-age=31536000'

/** Takes whether the line is reached over https. Gives the headers. */
export const securityHeaders = ({ isHttps }: { readonly isHttps: boolean }): Readonly<Record<string, string>> =>
  isHttps ? { ...ALWAYS, 'strict-transport-security': YEAR } : ALWAYS

/** Sets them on every answer of the part. A page is never kept by the browser; what says itself how long it may be kept (a style sheet) is. */
export function guardHeaders(part: FastifyInstance, line: { readonly isHttps: boolean }): void {
  const headers = securityHeaders(line)
  part.addHook('onSend', async (_request, reply) => {
    reply.headers(headers)
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store')
  })
}
