/** The only file that knows everybody: opens the database, and gives the use cases of an environment what they need of the world. */

import type { Pool } from 'pg'
import type { Config } from './config.ts'
import { syntheticPopulation } from './directory/population.ts'
import { gavleborg } from './directory/region.ts'
import { syntheticDirectory } from './directory/synthetic.ts'
import { syntheticCare } from './directory/syntheticFile.ts'
import type { HsaId } from './domain/kernel/hsaId.ts'
import { momentOf } from './domain/kernel/moment.ts'
import type { Job } from './jobs.ts'
import { changesIn } from './ledger/changes.ts'
import { applicationPool, type Place, POOL_SIZE } from './ledger/connect.ts'
import { findRunning, startEmbedded } from './ledger/embedded/embedded.ts'
import { aheadOf, environmentsOf, placeOf } from './ledger/environments.ts'
import { finding, keepFinding } from './ledger/finding.ts'
import { forgetCalls } from './ledger/forget.ts'
import { handovers } from './ledger/handovers.ts'
import { eraseAgain } from './ledger/heads/eraseAgain.ts'
import { headsFolderOf, headsKeyFile } from './ledger/heads/places.ts'
import { erasuresJob } from './ledger/heads/registerErasures.ts'
import { headsJob } from './ledger/heads/sealHeads.ts'
import { randomIds } from './ledger/ids.ts'
import { postgresLedger } from './ledger/ledger.ts'
import { migrate } from './ledger/migrate.ts'
import { recordedSettings } from './ledger/settingsLedger.ts'
import { type RecordedSystems, recordedSystems } from './ledger/systemRecords.ts'
import { enterSettings } from './usecases/enterSettings.ts'
import { eraseDue } from './usecases/eraseDue.ts'
import { leaveGrownUp } from './usecases/leaveGrownUp.ts'
import { oneAtATime } from './usecases/oneAtATime.ts'
import { findableOf } from './usecases/openFound.ts'
import type { Ports } from './usecases/ports.ts'

export type OpenDatabase = {
  /** The installation's own database. */
  readonly place: Place
  /** Settles, with a sentence, when an embedded server ends although nobody stopped it. */
  readonly lost: Promise<string>
  readonly stop: () => Promise<void>
}

export type Composed = {
  /** Null: the installation's own. */
  readonly name: string | null
  /** Behind the line of the demo, which believes a header: the synthetic systems call here beside those on record. */
  readonly ports: Ports
  /** The same for everybody else: the systems on record alone. */
  readonly portsOfRecord: Ports
  /** In the application's role. */
  readonly pool: Pool
  /** What the service is to do by itself. */
  readonly jobs: readonly Job[]
  readonly close: () => Promise<void>
}

type Say = (line: string) => void

const NEVER = new Promise<string>(() => undefined)

/** Starts the embedded database, or takes one's own by its URL. A tool may join the one that a service runs; two services may not share. */
export async function openDatabase(
  { database, dataFolder }: Pick<Config, 'database' | 'dataFolder'>,
  say: Say,
  { mayJoin }: { readonly mayJoin: boolean },
): Promise<OpenDatabase> {
  if (database.kind === 'url') {
    return { place: { connectionString: database.url }, lost: NEVER, stop: () => Promise.resolve() }
  }
  const running = mayJoin ? findRunning(dataFolder) : null
  if (running !== null) return { place: running, lost: NEVER, stop: () => Promise.resolve() }
  const embedded = await startEmbedded({ dataFolder, log: say })
  return { place: embedded.connection, lost: embedded.exited, stop: embedded.stop }
}

/** Where a tool works: in the installation's own database, or in that of the environment that its settings name. */
export const placeFor = ({ place }: OpenDatabase, environment: string | null): Place =>
  environment === null ? place : placeOf(place, environment)

/** Brings the installation's own database to this release and composes the ports on it. */
export const compose = (database: OpenDatabase, say: Say): Promise<Composed> =>
  composeAt(database.place, { name: null, connections: POOL_SIZE }, say)

const CONNECTIONS_BESIDE = 4

/** Composes every environment besides the installation's own. One that cannot be is told and left out: the tills go on. */
export async function composeOthers({ place }: OpenDatabase, say: Say): Promise<readonly Composed[]> {
  const others: Composed[] = []
  for (const name of await environmentsOf(place)) {
    try {
      others.push(await composeAt(placeOf(place, name), { name, connections: CONNECTIONS_BESIDE }, say))
    } catch (fault) {
      say(`the environment ${name} is not served: ${fault instanceof Error ? fault.message : 'it cannot be opened'}`)
    }
  }
  return others
}

