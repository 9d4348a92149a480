/** How many rows every table of the ledger holds, so that a test can see that nothing was stored. */

import { Client } from 'pg'
import { type Place, SCHEMA } from '../../../src/ledger/connect.ts'

export type Rows = Readonly<Record<string, number>>
export type Tables = { readonly rows: () => Promise<Rows>; readonly close: () => Promise<void> }

const TABLES = `select table_name as name from information_schema.tables
  where table_schema = '${SCHEMA}' and table_type = 'BASE TABLE' and table_name <> all ('{card_number,owing}') order by 1`
/** What can be looked for is kept up a moment after each commit, by the service itself: that is nothing stored. */
const BUT = "where t::text not like '%,finding,%'"

/** Takes the database of a service that runs. */
export async function openTables(place: Place): Promise<Tables> {
  const client = new Client(place)
  // A test may end the service, and its database with it, before it looks away.
  client.on('error', () => undefined)
  await client.connect()
  const { rows: tables } = await client.query<{ name: string }>(TABLES)
  const counts = tables.map(
    ({ name }) => `(select count(*)::int from ${SCHEMA}."${name}" t ${name === 'outbox' ? BUT : ''}) as "${name}"`,
  )
  return {
    rows: async () => (await client.query<Rows>(`select ${counts.join(', ')}`)).rows[0] ?? {},
    close: () => client.end().catch(() => undefined),
  }
}
