/** A first look through a file, before anything of it is brought in: its digest, its length, and the accounts whose lines do not stand together. */

import { createHash } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'
import { keyedLine } from './keyedLine.ts'
import { linesOf, START } from './lines.ts'

export type Survey = {
  /** SHA-256 of the whole file, by which it is known again. */
  readonly digest: Buffer
  readonly lines: number
  /** Accounts whose lines stand apart, by markOf their key. */
  readonly apart: ReadonlySet<number>
}

/** A set holds no more. */
const MOST_ACCOUNTS = 16_000_000

/** Takes an open file. `onLines` is told how many lines have been seen. Throws when the file holds more than 16 million accounts. */
export async function surveyOf(file: FileHandle, onLines: (lines: number) => void): Promise<Survey> {
  const hash = createHash('sha256')
  const seen = new Set<number>()
  const apart = new Set<number>()
  let current: string | null = null
  let count = 0
  for await (const lines of linesOf(file, START, (bytes) => hash.update(bytes))) {
    for (const line of lines) {
      const keyed = keyedLine(line)
      if (keyed.kind !== 'told' || keyed.key === current) continue
      current = keyed.key
      const mark = markOf(current)
      if (seen.has(mark)) apart.add(mark)
      seen.add(mark)
    }
    if (seen.size > MOST_ACCOUNTS)
      throw new Error('The file holds more than 16 million accounts. Divide it between accounts.')
    count = lines.at(-1)?.number ?? count
    onLines(count)
  }
  return { digest: hash.digest(), lines: count, apart }
}

/** Fifty-three bits: in one of some eighteen thousand files of a million accounts two have the same by chance, and one is refused in vain. */
export function markOf(key: string): number {
  const digest = createHash('sha256').update(key).digest()
  return digest.readUIntBE(0, 6) * 32 + (digest.readUInt8(6) & 31)
}
