/** The migrations one by one, so that a test can look in between. It applies them as src/ledger/migrate.ts does, without its patience. */

import type { Client, QueryResult } from 'pg'
import { type Migration, migrations } from '../../../src/ledger/migrationFiles.ts'

/** Takes the owner of an old database. Applies every migration that is not applied, and calls after each. */
export async function applyEach(owner: Client, between: () => Promise<void>): Promise<void> {
  for (const migration of await missing(owner)) {
    await apply(owner, migration)
    await between()
  }
}

/** Applies every migration before the one named. */
export async function applyUntil(owner: Client, name: string): Promise<void> {
  for (const migration of await missing(owner)) if (migration.name < name) await apply(owner, migration)
}

async function missing(owner: Client): Promise<Migration[]> {
  await owner.query(`set search_path to efrikort, pg_temp;
    create table if not exists migration_progress (name text not null primary key, at text not null)`)
  const { rows } = await owner.query<{ name: string }>('select name from migration')
  const applied = new Set(rows.map(({ name }) => name))
  return migrations().filter(({ name }) => !applied.has(name))
}

async function apply(owner: Client, { name, kind, sql, digest }: Migration): Promise<void> {
  await owner.query('begin')
  if (kind === 'once') await owner.query(sql)
  else await everyBatch(owner, sql)
  await owner.query('insert into migration (name, digest) values ($1, $2)', [name, digest])
  await owner.query('commit')
}

async function everyBatch(owner: Client, sql: string): Promise<void> {
  let at: string | null = null
  do {
    const batch: QueryResult<{ next: string | null }> = await owner.query(sql, [at])
    at = batch.rows[0]?.next ?? null
  } while (at !== null)
}
