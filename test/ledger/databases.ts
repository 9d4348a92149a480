/** Databases for tests: the embedded one, and an outside PostgreSQL reached by its URL. Each is new, and gone after its suite. */

import { execFileSync, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Place } from '../../src/ledger/connect.ts'
import { clusterFolder } from '../../src/ledger/embedded/cluster.ts'
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
  await placeCluster(folder)
  const embedded = await startEmbedded({ dataFolder: folder, log: () => undefined })
  return {
    place: embedded.connection,
    stop: async () => {
      await embedded.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Puts a new cluster into a data folder, which is made if it is not there, as a first start would. */
export async function placeCluster(dataFolder: string): Promise<void> {
  mkdirSync(dataFolder, { recursive: true })
  copy(await madeCluster(), clusterFolder(dataFolder))
}

const BUILD = join(import.meta.dirname, '..', '..', '.build')
/** What makes a cluster as it is: another release of the server, or another way of making it, makes another. */
const MADE_BY = ['package-lock.json', ...globSync('src/ledger/embedded/*.ts', { cwd: join(BUILD, '..') }).sort()]

/** To make a cluster takes seconds, to copy one does not: it is made once, whole or not at all, and stays for later runs. */
async function madeCluster(): Promise<string> {
  const digest = createHash('sha256')
  for (const file of MADE_BY) digest.update(readFileSync(join(BUILD, '..', file)))
  const made = join(BUILD, `cluster-${digest.digest('hex').slice(0, 16)}`)
  if (existsSync(made)) return made
  const folder = mkdtempSync(join(tmpdir(), 'efrikort-cluster-'))
  await (await startEmbedded({ dataFolder: folder, log: () => undefined })).stop()
  const aside = `${made}.${process.pid}`
  mkdirSync(BUILD, { recursive: true })
  copy(clusterFolder(folder), aside)
  rmSync(folder, { recursive: true, force: true })
  try {
    renameSync(aside, made)
  } catch {
    // Another process was first.
    rmSync(aside, { recursive: true, force: true })
  }
  return made
}

/** With owners and modes, as the server wants them. */
const copy = (from: string, to: string): unknown => execFileSync('cp', ['-a', from, to])

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
