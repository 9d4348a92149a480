/**
 * PostgreSQL without an operator: the server that npm brings, as this service's child, on a Unix socket that only this
 * user reaches. It knows nothing of tables and roles; whoever holds `connection` is the cluster's master.
 */

import { accessSync, constants, mkdirSync, realpathSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { findBinaries } from './binaries.ts'
import { clusterFolder, clusterOwner, ensureCluster } from './cluster.ts'
import { type Connection, ensureDatabase } from './database.ts'
import { codeOf, EmbeddedFault } from './fault.ts'
import { chooseIdentity } from './identity.ts'
import { clearLeftover } from './leftover.ts'
import { PID_FILE, readLockFile } from './lockFile.ts'
import { findServer } from './processes.ts'
import { type Server, type Starting, startServer } from './server.ts'
import { PORT } from './settings.ts'
import { ensureSocketFolder, removeSocketFolder } from './socketFolder.ts'

export type EmbeddedOptions = {
  readonly dataFolder: string
  readonly log: (line: string) => void
}

export type Embedded = {
  /** The superuser's way in, as `new Pool(connection)` takes it. */
  readonly connection: Connection
  readonly serverPid: number
  /** Settles with a sentence when the server ends although nobody called stop. Never rejects; settles in no other case. */
  readonly exited: Promise<string>
  /** Ends the server and waits until it is gone. May be called more than once. Close the pools first. */
  readonly stop: () => Promise<void>
}

const DATABASE = 'efrikort'
const PATIENCE_MS = 10_000
const RETRY_MS = 100

/**
 * Takes the data folder (made if need be) and where to tell what happens. Gives a running database, new or the folder's
 * own. Throws EmbeddedFault, whose message says what to do, when the folder is in use by another service or cannot be used.
 */
export async function startEmbedded({ dataFolder, log }: EmbeddedOptions): Promise<Embedded> {
  const binaries = findBinaries()
  const folder = ensureDataFolder(dataFolder)
  const cluster = clusterFolder(folder)
  try {
    const owner = clusterOwner(cluster)
    await clearLeftover(cluster, log)
    const identity = chooseIdentity(binaries, folder, owner)
    await ensureCluster({ dataFolder: folder, binaries, identity, log })
    const socketFolder = ensureSocketFolder(folder, identity.owner)
    const starting = { dataFolder: folder, cluster, socketFolder, binaries, identity, log }
    return await open(await startPatiently(starting), socketFolder)
  } catch (caught) {
    throw inWords(caught, folder)
  }
}

/**
 * Takes the data folder of a service. Gives the way into the database that the service runs on it; null when none does, and then
 * startEmbedded may. For a tool that works beside the service: it neither starts nor stops anything.
 */
export function findRunning(dataFolder: string): Connection | null {
  const cluster = clusterFolder(dataFolder)
  const found = readLockFile(join(cluster, PID_FILE))
  if (found === null || !found.isReady || findServer(found.pid, cluster)?.startedBy == null) return null
  return connectionAt(found.socketFolder)
}

const connectionAt = (socketFolder: string): Connection => ({
  host: socketFolder,
  port: PORT,
  user: 'postgres',
  database: DATABASE,
  ssl: false,
})

function ensureDataFolder(dataFolder: string): string {
  try {
    mkdirSync(dataFolder, { recursive: true, mode: 0o700 })
    accessSync(dataFolder, constants.W_OK | constants.X_OK)
    if (!statSync(dataFolder).isDirectory()) throw new EmbeddedFault(`${dataFolder} is not a folder`)
    return realpathSync(dataFolder)
  } catch (caught) {
    throw inWords(caught, dataFolder)
  }
}

/** What the system refuses (no room, no right, a file in the way) is said with its path and what to do. */
function inWords(caught: unknown, folder: string): unknown {
  if (caught instanceof EmbeddedFault || codeOf(caught) === '' || !(caught instanceof Error)) return caught
  return new EmbeddedFault(
    `The data folder ${folder} cannot be used (${caught.message}). Mend that, or choose another folder by EFRIKORT_DATA.`,
    { cause: caught },
  )
}

const NOT_YET = /pre-existing shared memory block|lock file "postmaster\.pid"/

/**
 * A killed server's last processes may hold its memory for a moment, and another service may start at the same time: then
 * the folder is looked at again, which refuses when the other one has it.
 */
async function startPatiently(starting: Starting): Promise<Server> {
  const deadline = Date.now() + PATIENCE_MS
  for (;;) {
    try {
      return await startServer(starting)
    } catch (caught) {
      const mayPass = caught instanceof EmbeddedFault && NOT_YET.test(caught.message)
      if (!mayPass || Date.now() > deadline) {
        removeSocketFolder(starting.socketFolder)
        throw caught
      }
      await sleep(RETRY_MS)
      await clearLeftover(starting.cluster, starting.log)
    }
  }
}

async function open(server: Server, socketFolder: string): Promise<Embedded> {
  let isStopping = false
  const exited = new Promise<string>((resolve) => {
    server.ended.then((how) => {
      if (!isStopping) resolve(`the database server ended by itself (${how}): ${server.lastWords()}`)
    })
  })
  const stop = async () => {
    isStopping = true
    await server.stop()
    removeSocketFolder(socketFolder)
  }
  const connection = connectionAt(socketFolder)
  try {
    await ensureDatabase(connection)
    return { connection, serverPid: server.pid, exited, stop }
  } catch (caught) {
    await stop()
    throw caught
  }
}
