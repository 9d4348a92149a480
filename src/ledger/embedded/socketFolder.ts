/**
 * The folder of the server's socket. A socket's path may have some hundred bytes only, and a data folder's may be longer:
 * so it stands in the system's temporary folder, closed to everybody else, under a name made from the data folder's.
 */

import { createHash } from 'node:crypto'
import { chmodSync, chownSync, existsSync, lstatSync, mkdirSync, rmdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { codeOf, EmbeddedFault } from './fault.ts'
import type { Identity } from './identity.ts'
import { SOCKET_FILE } from './settings.ts'

/** macOS takes 103 bytes, Linux 107. */
const LONGEST_SOCKET_PATH = 103

/**
 * Takes the data folder and whose the server is. Gives the socket's folder, made if need be. Throws EmbeddedFault when
 * something of another user's stands there.
 */
export function ensureSocketFolder(dataFolder: string, owner: Identity['owner']): string {
  const folder = join(shortParent(), nameFor(dataFolder, owner))
  const isNew = makeFolder(folder)
  if (isNew && lstatSync(folder).uid !== owner.uid) chownSync(folder, owner.uid, owner.gid)
  const found = lstatSync(folder)
  if (!found.isDirectory() || found.uid !== owner.uid) {
    throw new EmbeddedFault(
      `${folder}, where the database's socket is to be, belongs to somebody else. Have it removed, or set TMPDIR to another folder.`,
    )
  }
  if ((found.mode & 0o777) !== 0o700) chmodSync(folder, 0o700)
  return folder
}

/** Removes the folder when the server has left it empty; leaves it when another server has come in the meantime. */
export function removeSocketFolder(folder: string): void {
  try {
    rmdirSync(folder)
  } catch {
    // Not empty, or gone: both are fine, the next start takes it as it is.
  }
}

function nameFor(dataFolder: string, { uid }: Identity['owner']): string {
  return `efrikort-${createHash('sha256').update(`${uid}:${dataFolder}`).digest('hex').slice(0, 16)}`
}

function shortParent(): string {
  const longestName = join(nameFor('', { uid: 0, gid: 0 }), SOCKET_FILE)
  const fits = (parent: string) => Buffer.byteLength(join(parent, longestName)) <= LONGEST_SOCKET_PATH
  return [tmpdir(), '/tmp'].find((parent) => fits(parent) && existsSync(parent)) ?? '/tmp'
}

function makeFolder(folder: string): boolean {
  try {
    mkdirSync(folder, { mode: 0o700 })
    return true
  } catch (caught) {
    if (codeOf(caught) === 'EEXIST') return false
    throw new EmbeddedFault(
      `${folder}, for the database's socket, cannot be made (${codeOf(caught)}). Set TMPDIR to a folder that can be written.`,
    )
  }
}
