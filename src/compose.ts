/** The only file that knows everybody: opens the database, and gives the use cases what they need of the world. */

import type { Pool } from 'pg'
import type { Config } from './config.ts'
import { gavleborg } from './directory/region.ts'
import { syntheticCare, syntheticDirectory } from './directory/synthetic.ts'
import { momentOf } from './domain/kernel/moment.ts'
import type { Job } from './jobs.ts'
import { applicationPool, type Place } from './ledger/connect.ts'
import { findRunning, startEmbedded } from './ledger/embedded/embedded.ts'
import { forgetCalls } from './ledger/forget.ts'
import { randomIds } from './ledger/ids.ts'
import { postgresLedger } from './ledger/ledger.ts'
import { migrate } from './ledger/migrate.ts'
import { recordedSettings } from './ledger/settingsLedger.ts'
import { enterSettings } from './usecases/enterSettings.ts'
import { eraseDue } from './usecases/eraseDue.ts'
import { oneAtATime } from './usecases/oneAtATime.ts'
import type { Ports } from './usecases/ports.ts'

export type OpenDatabase = {
  readonly place: Place
  /** Settles, with a sentence, when an embedded server ends although nobody stopped it. */
  readonly lost: Promise<string>
  readonly stop: () => Promise<void>
}

export type Composed = {
  readonly ports: Ports
  /** What the service is to do by itself. */
  readonly jobs: readonly Job[]
  readonly close: () => Promise<void>
}

const MINUTE_MS = 60_000

const NEVER = new Promise<string>(() => undefined)

/** Starts the embedded database, or takes one's own by its URL. A tool may join the one that a service runs; two services may not share. */
export async function openDatabase(
  { database, dataFolder }: Pick<Config, 'database' | 'dataFolder'>,
  say: (line: string) => void,
  { mayJoin }: { readonly mayJoin: boolean },
): Promise<OpenDatabase> {
  if (database.kind === 'url') {
    return { place: { connectionString: database.url }, lost: NEVER, stop: () => Promise.resolve() }
  }
  const running = findRunning(dataFolder)
  if (mayJoin && running !== null) return { place: running, lost: NEVER, stop: () => Promise.resolve() }
  const embedded = await startEmbedded({ dataFolder, log: say })
  return { place: embedded.connection, lost: embedded.exited, stop: embedded.stop }
}

/** Brings the database to this release and composes the ports on it. */
export async function compose({ place }: OpenDatabase, say: (line: string) => void): Promise<Composed> {
  for (const name of await migrate(place, say)) say(`migrated: ${name}`)
  const pool = applicationPool(place, (fault) => say(`a database connection was lost: ${fault.name}`))
  const ledger = postgresLedger(pool)
  const region = gavleborg()
  const now = () => momentOf(Date.now())
  await enterSettings({ ledger, now, by: null }, region.recorded)
  const ports: Ports = {
    ledger,
    settings: await recordedSettings(ledger),
    directory: syntheticDirectory(region.settings.id, syntheticCare()),
    ids: randomIds,
    inTurn: oneAtATime(),
    now,
  }
  return { ports, jobs: jobsOn(ports, pool), close: () => pool.end() }
}

const jobsOn = (ports: Ports, pool: Pool): readonly Job[] => [
  { name: 'erase what those who left have had', everyMs: MINUTE_MS, run: () => eraseDue(ports), atStop: false },
  { name: 'forget old calls', everyMs: 60 * MINUTE_MS, run: () => forgetCalls(pool, ports.now()), atStop: false },
]
