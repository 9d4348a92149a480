/** Starts, questions and kills small services (embeddedHost.ts) for the tests, and leaves neither process nor folder behind. */

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import type { TestContext } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { clusterFolder } from '../../src/ledger/embedded/cluster.ts'
import type { Connection } from '../../src/ledger/embedded/database.ts'
import { PID_FILE, readLockFile } from '../../src/ledger/embedded/lockFile.ts'
import { findServer } from '../../src/ledger/embedded/processes.ts'
import type { HostSaying } from './embeddedHost.ts'

export type Saying<Kind extends HostSaying['kind']> = Extract<HostSaying, { kind: Kind }>

export type Host = {
  readonly pid: number
  /** Waits for the next saying of one kind. Rejects when the host ends without it. */
  readonly hear: <Kind extends HostSaying['kind']>(kind: Kind) => Promise<Saying<Kind>>
  /** Sends the signal and waits for the end; gives exit code or signal. */
  readonly end: (signal: NodeJS.Signals) => Promise<number | string>
  readonly ended: Promise<number | string>
}

export type HostUser = { readonly uid: number; readonly gid: number }
export type HostOptions = { readonly as?: HostUser; readonly env?: Readonly<Record<string, string>> }

const SOCKET_FOLDER_LINE = 4
const PROGRAM = join(import.meta.dirname, 'embeddedHost.ts')

/** Starts a host on the data folder; it is killed, with its database, when the test ends. */
export function startHost(t: TestContext, dataFolder: string, { as, env }: HostOptions = {}): Host {
  const child = spawn(process.execPath, [PROGRAM, dataFolder], {
    ...as,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit').then(([code, signal]) => (signal ?? code) as number | string)
  finallyDo(t, async () => {
    child.kill('SIGKILL')
    await ended
    await endServerOf(dataFolder)
  })
  const end = (signal: NodeJS.Signals) => {
    child.kill(signal)
    return ended
  }
  return { pid: child.pid ?? 0, hear: listener(child, ended), end, ended }
}

function listener(child: ChildProcess, ended: Promise<number | string>): Host['hear'] {
  const said: HostSaying[] = []
  const lines = createInterface({ input: child.stdout as Readable })
  lines.on('line', (line) => said.push(JSON.parse(line)))
  const closed = Promise.all([once(lines, 'close'), ended])
  return async (kind) => {
    for (;;) {
      const index = said.findIndex((saying) => saying.kind === kind)
      if (index >= 0) return said.splice(index, 1)[0] as Saying<typeof kind>
      const next = await Promise.race([once(lines, 'line'), closed])
      if (next.length === 2 && !said.some((saying) => saying.kind === kind)) {
        throw new Error(`the host ended (${next[1]}) without saying "${kind}"; it said ${JSON.stringify(said)}`)
      }
    }
  }
}

/** Ends the database of a killed host, if there is one, as a test's last act. */
async function endServerOf(dataFolder: string): Promise<void> {
  const cluster = clusterFolder(dataFolder)
  const { pid, text } = readLockFile(join(cluster, PID_FILE)) ?? { pid: 0, text: '' }
  while (findServer(pid, cluster) !== null) {
    process.kill(pid, 'SIGQUIT')
    await sleep(10)
  }
  const socketFolder = text.split('\n')[SOCKET_FOLDER_LINE] ?? ''
  if (socketFolder.startsWith(tmpdir())) rmSync(socketFolder, { recursive: true, force: true })
}

/** Makes a folder for a test, owned by the user given, removed with all it holds when the test ends. */
export function makeFolder(t: TestContext, owner?: HostUser): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'efrikort test ')))
  if (owner !== undefined) chownSync(folder, owner.uid, owner.gid)
  finallyDo(t, async () => rmSync(folder, { recursive: true, force: true }))
  return folder
}

const acts = new WeakMap<TestContext, (() => Promise<void>)[]>()

/** Does the act when the test has ended, the last registered first: a host ends before its folder goes. */
export function finallyDo(t: TestContext, act: () => Promise<void>): void {
  const known = acts.get(t)
  if (known !== undefined) {
    known.unshift(act)
    return
  }
  const registered = [act]
  acts.set(t, registered)
  t.after(async () => {
    for (const last of registered) await last()
  })
}

/** Asks one question over a connection of its own. Gives the first column of the first row. */
export async function ask(connection: Connection, question: string): Promise<unknown> {
  const client = new pg.Client(connection)
  await client.connect()
  try {
    const answer = await client.query<Record<string, unknown>>(question)
    return Object.values(answer.rows[0] ?? {})[0]
  } finally {
    await client.end()
  }
}
