/** PostgreSQL's lock files (postmaster.pid, and the one beside its socket): reading them, and removing one that lies. */

import { readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { codeOf } from './fault.ts'
import { findServer } from './processes.ts'

export type LockFile = {
  readonly text: string
  readonly pid: number
  /** Says the server itself, in postmaster.pid alone: it takes connections. */
  readonly isReady: boolean
  /** Where its socket is; in postmaster.pid alone, else empty. */
  readonly socketFolder: string
}

/** The server's own file in its cluster's folder. */
export const PID_FILE = 'postmaster.pid'

const SOCKET_LINE = 4
const STATUS_LINE = 7
const WRITING_TAKES_MS = 60_000

/** Gives what the file says, or null when there is none. Throws when it may not be read. */
export function readLockFile(path: string): LockFile | null {
  try {
    const text = readFileSync(path, 'utf8')
    const lines = text.split('\n')
    return {
      text,
      pid: Number.parseInt(lines[0] ?? '', 10),
      isReady: lines[STATUS_LINE]?.trim() === 'ready',
      socketFolder: lines[SOCKET_LINE]?.trim() ?? '',
    }
  } catch (caught) {
    if (codeOf(caught) === 'ENOENT' || codeOf(caught) === 'ENOTDIR') return null
    throw caught
  }
}

/**
 * Takes a lock file and the cluster it is for. PostgreSQL stops before a file that names a living process, whoever that
 * is: so the file goes when the process is no server of this cluster. It stays in every other case.
 */
export function removeLyingLockFile(path: string, cluster: string): void {
  const seen = readLockFile(path)
  if (seen === null || findServer(seen.pid, cluster) !== null || isBeingWritten(path, seen)) return
  const aside = `${path}.${process.pid}`
  renameSync(path, aside)
  if (readLockFile(aside)?.text === seen.text) rmSync(aside)
  else renameSync(aside, path)
}

const isBeingWritten = (path: string, { text }: LockFile): boolean =>
  text === '' && Date.now() - statSync(path).mtimeMs < WRITING_TAKES_MS
