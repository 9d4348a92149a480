/**
 * As whom PostgreSQL runs. It refuses to run as root, so root puts another user's face on it. Each way is tried before
 * it is chosen; this file changes nothing on disk.
 */

import { spawnSync } from 'node:child_process'
import { chmodSync, statSync } from 'node:fs'
import { userInfo } from 'node:os'
import type { Binaries } from './binaries.ts'
import { EmbeddedFault } from './fault.ts'

export type Identity = {
  /** Words put before the program that is run. */
  readonly prefix: readonly string[]
  /** What spawn itself is told; empty when the words before the program do it all. */
  readonly spawnAs: { readonly uid?: number; readonly gid?: number }
  /** Whom the files belong to, as the rest of the system sees it. */
  readonly owner: { readonly uid: number; readonly gid: number }
}

const NOBODY = { uid: 65_534, gid: 65_534 }

/**
 * Takes the server's programs, the data folder, and whom the cluster in it belongs to (null when there is none yet).
 * Gives the first way of running PostgreSQL that works here. Throws EmbeddedFault with what each way said.
 */
export function chooseIdentity(
  binaries: Binaries,
  dataFolder: string,
  clusterOwner: Identity['owner'] | null,
): Identity {
  const complaints: string[] = []
  for (const identity of candidates(clusterOwner)) {
    openTheWay(identity, dataFolder)
    const complaint = tryOut(identity, binaries, dataFolder)
    if (complaint === null) return identity
    complaints.push(complaint)
  }
  throw new EmbeddedFault(
    `The database server cannot run here: ${complaints.join('; ')}. ` +
      (isRoot() ? 'Run as an ordinary user, or set' : 'Set') +
      ' DATABASE_URL to a PostgreSQL of your own (15 or later).',
  )
}

/** The environment of PostgreSQL's programs: nothing of the caller's language, time zone or PG... settings. */
export function environment({ libraries }: Binaries): NodeJS.ProcessEnv {
  const { PATH } = process.env
  const ours = { ...(PATH === undefined ? {} : { PATH }), LC_ALL: 'C', TZ: 'UTC' }
  return process.platform === 'linux' ? { ...ours, LD_LIBRARY_PATH: libraries } : ours
}

const isRoot = (): boolean => process.getuid?.() === 0

function candidates(clusterOwner: Identity['owner'] | null): readonly Identity[] {
  const self = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 }
  if (!isRoot()) return hasName() ? [plain(self)] : [inNamespace(self), plain(self)]
  if (clusterOwner !== null && clusterOwner.uid !== 0) return [withReach(clusterOwner), become(clusterOwner)]
  return [inNamespace(self), withReach(NOBODY), become(NOBODY)]
}

const plain = (owner: Identity['owner']): Identity => ({ prefix: [], spawnAs: {}, owner })

/** Nobody inside a namespace of its own, oneself outside: files stay one's own and every folder stays reachable. */
const inNamespace = (owner: Identity['owner']): Identity => ({
  prefix: ['unshare', '--user', `--map-user=${NOBODY.uid}`, `--map-group=${NOBODY.gid}`, '--'],
  spawnAs: {},
  owner,
})

/** Another user who keeps root's right to pass folders closed to others. */
const withReach = (owner: Identity['owner']): Identity => ({
  prefix: [
    'setpriv',
    `--reuid=${owner.uid}`,
    `--regid=${owner.gid}`,
    '--clear-groups',
    '--inh-caps=+dac_override',
    '--ambient-caps=+dac_override',
    '--',
  ],
  spawnAs: {},
  owner,
})

const become = (owner: Identity['owner']): Identity => ({ prefix: [], spawnAs: owner, owner })

/** initdb wants a name for its user; a container may give a bare number. */
function hasName(): boolean {
  try {
    return userInfo().username !== ''
  } catch {
    return false
  }
}

/** The data folder is closed to others; one who has become another must be able to pass it. */
function openTheWay({ spawnAs }: Identity, dataFolder: string): void {
  if (spawnAs.uid !== undefined) chmodSync(dataFolder, (statSync(dataFolder).mode & 0o777) | 0o011)
}

const TRY_OUT = 'cd "$2" && exec "$1" --version'

/** Gives null when the server answers under this identity, else what was said instead. */
function tryOut({ prefix, spawnAs }: Identity, binaries: Binaries, dataFolder: string): string | null {
  const words = [...prefix, '/bin/sh', '-c', TRY_OUT, 'sh', binaries.postgres, dataFolder]
  const [program = '', ...rest] = words
  const tried = spawnSync(program, rest, { ...spawnAs, cwd: '/', env: environment(binaries), encoding: 'utf8' })
  if (tried.status === 0) return null
  return tried.error?.message ?? (tried.stderr.trim().split('\n')[0] || `${program} ended with ${tried.status}`)
}
