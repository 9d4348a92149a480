/** The whole service in this process on a real PostgreSQL, for messages by the hundred thousand, with a look at what it stores. */

import { Client } from 'pg'
import { httpApp } from '../../src/http/app.ts'
import { applicationPool } from '../../src/ledger/connect.ts'
import { migrate } from '../../src/ledger/migrate.ts'
import { DATABASES } from '../ledger/databases.ts'
import { BOTH_SYSTEM } from '../service/desk.ts'
import { openTables, type Rows } from '../service/hostile/tables.ts'
import { CALLER_HEADER } from '../service/wire.ts'
import { worldOn } from '../usecases/world.ts'
import type { Draft } from './outside.ts'

export type Answer = { readonly status: number; readonly xml: string }

export type Hall = {
  readonly post: (path: string, draft: Draft) => Promise<Answer>
  readonly rows: () => Promise<Rows>
  /** How many entries of each kind the people's accounts hold. */
  readonly entries: () => Promise<Readonly<Record<string, number>>>
  readonly close: () => Promise<void>
}

export async function openHall(): Promise<Hall> {
  const [embedded] = DATABASES
  if (embedded === undefined) throw new Error('the embedded database is the first of the kinds')
  const database = await embedded.open()
  await migrate(database.place, () => undefined)
  const pool = applicationPool(database.place, () => undefined)
  const world = await worldOn(pool)
  const app = await httpApp(world.ports, [], { quiet: true })
  const tables = await openTables(database.place)
  const client = new Client(database.place)
  await client.connect()
  return {
    post: async (url, { bytes, headers }) => {
      const sent = {
        method: 'POST',
        url,
        payload: bytes,
        headers: { [CALLER_HEADER]: BOTH_SYSTEM, ...headers },
      } as const
      const { statusCode, body } = await app.inject(sent)
      return { status: statusCode, xml: body }
    },
    rows: tables.rows,
    entries: async () => {
      const { rows } = await client.query<{ kind: string; count: number }>(
        'select kind, count(*)::int as count from efrikort.entry where account_id > 0 group by kind',
      )
      return Object.fromEntries(rows.map(({ kind, count }) => [kind, count]))
    },
    close: async () => {
      await client.end()
      await tables.close()
      await app.close()
      await pool.end()
      await database.stop()
    },
  }
}
