/** Sessions and logins under way, in PostgreSQL: they outlive a restart, and every process of the service knows them. It knows no clock. */

import type { Pool } from 'pg'
import type { Staff } from '../domain/decisions/staff.ts'
import { formatMoment, type Moment, momentOf } from '../domain/kernel/moment.ts'
import { decodeStaff, encodeStaff } from './sessionCodec.ts'

/** By which way an employee came in. */
export type LineKind = 'provider' | 'certificate'

export type Session = {
  readonly digest: Buffer
  readonly line: LineKind
  readonly staff: Staff
  /** The id of the chosen assignment. */
  readonly chosen: string | null
  readonly csrf: string
  readonly openedAt: Moment
  readonly seenAt: Moment
  /** Person by reference. */
  readonly persons: ReadonlyMap<string, string>
  /** JSON by key. */
  readonly memory: ReadonlyMap<string, string>
}

export type NewSession = Omit<Session, 'persons' | 'memory' | 'seenAt'>

export type BegunLogin = {
  readonly digest: Buffer
  readonly nonce: string
  readonly verifier: string
  readonly returnTo: string
  readonly begunAt: Moment
}

export type SessionStore = {
  readonly read: (digest: Buffer) => Promise<Session | null>
  /** Opens a session; one that it continues gives it what it referred to and remembered, and is gone. */
  readonly open: (session: NewSession, continues: Buffer | null) => Promise<void>
  readonly end: (digest: Buffer) => Promise<void>
  readonly see: (digest: Buffer, at: Moment) => Promise<void>
  readonly choose: (digest: Buffer, assignment: string) => Promise<void>
  /** Gives the reference that the person has in the session: the one proposed when there was none. */
  readonly refer: (digest: Buffer, person: string, proposed: string) => Promise<string>
  readonly remember: (digest: Buffer, key: string, json: string | null) => Promise<void>
  /** The newest session of the employee, among those last seen before a moment or opened before another, that remembers the key. */
  readonly endedThatRemembers: (
    asked: { readonly employee: string; readonly line: LineKind; readonly key: string } & Ended,
  ) => Promise<Buffer | null>
  readonly beginLogin: (login: BegunLogin) => Promise<void>
  /** Gives the login and forgets it: it is finished once. */
  readonly takeLogin: (digest: Buffer) => Promise<BegunLogin | null>
  readonly forget: (ended: Ended & { readonly loginsBegunBefore: Moment }) => Promise<void>
}

/** Sessions that were last seen, or opened, before these moments. */
export type Ended = { readonly seenBefore: Moment; readonly openedBefore: Moment }

const READ = `select s.*,
    (select coalesce(json_object_agg(reference, person), '{}') from web_reference where session = s.digest) as persons,
    (select coalesce(json_object_agg(key, value), '{}') from web_memory where session = s.digest) as memory
  from web_session s where digest = $1`
const OPEN = `insert into web_session (digest, line, employee, staff, assignment, csrf, opened_at, seen_at)
  values ($1, $2, $3, $4, $5, $6, $7, $7)`
const CONTINUE = [
  'update web_reference set session = $1 where session = $2',
  'update web_memory set session = $1 where session = $2',
]
const END = 'delete from web_session where digest = $1'
// A session that has been ended meanwhile takes nothing more, and nothing breaks.
const REFER = `insert into web_reference (session, person, reference) select digest, $2, $3 from web_session where digest = $1
  on conflict (session, person) do update set person = excluded.person returning reference`
const REMEMBER = `insert into web_memory (session, key, value) select digest, $2, $3 from web_session where digest = $1
  on conflict (session, key) do update set value = excluded.value`
const ENDED = `select s.digest from web_session s join web_memory m on m.session = s.digest and m.key = $3
  where s.employee = $1 and s.line = $2 and (s.seen_at < $4 or s.opened_at < $5) order by s.seen_at desc limit 1`
const BEGIN_LOGIN = `insert into web_login (digest, nonce, verifier, return_to, begun_at) values ($1, $2, $3, $4, $5)`
const TAKE_LOGIN = 'delete from web_login where digest = $1 returning *'

