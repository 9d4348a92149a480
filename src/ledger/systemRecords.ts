/** The calling systems on record: dated records that are added and never changed, the newest of each system holding; and what a process knows of them. */

import type { Pool } from 'pg'
import type { CallingSystem } from '../domain/decisions/access.ts'
import type { HsaId } from '../domain/kernel/hsaId.ts'
import { type Moment, momentOf } from '../domain/kernel/moment.ts'
import type { Appended } from '../usecases/ledgerPort.ts'
import type { Directory } from '../usecases/ports.ts'
import { decodeSystem, encodeSystem } from './systemCodec.ts'
import { writeMoment } from './times.ts'

/** What was recorded of a system, when and by whom. */
export type SystemRecord = {
  readonly system: CallingSystem
  readonly version: number
  readonly recordedAt: Moment
  readonly by: string
}

const NEWEST = 'select distinct on (system) * from calling_system order by system, version desc'
const OF_ONE = 'select * from calling_system where system = $1 order by version'
const ADD = `insert into calling_system (system, version, recorded_at, recorded_by, content) values ($1, $2, $3, $4, $5)
  on conflict do nothing`

/** The newest record of every system, in the order of their ids. */
export const newestRecords = async (pool: Pool): Promise<SystemRecord[]> =>
  (await pool.query<Row>(NEWEST)).rows.map(recordOf)

/** Every record of one system, the oldest first. */
export const recordsOf = async (pool: Pool, id: HsaId): Promise<SystemRecord[]> =>
  (await pool.query<Row>(OF_ONE, [id])).rows.map(recordOf)

/** Adds a record; a conflict when another has taken its version. */
export async function addRecord(pool: Pool, { system, version, recordedAt, by }: SystemRecord): Promise<Appended> {
  const { rowCount } = await pool.query(ADD, [system.id, version, writeMoment(recordedAt), by, encodeSystem(system)])
  return rowCount === 1 ? 'appended' : 'conflict'
}

export type RecordedSystems = Pick<Directory, 'system'> & {
  /** Reads anew what has been recorded since. */
  readonly renew: () => Promise<void>
}

/** Takes a pool in the application's role. What it knows stays as it is when it cannot be read anew. */
export async function recordedSystems(pool: Pool): Promise<RecordedSystems> {
  const read = async (): Promise<ReadonlyMap<HsaId, CallingSystem>> =>
    new Map((await newestRecords(pool)).map(({ system }) => [system.id, system]))
  let known = await read()
  return {
    system: (id) => known.get(id) ?? null,
    renew: async () => {
      known = await read()
    },
  }
}

type Row = {
  readonly system: HsaId
  readonly version: number
  readonly recorded_at: Date
  readonly recorded_by: string
  readonly content: string
}

const recordOf = ({ system, version, recorded_at, recorded_by, content }: Row): SystemRecord => ({
  system: decodeSystem(system, content),
  version,
  recordedAt: momentOf(recorded_at.getTime()),
  by: recorded_by,
})
