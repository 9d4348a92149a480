/**
 * A small disk of its own: a tmpfs in a mount namespace that no other process sees, and that is gone with the last process in it. A
 * program is run there as a child, and what it reports on its last line is given back.
 */

import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'

const MOUNT = 'mount -t tmpfs -o size="$1" tmpfs "$2" && shift 2 && exec "$@"'

/** Root may make a namespace of mounts; others need one of users around it. */
const UNSHARE = process.getuid?.() === 0 ? ['unshare', '--mount'] : ['unshare', '--user', '--map-root-user', '--mount']

/** Why there can be none here; false when there can. */
export function withoutSmallDisk(): string | false {
  if (process.platform !== 'linux') return 'mount namespaces are of Linux'
  const folder = mkdtempSync(join(tmpdir(), 'efrikort-disk-'))
  const [program = '', ...words] = wordsFor('1m', folder, ['true'])
  const tried = spawnSync(program, words, { encoding: 'utf8' })
  rmSync(folder, { recursive: true })
  return tried.status === 0 ? false : `no tmpfs can be mounted (${tried.error?.message ?? tried.stderr.trim()})`
}

/**
 * Takes the disk's size (as mount writes it) and a TypeScript program with its words, which is told the disk's folder first. Gives
 * what its last line says, as JSON; the lines before it are told. Throws, with its complaints, when it fails.
 */
export async function onSmallDisk<Report>(
  size: string,
  { program, words }: { readonly program: string; readonly words: readonly string[] },
  tell: (line: string) => void,
): Promise<Report> {
  const folder = mkdtempSync(join(tmpdir(), 'efrikort-disk-'))
  try {
    const [first = '', ...rest] = wordsFor(size, folder, [process.execPath, program, folder, ...words])
    const child = spawn(first, rest, { stdio: ['ignore', 'pipe', 'pipe'] })
    const ended = new Promise<number | null>((resolve, reject) => child.once('exit', resolve).once('error', reject))
    const complaints = text(child.stderr)
    let last = ''
    for await (const line of createInterface({ input: child.stdout })) {
      if (last !== '') tell(last)
      last = line
    }
    if ((await ended) !== 0) throw new Error(`the proof on the small disk failed: ${last}\n${await complaints}`)
    return JSON.parse(last) as Report
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const wordsFor = (size: string, folder: string, rest: readonly string[]): string[] => [
  ...UNSHARE,
  'sh',
  '-c',
  MOUNT,
  'sh',
  size,
  folder,
  ...rest,
]
