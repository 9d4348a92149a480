/**
 * The environments of an installation: which there are, where their databases lie, what their clocks show. The installation's own
 * database knows the list; it is never itself in it.
 */

import { type Client, escapeIdentifier, type Pool } from 'pg'
import { connectAsOwner, type Place, SCHEMA } from './connect.ts'
import { migrate, type Say } from './migrate.ts'

/** Gives where an environment's database lies, beside the installation's own. */
export function placeOf(place: Place, name: string): Place {
  if (!('connectionString' in place)) return { ...place, database: `${place.database}_${name}` }
  const url = new URL(place.connectionString)
  url.pathname = `${url.pathname}_${name}`
  return { connectionString: url.href }
}

/** Takes the installation's own place, at this release. Gives the environments' names, in order. */
export const environmentsOf = (place: Place): Promise<string[]> =>
  asOwner(place, async (client) => {
    const { rows } = await client.query<{ name: string }>(`select name from ${SCHEMA}.environment order by name`)
    return rows.map(({ name }) => name)
  })

/** Makes the environment's database, brings it to this release, and enters it in the list. Made already, it is only brought to this release. */
export async function createEnvironment(place: Place, name: string, say: Say): Promise<void> {
  await asOwner(place, (client) => createDatabase(client, name))
  await migrate(placeOf(place, name), say)
  await asOwner(place, (client) =>
    client.query(`insert into ${SCHEMA}.environment (name) values ($1) on conflict do nothing`, [name]),
  )
}

const MAY_NOT = '42501'

async function createDatabase(client: Client, name: string): Promise<void> {
  const { rows } = await client.query<{ database: string }>('select current_database() as database')
  const database = `${rows[0]?.database}_${name}`
  const found = await client.query('select from pg_database where datname = $1', [database])
  if (found.rowCount !== 0) return
  await client.query(`create database ${escapeIdentifier(database)}`).catch((fault) => {
    if ((fault as { code?: string }).code !== MAY_NOT) throw fault
    throw new Error(`The database's owner may not make databases. Have "${database}" made for it, then run this again.`)
  })
}

/** Sets an environment's clock so many milliseconds ahead of the world's (behind it, when negative). */
export const setClock = (place: Place, name: string, aheadMs: number): Promise<void> =>
  asOwner(placeOf(place, name), async (client) => {
    await client.query(`update ${SCHEMA}.clock set ahead_ms = $1`, [aheadMs])
  })

/** Gives how many milliseconds a database's clock goes ahead of the world's. Takes a pool in the application's role. */
export async function aheadOf(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ ahead_ms: string }>('select ahead_ms from clock')
  return Number(rows[0]?.ahead_ms ?? 0)
}

async function asOwner<T>(place: Place, act: (client: Client) => Promise<T>): Promise<T> {
  const client = await connectAsOwner(place)
  try {
    return await act(client)
  } finally {
    await client.end()
  }
}
