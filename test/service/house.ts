/** The whole service in this process on a real PostgreSQL, reached over HTTP on loopback, with a clock that a test sets. */

import type { AddressInfo } from 'node:net'
import type { Pool } from 'pg'
import { httpApp } from '../../src/http/app.ts'
import { applicationPool } from '../../src/ledger/connect.ts'
import { migrate } from '../../src/ledger/migrate.ts'
import { DATABASES } from '../ledger/databases.ts'
import { reserveNumber, type World, worldOn } from '../usecases/world.ts'
import { A, A_SYSTEM, B, B_SYSTEM, BOTH_SYSTEM, type Desk, deskAt } from './desk.ts'

export type Standing = {
  readonly address: string
  readonly pool: Pool
  readonly world: World
  readonly setClock: World['setClock']
  /** The desk of the system that may act for both providers; an employee of A sits there. */
  readonly both: Desk
  /** The same system, and an employee of B. */
  readonly bothAsB: Desk
  readonly a: Desk
  readonly b: Desk
  /** A person nobody has met in this house: an adult, by a reserve number. */
  readonly stranger: () => string
  /** How many entries the ledger holds. */
  readonly entries: () => Promise<number>
  readonly close: () => Promise<void>
}

/** Opens the house on a new embedded database. The clock stands at noon on 2 June 2025 until it is set. */
export async function openHouse(): Promise<Standing> {
  const [embedded] = DATABASES
  if (embedded === undefined) throw new Error('the embedded database is the first of the kinds')
  const database = await embedded.open()
  await migrate(database.place, () => undefined)
  const pool = applicationPool(database.place, () => undefined)
  const world = await worldOn(pool)
  const app = await httpApp(world.ports, [], { quiet: true })
  await app.listen({ host: '127.0.0.1', port: 0 })
  const address = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
  let met = 0
  return {
    address,
    pool,
    world,
    setClock: world.setClock,
    both: deskAt(address, BOTH_SYSTEM, A),
    bothAsB: deskAt(address, BOTH_SYSTEM, B),
    a: deskAt(address, A_SYSTEM, A),
    b: deskAt(address, B_SYSTEM, B),
    stranger: () => {
      met += 1
      return reserveNumber(met)
    },
    entries: async () => {
      const { rows } = await pool.query<{ count: string }>('select count(*) from entry where account_id > 0')
      return Number(rows[0]?.count)
    },
    close: async () => {
      await app.close()
      await pool.end()
      await database.stop()
    },
  }
}
