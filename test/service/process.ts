/** The service as its own process, started as an operator starts it (bin/efrikort serve), and what it said. Nothing it started outlives its test. */

import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import type { TestContext } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { clusterFolder } from '../../src/ledger/embedded/cluster.ts'
import { PID_FILE, readLockFile } from '../../src/ledger/embedded/lockFile.ts'
import { findServer } from '../../src/ledger/embedded/processes.ts'
import { finallyDo } from '../platform/hosts.ts'

export type Service = {
  readonly pid: number
  /** Where it answers. Rejects, with what it said, when it ends instead. */
  readonly address: Promise<string>
  /** Exit code or signal. */
  readonly ended: Promise<number | string>
  readonly signal: (signal: NodeJS.Signals) => Promise<number | string>
  readonly stdout: () => string
  readonly stderr: () => string
  /** From now on nobody reads what it says: the pipes are closed. */
  readonly stopListening: () => void
}

const PROGRAM = join(import.meta.dirname, '..', '..', 'bin', 'efrikort')
const ANSWERS_AT = /answers at (http:\/\/127\.0\.0\.1:\d+)/

/** Starts the service with these settings and no others of its kind; it is killed, with its database, when the test ends. */
export function startService(t: TestContext, settings: Readonly<Record<string, string>>): Service {
  const { DATABASE_URL: _url, EFRIKORT_DATA: _data, PORT: _port, LOG_LEVEL: _level, ...environment } = process.env
  const child = spawn(PROGRAM, ['serve'], {
    env: { ...environment, PORT: '0', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [stdout, stderr] = [collected(child.stdout), collected(child.stderr)]
  const ended = once(child, 'exit').then(([code, signal]) => (signal ?? code) as number | string)
  finallyDo(t, async () => {
    child.kill('SIGKILL')
    await ended
    if (settings['EFRIKORT_DATA'] !== undefined) await endDatabaseOf(settings['EFRIKORT_DATA'])
  })
  const address = answering(child, ended, stdout, stderr)
  address.catch(() => undefined)
  return {
    pid: child.pid ?? 0,
    address,
    ended,
    signal: (signal) => {
      child.kill(signal)
      return ended
    },
    stdout,
    stderr,
    stopListening: () => {
      child.stdout.destroy()
      child.stderr.destroy()
    },
  }
}

function collected(stream: Readable): () => string {
  let text = ''
  stream.setEncoding('utf8')
  stream.on('data', (part: string) => {
    text += part
  })
  return () => text
}

async function answering(child: ChildProcess, ended: Promise<unknown>, stdout: () => string, stderr: () => string) {
  for (;;) {
    const address = ANSWERS_AT.exec(stdout())?.[1]
    if (address !== undefined) return address
    const how = await Promise.race([once(child.stdout as Readable, 'data').then(() => null), ended])
    if (how !== null) throw new Error(`the service ended (${how}); it said:\n${stderr()}`)
  }
}

/** The pid of the embedded database on a data folder; 0 when there is none. */
export function databasePid(dataFolder: string): number {
  const cluster = clusterFolder(dataFolder)
  const { pid } = readLockFile(join(cluster, PID_FILE)) ?? { pid: 0 }
  return pid > 0 && findServer(pid, cluster) !== null ? pid : 0
}

/** Kills the embedded database of a running service. */
export function killDatabaseOf(dataFolder: string): void {
  const pid = databasePid(dataFolder)
  assert.ok(pid > 0, 'the database runs')
  process.kill(pid, 'SIGKILL')
}

const SOCKET_FOLDER_LINE = 4

/** Ends what a killed service left behind, and removes the folder of its socket. */
async function endDatabaseOf(dataFolder: string): Promise<void> {
  const { text } = readLockFile(join(clusterFolder(dataFolder), PID_FILE)) ?? { text: '' }
  for (let pid = databasePid(dataFolder); pid > 0; pid = databasePid(dataFolder)) {
    try {
      process.kill(pid, 'SIGQUIT')
    } catch {
      // It ended between the look and the signal.
    }
    await sleep(20)
  }
  const socketFolder = text.split('\n')[SOCKET_FOLDER_LINE] ?? ''
  if (socketFolder.startsWith(tmpdir())) rmSync(socketFolder, { recursive: true, force: true })
}
