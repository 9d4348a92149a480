/** `efrikort import` and `efrikort export`: entries of another system into the ledger, and accounts out of it, as lines (docs/reference/transfer.md). */

import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import process from 'node:process'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import type { Pool } from 'pg'
import { type Composed, compose, composeOthers, type OpenDatabase, openDatabase, placeFor } from '../compose.ts'
import type { Config } from '../config.ts'
import { applicationPool } from '../ledger/connect.ts'
import { exportAccounts, type NothingExported } from '../transfer/exportAccounts.ts'
import { type Imported, importEntries } from '../transfer/importEntries.ts'
import { refusedOf } from '../transfer/progress.ts'
import { writeRefusedLines } from '../transfer/refusedLines.ts'
import { progressTeller } from '../transfer/tell.ts'

const IMPORT_USAGE = `usage: efrikort import FILE [--refused FILE]

FILE holds a line an entry (docs/reference/transfer.md). --refused names a file that does not exist yet: the lines of the
accounts that were refused are written to it, to be mended and imported again. Cut short, the same command goes on.
`
const EXPORT_USAGE = `usage: efrikort export < persons > entries

Reads a person a line, or a person and a card type, and writes a line an entry (docs/reference/transfer.md).
`

const ALL_IN = 0
const SOME_REFUSED = 1
const WRONG_WORDS = 2

type Say = (line: string) => void

/** Takes the words after \`import\` and the settings. Gives the exit status: 1 when some lines were refused, 2 for wrong usage. */
export async function importCommand(words: readonly string[], config: Config, say: Say): Promise<number> {
  const told = readWords(words)
  if (told === null) {
    process.stderr.write(IMPORT_USAGE)
    return WRONG_WORDS
  }
  const file = refuseTarget(told.refused) ?? (await openFile(told.file))
  if (typeof file === 'string') {
    say(file)
    return WRONG_WORDS
  }
  try {
    return await withPorts(config, say, (working) => importFile(file, told.refused, working))
  } finally {
    await file.close()
  }
}

type ImportWords = { readonly file: string; readonly refused: string | null }

function readWords(words: readonly string[]): ImportWords | null {
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: { refused: { type: 'string' } },
    })
    const [file, ...more] = positionals
    return file === undefined || more.length > 0 ? null : { file, refused: values.refused ?? null }
  } catch {
    return null
  }
}

/** Told before anything is begun: the refused lines must not be written over what somebody has mended. */
function refuseTarget(path: string | null): string | null {
  if (path === null) return null
  if (existsSync(path)) return `${path} exists already. Name a new file.`
  const folder = dirname(resolve(path))
  return existsSync(folder) ? null : `${folder} is no folder.`
}

/** Gives what is wrong as a sentence: it must be a file that can be read from any place. */
async function openFile(path: string): Promise<FileHandle | string> {
  try {
    const file = await open(path, 'r')
    if ((await file.stat()).isFile()) return file
    await file.close()
    return `${path} is no file. A pipe cannot be read from the place where an import was cut short: write it to a file first.`
  } catch (fault) {
    return `${path} cannot be read (${(fault as { code?: string }).code}).`
  }
}

type Working = { readonly ports: Composed['ports']; readonly pool: Pool; readonly say: Say }

const PATIENCE_MS = 5_000

async function importFile(
  file: FileHandle,
  refusedPath: string | null,
  { ports, pool, say }: Working,
): Promise<number> {
  const imported = await importEntries({ file, pool, ports, tell: progressTeller(say), patienceMs: PATIENCE_MS })
  for await (const { first, last, at, reason } of refusedOf(pool, imported.digest))
    await print(`line ${at}: ${reason} (lines ${first} to ${last} were refused)\n`)
  if (refusedPath !== null) await writeRefusedLines(file, refusedOf(pool, imported.digest), refusedPath)
  await print(`${summaryOf(imported)}\n`)
  return imported.counts.refusedAccounts === 0 ? ALL_IN : SOME_REFUSED
}

function summaryOf({ counts, lines, from }: Imported): string {
  const { accounts, entries, refusedAccounts, refusedLines, identitiesMade } = counts
  const again = from === 1 ? '' : `, begun at line ${from} this time`
  return [
    `${lines} lines${again}: ${entries} entries of ${accounts} accounts are in, ${refusedLines} lines of ${refusedAccounts} accounts were refused`,
    `${identitiesMade} cards that the lines did not tell were given an id and a number here`,
  ].join('\n')
}

/** Takes the words after \`export\` and the settings. Gives the exit status: 1 when there was nothing for some lines, 2 for wrong usage. */
export async function exportCommand(words: readonly string[], config: Config, say: Say): Promise<number> {
  if (words.length > 0) {
    process.stderr.write(EXPORT_USAGE)
    return WRONG_WORDS
  }
  return withPorts(config, say, async ({ ports, pool }) => {
    const asked = createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })
    const tell = (line: number, why: NothingExported): void => say(`line ${line}: ${NOTHING[why]}`)
    const { accounts, entries, without } = await exportAccounts({ ports, pool, write: print, tell }, asked)
    say(`${entries} entries of ${accounts} accounts; nothing for ${without} lines`)
    return without === 0 ? ALL_IN : SOME_REFUSED
  })
}

const NOTHING: Readonly<Record<NothingExported, string>> = {
  NoPerson: 'no identity of a person, or more than a card type after it',
  NoAccount: 'the person has no such account here',
  HasMoved:
    'persons have been grouped in the account or ungrouped, and these lines cannot tell what they brought; nothing of it was written',
}

async function print(text: string): Promise<void> {
  if (text !== '' && !process.stdout.write(text)) await once(process.stdout, 'drain')
}

/** One connection writes, one looks ahead. */
const CONNECTIONS = 3

/** Works in the installation's own database, or in that of the environment that the settings name, and closes it. */
async function withPorts(config: Config, say: Say, act: (working: Working) => Promise<number>): Promise<number> {
  const database = await openDatabase(config, say, { mayJoin: true })
  try {
    const { ports, close } = await composedFor(database, config.environment, say)
    const place = placeFor(database, config.environment)
    const pool = applicationPool(place, (fault) => say(`a database connection was lost: ${fault.name}`), CONNECTIONS)
    try {
      return await act({ ports, pool, say })
    } finally {
      await pool.end()
      await close()
    }
  } finally {
    await database.stop()
  }
}

async function composedFor(database: OpenDatabase, environment: string | null, say: Say): Promise<Composed> {
  const own = await compose(database, say)
  if (environment === null) return own
  const all = [own, ...(await composeOthers(database, say))]
  const found = all.find(({ name }) => name === environment)
  for (const other of all) if (other !== found) await other.close()
  if (found === undefined)
    throw new Error(`There is no environment ${environment}. Those there are: efrikort environment list`)
  return found
}
