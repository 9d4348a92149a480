/** The only file that knows everybody: opens the database, and gives the use cases what they need of the world. */

import type { Config } from './config.ts'
import { gavleborg } from './directory/region.ts'
import { syntheticCare, syntheticDirectory } from './directory/synthetic.ts'
import { momentOf } from './domain/kernel/moment.ts'
import { applicationPool, type Place } from './ledger/connect.ts'
import { startEmbedded } from './ledger/embedded/embedded.ts'
import { randomIds } from './ledger/ids.ts'
import { postgresLedger } from './ledger/ledger.ts'
import { migrate } from './ledger/migrate.ts'
import { oneAtATime } from './usecases/oneAtATime.ts'
import type { Ports } from './usecases/ports.ts'

export type OpenDatabase = {
  readonly place: Place
  /** Settles, with a sentence, when an embedded server ends although nobody stopped it. */
  readonly lost: Promise<string>
  readonly stop: () => Promise<void>
}

export type Composed = { readonly ports: Ports; readonly close: () => Promise<void> }

const NEVER = new Promise<string>(() => undefined)

/** Starts the embedded database, or takes one's own by its URL. */
export async function openDatabase(
  { database, dataFolder }: Pick<Config, 'database' | 'dataFolder'>,
  say: (line: string) => void,
): Promise<OpenDatabase> {
  if (database.kind === 'url') {
    return { place: { connectionString: database.url }, lost: NEVER, stop: () => Promise.resolve() }
  }
  const embedded = await startEmbedded({ dataFolder, log: say })
  return { place: embedded.connection, lost: embedded.exited, stop: embedded.stop }
}

/** Brings the database to this release and composes the ports on it. */
export async function compose({ place }: OpenDatabase, say: (line: string) => void): Promise<Composed> {
  for (const name of await migrate(place)) say(`migrated: ${name}`)
  const pool = applicationPool(place, (fault) => say(`a database connection was lost: ${fault.name}`))
  const ports: Ports = {
    ledger: postgresLedger(pool),
    directory: syntheticDirectory(gavleborg(), syntheticCare()),
    ids: randomIds,
    inTurn: oneAtATime(),
    now: () => momentOf(Date.now()),
  }
  return { ports, close: () => pool.end() }
}
