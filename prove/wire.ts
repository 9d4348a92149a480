/**
 * Proves that the wire can be attacked: a million messages made by chance from the contract's data, each answered as it deserves, and
 * nothing stored but what was answered as done. Writes what was seen to docs/reference/proofs-wire.md. Ends with 1, and the message
 * that caused it, when something does not hold.
 *
 *   script/prove wire [--calls 1000000] [--seed N]
 */

import { randomInt } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { runFuzz } from '../test/fuzz/run.ts'
import { reportOf } from './wire/report.ts'

const REPORT = join(import.meta.dirname, '..', 'docs', 'reference', 'proofs-wire.md')
const LARGEST_SEED = 1_000_000
const BLOCK = 2_000
const TOLD_EVERY_MS = 10_000

const { values } = parseArgs({
  options: {
    calls: { type: 'string', default: '1000000' },
    seed: { type: 'string', default: String(randomInt(LARGEST_SEED)) },
  },
})
const [calls, seed] = [Number(values.calls), Number(values.seed)]

let told = 0
const tell = (line: string): void => {
  if (performance.now() - told < TOLD_EVERY_MS) return
  told = performance.now()
  console.log(`${new Date().toISOString().slice(11, 19)}  ${line}`)
}

console.log(`seed ${seed}`)
const report = reportOf(await runFuzz({ seed, calls, block: BLOCK, tell }), { calls, seed })
writeFileSync(REPORT, report)
console.log(`\n${report}`)
