/** The cookies of the web application: read from a request, set on an answer. Over https each is bound to its host by its name. */

import type { FastifyReply, FastifyRequest } from 'fastify'

/** The session; the browser that a login was begun in; the chosen language. */
export type CookieName = 'efrikort' | 'efrikort-login' | 'efrikort-sprak'

export type Jar = { readonly isHttps: boolean }

/** What we set ourselves: other values are not ours. */
const VALUE = /^[\w-]{0,100}$/

const nameOf = ({ isHttps }: Jar, name: CookieName): string => (isHttps ? `__Host-${name}` : name)

/** Null when the browser did not send it, or sent it twice. */
export function readCookie(jar: Jar, request: Pick<FastifyRequest, 'headers'>, name: CookieName): string | null {
  const start = `${nameOf(jar, name)}=`
  const told = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim())
  const [value, ...others] = told.filter((pair) => pair.startsWith(start)).map((pair) => pair.slice(start.length))
  return value !== undefined && value !== '' && others.length === 0 && VALUE.test(value) ? value : null
}

export type SetCookie = {
  readonly name: CookieName
  readonly value: string
  /** Null: until the browser closes. */
  readonly seconds: number | null
}

export function setCookie(jar: Jar, reply: Pick<FastifyReply, 'header'>, { name, value, seconds }: SetCookie): void {
  const kept = seconds === null ? [] : [`Max-Age=${seconds}`]
  const secure = jar.isHttps ? ['Secure'] : []
  reply.header(
    'set-cookie',
    [`${nameOf(jar, name)}=${value}`, ...kept, 'Path=/', 'HttpOnly', ...secure, 'SameSite=Lax'].join('; '),
  )
}

export const dropCookie = (jar: Jar, reply: FastifyReply, name: CookieName): void =>
  setCookie(jar, reply, { name, value: '', seconds: 0 })
