/** The folder in which an environment's seals lie, one file each, named by number. It does not judge them. */

import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ensureFolder, writeNew } from './durable.ts'

const DIGITS = 9
const NAME = /^(\d{9})\.seal$/

const pathOf = (folder: string, number: number): string => join(folder, `${String(number).padStart(DIGITS, '0')}.seal`)

/** Gives the numbers of the seals that are there, in order; none when the folder is not there. */
export async function sealNumbers(folder: string): Promise<number[]> {
  const names = await readdir(folder).catch((fault) => {
    if ((fault as { code?: string }).code === 'ENOENT') return []
    throw fault
  })
  return names.flatMap((name) => (NAME.test(name) ? [Number.parseInt(name, 10)] : [])).sort((a, b) => a - b)
}

export const readSealFile = (folder: string, number: number): Promise<Buffer> => readFile(pathOf(folder, number))

/** On disk when it returns. Throws EEXIST when another has written a seal of that number. */
export async function writeSealFile(folder: string, number: number, bytes: Buffer): Promise<void> {
  await ensureFolder(folder)
  await writeNew(pathOf(folder, number), bytes, 0o644)
}
