/** The ledger on PostgreSQL: what is loaded, read or appended at the same time shares its round trips and commits. It does not think. */

import type { Pool, QueryResult } from 'pg'
import type { Recorded } from '../domain/account/ledgerEntry.ts'
import { type Moment, momentOf } from '../domain/kernel/moment.ts'
import type {
  AccountId,
  Address,
  Appended,
  Appending,
  Ledger,
  Loaded,
  PersonMove,
  Turn,
} from '../usecases/ledgerPort.ts'
import { oneAtATime } from '../usecases/oneAtATime.ts'
import { contentDigest } from './chain.ts'
import { decodeEntry } from './entryCodec.ts'
import { settingsLedger } from './settingsLedger.ts'
import { decodeSnapshot, SNAPSHOT_FORM } from './snapshotCodec.ts'
import {
  appendStatement,
  appendTogetherStatement,
  eraseStatement,
  type LoadCall,
  loadStatement,
  lockStatement,
  noteStatement,
  type ReadCall,
  readStatement,
  rememberStatement,
  type Statement,
} from './statements.ts'
import { writeMoment } from './times.ts'
import { together } from './together.ts'

/** A pool, or one connection of it. */
type Connection = Pick<Pool, 'query'>

/** One lane of each kind, so that those who arrive while it is busy do travel together: fewer and larger commits (measured). */
const SHARING = { most: 64, lanes: 1 }

/** Takes a pool in the application's role. Every statement on the hot path is prepared by name. */
export function postgresLedger(pool: Pool): Ledger {
  const load = together((calls: readonly LoadCall[]) => loadAll(pool, calls), SHARING)
  const read = together((calls: readonly ReadCall[]) => readAll(pool, calls), SHARING)
  const append = together((appendings: readonly Appending[]) => appendEach(pool, appendings), SHARING)
  // It holds a connection while it waits: one at a time, so that the others still find theirs.
  const alone = oneAtATime()
  const note = together(async (lines: Parameters<typeof noteStatement>[0]) => {
    await ask(pool, noteStatement(lines))
    return lines.map(() => undefined)
  }, SHARING)
  return {
    load: (address, key) => load({ address, key }),
    read: (address, line) => read({ address, line }),
    append,
    appendTogether: async (appendings, move) => appendAll(pool, appendings, move),
    exclusively: (address, attempt) => alone('', () => holding(pool, address, attempt)),
    remember: async (account, at, remembering) =>
      appendedOf((await ask(pool, rememberStatement(account, at, remembering))).rowCount === 1),
    note,
    entriesOf: (account) => entriesOf(pool, account),
    dueForErasure: (now, most) => dueIn(pool, 'erasure_due', now, most),
    erasureDone: (account, now, next) => doneIn(pool, 'erasure_due', { account, now, next }),
    groupsToLookAt: (now, most) => dueIn(pool, 'group_due', now, most),
    groupLookedAt: (account, now, next) => doneIn(pool, 'group_due', { account, now, next }),
    erase: async (appending) => appendedOf((await ask<AppendedRow>(pool, eraseStatement(appending))).rows[0]?.['a0']),
    ...settingsLedger(pool),
    ping: async () => {
      await pool.query('select 1')
    },
  }
}

/** What the service is to do by itself at a moment: accounts with when each is due. */
type DueTable = 'erasure_due' | 'group_due'

async function dueIn(pool: Pool, table: DueTable, now: Moment, most: number): Promise<AccountId[]> {
  const { rows } = await pool.query<{ account_id: string }>(
    `select account_id from ${table} where due_at <= $1 group by account_id order by min(due_at) limit $2`,
    [writeMoment(now), most],
  )
  return rows.map((row) => BigInt(row.account_id) as AccountId)
}

type Seen = { readonly account: AccountId; readonly now: Moment; readonly next: Moment | null }

async function doneIn(pool: Pool, table: DueTable, { account, now, next }: Seen): Promise<void> {
  await pool.query(
    `with done as (delete from ${table} where account_id = $1 and due_at <= $2)
      insert into ${table} (account_id, due_at) select $1, $3::timestamptz where $3 is not null on conflict do nothing`,
    [account, writeMoment(now), next === null ? null : writeMoment(next)],
  )
}

const ask = <Row extends object>(connection: Connection, statement: Statement): Promise<QueryResult<Row>> =>
  connection.query<Row>(statement)

type AccountRow = {
  readonly account_id: string | null
  readonly card_type: string
  readonly version: number | null
  readonly snapshot: string
  readonly snapshot_form: number
  readonly settings_version: number | null
  readonly once_salt: Buffer | null
  readonly once_digest: Buffer
  readonly once_answer: string
  readonly once_at: Date
}