type Kind = { readonly name: string | null; readonly connections: number }

async function composeAt(place: Place, { name, connections }: Kind, say: Say): Promise<Composed> {
  for (const migration of await migrate(place, say)) say(`migrated: ${migration}`)
  const pool = applicationPool(place, (fault) => say(`a database connection was lost: ${fault.name}`), connections)
  const clock = await clockOf(pool, name)
  const ledger = postgresLedger(pool)
  const region = gavleborg()
  await enterSettings({ ledger, now: clock.now, by: null }, region.recorded)
  const systems = await recordedSystems(pool)
  const synthetic = syntheticDirectory(region, syntheticCare())
  const portsOfRecord: Ports = {
    ledger,
    settings: await recordedSettings(ledger),
    directory: { ...synthetic, system: systems.system },
    population: syntheticPopulation(syntheticCare()),
    finding: finding(pool),
    handovers: handovers(pool),
    ids: randomIds,
    inTurn: oneAtATime(),
    now: clock.now,
    changes: changesIn(pool, () => say('those who watch accounts could not be told: the database did not answer')),
  }
  const besideRecord = (id: HsaId) => systems.system(id) ?? synthetic.system(id)
  const ports = { ...portsOfRecord, directory: { ...synthetic, system: besideRecord } }
  const jobs = [...jobsOn(ports, systems, pool), ...clock.jobs]
  return { name, ports, portsOfRecord, pool, jobs, close: () => pool.end() }
}

const SEAL_EVERY_MS = 600_000
const REGISTER_EVERY_MS = 60_000

/**
 * What a service does outside its database: erases again what the register knows as erased, before it answers anybody, and from then
 * on writes out signed heads and erasures. Gives these as jobs.
 */
export async function beyondDatabase(
  { name, ports, pool }: Composed,
  { headsFolder, dataFolder }: Pick<Config, 'headsFolder' | 'dataFolder'>,
  say: Say,
): Promise<readonly Job[]> {
  const folder = headsFolderOf(headsFolder, name)
  const erased = await eraseAgain(ports, pool, folder)
  if (erased > 0) say(`erased again, as the register of erasures says: ${erased}`)
  const sealing = { pool, folder, keyFile: headsKeyFile(dataFolder), environment: name ?? OWN, now: ports.now }
  return [
    headsJob({ ...sealing, everyMs: SEAL_EVERY_MS }),
    erasuresJob({ pool, ledger: ports.ledger, folder, everyMs: REGISTER_EVERY_MS }),
  ]
}

/** How seals name the installation's own environment: no other can be called so. */
const OWN = '(own)'

type EnvironmentClock = { readonly now: Ports['now']; readonly jobs: readonly Job[] }

const SOON_MS = 2_000

/** The installation's own clock is the world's. Another environment's goes as far ahead as its database says, and is followed. */
async function clockOf(pool: Pool, name: string | null): Promise<EnvironmentClock> {
  if (name === null) return { now: () => momentOf(Date.now()), jobs: [] }
  let aheadMs = await aheadOf(pool)
  const follow = async (): Promise<void> => {
    aheadMs = await aheadOf(pool)
  }
  const job = { name: 'follow the clock', everyMs: SOON_MS, run: follow, atStop: false }
  return { now: () => momentOf(Date.now() + aheadMs), jobs: [job] }
}

const MINUTE_MS = 60_000

const FINDING_MS = 1_000

const jobsOn = (ports: Ports, systems: RecordedSystems, pool: Pool): readonly Job[] => [
  {
    name: 'keep what can be looked for',
    everyMs: FINDING_MS,
    run: () => keepFinding(pool, (account) => findableOf(ports, account)),
    atStop: false,
  },
  { name: 'erase what those who left have had', everyMs: MINUTE_MS, run: () => eraseDue(ports), atStop: false },
  { name: 'let those who have grown up leave', everyMs: MINUTE_MS, run: () => leaveGrownUp(ports), atStop: false },
  { name: 'see settings that others have entered', everyMs: MINUTE_MS, run: ports.settings.renew, atStop: false },
  { name: 'see calling systems that others have recorded', everyMs: SOON_MS, run: systems.renew, atStop: false },
  { name: 'forget old calls', everyMs: 10 * MINUTE_MS, run: () => forgetCalls(pool, ports.now()), atStop: false },
]
