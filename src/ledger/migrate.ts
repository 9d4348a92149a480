/** Brings the database to this release: the files of db/migrations in order, each once, under a lock, in the owner's role. */

import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import type { Client } from 'pg'
import { APPLICATION_ROLE, connectAsOwner, type Place, SCHEMA } from './connect.ts'

const FOLDER = new URL('../../db/migrations/', import.meta.url)
const LOCK = 7_242_001

type Migration = { readonly name: string; readonly sql: string; readonly digest: string }

/** Takes the database's place. Gives the names of the migrations applied now. Throws, nothing half done, when one cannot be. */
export async function migrate(place: Place): Promise<string[]> {
  const client = await connectAsOwner(place)
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK])
    await prepare(client)
    const applied: string[] = []
    for (const migration of migrations()) if (await apply(client, migration)) applied.push(migration.name)
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
    )`)
}

/** In one transaction. Gives whether it was applied now. */
async function apply(client: Client, { name, sql, digest }: Migration): Promise<boolean> {
  const { rows } = await client.query<{ digest: string }>(`select digest from ${SCHEMA}.migration where name = $1`, [
    name,
  ])
  if (rows[0]?.digest === digest) return false
  if (rows[0] !== undefined)
    throw new Error(`Migration ${name} has been changed since it was applied. Restore the file as it was released.`)
  await client.query('begin')
  try {
    await client.query(`set local search_path to ${SCHEMA}`)
    await client.query(sql)
    await client.query(`insert into ${SCHEMA}.migration (name, digest) values ($1, $2)`, [name, digest])
    await client.query('commit')
    return true
  } catch (fault) {
    await client.query('rollback')
    throw new Error(`Migration ${name} could not be applied; the database is as it was.`, { cause: fault })
  }
}

const migrations = (): Migration[] =>
  readdirSync(FOLDER)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => {
      const sql = readFileSync(new URL(name, FOLDER), 'utf8')
      return { name, sql, digest: createHash('sha256').update(sql).digest('hex') }
    })
