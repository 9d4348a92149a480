/** The file the server writes of its own life into. It outlives the service, so that a killed service's server can still write. */

import { closeSync, existsSync, fchownSync, fstatSync, openSync, readFileSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Identity } from './identity.ts'

export type ServerLog = {
  readonly descriptor: number
  readonly lastWords: () => string
  readonly close: () => void
}

const LARGEST_BYTES = 10_000_000
const LAST_LINES = 8

/** Opens postgres.log in the data folder; one grown large gives way first and is kept until the next does. */
export function openServerLog(dataFolder: string, owner: Identity['owner']): ServerLog {
  const path = join(dataFolder, 'postgres.log')
  if (existsSync(path) && statSync(path).size > LARGEST_BYTES) renameSync(path, `${path}.1`)
  const descriptor = openSync(path, 'a', 0o600)
  const begin = fstatSync(descriptor)
  if (begin.uid !== owner.uid && process.getuid?.() === 0) fchownSync(descriptor, owner.uid, owner.gid)
  const lastWords = () =>
    readFileSync(path).subarray(begin.size).toString('utf8').trim().split('\n').slice(-LAST_LINES).join('\n')
  return { descriptor, lastWords, close: () => closeSync(descriptor) }
}
