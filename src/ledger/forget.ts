/** Forgets the calls (domain.md R3) that cannot come again, and patients handed over whom nobody opened: their time is past. */

import type { Pool } from 'pg'
import type { Moment } from '../domain/kernel/moment.ts'
import { writeMoment } from './times.ts'

const AT_A_TIME = 1_000
const FORGET = `delete from once where (system, key) in (
  select system, key from once where remembered_through < $1 order by remembered_through limit ${AT_A_TIME})`

/** Takes a pool in the application's role. Gives how many calls were forgotten. */
export async function forgetCalls(pool: Pool, now: Moment): Promise<number> {
  await pool.query('delete from handover where expires_at <= $1', [writeMoment(now)])
  let forgotten = 0
  for (;;) {
    const { rowCount } = await pool.query(FORGET, [writeMoment(now)])
    forgotten += rowCount ?? 0
    if ((rowCount ?? 0) < AT_A_TIME) return forgotten
  }
}
