/**
 * Brings the database to this release: the files of db/migrations in order, each once, under a lock, in the owner's role, while
 * services of the release before go on. Each carries its checks. migrationFiles.ts says what the files are.
 */

import { setTimeout as sleep } from 'node:timers/promises'
import type { Client } from 'pg'
import { APPLICATION_ROLE, connectAsOwner, type Place, SCHEMA } from './connect.ts'
import { type Migration, migrations } from './migrationFiles.ts'

const LOCK = 7_242_001

export type Say = (line: string) => void

/** Takes the database's place, and where to tell what takes long. Gives the names of the migrations applied now. Throws when one cannot be. */
export async function migrate(place: Place, say: Say): Promise<string[]> {
  const client = await connectAsOwner(place)
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK])
    await prepare(client)
    const applied: string[] = []
    for (const migration of migrations()) if (await apply(client, migration, say)) applied.push(migration.name)
    return applied
  } finally {
    await client.end()
  }
}

/** Makes the schema, the application's role (which the whole server shares) and the list of what has been applied. */
async function prepare(client: Client): Promise<void> {
  await client.query(`
    do $$ begin
      if not exists (select from pg_roles where rolname = '${APPLICATION_ROLE}') then
        create role ${APPLICATION_ROLE} nologin;
      end if;
    exception when duplicate_object or unique_violation then null;
    end $$;
    grant ${APPLICATION_ROLE} to current_user;
    create schema if not exists ${SCHEMA};
    create table if not exists ${SCHEMA}.migration (
      name text not null primary key, digest text not null, applied_at timestamptz not null default now()
    );
    create table if not exists ${SCHEMA}.migration_progress (name text not null primary key, at text not null);
    set search_path to ${SCHEMA}`)
}

/** Gives whether it was applied now. */
async function apply(client: Client, migration: Migration, say: Say): Promise<boolean> {
  const { name, digest, before } = migration
  const { rows } = await client.query<{ digest: string }>('select digest from migration where name = $1', [name])
  if (rows[0]?.digest === digest) return false
  if (rows[0] !== undefined)
    throw new Error(`Migration ${name} has been changed since it was applied. Restore the file as it was released.`)
  await check(client, before, `Migration ${name} was not begun, since this must be put right first`)
  if (migration.kind === 'once') await applyOnce(client, migration, say)
  else await applyInBatches(client, migration, say)
  return true
}

const DONE = 'insert into migration (name, digest) values ($1, $2)'

/** A check is a question whose rows name what does not hold. It locks nothing. */
async function check(client: Client, question: string | null, consequence: string): Promise<void> {
  if (question === null) return
  const { rows } = await client.query<{ fault: string }>(question)
  if (rows.length > 0) throw new Error(`${consequence}: ${rows.map(({ fault }) => fault).join('; ')}.`)
}

const LOCK_TIMEOUT = '55P03'
const PATIENCE = 120
const PAUSE_MS = 500

/** In one transaction. It waits for a lock no longer than others may be made to wait behind it, and tries again. */
async function applyOnce(client: Client, migration: Migration, say: Say): Promise<void> {
  const { name, digest, sql, after } = migration
  for (let attempt = 1; ; attempt += 1) {
    await client.query('begin')
    try {
      await client.query(`set local lock_timeout = '500ms'; ${sql}`)
      await check(client, after, 'this would not hold')
      await client.query(DONE, [name, digest])
      await client.query('commit')
      return
    } catch (fault) {
      await client.query('rollback')
      if ((fault as { code?: string }).code !== LOCK_TIMEOUT || attempt === PATIENCE)
        throw new Error(`Migration ${name} could not be applied; the database is as it was.`, { cause: fault })
      if (attempt % 10 === 0) say(`migration ${name} waits for a table that is in use`)
      await sleep(PAUSE_MS)
    }
  }
}

const REPORT_MS = 2_000

/** Each batch is a transaction of its own, and says how far it has come: cut short, it goes on from there. */
async function applyInBatches(client: Client, { name, digest, sql, after }: Migration, say: Say): Promise<void> {
  const found = await client.query<{ at: string }>('select at from migration_progress where name = $1', [name])
  let at = found.rows[0]?.at ?? null
  let reportAt = Date.now() + REPORT_MS
  for (let batch = 1; ; batch += 1) {
    await client.query('begin')
    const { rows } = await client.query<{ next: string | null }>(sql, [at])
    const next = rows[0]?.next ?? null
    if (next !== null) await client.query(PROGRESS, [name, next])
    await client.query('commit')
    if (next === null) break
    at = next
    if (Date.now() < reportAt) continue
    say(`migration ${name}: ${batch} batches done`)
    reportAt = Date.now() + REPORT_MS
  }
  await check(
    client,
    after,
    `Migration ${name} was applied, but this does not hold, and the release may not start on it`,
  )
  await client.query(DONE, [name, digest])
}

const PROGRESS = `insert into migration_progress (name, at) values ($1, $2) on conflict (name) do update set at = excluded.at`
