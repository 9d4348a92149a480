/** How many lines the access log holds, of changes and of readings with their fees. */

import { applicationPool, type Place } from '../../src/ledger/connect.ts'

export type Lines = { readonly changes: number; readonly readings: number }

const LINES = `select count(*) filter (where act in ('registerFee', 'correctFee', 'annulFee')) as changes,
  count(*) filter (where act = 'readCardWithFees') as readings from access_log`

export async function linesOf(place: Place): Promise<Lines> {
  const pool = applicationPool(place, () => undefined, 1)
  try {
    const { rows } = await pool.query<{ changes: string; readings: string }>(LINES)
    return { changes: Number(rows[0]?.changes), readings: Number(rows[0]?.readings) }
  } finally {
    await pool.end()
  }
}
