/** Sees that certificates, key or lists have been replaced, and hands over the new ones. While they cannot be used the old ones go on, and it is told. */

import { statSync } from 'node:fs'
import { type Credentials, readCredentials } from './credentials.ts'
import type { TlsFiles } from './tlsSettings.ts'

export type Following = {
  readonly files: TlsFiles
  readonly onNew: (credentials: Credentials) => void
  readonly tell: (line: string) => void
}

/** Gives the look that is to be taken now and then. Those files of which the credentials of now were read must not have changed since. */
export function followFiles({ files, onNew, tell }: Following): () => void {
  let used = stateOf(files)
  let seen = used
  return () => {
    const state = stateOf(files)
    // Several files are seldom replaced at once: it waits until nothing has changed between two looks.
    const isStill = state === seen
    seen = state
    if (state === used || !isStill) return
    used = state
    const read = readCredentials(files)
    if (read.ok) onNew(read.value)
    else
      for (const fault of read.refusal) tell(`the new files cannot be used, and the old certificates go on: ${fault}`)
    if (read.ok) tell('the certificates have been read anew')
  }
}

/** What tells that a file has been written or another has taken its place. */
const stateOf = ({ certificate, key, issuers, revocations }: TlsFiles): string =>
  [certificate, key, ...issuers, ...revocations].map(stateOfOne).join(' ')

function stateOfOne(file: string): string {
  const found = statSync(file, { bigint: true, throwIfNoEntry: false })
  return found === undefined ? 'none' : `${found.dev}:${found.ino}:${found.size}:${found.mtimeNs}`
}
