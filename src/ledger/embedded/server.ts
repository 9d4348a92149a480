/**
 * One running PostgreSQL server as this process's child: start, wait until it answers, stop. In a session of its own, so
 * that Ctrl-C in the terminal reaches the service alone, which stops the server when it has finished.
 */

import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Binaries } from './binaries.ts'
import { EmbeddedFault } from './fault.ts'
import { environment, type Identity } from './identity.ts'
import { PID_FILE, readLockFile, removeLyingLockFile } from './lockFile.ts'
import { openServerLog, type ServerLog } from './serverLog.ts'
import { BINDING_SETTINGS, PRIVATE_LOG, SOCKET_FILE } from './settings.ts'

export type Server = {
  readonly pid: number
  /** Settles with how the server ended: "code 1", "signal SIGKILL". Never rejects. */
  readonly ended: Promise<string>
  /** What the server wrote of itself since it was started, its last lines. */
  readonly lastWords: () => string
  /** Ends the server by a fast shutdown (open transactions are rolled back) and waits until it is gone. */
  readonly stop: () => Promise<void>
}

export type Starting = {
  readonly dataFolder: string
  readonly cluster: string
  readonly socketFolder: string
  readonly binaries: Binaries
  readonly identity: Identity
  readonly log: (line: string) => void
}

const POLL_MS = 10
const REPORT_MS = 10_000
const FAST_SHUTDOWN_MS = 60_000

/** Starts the server and waits until it takes connections, however long its recovery lasts. Throws EmbeddedFault when it ends instead. */
export async function startServer(starting: Starting): Promise<Server> {
  removeLyingLockFile(join(starting.socketFolder, `${SOCKET_FILE}.lock`), starting.cluster)
  const serverLog = openServerLog(starting.dataFolder, starting.identity.owner)
  const child = launch(starting, serverLog)
  const server = asServer(child, serverLog, starting.log)
  await untilReady(server, starting)
  child.unref()
  return server
}

function launch({ cluster, socketFolder, binaries, identity }: Starting, serverLog: ServerLog): ChildProcess {
  const settings = [
    ...BINDING_SETTINGS,
    ...PRIVATE_LOG,
    `unix_socket_directories="${socketFolder}"`,
    `efrikort.started_by=${process.pid}`,
  ]
  const [program = '', ...words] = [...identity.prefix, binaries.postgres, '-D', cluster]
  return spawn(program, [...words, ...settings.flatMap((setting) => ['-c', setting])], {
    ...identity.spawnAs,
    cwd: '/',
    env: environment(binaries),
    stdio: ['ignore', serverLog.descriptor, serverLog.descriptor],
    detached: true,
  })
}

function asServer(child: ChildProcess, serverLog: ServerLog, log: (line: string) => void): Server {
  const endWithUs = () => child.kill('SIGINT')
  process.once('exit', endWithUs)
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('exit', (code, signal) => resolve(signal === null ? `code ${code}` : `signal ${signal}`))
  }).finally(() => {
    process.removeListener('exit', endWithUs)
    serverLog.close()
  })
  const stop = () => stopChild(child, ended, log)
  return { pid: child.pid ?? 0, ended, lastWords: serverLog.lastWords, stop }
}

async function untilReady(server: Server, { cluster, log }: Starting): Promise<void> {
  let reportAt = Date.now() + REPORT_MS
  const waiting = new AbortController()
  const gone = server.ended.then((how) => {
    waiting.abort()
    throw new EmbeddedFault(`The database server did not start (${how}): ${server.lastWords()}`)
  })
  const ready = async () => {
    while (!waiting.signal.aborted && !isReady(server, cluster)) {
      if (Date.now() > reportAt) {
        log('the database server is still starting, probably recovering from a sudden end')
        reportAt += REPORT_MS
      }
      await sleep(POLL_MS)
    }
  }
  await Promise.race([gone, ready()])
}

function isReady({ pid }: Server, cluster: string): boolean {
  const pidFile = readLockFile(join(cluster, PID_FILE))
  return pidFile !== null && pidFile.pid === pid && pidFile.isReady
}

async function stopChild(child: ChildProcess, ended: Promise<string>, log: (line: string) => void): Promise<void> {
  child.ref()
  child.kill('SIGINT')
  const patience = new AbortController()
  const impatient = sleep(FAST_SHUTDOWN_MS, 'late' as const, { signal: patience.signal }).catch(
    () => 'in time' as const,
  )
  if ((await Promise.race([ended, impatient])) === 'late') {
    log('the database server does not end by itself; ending it at once (it recovers at the next start)')
    child.kill('SIGQUIT')
  }
  patience.abort()
  await ended
}
