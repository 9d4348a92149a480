/** A PostgreSQL of the operator's own, which a test can stop, start again and make silent while the service runs on it. */

import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { finallyDo, makeFolder } from '../platform/hosts.ts'

const BINARIES = process.env['EFRIKORT_TEST_POSTGRES_BIN']
const NOBODY = 65_534
const PATIENCE_MS = 15_000

export const withoutOutside: string | false =
  BINARIES === undefined ? 'no PostgreSQL server of the system (EFRIKORT_TEST_POSTGRES_BIN is not set)' : false

export type Outside = {
  readonly url: string
  readonly start: () => Promise<void>
  /** Ends it at once, as a crash would. */
  readonly kill: () => Promise<void>
  /** Every process of it stops where it stands: connections stay open and nothing answers. */
  readonly silence: () => void
  readonly wake: () => void
}

/** Makes a database server, not yet started; it is ended and gone when the test ends. */
export async function makeOutside(t: TestContext): Promise<Outside> {
  const folder = makeFolder(t)
  const as = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {}
  if ('uid' in as) chownSync(folder, NOBODY, NOBODY)
  const data = join(folder, 'data')
  const made = spawnSync(join(BINARIES ?? '', 'initdb'), ['-D', data, '-U', 'owner', '-A', 'trust', '-N'], as)
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr}`)
  const port = await freePort()
  const url = `postgres://owner:s3cret@127.0.0.1:${port}/postgres`
  const words = ['-D', data, '-p', String(port), '-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=']
  let running: { readonly pid: number; readonly ended: Promise<unknown> } | null = null
  const signal = (name: NodeJS.Signals) => {
    if (running !== null) for (const pid of [running.pid, ...childrenOf(running.pid)]) send(pid, name)
  }
  const kill = async () => {
    if (running === null) return
    const { pid, ended } = running
    signal('SIGCONT')
    send(pid, 'SIGQUIT')
    await ended
    running = null
  }
  finallyDo(t, kill)
  return {
    url,
    start: async () => {
      const server = spawn(join(BINARIES ?? '', 'postgres'), words, { ...as, stdio: 'ignore' })
      running = { pid: server.pid ?? 0, ended: once(server, 'exit') }
      await answering(url)
    },
    kill,
    silence: () => signal('SIGSTOP'),
    wake: () => signal('SIGCONT'),
  }
}

/** A backend may end between the look and the signal. */
function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch (fault) {
    if (!(fault instanceof Error && 'code' in fault && fault.code === 'ESRCH')) throw fault
  }
}

function childrenOf(parent: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      try {
        return Number(readFileSync(`/proc/${name}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[1]) === parent
      } catch {
        return false
      }
    })
    .map(Number)
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as { port: number }
  probe.close()
  await once(probe, 'close')
  return port
}

async function answering(connectionString: string): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS
  for (;;) {
    const client = new Client({ connectionString })
    client.on('error', () => undefined)
    try {
      await client.connect()
      await client.end()
      return
    } catch (fault) {
      if (Date.now() > deadline) throw fault
      await sleep(50)
    }
  }
}
