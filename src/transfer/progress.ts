/** How far the import of a file has come, and what has been refused of it, as the database knows it: the tables of db/migrations/0011-transfer.sql. */

import { setTimeout as sleep } from 'node:timers/promises'
import type { Pool, PoolClient } from 'pg'
import { invariant } from '../domain/kernel/invariant.ts'
import type { Moment } from '../domain/kernel/moment.ts'
import type { Statement } from '../ledger/statements.ts'
import { writeMoment } from '../ledger/times.ts'
import type { BatchWrite, RefusedLines } from './batchWrite.ts'
import type { Place } from './lines.ts'
import { sentenceOf } from './refusals.ts'

/** A file that is being imported. */
export type Run = {
  readonly digest: Buffer
  readonly next: Place
  readonly isFinished: boolean
  readonly counts: Counts
}

export type Counts = {
  readonly accounts: number
  readonly entries: number
  readonly refusedAccounts: number
  readonly refusedLines: number
  readonly identitiesMade: number
}

/** Lines of one account that were refused together. */
export type Refused = {
  readonly first: number
  readonly last: number
  readonly from: number
  readonly through: number
  /** The first line at fault. */
  readonly at: number
  readonly reason: string
}

const LOCK_SPACE = 7_242_003
const PAUSE_MS = 200

/** Gives whether this connection alone imports the file, waiting so long for one that has just ended. It does until it ends itself. */
export async function takeTurn(connection: PoolClient, digest: Buffer, patienceMs: number): Promise<boolean> {
  const values = [LOCK_SPACE, digest.toString('hex')]
  const until = performance.now() + patienceMs
  for (;;) {
    const { rows } = await connection.query<{ mine: boolean }>(
      'select pg_try_advisory_lock($1, hashtext($2)) as mine',
      values,
    )
    if (rows[0]?.mine === true) return true
    if (performance.now() >= until) return false
    await sleep(PAUSE_MS)
  }
}

export const endTurn = async (connection: PoolClient, digest: Buffer): Promise<void> => {
  await connection.query('select pg_advisory_unlock($1, hashtext($2))', [LOCK_SPACE, digest.toString('hex')])
}

const BEGIN = `insert into import (digest, started_at, next_offset, next_line, accounts, entries, refused_accounts, refused_lines,
  identities_made) values ($1, $2, 0, 1, 0, 0, 0, 0, 0) on conflict do nothing`
const RUN = `select next_offset as "offset", next_line as "number", finished_at as "finishedAt", accounts, entries,
  refused_accounts as "refusedAccounts", refused_lines as "refusedLines", identities_made as "identitiesMade"
  from import where digest = $1`

type RunRow = { readonly finishedAt: Date | null } & Readonly<Record<keyof Place | keyof Counts, string>>

/** Gives the run of the file with this digest: where it was left, or at its beginning. */
export async function runOf(connection: PoolClient, digest: Buffer, now: Moment): Promise<Run> {
  await connection.query(BEGIN, [digest, writeMoment(now)])
  const { rows } = await connection.query<RunRow>(RUN, [digest])
  const [row] = rows
  invariant(row !== undefined, 'an import that has begun')
  const { offset, number, finishedAt, accounts, entries, refusedAccounts, refusedLines, identitiesMade } = row
  return {
    digest,
    next: { offset: Number(offset), number: Number(number) },
    isFinished: finishedAt !== null,
    counts: {
      accounts: Number(accounts),
      entries: Number(entries),
      refusedAccounts: Number(refusedAccounts),
      refusedLines: Number(refusedLines),
      identitiesMade: Number(identitiesMade),
    },
  }
}

/** Gives the run as it stands when the batch has been written. */
export const advanced = (run: Run, batch: BatchWrite): Run => ({
  ...run,
  next: batch.next,
  counts: {
    accounts: run.counts.accounts + batch.accounts.length,
    entries: run.counts.entries + sum(batch.accounts, ({ entries }) => entries.length),
    refusedAccounts: run.counts.refusedAccounts + batch.refused.length,
    refusedLines: run.counts.refusedLines + sum(batch.refused, ({ of }) => of.last - of.first + 1),
    identitiesMade: run.counts.identitiesMade + sum(batch.accounts, ({ identitiesMade }) => identitiesMade),
  },
})

const sum = <T>(all: readonly T[], count: (one: T) => number): number =>
  all.reduce((total, one) => total + count(one), 0)

const ADVANCE = `update import set next_offset = $3, next_line = $4, accounts = $5, entries = $6, refused_accounts = $7,
  refused_lines = $8, identities_made = $9 where digest = $1 and next_offset = $2`

/** Touches no row when the run is not where it is believed to be. */
export function advanceStatement(run: Run, batch: BatchWrite): Statement {
  const { next, counts } = advanced(run, batch)
  const { accounts, entries, refusedAccounts, refusedLines, identitiesMade } = counts
  const values = [
    run.digest,
    run.next.offset,
    next.offset,
    next.number,
    accounts,
    entries,
    refusedAccounts,
    refusedLines,
  ]
  return { name: 'import advance', text: ADVANCE, values: [...values, identitiesMade] }
}

const REFUSE = `insert into import_refusal (digest, first_line, last_line, from_offset, through_offset, at_line, reason)
  select $1, * from unnest($2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[], $7::text[])`

export function refusalStatement({ digest }: Run, refused: readonly RefusedLines[]): Statement {
  const column = <T>(value: (one: RefusedLines) => T): T[] => refused.map(value)
  return {
    name: 'import refuse',
    text: REFUSE,
    values: [
      digest,
      column(({ of }) => of.first),
      column(({ of }) => of.last),
      column(({ of }) => of.from),
      column(({ of }) => of.through),
      column(({ fault }) => fault.line),
      column(({ fault }) => sentenceOf(fault.refusal)),
    ],
  }
}

export const finish = async (connection: PoolClient, { digest }: Run, now: Moment): Promise<void> => {
  await connection.query('update import set finished_at = $2 where digest = $1', [digest, writeMoment(now)])
}

const REFUSED = `select first_line as "first", last_line as "last", from_offset as "from", through_offset as "through", at_line as "at",
  reason from import_refusal where digest = $1 and first_line > $2 order by first_line limit 1000`

type RefusedRow = Readonly<Record<keyof Refused, string>>

/** Everything refused of the file, in its order. */
export async function* refusedOf(pool: Pool, digest: Buffer): AsyncGenerator<Refused> {
  for (let after = 0; ; ) {
    const { rows } = await pool.query<RefusedRow>(REFUSED, [digest, after])
    for (const { first, last, from, through, at, reason } of rows) {
      after = Number(first)
      yield { first: after, last: Number(last), from: Number(from), through: Number(through), at: Number(at), reason }
    }
    if (rows.length === 0) return
  }
}
