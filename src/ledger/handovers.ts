/** Handed over patients in the database, so that whichever service is asked knows them. The reference itself is not kept. */

import { createHash, randomBytes } from 'node:crypto'
import type { Pool } from 'pg'
import type { Handovers } from '../usecases/handovers.ts'
import { writeMoment } from './times.ts'

const BYTES = 24

/** Takes a pool in the application's role. */
export const handovers = (pool: Pool): Handovers => ({
  keep: async (person, until) => {
    const reference = randomBytes(BYTES).toString('base64url')
    await pool.query('insert into handover (reference_digest, person_id, expires_at) values ($1, $2, $3)', [
      digestOf(reference),
      person,
      writeMoment(until),
    ])
    return reference
  },
  take: async (reference, now) => {
    const { rows } = await pool.query<{ person_id: string; is_good: boolean }>(
      'delete from handover where reference_digest = $1 returning person_id, expires_at > $2 as is_good',
      [digestOf(reference), writeMoment(now)],
    )
    return rows[0]?.is_good === true ? rows[0].person_id : null
  },
})

const digestOf = (reference: string): Buffer => createHash('sha256').update(reference).digest()
