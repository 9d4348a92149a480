/**
 * A cluster in the making: a folder aside, and beside it a file with the number of the process that fills it. So the next
 * start can clear away what a killed one left, the folder and whoever still writes in it. It touches no finished cluster.
 */

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Binaries } from './binaries.ts'
import { codeOf, EmbeddedFault } from './fault.ts'
import { environment, type Identity } from './identity.ts'
import { isAtWorkOn } from './processes.ts'
import { FIRST_SETTINGS } from './settings.ts'

const NAME = /^(postgres\.new-(\d+)-[0-9a-z]+)(\.pid)?$/
const PATIENCE_MS = 15_000
const POLL_MS = 10

type Making = { readonly binaries: Binaries; readonly identity: Identity }

/** Makes a cluster aside. Gives its folder. Throws EmbeddedFault with what initdb said when it could not be made. */
export async function makeUnfinished(dataFolder: string, { binaries, identity }: Making): Promise<string> {
  const folder = join(dataFolder, `postgres.new-${process.pid}-${Math.random().toString(36).slice(2)}`)
  mkdirSync(folder, { mode: 0o700 })
  if (lstatSync(folder).uid !== identity.owner.uid) chownSync(folder, identity.owner.uid, identity.owner.gid)
  const making = spawn(
    '/bin/sh',
    ['-c', WHEN_NOTED, 'sh', ...identity.prefix, binaries.initdb, ...initdbWords(folder)],
    {
      ...identity.spawnAs,
      cwd: '/',
      env: environment(binaries),
      stdio: ['pipe', 'ignore', 'pipe'],
      detached: true,
    },
  )
  const ended = once(making, 'close')
  note(making, folder)
  const [complaint, [code]] = await Promise.all([text(making.stderr as Readable), ended])
  if (code === 0) return folder
  await removeUnfinished(folder)
  throw new EmbeddedFault(`The database could not be created in ${folder}: ${complaint.trim()}`)
}

/** Waits for a word from the service, which by then has noted whom to end; no word comes from one that was killed. */
const WHEN_NOTED = 'read -r word && exec "$@"'

function note(making: ChildProcess, folder: string): void {
  const stdin = making.stdin as Writable
  stdin.on('error', () => undefined)
  if (making.pid !== undefined) writeFileSync(noteOf(folder), String(making.pid))
  stdin.end('noted\n')
}

const noteOf = (folder: string): string => `${folder}.pid`

/** The builtin provider sorts by code point on every machine, whatever languages that has installed. */
const initdbWords = (folder: string): readonly string[] => [
  `--pgdata=${folder}`,
  '--username=postgres',
  '--encoding=UTF8',
  '--locale=C',
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
  '--data-checksums',
  '--auth-local=trust',
  '--auth-host=reject',
  '--no-instructions',
  ...FIRST_SETTINGS.map((setting) => `--set=${setting}`),
]

/** Clears away what starts that live no more have left in the data folder. */
export async function removeLeftBehind(dataFolder: string): Promise<void> {
  for (const found of readdirSync(dataFolder)) {
    const [, name = '', maker] = NAME.exec(found) ?? []
    if (maker !== undefined && !isAlive(Number(maker))) await removeUnfinished(join(dataFolder, name))
  }
}

/** Ends whoever still writes in the folder, and removes it. Once moved into place it is not there, and stays. */
export async function removeUnfinished(folder: string): Promise<void> {
  await endMaker(folder)
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
  rmSync(noteOf(folder), { force: true })
}

/** initdb and the servers it runs are one group. Its number may belong to somebody else by now: its words tell. */
async function endMaker(folder: string): Promise<void> {
  const pid = notedPid(folder)
  const deadline = Date.now() + PATIENCE_MS
  while (isAtWorkOn(pid, folder)) {
    signalGroup(pid)
    if (Date.now() > deadline) {
      throw new EmbeddedFault(
        `The program left behind (process ${pid}), which writes in ${folder}, does not end. End it, then start again.`,
      )
    }
    await sleep(POLL_MS)
  }
}

function notedPid(folder: string): number {
  try {
    return Number.parseInt(readFileSync(noteOf(folder), 'utf8'), 10)
  } catch (caught) {
    if (codeOf(caught) === 'ENOENT') return 0
    throw caught
  }
}

function signalGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL')
  } catch (caught) {
    if (codeOf(caught) !== 'ESRCH') throw caught
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (caught) {
    return codeOf(caught) === 'EPERM'
  }
}
