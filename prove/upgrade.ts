/**
 * Proves that a large database of the release before is upgraded while its services go on, and that none of their statements waits
 * for a second. Writes what was seen to docs/reference/proofs-upgrade.md. Ends with 1 when something does not hold.
 *
 *   script/prove upgrade [--accounts 1000000] [--callers 6]
 *
 * With fewer accounts the report is printed and not written.
 */

import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { Client } from 'pg'
import { connectAsOwner, type Place } from '../src/ledger/connect.ts'
import { startEmbedded } from '../src/ledger/embedded/embedded.ts'
import { migrate } from '../src/ledger/migrate.ts'
import { assertLinked } from '../test/ledger/upgrade/linked.ts'
import { startCallers } from './upgrade/callers.ts'
import { accountOf, fillOld } from './upgrade/manyAccounts.ts'
import { type Phase, type Run, reportOf, type Size } from './upgrade/report.ts'

const ENOUGH = 1_000_000
const { values } = parseArgs({
  options: { accounts: { type: 'string', default: String(ENOUGH) }, callers: { type: 'string', default: '6' } },
})
const [accounts, callers] = [Number(values.accounts), Number(values.callers)]

const REPORT = join(import.meta.dirname, '..', 'docs', 'reference', 'proofs-upgrade.md')
const BESIDE_MS = 20_000
const LOOK_MS = 20
/** What an account takes, before and after, with the log. */
const BYTES_PER_ACCOUNT = 25_000
const SAMPLE = 2_000
const MS = 1_000

const tell = (line: string): void => console.log(`${new Date().toISOString().slice(11, 19)}  ${line}`)

/** Follows which migrations are done, until it is told to stop. */
function watch(place: Place): { readonly phases: Phase[]; readonly stop: () => Promise<void> } {
  const phases: Phase[] = []
  let isOver = false
  const watching = (async () => {
    const client = new Client(place)
    await client.connect()
    let from = performance.now()
    const known = new Set(['0001-ledger.sql'])
    while (!isOver) {
      const { rows } = await client.query<{ name: string }>('select name from efrikort.migration order by name')
      const done = rows.map(({ name }) => name).filter((name) => !known.has(name))
      const through = performance.now()
      if (done.length > 0) {
        phases.push({ name: done.join(', '), from, through })
        from = through
      }
      for (const name of done) known.add(name)
      await sleep(LOOK_MS)
    }
    await client.end()
  })()
  return {
    phases,
    stop: () => {
      isOver = true
      return watching
    },
  }
}

async function upgrade(place: Place): Promise<Run> {
  const before = await sizeOf(place)
  const load = startCallers(place, { callers, accounts })
  tell('the callers are at work')
  const start = performance.now()
  await sleep(BESIDE_MS)
  const watcher = watch(place)
  const begun = performance.now()
  await migrate(place, tell)
  const ended = performance.now()
  await sleep(LOOK_MS * 5)
  await watcher.stop()
  tell(`upgraded in ${Math.round((ended - begun) / MS)} s`)
  await sleep(BESIDE_MS)
  const end = performance.now()
  const registered = await load.stop()
  const after = await sizeOf(place)
  assert.equal(after.entries, before.entries + registered, 'nothing is lost, and nothing doubled')
  const phases = [
    { name: 'before', from: start, through: begun },
    ...watcher.phases,
    { name: 'after', from: ended, through: end },
  ]
  return { accounts, callers, registered, timed: load.timed, phases, begun, ended, before, after }
}

async function sizeOf(place: Place): Promise<Size> {
  const owner = await connectAsOwner(place)
  const { rows } = await owner.query<{ entries: string; bytes: string }>(
    'select count(*) as entries, pg_database_size(current_database()) as bytes from efrikort.entry',
  )
  await owner.end()
  return { entries: Number(rows[0]?.entries), bytes: Number(rows[0]?.bytes) }
}

/** A sample of the accounts is linked to the byte. That every entry is linked at all, the database has validated. */
async function examine(place: Place): Promise<void> {
  const owner = await connectAsOwner(place)
  const sample = Array.from({ length: SAMPLE }, (_, at) => accountOf(1 + Math.floor((at * accounts) / SAMPLE)))
  tell(`${await assertLinked(owner, sample)} entries of ${SAMPLE} accounts are linked to the byte`)
  await owner.end()
}

const { bavail, bsize } = statfsSync(tmpdir())
if (bavail * bsize < accounts * BYTES_PER_ACCOUNT)
  throw new Error(
    `There is too little room in ${tmpdir()}: ${Math.ceil((accounts * BYTES_PER_ACCOUNT) / 1e9)} GB are needed.`,
  )
const folder = mkdtempSync(join(tmpdir(), 'efrikort-prove-'))
const embedded = await startEmbedded({ dataFolder: folder, log: tell })
try {
  await fillOld(embedded.connection, accounts, tell)
  const run = await upgrade(embedded.connection)
  await examine(embedded.connection)
  const { text, holds } = reportOf(run)
  if (accounts >= ENOUGH) writeFileSync(REPORT, text)
  console.log(`\n${text}`)
  process.exitCode = holds ? 0 : 1
} finally {
  await embedded.stop()
  rmSync(folder, { recursive: true, force: true })
}