/** Takes a pool in the application's role. */
export const sessionStore = (pool: Pool): SessionStore => ({
  read: async (digest) => {
    const { rows } = await pool.query<Row>(READ, [digest])
    return rows[0] === undefined ? null : sessionOf(rows[0])
  },
  open: (session, continues) => open(pool, session, continues),
  end: async (digest) => void (await pool.query(END, [digest])),
  see: async (digest, at) =>
    void (await pool.query('update web_session set seen_at = $2 where digest = $1', [digest, formatMoment(at)])),
  choose: async (digest, assignment) =>
    void (await pool.query('update web_session set assignment = $2 where digest = $1', [digest, assignment])),
  refer: async (digest, person, proposed) => {
    const { rows } = await pool.query<{ reference: string }>(REFER, [digest, person, proposed])
    return rows[0]?.reference ?? proposed
  },
  remember: async (digest, key, json) => {
    if (json === null) await pool.query('delete from web_memory where session = $1 and key = $2', [digest, key])
    else await pool.query(REMEMBER, [digest, key, json])
  },
  endedThatRemembers: async ({ employee, line, key, seenBefore, openedBefore }) => {
    const asked = [employee, line, key, formatMoment(seenBefore), formatMoment(openedBefore)]
    const { rows } = await pool.query<{ digest: Buffer }>(ENDED, asked)
    return rows[0]?.digest ?? null
  },
  beginLogin: async ({ digest, nonce, verifier, returnTo, begunAt }) =>
    void (await pool.query(BEGIN_LOGIN, [digest, nonce, verifier, returnTo, formatMoment(begunAt)])),
  takeLogin: async (digest) => {
    const { rows } = await pool.query<LoginRow>(TAKE_LOGIN, [digest])
    return rows[0] === undefined ? null : loginOf(rows[0])
  },
  forget: async ({ seenBefore, openedBefore, loginsBegunBefore }) => {
    const ended = [formatMoment(seenBefore), formatMoment(openedBefore)]
    await pool.query('delete from web_session where seen_at < $1 or opened_at < $2', ended)
    await pool.query('delete from web_login where begun_at < $1', [formatMoment(loginsBegunBefore)])
  },
})

async function open(pool: Pool, session: NewSession, continues: Buffer | null): Promise<void> {
  const { digest, line, staff, chosen, csrf, openedAt } = session
  const client = await pool.connect()
  try {
    await client.query('begin')
    const told = [digest, line, staff.employee, encodeStaff(staff), chosen, csrf, formatMoment(openedAt)]
    await client.query(OPEN, told)
    if (continues !== null) {
      for (const move of CONTINUE) await client.query(move, [digest, continues])
      await client.query(END, [continues])
    }
    await client.query('commit')
    client.release()
  } catch (fault) {
    // A connection in the middle of a transaction is of no use to the next.
    client.release(true)
    throw fault
  }
}

type Row = {
  readonly digest: Buffer
  readonly line: LineKind
  readonly staff: string
  readonly assignment: string | null
  readonly csrf: string
  readonly opened_at: Date
  readonly seen_at: Date
  readonly persons: Readonly<Record<string, string>>
  readonly memory: Readonly<Record<string, string>>
}

const sessionOf = (row: Row): Session => ({
  digest: row.digest,
  line: row.line,
  staff: decodeStaff(row.staff),
  chosen: row.assignment,
  csrf: row.csrf,
  openedAt: momentOf(row.opened_at.getTime()),
  seenAt: momentOf(row.seen_at.getTime()),
  persons: new Map(Object.entries(row.persons)),
  memory: new Map(Object.entries(row.memory)),
})

type LoginRow = {
  readonly digest: Buffer
  readonly nonce: string
  readonly verifier: string
  readonly return_to: string
  readonly begun_at: Date
}

const loginOf = ({ digest, nonce, verifier, return_to, begun_at }: LoginRow): BegunLogin => ({
  digest,
  nonce,
  verifier,
  returnTo: return_to,
  begunAt: momentOf(begun_at.getTime()),
})
