/** Databases for tests: the embedded one, and an outside PostgreSQL reached by its URL. Each is new, and gone after its suite. */

import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import type { Place } from '../../src/ledger/connect.ts'
import { startEmbedded } from '../../src/ledger/embedded/embedded.ts'

export type Database = { readonly place: Place; readonly stop: () => Promise<void> }

export type DatabaseKind = {
  readonly name: string
  /** Why it cannot be had here; false when it can. */
  readonly skip: string | false
  readonly open: () => Promise<Database>
}

const NOBODY = 65_534
const PATIENCE_MS = 15_000
const OUTSIDE = process.env['EFRIKORT_TEST_POSTGRES_BIN']

/** Both kinds, so that one suite examines both. */
export const DATABASES: readonly DatabaseKind[] = [
  { name: 'the embedded PostgreSQL', skip: false, open: openEmbedded },
  {
    name: 'an outside PostgreSQL',
    skip: OUTSIDE === undefined ? 'no PostgreSQL server of the system (EFRIKORT_TEST_POSTGRES_BIN is not set)' : false,
    open: () => openOutside(OUTSIDE ?? ''),
  },
]

async function openEmbedded(): Promise<Database> {
  const folder = mkdtempSync(join(tmpdir(), 'efrikort-test-'))
  const embedded = await startEmbedded({ dataFolder: folder, log: () => undefined })
  return {
    place: embedded.connection,
    stop: async () => {
      await embedded.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** PostgreSQL refuses to run as root: then it runs as nobody, in a folder of its own. */
async function openOutside(binaries: string): Promise<Database> {
  const folder = mkdtempSync(join(tmpdir(), 'efrikort-outside-'))
  const isRoot = process.getuid?.() === 0
  if (isRoot) chownSync(folder, NOBODY, NOBODY)
  const as = isRoot ? { uid: NOBODY, gid: NOBODY } : {}
  const data = join(folder, 'data')
  const made = spawnSync(join(binaries, 'initdb'), ['-D', data, '-U', 'owner', '-A', 'trust', '-N', '-E', 'UTF8'], as)
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr}`)
  const port = await freePort()
  const settings = ['-c', 'listen_addresses=127.0.0.1', '-c', `unix_socket_directories=${folder}`]
  const server = spawn(join(binaries, 'postgres'), ['-D', data, '-p', String(port), ...settings], {
    ...as,
    stdio: 'ignore',
  })
  const connectionString = `postgres://owner@127.0.0.1:${port}/postgres`
  await answering(connectionString)
  return {
    place: { connectionString },
    stop: async () => {
      const ended = once(server, 'exit')
      server.kill('SIGINT')
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
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
