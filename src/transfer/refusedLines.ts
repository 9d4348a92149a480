/** Writes the lines that were refused to a file of their own, to be mended and imported again. They are the file's own bytes; nothing is added. */

import { type FileHandle, open } from 'node:fs/promises'
import type { Refused } from './progress.ts'

/** Persons' data: for nobody else's eyes. */
const OWN_EYES = 0o600
const CHUNK_BYTES = 262_144
const LINE_FEED = 0x0a

/** Takes the file imported, what was refused of it, and the path of a file that does not exist. Gives when it is on disk. */
export async function writeRefusedLines(
  file: FileHandle,
  refused: AsyncIterable<Refused>,
  path: string,
): Promise<void> {
  const target = await open(path, 'wx', OWN_EYES)
  try {
    for await (const { from, through } of refused) await copy(file, target, { from, through })
    await target.sync()
  } finally {
    await target.close()
  }
}

/** The file's last line may have no line break. */
async function copy(
  file: FileHandle,
  target: FileHandle,
  { from, through }: Pick<Refused, 'from' | 'through'>,
): Promise<void> {
  const buffer = Buffer.allocUnsafe(CHUNK_BYTES)
  let last = LINE_FEED
  for (let at = from; at < through; ) {
    const { bytesRead } = await file.read(buffer, 0, Math.min(CHUNK_BYTES, through - at), at)
    if (bytesRead === 0) throw new Error('The file has become shorter since it was imported.')
    await target.writeFile(buffer.subarray(0, bytesRead))
    last = buffer[bytesRead - 1] ?? last
    at += bytesRead
  }
  if (last !== LINE_FEED) await target.writeFile('\n')
}
