/**
 * Looks at what an earlier start left on the cluster's folder, and clears it away: a server whose service was killed, a
 * pid file whose number now belongs to another program. A server that somebody still uses is left alone.
 */

import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { codeOf, EmbeddedFault } from './fault.ts'
import { PID_FILE, readLockFile, removeLyingLockFile } from './lockFile.ts'
import { findServer, type RunningServer } from './processes.ts'

const FAST_SHUTDOWN_MS = 60_000
const IMMEDIATE_SHUTDOWN_MS = 15_000
const POLL_MS = 10

/**
 * Takes the cluster's folder. Gives nothing: afterwards no server runs on it and no pid file bars the way. Throws
 * EmbeddedFault when another service, or a server started by hand, runs on the folder.
 */
export async function clearLeftover(cluster: string, log: (line: string) => void): Promise<void> {
  const pidFile = join(cluster, PID_FILE)
  const server = findServer(readLockFile(pidFile)?.pid ?? 0, cluster)
  if (server === null) {
    removeLyingLockFile(pidFile, cluster)
    return
  }
  refuseIfInUse(server, cluster)
  log(`ending the database server (process ${server.pid}) of a service that is gone`)
  await endServer(server, cluster)
}

/** A server is its service's child for as long as that service lives. */
function refuseIfInUse(server: RunningServer, cluster: string): void {
  if (server.startedBy === null) {
    throw new EmbeddedFault(
      `A PostgreSQL server that was started by hand (process ${server.pid}) runs on ${cluster}. Stop it, then start again.`,
    )
  }
  if (server.parent === server.startedBy) {
    throw new EmbeddedFault(
      `Another service (process ${server.startedBy}) already runs on ${cluster}. ` +
        'Stop it, or give this one a folder of its own by EFRIKORT_DATA.',
    )
  }
}

/** Another start may end the same server at the same time: both only wait until it is gone. */
async function endServer(server: RunningServer, cluster: string): Promise<void> {
  signal(server, 'SIGINT')
  if (await isGone(server, cluster, FAST_SHUTDOWN_MS)) return
  signal(server, 'SIGQUIT')
  if (await isGone(server, cluster, IMMEDIATE_SHUTDOWN_MS)) return
  throw new EmbeddedFault(
    `The database server left behind (process ${server.pid}) does not end. End it, then start again.`,
  )
}

function signal({ pid }: RunningServer, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch (caught) {
    if (codeOf(caught) !== 'ESRCH') throw caught
  }
}

async function isGone({ pid }: RunningServer, cluster: string, patienceMs: number): Promise<boolean> {
  const deadline = Date.now() + patienceMs
  while (findServer(pid, cluster) !== null) {
    if (Date.now() > deadline) return false
    await sleep(POLL_MS)
  }
  return true
}
