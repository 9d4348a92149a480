/** An import that is cut short goes on from what is committed: nothing is lost, nothing is doubled, and two of them do not meet. */

import assert from 'node:assert/strict'
import { appendFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Pool } from 'pg'
import { verifyLedger } from '../../src/ledger/verify/verifyLedger.ts'
import { importEntries, type Progress } from '../../src/transfer/importEntries.ts'
import { surveyOf } from '../../src/transfer/survey.ts'
import { type Counter, openCounter } from '../usecases/counter.ts'
import { asLines, correction, fee, refusedIn, withFile } from './files.ts'
import { startProgram } from './process.ts'

const ACCOUNTS = 1_500
const FEES = 5
/** Every so many accounts one is refused, for its last line. */
const BAD_EVERY = 100

const READ_ONLY = { headsFolders: [], report: () => undefined }

const person = (letter: string, at: number): string => `${letter}${String(at).padStart(11, '0')}`

/** Accounts of five registrations and a correction each. */
const content = (letter: string): string =>
  Array.from({ length: ACCOUNTS }, (_, at) => {
    const who = person(letter, at)
    const id = `${letter}-${at}`
    const fees = Array.from({ length: FEES }, (_, number) => fee(who, `${id}-${number}`))
    return asLines(...fees, correction(who, at % BAD_EVERY === 7 ? 'unknown' : `${id}-0`))
  }).join('')

describe('an import that is cut short', () => {
  let counter: Counter
  before(async () => {
    counter = await openCounter()
  })
  after(() => counter.close())

  const one = async <T>(question: string, ...values: readonly unknown[]) =>
    Object.values((await counter.pool.query(question, [...values])).rows[0] ?? {})[0] as T

  const enteredOf = (letter: string): Promise<number> =>
    one(`select count(*)::int from entry join person_account using (account_id) where person_id like $1`, `${letter}%`)

  test('by kill -9 at any moment, goes on to the same end', { timeout: 300_000 }, async () => {
    await withFile(content('D'), async (path) => {
      // While it looks through the file, and after so many entries.
      const cuts = [0, 1, 1_500 + Math.floor(Math.random() * 1_000), 4_000 + Math.floor(Math.random() * 2_000)]
      for (const entries of cuts) await cutAfter(path, entries)
      const { status, stdout } = await startProgram(counter.database, ['import', path]).ended
      assert.equal(status, 1)
      assert.match(stdout, /8910 entries of 1485 accounts are in, 90 lines of 15 accounts were refused/)
      assert.match(stdout, /begun at line \d{2,}/)
      const refused = stdout.match(/^line \d+: UnknownFee: .*$/gm) ?? []
      assert.equal(refused.length, 15)
      assert.match(refused[0] ?? '', /^line 48: .*\(lines 43 to 48 were refused\)$/)
      assert.equal(await enteredOf('D'), 8_910)
      const uneven = `select count(*)::int from account join person_account using (account_id)
        where person_id like 'D%' and (version <> 6 or (select count(*) from entry e where e.account_id = account.account_id) <> 6)`
      assert.equal(await one(uneven), 0)
      assert.deepEqual(await verifyLedger(counter.database.place, READ_ONLY).then(({ holds }) => holds), true)
      const again = await startProgram(counter.database, ['import', path]).ended
      assert.deepEqual(
        [again.status, again.stdout.replace(/begun at line \d+/, '')],
        [1, stdout.replace(/begun at line \d+/, '')],
      )
    })
  })

  /** Starts the program and kills it when so many entries are committed. */
  async function cutAfter(path: string, entries: number): Promise<void> {
    const { child, ended } = startProgram(counter.database, ['import', path])
    while (entries > 0 && child.exitCode === null && (await enteredOf('D')) < entries) await sleep(5)
    child.kill('SIGKILL')
    assert.equal((await ended).status, 'SIGKILL')
  }

  type Given = { readonly pool?: Pool; readonly patienceMs?: number; readonly tell?: (progress: Progress) => void }

  const importFile = async (path: string, { pool, patienceMs = 0, tell = () => undefined }: Given = {}) => {
    const file = await open(path)
    try {
      return await importEntries({ pool: pool ?? counter.pool, ports: counter.ports, file, tell, patienceMs })
    } finally {
      await file.close()
    }
  }

  test('two at once of the same file: one waits for the other, or says that it is there', async () => {
    await withFile(content('E'), async (path) => {
      const both = await Promise.all([
        importFile(path, { patienceMs: 120_000 }),
        importFile(path, { patienceMs: 120_000 }),
      ])
      for (const { counts } of both) assert.equal(counts.entries, 8_910)
      assert.deepEqual(
        both.map(({ from }) => from).sort((a, b) => a - b),
        [1, 9_001],
      )
      assert.equal(await enteredOf('E'), 8_910)
    })
    await withFile(content('F'), async (path) => {
      let second: Promise<unknown> | null = null
      const beginSecond = (): void => {
        second ??= outcomeOf(importFile(path))
      }
      await importFile(path, { tell: ({ step }) => (step === 'import' ? beginSecond() : undefined) })
      assert.equal(await second, 'The same file is being imported already.')
      assert.equal(await enteredOf('F'), 8_910)
    })
  })

  const outcomeOf = (importing: Promise<unknown>): Promise<unknown> =>
    importing.then(
      () => 'done',
      (fault: Error) => fault.message,
    )

  test('a file that is changed while it is read stops the import, and the changed file is another', async () => {
    await withFile(content('H'), async (path) => {
      let isTouched = false
      const touch = (): void => {
        if (!isTouched) appendFileSync(path, asLines(fee(person('H', ACCOUNTS), 'late')))
        isTouched = true
      }
      await assert.rejects(importFile(path, { tell: touch }), /was changed while it was read/)
      const { digest, counts } = await importFile(path)
      const before = await enteredOf('H')
      assert.equal(before, 8_911)
      assert.equal(counts.refusedAccounts, 15)
      appendFileSync(path, asLines(fee(person('H', ACCOUNTS + 1), 'later')))
      const again = await importFile(path)
      assert.notDeepEqual(again.digest, digest)
      assert.deepEqual([again.counts.accounts, again.counts.refusedAccounts], [1, 1_501])
      assert.equal(await enteredOf('H'), before + 1)
      const refused = await refusedIn(counter.pool, again.digest)
      assert.equal(refused[0], '1: RecordedOutOfOrder (1-6)')
      assert.equal(refused.at(-1), '9001: RepeatedFeeId (9001-9001)')
    })
  })

  test('a file is known by its bytes alone', async () => {
    const digestOf = (text: string) =>
      withFile(text, async (path) => {
        const file = await open(path)
        const { digest } = await surveyOf(file, () => undefined)
        await file.close()
        return digest.toString('hex')
      })
    assert.equal(await digestOf('abc'), 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
    assert.equal(await digestOf(''), 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
  })
})
