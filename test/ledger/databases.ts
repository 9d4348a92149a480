/** Databases for tests: the embedded one, and an outside PostgreSQL reached by its URL. Each is new, and gone after its suite. */

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Place } from '../../src/ledger/connect.ts'
import { startEmbedded } from '../../src/ledger/embedded/embedded.ts'
import { answering, makeCluster, withoutOutside } from './outsideCluster.ts'

export type Database = { readonly place: Place; readonly stop: () => Promise<void> }

export type DatabaseKind = {
  readonly name: string
  /** Why it cannot be had here; false when it can. */
  readonly skip: string | false
  readonly open: () => Promise<Database>
}

/** Both kinds, so that one suite examines both. */
export const DATABASES: readonly DatabaseKind[] = [
  { name: 'the embedded PostgreSQL', skip: false, open: openEmbedded },
  { name: 'an outside PostgreSQL', skip: withoutOutside, open: openOutside },
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

async function openOutside(): Promise<Database> {
  const folder = mkdtempSync(join(tmpdir(), 'efrikort-outside-'))
  const { program, words, as, port } = await makeCluster(folder)
  const server = spawn(program, words, { ...as, stdio: 'ignore' })
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
