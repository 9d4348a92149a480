/** How many rows every table of a running service's ledger holds, so that a test can see that nothing was stored. */

import { Client } from 'pg'
import { SCHEMA } from '../../../src/ledger/connect.ts'
import { findRunning } from '../../../src/ledger/embedded/embedded.ts'

export type Rows = Readonly<Record<string, number>>
export type Tables = { readonly rows: () => Promise<Rows>; readonly close: () => Promise<void> }

const TABLES = `select table_name as name from information_schema.tables
  where table_schema = '${SCHEMA}' and table_type = 'BASE TABLE' order by 1`

/** Takes the data folder of a running service. */
export async function openTables(dataFolder: string): Promise<Tables> {
  const place = findRunning(dataFolder)
  if (place === null) throw new Error('no database runs on that folder')
  const client = new Client(place)
  // A test may end the service, and its database with it, before it looks away.
  client.on('error', () => undefined)
  await client.connect()
  const { rows: tables } = await client.query<{ name: string }>(TABLES)
  const counts = tables.map(({ name }) => `(select count(*)::int from ${SCHEMA}."${name}") as "${name}"`)
  return {
    rows: async () => (await client.query<Rows>(`select ${counts.join(', ')}`)).rows[0] ?? {},
    close: () => client.end().catch(() => undefined),
  }
}
