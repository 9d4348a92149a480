/**
 * Brings entries that another system has kept into the ledger (docs/reference/transfer.md): the whole account or nothing of it, a batch of
 * accounts a transaction. Cut short at any point it goes on from where it was, when it is given the same file again.
 */

import type { FileHandle } from 'node:fs/promises'
import type { PoolClient } from 'pg'
import { type Batch, batchesOf } from './accountLines.ts'
import type { BatchWrite } from './batchWrite.ts'
import { type Preparing, prepare } from './prepare.ts'
import { advanced, type Counts, endTurn, finish, type Run, runOf, takeTurn } from './progress.ts'
import { surveyOf } from './survey.ts'
import { writeBatch } from './writeBatch.ts'

export type Importing = Omit<Preparing, 'apart'> & {
  /** A file that can be read from any place, and that nobody changes meanwhile. */
  readonly file: FileHandle
  readonly tell: (progress: Progress) => void
  /** How long to wait for an import of the same file that may be ending. */
  readonly patienceMs: number
}

/** `look`: the file is looked through. `lines`: how many have been dealt with, `of` those there are, where that is known. */
export type Progress = {
  readonly step: 'look' | 'import'
  readonly lines: number
  readonly of: number | null
  readonly counts: Counts
}

export type Imported = {
  readonly digest: Buffer
  readonly counts: Counts
  readonly lines: number
  /** The line at which this run began: 1, or where the one before was cut short. */
  readonly from: number
}

/** Gives what has come of the file, in this run and those before. Throws when somebody else imports the file now, or changes it. */
export async function importEntries(importing: Importing): Promise<Imported> {
  const { pool, file, tell, ports, patienceMs } = importing
  const untouched = await watch(file)
  const { digest, lines, apart } = await surveyOf(file, (count) =>
    tell({ step: 'look', lines: count, of: null, counts: NOTHING }),
  )
  const connection = await pool.connect()
  try {
    if (!(await takeTurn(connection, digest, patienceMs))) throw new Error('The same file is being imported already.')
    const run = await runOf(connection, digest, ports.now())
    const done = run.isFinished ? run : await goOn({ ...importing, apart, lines }, connection, run, untouched)
    if (!run.isFinished) await finish(connection, done, ports.now())
    await endTurn(connection, digest)
    connection.release()
    return { digest, counts: done.counts, lines, from: run.next.number }
  } catch (fault) {
    // The turn ends with the connection.
    connection.release(true)
    throw fault
  }
}

const NOTHING: Counts = { accounts: 0, entries: 0, refusedAccounts: 0, refusedLines: 0, identitiesMade: 0 }

/** The next batch is prepared while one is written: no account is in two. */
async function goOn(
  importing: Importing & Preparing & { readonly lines: number },
  connection: PoolClient,
  begun: Run,
  untouched: () => Promise<void>,
): Promise<Run> {
  const tell = ({ next, counts }: Run): void =>
    importing.tell({ step: 'import', lines: next.number - 1, of: importing.lines, counts })
  let run = begun
  let writing: Promise<Run> = Promise.resolve(begun)
  for await (const batch of batchesOf(importing.file, begun.next)) {
    const prepared = await prepare(importing, batch)
    run = await writing
    tell(run)
    await untouched()
    writing = write(importing, connection, { run, batch, prepared })
    // Whoever awaits it is told; until then it is nobody's fault.
    writing.catch(() => undefined)
  }
  run = await writing
  tell(run)
  return run
}

const MOST_ATTEMPTS = 50

type Writing = { readonly run: Run; readonly batch: Batch; readonly prepared: BatchWrite }

/** An account that somebody has written to meanwhile is decided on again, and its batch with it. */
async function write(preparing: Preparing, connection: PoolClient, { run, batch, prepared }: Writing): Promise<Run> {
  let attempt = prepared
  for (let count = 1; count <= MOST_ATTEMPTS; count += 1) {
    if ((await writeBatch(connection, run, attempt)) === 'written') return advanced(run, attempt)
    attempt = await prepare(preparing, batch)
  }
  throw new Error('the accounts of the file are contended: no attempt to write met the versions it was decided on')
}

/** Gives what throws when the file is another than it was now. */
async function watch(file: FileHandle): Promise<() => Promise<void>> {
  const stateOf = async () => {
    const { size, mtimeNs } = await file.stat({ bigint: true })
    return `${size} ${mtimeNs}`
  }
  const before = await stateOf()
  return async () => {
    if ((await stateOf()) !== before)
      throw new Error('The file was changed while it was read. Begin again, and leave it alone.')
  }
}
