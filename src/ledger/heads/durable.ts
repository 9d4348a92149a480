/** Files that are on disk when they are said to be: the bytes, and the folder's word that they are there. What is half written is never found under its name. */

import { randomUUID } from 'node:crypto'
import { constants } from 'node:fs'
import { link, mkdir, open, unlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** Makes the folder and those above it that are missing, each on disk. */
export async function ensureFolder(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true, mode: 0o700 })
  if (first === undefined) return
  for (let made = folder; made.length >= first.length; made = dirname(made)) await sync(dirname(made))
}

/** Writes a file that must not be there yet, whole or not at all. Throws EEXIST when it is there: another has written it. */
export async function writeNew(path: string, bytes: Buffer | string, mode: number): Promise<void> {
  const unfinished = join(dirname(path), `${randomUUID()}.part`)
  try {
    await write(unfinished, bytes, mode)
    await link(unfinished, path)
  } finally {
    await unlink(unfinished).catch(() => undefined)
  }
  await sync(dirname(path))
}

async function write(path: string, bytes: Buffer | string, mode: number): Promise<void> {
  const file = await open(path, 'wx', mode)
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
}

const AT_ITS_END = constants.O_RDWR | constants.O_APPEND | constants.O_CREAT
const NEW_LINE = 0x0a

/** Adds whole lines at the end of a file. What a crash has left unfinished there, and nobody has been told of, goes first. */
export async function appendLines(path: string, lines: readonly string[], mode: number): Promise<void> {
  const file = await open(path, AT_ITS_END, mode)
  try {
    const { size } = await file.stat()
    const end = await endOfLines(file, size)
    if (end < size) await file.truncate(end)
    await file.writeFile(lines.map((line) => `${line}\n`).join(''))
    await file.sync()
    if (size === 0) await sync(dirname(path))
  } finally {
    await file.close()
  }
}

const LOOK_BACK = 4_096

/** Where the last whole line ends. */
async function endOfLines(file: Awaited<ReturnType<typeof open>>, size: number): Promise<number> {
  const bytes = Buffer.alloc(LOOK_BACK)
  for (let before = size; before > 0; before -= LOOK_BACK) {
    const from = Math.max(0, before - LOOK_BACK)
    const { bytesRead } = await file.read(bytes, 0, before - from, from)
    const at = bytes.subarray(0, bytesRead).lastIndexOf(NEW_LINE)
    if (at >= 0) return from + at + 1
  }
  return 0
}

async function sync(folder: string): Promise<void> {
  const opened = await open(folder, 'r')
  try {
    await opened.sync()
  } finally {
    await opened.close()
  }
}
