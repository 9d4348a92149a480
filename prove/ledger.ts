/**
 * Proves that the ledger can be trusted when everything around it fails, at length, and writes what was seen to
 * docs/reference/proofs-ledger.md. Ends with 1 when something does not hold.
 *
 *   script/prove ledger [--kills 300] [--minutes 60] [--seed N] [--only kills,cuts,disk,clock,crowd]
 *
 * --minutes: no kill begins later than that. With --only the report is printed and not written, since it is not whole.
 */

import { randomInt } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { findNeeds } from '../script/needs.ts'
import { endAll } from '../test/faults/scope.ts'
import { reportOf } from './ledger/report.ts'

const PROJECT = join(import.meta.dirname, '..')
const REPORT = join(PROJECT, 'docs', 'reference', 'proofs-ledger.md')
const LARGEST_SEED = 1_000_000

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '300' },
    minutes: { type: 'string', default: '60' },
    seed: { type: 'string', default: String(randomInt(LARGEST_SEED)) },
    only: { type: 'string' },
  },
})

const tell = (line: string): void => console.log(`${new Date().toISOString().slice(11, 19)}  ${line}`)

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    endAll().finally(() => process.exit(1))
  })

const [kills, minutes, seed] = [values.kills, values.minutes, values.seed].map(Number) as [number, number, number]
tell(`seed ${seed}`)
for (const line of (await findNeeds({ project: PROJECT, mayInstall: false })).report) tell(line)
// Only now, since the tests' databases look for what was found when they are loaded.
const { proofsOf } = await import('./ledger/proofs.ts')
const only = values.only?.split(',') ?? null
const sections = await proofsOf({ kills, minutes, seed, only, tell })
const report = reportOf(sections, { kills, seed })
if (only === null) writeFileSync(REPORT, report)
console.log(`\n${report}`)
process.exitCode = sections.some(({ outcome }) => outcome === 'FAILED') ? 1 : 0