async function loadAll(connection: Connection, calls: readonly LoadCall[]): Promise<Loaded[]> {
  return (await ask<AccountRow>(connection, loadStatement(calls))).rows.map(loadedOf)
}

async function readAll(connection: Connection, calls: readonly ReadCall[]): Promise<Loaded[]> {
  return (await ask<AccountRow>(connection, readStatement(calls))).rows.map(loadedOf)
}

function loadedOf(row: AccountRow): Loaded {
  const { account_id: id, version, once_salt: salt } = row
  return {
    account:
      id === null || version === null
        ? null
        : {
            id: BigInt(id) as AccountId,
            cardType: row.card_type,
            version,
            snapshot: row.snapshot_form === SNAPSHOT_FORM ? decodeSnapshot(row.snapshot) : null,
          },
    settingsVersion: row.settings_version ?? 0,
    remembered:
      salt === null
        ? null
        : {
            at: momentOf(row.once_at.getTime()),
            hadContent: (content) => contentDigest(salt, content).equals(row.once_digest),
            answer: row.once_answer,
          },
  }
}

type AppendedRow = Readonly<Record<string, boolean>>

const appendedOf = (written: boolean | undefined): Appended => (written === true ? 'appended' : 'conflict')

/** One that fails must not fail those that travel with it: then each goes alone. */
async function appendEach(connection: Connection, appendings: readonly Appending[]): Promise<Appended[]> {
  try {
    const inOrder = appendings.toSorted(byAccount)
    const { rows } = await ask<AppendedRow>(connection, appendStatement(inOrder))
    const written = new Map(inOrder.map((one, at) => [one, appendedOf(rows[0]?.[`a${at}`])]))
    return appendings.map((one) => written.get(one) as Appended)
  } catch (fault) {
    if (appendings.length === 1 || !isOfServer(fault)) return [conflictOr(fault)]
    return Promise.all(appendings.map(async (one) => (await appendEach(connection, [one]))[0] as Appended))
  }
}

async function appendAll(
  connection: Connection,
  appendings: readonly Appending[],
  move: PersonMove | null,
): Promise<Appended> {
  try {
    await ask(connection, appendTogetherStatement(appendings.toSorted(byAccount), move))
    return 'appended'
  } catch (fault) {
    return conflictOr(fault)
  }
}

/** All take accounts in the same order, those that stand before persons who get one, so that two seldom wait for each other. */
const byAccount = (a: Appending, b: Appending): number =>
  Number(a.opens !== null) - Number(b.opens !== null) || (a.account < b.account ? -1 : a.account > b.account ? 1 : 0)

const codeOf = (fault: unknown): string => (fault as { readonly code?: string }).code ?? ''

/** The server refused the statement and has written nothing; a lost connection tells nothing of the kind. */
const isOfServer = (fault: unknown): boolean => /^[0-9A-Z]{5}$/.test(codeOf(fault))

/** A key used meanwhile, an account changed meanwhile, or two that waited for each other: load and decide again. */
const CONFLICTS = ['EF001', 'EF002', '40P01']

function conflictOr(fault: unknown): Appended {
  if (CONFLICTS.includes(codeOf(fault))) return 'conflict'
  throw fault
}

async function holding<T>(pool: Pool, address: Address, attempt: (turn: Turn) => Promise<T>): Promise<T> {
  const connection = await pool.connect()
  // Lost while the attempt decides, it is missed at the next statement; unheard it would end the process.
  connection.on('error', unheard)
  try {
    await connection.query('begin')
    await connection.query(lockStatement(address))
    const outcome = await attempt({
      load: async (address, key) => (await loadAll(connection, [{ address, key }]))[0] as Loaded,
      append: async (appending) => (await appendEach(connection, [appending]))[0] as Appended,
    })
    await connection.query('commit')
    connection.off('error', unheard)
    connection.release()
    return outcome
  } catch (fault) {
    // The connection is given up, and the server rolls back.
    connection.release(true)
    throw fault
  }
}

const unheard = (): void => undefined

const ENTRIES = `select e.recorded_at, c.content from entry e join entry_content c using (account_id, version)
  where e.account_id = $1 order by e.version`

async function entriesOf(pool: Pool, account: AccountId): Promise<Recorded[]> {
  const { rows } = await pool.query<{ recorded_at: Date; content: string | null }>(ENTRIES, [account])
  return rows.map(({ recorded_at, content }) => {
    const recordedAt = momentOf(recorded_at.getTime())
    return content === null ? { entry: null, recordedAt, settingsVersion: 1 } : { ...decodeEntry(content), recordedAt }
  })
}
