/** Whose session a request belongs to, how long it lasts, and how one begins, goes on under a new id, and ends. */

import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Staff } from '../domain/decisions/staff.ts'
import { type Moment, momentOf } from '../domain/kernel/moment.ts'
import { dropCookie, type Jar, readCookie, setCookie } from './cookies.ts'
import { digestOf, newReference, newSecret } from './secrets.ts'
import type { Ended, LineKind, Session, SessionStore } from './sessionStore.ts'
import { chosenAtLogin } from './workable.ts'

export type Limits = { readonly idleMs: number; readonly longestMs: number }

/** How a session stands towards a request. */
export type Found = {
  readonly session: Session
  /** False: idle too long, or too old. Such a one is only good for keeping what was typed. */
  readonly isLive: boolean
}

export type Sessions = {
  /** Null: the browser has none, or one that is unknown here, or another's line. One look for each request. */
  readonly find: (request: FastifyRequest) => Promise<Found | null>
  /** Opens one under a new id, whatever id the browser came with. */
  readonly open: (request: FastifyRequest, reply: FastifyReply, staff: Staff) => Promise<Session>
  readonly end: (request: FastifyRequest, reply: FastifyReply) => Promise<void>
  readonly choose: (session: Session, assignment: string) => Promise<void>
  readonly refer: (session: Session, person: string) => Promise<string>
  readonly remember: (session: Session, key: string, value: unknown) => Promise<void>
}

export type Surroundings = {
  readonly store: SessionStore
  readonly now: () => Moment
  readonly limits: Limits
  readonly jar: Jar
  readonly line: LineKind
  /** Who holds the line by certificate; null on a line where that is not asked. */
  readonly holderOf: (request: FastifyRequest) => string | null
  readonly purposesOf: Parameters<typeof chosenAtLogin>[1]['purposesOf']
}

/** What was posted too late is kept so long after the session's end. */
export const KEPT_MS = 3_600_000
/** Under this key. */
export const KEPT_FORM = 'kept-form'
/** Rarer than each request, and yet near enough to fifteen minutes. */
const SEEN_AGAIN_MS = 10_000
const LONGEST_MEMORY = 65_536

export function sessions(around: Surroundings): Sessions {
  const { store } = around
  const found = new WeakMap<FastifyRequest, Promise<Found | null>>()
  return {
    find: (request) => {
      const known = found.get(request) ?? look(around, request)
      found.set(request, known)
      return known
    },
    open: async (request, reply, staff) => {
      const opened = await openAnew(around, request, staff)
      setCookie(around.jar, reply, { name: 'efrikort', value: opened.secret, seconds: null })
      found.delete(request)
      return opened.session
    },
    end: async (request, reply) => {
      const cookie = readCookie(around.jar, request, 'efrikort')
      if (cookie !== null) await store.end(digestOf(cookie))
      dropCookie(around.jar, reply, 'efrikort')
      found.delete(request)
    },
    choose: ({ digest }, assignment) => store.choose(digest, assignment),
    refer: ({ digest, persons }, person) => {
      const known = [...persons].find(([, one]) => one === person)
      return known === undefined ? store.refer(digest, person, newReference()) : Promise.resolve(known[0])
    },
    remember: async ({ digest }, key, value) => {
      const json = value === null || value === undefined ? null : JSON.stringify(value)
      if (json !== null && json.length > LONGEST_MEMORY) throw new Error('what a session remembers is small')
      await store.remember(digest, key, json)
    },
  }
}

async function look({ store, now, limits, jar, line, holderOf }: Surroundings, request: FastifyRequest) {
  const cookie = readCookie(jar, request, 'efrikort')
  const session = cookie === null ? null : await store.read(digestOf(cookie))
  if (session === null || session.line !== line) return null
  // A session that was begun with a card is answered to the holder of that card alone.
  if (line === 'certificate' && holderOf(request) !== session.staff.employee) return null
  const standing = standingOf(session, now(), limits)
  if (standing === 'gone') return null
  const isLive = standing === 'live'
  if (isLive && isActivity(request) && now() - session.seenAt >= SEEN_AGAIN_MS) await store.see(session.digest, now())
  return { session, isLive }
}

/** A page that listens for changes by itself is nobody at the till. */
const isActivity = ({ headers }: FastifyRequest): boolean => !(headers.accept ?? '').includes('text/event-stream')

/** Gone: what it kept is not given back any more either. */
export function standingOf({ seenAt, openedAt }: Session, now: Moment, limits: Limits): 'live' | 'ended' | 'gone' {
  const isAfter = ({ seenBefore, openedBefore }: Ended): boolean => seenAt > seenBefore && openedAt > openedBefore
  if (isAfter(endedAt(now, limits))) return 'live'
  return isAfter(goneAt(now, limits)) ? 'ended' : 'gone'
}

export const goneAt = (now: Moment, limits: Limits): Ended => endedAt(momentOf(now - KEPT_MS), limits)

/** Sessions that were last seen, or opened, at these moments or earlier have ended. */
export const endedAt = (now: Moment, { idleMs, longestMs }: Limits): Ended => ({
  seenBefore: momentOf(now - idleMs),
  openedBefore: momentOf(now - longestMs),
})

async function openAnew(around: Surroundings, request: FastifyRequest, staff: Staff) {
  const { store, now, line } = around
  const former = await formerOf(around, request, staff)
  const secret = newSecret()
  const openedAt = now()
  const opened = {
    digest: digestOf(secret),
    line,
    staff,
    chosen: chosenAtLogin(staff, { ...around, former: former?.chosen ?? null, now: openedAt }),
    // A page that was open when the session ended goes on working when the same employee is back.
    csrf: former?.csrf ?? newSecret(),
    openedAt,
  }
  await store.open(opened, former?.digest ?? null)
  const { persons = new Map(), memory = new Map() } = former ?? {}
  return { secret, session: { ...opened, seenAt: openedAt, persons, memory } }
}

/**
 * The session that the new one goes on from: this browser's, or another ended one that keeps a form, of the same employee. Somebody
 * else's session in this browser ends here.
 */
async function formerOf({ store, now, limits, jar, line }: Surroundings, request: FastifyRequest, staff: Staff) {
  const cookie = readCookie(jar, request, 'efrikort')
  const here = cookie === null ? null : await store.read(digestOf(cookie))
  const standing = here === null ? 'gone' : standingOf(here, now(), limits)
  const { employee } = staff
  if (here?.line === line && here.staff.employee === employee && standing !== 'gone') return here
  if (here !== null && standing === 'live') await store.end(here.digest)
  const asked = { employee, line, key: KEPT_FORM, ...endedAt(now(), limits) }
  const elsewhere = await store.endedThatRemembers(asked)
  const kept = elsewhere === null ? null : await store.read(elsewhere)
  return kept === null || standingOf(kept, now(), limits) === 'gone' ? null : kept
}
