/** Connections to PostgreSQL in the two roles: the owner, who migrates, and the application, who may not change what is written. */

import { Client, type ClientBase, type ClientConfig, Pool } from 'pg'

/** Where the database is: one's own by URL, or the embedded one by its socket. */
export type Place =
  | { readonly connectionString: string }
  | { readonly host: string; readonly port: number; readonly user: string; readonly database: string }

export const APPLICATION_ROLE = 'efrikort_app'
export const SCHEMA = 'efrikort'

/** How many connections one environment of a service has at most. */
export const POOL_SIZE = 10
const PATIENCE_MS = 10_000
const OLDEST_SERVER = 150_000

/** Gives a connection as the owner. Throws, with what to do, when the server is older than PostgreSQL 15. */
export async function connectAsOwner(place: Place): Promise<Client> {
  const client = new Client({ ...configOf(place), application_name: 'efrikort migrate' })
  await client.connect().catch((fault) => Promise.reject(unreachable(fault)))
  const { rows } = await client.query<{ version: string }>(`select current_setting('server_version_num') as version`)
  if (Number(rows[0]?.version) >= OLDEST_SERVER) return client
  await client.end()
  throw new Error('The database server is older than PostgreSQL 15. Point DATABASE_URL to one of version 15 or later.')
}

/** Gives a pool whose every connection works in the application's role. `onFault` is told of connections lost while idle. */
export function applicationPool(place: Place, onFault: (fault: Error) => void, size = POOL_SIZE): Pool {
  const pool = new Pool({
    ...configOf(place),
    max: size,
    // A database that has fallen silent holds no caller for ever: the call becomes a fault.
    query_timeout: PATIENCE_MS,
    statement_timeout: PATIENCE_MS,
    application_name: 'efrikort',
    // Awaited before the connection is handed out: no statement runs in another role.
    onConnect: async (client: ClientBase): Promise<void> => {
      await client.query(`set role ${APPLICATION_ROLE}; set search_path to ${SCHEMA}`)
    },
  })
  pool.on('error', onFault)
  return pool
}

/** A driver's message may name the server, never the password. */
const unreachable = (fault: Error): Error =>
  new Error(`The database cannot be used (${fault.message}). See that the server runs and that DATABASE_URL is right.`)

const configOf = (place: Place): ClientConfig => ({ ...place, connectionTimeoutMillis: PATIENCE_MS })
