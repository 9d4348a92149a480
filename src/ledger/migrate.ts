/**
 * Brings the database to this release: the files of db/migrations in order, each once, under a lock, in the owner's role, while
 * services of the release before go on. Each carries its checks. migrationFiles.ts says what the files are.
 */

import { setTimeout as sleep } from 'node:timers/promises'
import type { Client } from 'pg'
import { APPLICATION_ROLE, connectAsOwner, type Place, SCHEMA } from './connect.ts'
import { type Migration, migrations } from './migrationFiles.ts'
import { type Say, whenFree } from './whenFree.ts'

export type { Say } from './whenFree.ts'

/** Takes the database's place, and where to tell what takes long. Gives the names of the migrations applied now. Throws when one cannot be. */
export async function migrate(place: Place, say: Say): Promise<string[]> {
  const client = await connectAsOwner(place)
  // A lost connection is told by the statement that it fails; unheard it would end the process.
  client.on('error', () => undefined)
  try {
    await waitForTurn(client, say)
    await prepare(client)
    const applied: string[] = []
    for (const migration of migrations()) if (await apply(client, migration, say)) applied.push(migration.name)
    return applied
  } finally {
    await client.end()
  }
}

const LOCK = 7_242_001
const TURN_PAUSE_MS = 200

/** One at a time. It asks again and again, since a statement that waits keeps the server from clearing away what others replace. */
async function waitForTurn(client: Client, say: Say): Promise<void> {
  // What a server sets for its callers is too short for a check of every entry.
  await client.query('set statement_timeout = 0; set lock_timeout = 0; set idle_in_transaction_session_timeout = 0')
  for (let isTold = false; ; isTold = true) {
    const { rows } = await client.query<{ mine: boolean }>('select pg_try_advisory_lock($1) as mine', [LOCK])
    if (rows[0]?.mine === true) return
    if (!isTold) say('waiting for another program that brings the database to its release')
    await sleep(TURN_PAUSE_MS)
  }
}

/**
 * Makes the schema, the application's role (which the whole server shares) and the list of what has been applied. Temporary tables come
 * last in the path, also in that of functions with the owner's right: nobody can put one in the place of a table.
 */
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
    set search_path to ${SCHEMA}, pg_temp`)
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

async function applyOnce(client: Client, { name, digest, sql, after }: Migration, say: Say): Promise<void> {
  const act = async (): Promise<void> => {
    await client.query(sql)
    await check(client, after, 'this would not hold')
    await client.query(DONE, [name, digest])
  }
  await whenFree({ client, name, say }, act).catch((cause) =>
    Promise.reject(new Error(`Migration ${name} could not be applied; the database is as it was.`, { cause })),
  )
}

const REPORT_MS = 2_000

/** Each batch is a transaction of its own, and says how far it has come: cut short, it goes on from there. */
async function applyInBatches(client: Client, migration: Migration, say: Say): Promise<void> {
  const { name, digest, after } = migration
  await everyBatch(client, migration, say).catch((cause) =>
    Promise.reject(new Error(`Migration ${name} was cut short; started again, it goes on from there.`, { cause })),
  )
  // Begun anew after a check that fails, since what has been put right by then may lie behind.
  await client.query('delete from migration_progress where name = $1', [name])
  await check(
    client,
    after,
    `Migration ${name} has been gone through, but this does not hold, and the release may not start on it`,
  )
  await client.query(DONE, [name, digest])
}

const PROGRESS = `insert into migration_progress (name, at) values ($1, $2) on conflict (name) do update set at = excluded.at`

async function everyBatch(client: Client, { name, sql }: Migration, say: Say): Promise<void> {
  // A batch does not wait for the disk: lost in a crash, it is lost with its progress.
  await client.query('set synchronous_commit = off')
  const found = await client.query<{ at: string }>('select at from migration_progress where name = $1', [name])
  let at = found.rows[0]?.at ?? null
  let reportAt = Date.now() + REPORT_MS
  for (let batch = 1; ; batch += 1) {
    const next = await whenFree({ client, name, say }, () => oneBatch(client, { name, sql, at }))
    if (next === null) break
    at = next
    if (Date.now() < reportAt) continue
    say(`migration ${name}: ${batch} batches done`)
    reportAt = Date.now() + REPORT_MS
  }
  await client.query('reset synchronous_commit')
}

type Batch = Pick<Migration, 'name' | 'sql'> & { readonly at: string | null }

/** Gives where the next one begins; null after the last. */
async function oneBatch(client: Client, { name, sql, at }: Batch): Promise<string | null> {
  const { rows } = await client.query<{ next: string | null }>(sql, [at])
  const next = rows[0]?.next ?? null
  if (next !== null) await client.query(PROGRESS, [name, next])
  return next
}
