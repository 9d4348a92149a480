/** What the parts of login know together: how employees come in on a line, whose sessions there are, and how a page is shown. */

import type { FastifyReply, FastifyRequest } from 'fastify'
import type { HsaId } from '../domain/kernel/hsaId.ts'
import { swedishDay } from '../domain/kernel/moment.ts'
import type { Ports } from '../usecases/ports.ts'
import { LANGUAGES, type Language } from '../words/till/login.ts'
import type { ClaimNames } from './claims.ts'
import { type Jar, readCookie } from './cookies.ts'
import type { IdentityProvider } from './identityProvider.ts'
import { type Layout, type Page, plainLayout, STYLE_ADDRESS } from './layout.ts'
import { localAddress } from './localAddress.ts'
import type { Setting } from './pages.ts'
import type { SessionStore } from './sessionStore.ts'
import { type Found, type Limits, type Sessions, sessions } from './sessions.ts'
import type { Visitor } from './visitor.ts'
import { type Today, workable } from './workable.ts'

/** How employees come in on a line. */
export type WayIn =
  | {
      readonly kind: 'provider'
      /** Null: none is configured. */
      readonly provider: () => IdentityProvider | null
      readonly names: ClaimNames
    }
  | {
      readonly kind: 'certificate'
      /** Whose card the line was opened with; null when nobody's, or when it has expired since. */
      readonly holderOf: (request: FastifyRequest) => HsaId | null
    }

export type AuthSettings = {
  readonly ports: Pick<Ports, 'directory' | 'settings' | 'now'>
  readonly store: SessionStore
  readonly limits: Limits
  readonly wayIn: WayIn
  /** The address at which browsers reach the line, without a slash at its end. */
  readonly address: (request: FastifyRequest) => string
  /** Whether `address` is the service's own, and not told by a setting: then one who comes by another name of the machine is led there first. */
  readonly isOwnAddress: boolean
  readonly isHttps: boolean
  readonly layout?: Layout
}

/** What the parts of login know together. */
export type Desk = AuthSettings & {
  readonly jar: Jar
  readonly sessions: Sessions
  readonly languageOf: (request: FastifyRequest) => Language
  readonly show: (
    request: FastifyRequest,
    reply: FastifyReply,
    made: { readonly page: (setting: Setting) => Page; readonly status: number },
  ) => FastifyReply
}

export function deskOf(settings: AuthSettings): Desk {
  const { ports, store, limits, wayIn, isHttps } = settings
  const jar = { isHttps }
  const { purposesOf } = todayAt(settings)
  const holderOf = wayIn.kind === 'certificate' ? wayIn.holderOf : () => null
  const languageOf = (request: FastifyRequest): Language => {
    const told = readCookie(jar, request, 'efrikort-sprak')
    return LANGUAGES.find((known) => known === told) ?? 'sv'
  }
  const layout = settings.layout ?? plainLayout(STYLE_ADDRESS)
  return {
    ...settings,
    jar,
    sessions: sessions({ store, now: ports.now, limits, jar, line: wayIn.kind, holderOf, purposesOf }),
    languageOf,
    show: (request, reply, { page, status }) => {
      const own = ports.settings.known().own(swedishDay(ports.now())).id
      const support = ports.directory.practiceOf(own)?.support ?? null
      const text = layout(page({ language: languageOf(request), support }), hereOf(request))
      return reply.code(status).type('text/html; charset=utf-8').send(text)
    },
  }
}

/** An answer to a post, or to a provider's answer, cannot be asked for again. */
const hereOf = ({ method, url }: FastifyRequest): string =>
  method === 'GET' && !url.startsWith('/logga-in/svar') ? localAddress(url) : '/'

export const todayAt = ({ ports }: Pick<AuthSettings, 'ports'>): Today => ({
  now: ports.now(),
  purposesOf: (principal) => ports.directory.practiceOf(principal)?.purposes ?? null,
})

/** Null also when the chosen assignment can no longer be worked by: the way to login leads to the choice. */
export function visitorIn(desk: Desk, request: FastifyRequest, found: Found | null): Visitor | null {
  if (found === null || !found.isLive) return null
  const { sessions } = desk
  const { session } = found
  const { employee, name, roles } = session.staff
  const assignments = workable(session.staff, todayAt(desk))
  const assignment = assignments.find(({ id }) => id === session.chosen)
  if (assignment === undefined || roles.size === 0) return null
  const persons = new Map(session.persons)
  const memory = new Map(session.memory)
  return {
    staff: { employee, name, roles, assignment },
    assignments,
    csrf: session.csrf,
    language: desk.languageOf(request),
    refer: async (person) => {
      const reference = await sessions.refer({ ...session, persons }, person)
      persons.set(reference, person)
      return reference
    },
    personOf: (reference) => persons.get(reference) ?? null,
    remember: async (key, value) => {
      await sessions.remember(session, key, value)
      if (value === null || value === undefined) memory.delete(key)
      else memory.set(key, JSON.stringify(value))
    },
    recall: (key) => JSON.parse(memory.get(key) ?? 'null') as unknown,
  }
}
