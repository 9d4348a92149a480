/** Makes the service's own database in a cluster that has none yet. What stands in the database is not its business. */

import pg from 'pg'

export type Connection = {
  /** The folder of the server's socket. */
  readonly host: string
  readonly port: number
  readonly user: string
  readonly database: string
  readonly ssl: false
}

/** Takes the way into a database that may not be there. Makes it, empty, unless it is. Throws what the server says. */
export async function ensureDatabase(connection: Connection): Promise<void> {
  const client = new pg.Client({ ...connection, database: 'postgres' })
  await client.connect()
  try {
    const found = await client.query('SELECT FROM pg_database WHERE datname = $1', [connection.database])
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${pg.escapeIdentifier(connection.database)}`)
  } finally {
    await client.end()
  }
}
