/**
 * How fast entries of another system come in, are verified and go out again, beside the digest of
 * the same file as a yardstick. Ids are foreign, a card number is told with each period's first fee, one line in ten corrects or annuls.
 *
 *   script/bench transfer [--accounts 155000] [--entries 6.5]
 */

import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { parseArgs } from 'node:util'
import { compose } from '../src/compose.ts'
import { addDays, type Day, formatDay, parseDay } from '../src/domain/kernel/day.ts'
import { startEmbedded } from '../src/ledger/embedded/embedded.ts'
import { headsJob } from '../src/ledger/heads/sealHeads.ts'
import { publicKeyFile } from '../src/ledger/heads/signingKey.ts'
import { verifyLedger } from '../src/ledger/verify/verifyLedger.ts'
import { exportAccounts } from '../src/transfer/exportAccounts.ts'
import { importEntries } from '../src/transfer/importEntries.ts'
import { personOf } from './ledgerAccounts.ts'

const { values } = parseArgs({
  options: { accounts: { type: 'string', default: '155000' }, entries: { type: 'string', default: '6.5' } },
})
const ACCOUNTS = Number(values.accounts)
const FEES_AT_LEAST = 2
const FEES_MORE = 2 * (Number(values.entries) / 1.1 - FEES_AT_LEAST)
const FIRST_DAY = parseDay('2024-02-01') as Day
const DAYS_BETWEEN = 40
const CHANGED_EACH = 10
const FEW_EXPORTED = 20_000
const MS = 1_000
const MIB = 1_048_576

const tell = (line: string): void => void process.stderr.write(`${line}\n`)
const whole = (value: number): string => Math.round(value).toLocaleString('en-GB')
const row = (...cells: readonly string[]): void => console.log(`| ${cells.join(' | ')} |`)

/** The entries of an account, in the order in which they were recorded. */
function* accountLines(number: number): Generator<string> {
  const person = personOf(number)
  const fees = Math.max(1, Math.round(FEES_AT_LEAST + ((number * 7919) % 1000) * (FEES_MORE / 1000)))
  const rest = { principal: 'SE2321000198-1000', careProvider: 'SE2321000198-A', careUnit: 'SE2321000198-A1' }
  const by = { system: 'SE2321000198-OLD', employee: 'SE2321000198-E001', provider: 'SE2321000198-A' }
  for (let fee = 0; fee < fees; fee += 1) {
    const day = formatDay(addDays(FIRST_DAY, fee * DAYS_BETWEEN + (number % DAYS_BETWEEN)))
    const feeId = `kassa ${number}-${fee}`
    const common = { person, cardType: 'CARE_VISIT', feeId }
    const issued = fee === 0 ? { issued: [{ number: `G ${number}` }] } : {}
    const recorded = { recordedAt: `${day}T09:00:00Z`, by }
    const told = { visitDate: day, amount: fee % 3 === 0 ? '300.00' : '250.00', ...rest }
    yield `${JSON.stringify({ ...common, type: 'FeeRegistered', ...told, ...recorded, ...issued })}\n`
    if ((number + fee) % CHANGED_EACH !== 0) continue
    const later = { recordedAt: `${day}T10:00:00Z`, by }
    yield `${JSON.stringify(fee % 2 === 0 ? { ...common, type: 'FeeCorrected', amount: '200.00', ...later } : { ...common, type: 'FeeAnnulled', ...later })}\n`
  }
}

function* allLines(): Generator<string> {
  for (let number = 1; number <= ACCOUNTS; number += 1) yield [...accountLines(number)].join('')
}

async function seconds<T>(act: () => Promise<T>): Promise<{ readonly took: number; readonly gave: T }> {
  const begun = performance.now()
  const gave = await act()
  return { took: (performance.now() - begun) / MS, gave }
}

async function measure(folder: string): Promise<void> {
  const path = join(folder, 'entries.jsonl')
  await pipeline(Readable.from(allLines()), createWriteStream(path))
  const { size } = statSync(path)
  tell(`${whole(size / MIB)} MiB of lines`)
  const embedded = await startEmbedded({ dataFolder: join(folder, 'data'), log: tell })
  let peakBytes = 0
  const watch = setInterval(() => {
    peakBytes = Math.max(peakBytes, process.memoryUsage.rss())
  }, 100)
  try {
    const database = { place: embedded.connection, lost: embedded.exited, stop: embedded.stop }
    const { ports, pool, close } = await compose(database, tell)
    const digest = await seconds(() => pipeline(createReadStream(path), createHash('sha256')))
    const file = await open(path, 'r')
    const said = (told: { lines: number }): void => {
      if (told.lines % 50_000 < 500) tell(`${whole(told.lines)} lines`)
    }
    const imported = await seconds(() => importEntries({ file, pool, ports, tell: said, patienceMs: 0 }))
    await file.close()
    const { entries, refusedLines } = imported.gave.counts
    if (refusedLines > 0) throw new Error(`${refusedLines} of the benchmark's own lines were refused`)
    const heads = { folder: join(folder, 'heads'), keyFile: join(folder, 'key.pem') }
    const sealed = await seconds(() =>
      headsJob({ pool, ...heads, environment: 'bench', now: ports.now, everyMs: 0 }).run(),
    )
    const headsFolders = [{ folder: heads.folder, publicKeyFiles: [publicKeyFile(heads.keyFile)] }]
    const verified = await seconds(() => verifyLedger(embedded.connection, { headsFolders, report: tell }))
    if (!verified.gave.holds) throw new Error("the benchmark's own ledger does not hold")
    const some = Math.min(FEW_EXPORTED, ACCOUNTS)
    const asked = Readable.from(
      (function* () {
        for (let at = 1; at <= some; at += 1) yield personOf(at)
      })(),
    )
    const exporting = { pool, ports, write: async () => undefined, tell: () => undefined }
    const exported = await seconds(() => exportAccounts(exporting, asked))
    console.log(
      `Node ${process.version} on ${process.platform} ${process.arch}; ${whole(entries)} entries of ${whole(ACCOUNTS)} accounts, ${whole(size / MIB)} MiB of lines, one run.\n`,
    )
    row('what', 'took, s', 'entries a second')
    row('---', '---', '---')
    const line = (what: string, took: number, count: number) => row(what, took.toFixed(1), whole(count / took))
    line('yardstick: the digest (SHA-256) of the file', digest.took, entries)
    line('import, the first look included', imported.took, entries)
    line('signed heads of all accounts written out', sealed.took, entries)
    line('verify, seals included', verified.took, entries)
    line(
      `export of ${whole(some)} accounts, each with its line in the access log`,
      exported.took,
      exported.gave.entries,
    )
    console.log(
      `\nVerify against the minute that is allowed for a million entries: ${((verified.took / entries) * 1e6).toFixed(0)} s for a million.`,
    )
    console.log(`Most memory of the process, which did all of it: ${whole(peakBytes / MIB)} MiB.`)
    await close()
  } finally {
    clearInterval(watch)
    await embedded.stop()
  }
}

const folder = mkdtempSync(join(tmpdir(), 'efrikort-bench-'))
try {
  await measure(folder)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
