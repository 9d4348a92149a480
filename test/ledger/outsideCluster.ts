/** An outside PostgreSQL for tests, of the system's own binaries: how it is made, where it listens, when it answers. */

import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chownSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'

const BINARIES = process.env['EFRIKORT_TEST_POSTGRES_BIN']
const NOBODY = 65_534
const PATIENCE_MS = 15_000

/** Why there can be none here; false when there can. */
export const withoutOutside: string | false =
  BINARIES === undefined ? 'no PostgreSQL server of the system (EFRIKORT_TEST_POSTGRES_BIN is not set)' : false

export type OutsideCluster = {
  /** The server's program, the words it is started with, and as whom. */
  readonly program: string
  readonly words: readonly string[]
  readonly as: { readonly uid?: number; readonly gid?: number }
  readonly port: number
}

/** Makes a cluster in the folder, not yet started. PostgreSQL refuses to run as root: then it is nobody's. */
export async function makeCluster(folder: string): Promise<OutsideCluster> {
  const as = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {}
  if ('uid' in as) chownSync(folder, NOBODY, NOBODY)
  const data = join(folder, 'data')
  const made = spawnSync(
    join(BINARIES ?? '', 'initdb'),
    ['-D', data, '-U', 'owner', '-A', 'trust', '-N', '-E', 'UTF8'],
    as,
  )
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr}`)
  const port = await freePort()
  const words = ['-D', data, '-p', String(port), '-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=']
  return { program: join(BINARIES ?? '', 'postgres'), words, as, port }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as { port: number }
  probe.close()
  await once(probe, 'close')
  return port
}

/** Waits until the server takes connections. */
export async function answering(connectionString: string): Promise<void> {
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
