/**
 * The cluster: the folder in which PostgreSQL keeps its files. Made aside and moved into place when whole, so that a
 * first start cut short leaves nothing half. It must never change or remove a cluster that exists.
 */

import {
  chownSync,
  closeSync,
  existsSync,
  fsyncSync,
  lchownSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
} from 'node:fs'
import { join } from 'node:path'
import type { Binaries } from './binaries.ts'
import { codeOf, EmbeddedFault } from './fault.ts'
import type { Identity } from './identity.ts'
import { makeUnfinished, removeLeftBehind, removeUnfinished } from './unfinished.ts'

/** Gives where the cluster of a data folder lies. */
export const clusterFolder = (dataFolder: string): string => join(dataFolder, 'postgres')

/** Gives whom the cluster belongs to, or null when there is none. Throws EmbeddedFault when it is not this user's to run. */
export function clusterOwner(cluster: string): Identity['owner'] | null {
  const found = lstatSync(cluster, { throwIfNoEntry: false })
  if (found === undefined) return null
  const self = process.getuid?.()
  if (self === 0 || found.uid === self) return { uid: found.uid, gid: found.gid }
  throw new EmbeddedFault(
    `${cluster} belongs to another user (number ${found.uid}). Start as that user, or choose another folder by EFRIKORT_DATA.`,
  )
}

type Making = {
  readonly dataFolder: string
  readonly binaries: Binaries
  readonly identity: Identity
  readonly log: (line: string) => void
}

/**
 * Makes the cluster unless there is one, and hands an existing one to the identity that is to run it. Throws
 * EmbeddedFault when the folder holds something else, or a cluster of another PostgreSQL.
 */
export async function ensureCluster({ dataFolder, binaries, identity, log }: Making): Promise<void> {
  const cluster = clusterFolder(dataFolder)
  await removeLeftBehind(dataFolder)
  if (!isEmpty(cluster)) {
    checkVersion(cluster, binaries.major)
    if (lstatSync(cluster).uid !== identity.owner.uid) handOver(cluster, identity.owner)
    return
  }
  log(`creating the database in ${cluster}`)
  const unfinished = await makeUnfinished(dataFolder, { binaries, identity })
  moveIntoPlace(unfinished, dataFolder)
  await removeUnfinished(unfinished)
  checkVersion(cluster, binaries.major)
}

const isEmpty = (folder: string): boolean => !existsSync(folder) || readdirSync(folder).length === 0

function checkVersion(cluster: string, major: number): void {
  const file = join(cluster, 'PG_VERSION')
  if (!existsSync(file)) {
    throw new EmbeddedFault(
      `${cluster} is not empty and holds no PostgreSQL database. Move it away, or choose another folder by EFRIKORT_DATA.`,
    )
  }
  const found = readFileSync(file, 'utf8').trim()
  if (found === String(major)) return
  throw new EmbeddedFault(
    `${cluster} was made by PostgreSQL ${found}, this release brings PostgreSQL ${major}. Start with the release that ` +
      'made it and move the contents by pg_dump, or choose another folder by EFRIKORT_DATA.',
  )
}

/** When another start has made a cluster in the meantime, that one stands and ours goes. */
function moveIntoPlace(unfinished: string, dataFolder: string): void {
  try {
    renameSync(unfinished, clusterFolder(dataFolder))
  } catch (caught) {
    if (codeOf(caught) !== 'ENOTEMPTY' && codeOf(caught) !== 'EEXIST') throw caught
  }
  const folder = openSync(dataFolder, 'r')
  fsyncSync(folder)
  closeSync(folder)
}

/** The cluster's own folder comes last, so that a hand-over cut short is seen and done again. */
function handOver(cluster: string, { uid, gid }: Identity['owner']): void {
  for (const entry of readdirSync(cluster, { recursive: true, encoding: 'utf8' })) {
    lchownSync(join(cluster, entry), uid, gid)
  }
  chownSync(cluster, uid, gid)
}
