/**
 * How fast the rules reckon: ordinary accounts a second in process, histories a second through `simulate --lines`, and how
 * time grows with the length of an account. Prints a table, with a yardstick measured in the same run.
 */

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { gavleborg } from '../src/directory/region.ts'
import type { Entry } from '../src/domain/account/entry.ts'
import { type Question, reckon } from '../src/domain/account/reckon.ts'
import { settingsOf } from '../src/domain/law/settings.ts'
import { lineOf, longAccount, noon, ordinaryYear, PRINCIPAL, reverseOrder } from './histories.ts'

const ACCOUNTS = 2_000
const RUNS = 9
const LINES = 40_000
const settings = settingsOf(gavleborg())
const question = (days: number): Question => ({ asOf: noon(days), asker: PRINCIPAL, settings })

/** Median, least and most of some runs, the first (warm-up) left out. */
function measured(act: () => number): { median: number; least: number; most: number } {
  const rates = Array.from({ length: RUNS + 1 }, act)
    .slice(1)
    .sort((a, b) => a - b)
  return { median: rates[RUNS >> 1] ?? 0, least: rates[0] ?? 0, most: rates[RUNS - 1] ?? 0 }
}

function secondsOf(act: () => void): number {
  const begun = process.hrtime.bigint()
  act()
  return Number(process.hrtime.bigint() - begun) / 1e9
}

function reckonAll(entries: readonly Entry[], days: number): void {
  const reckoned = reckon(entries, question(days))
  if (!reckoned.ok) throw new Error(`the benchmark's own history is refused: ${reckoned.refusal.kind}`)
}

const row = (...cells: readonly (string | number)[]): void => console.log(`| ${cells.join(' | ')} |`)
const whole = (value: number): string => Math.round(value).toLocaleString('en-GB')

function benchAccounts(): void {
  const accounts = Array.from({ length: ACCOUNTS }, (_, seed) => ordinaryYear(seed))
  const reckonEach = (): void => {
    for (const entries of accounts) reckonAll(entries, 400)
  }
  const copyEach = (): void => {
    for (const entries of accounts) JSON.parse(JSON.stringify(entries))
  }
  const reckoning = measured(() => (ACCOUNTS * 5) / secondsOf(() => repeat(5, reckonEach)))
  const copying = measured(() => ACCOUNTS / secondsOf(copyEach))
  console.log('\n## Ordinary accounts of 12 entries, one core, in process\n')
  row('measure', 'median', 'least', 'most')
  row('---', '---', '---', '---')
  row('accounts reckoned a second', whole(reckoning.median), whole(reckoning.least), whole(reckoning.most))
  row(
    'yardstick: the same accounts through JSON.stringify and JSON.parse a second',
    whole(copying.median),
    whole(copying.least),
    whole(copying.most),
  )
  row('ratio', (reckoning.median / copying.median).toFixed(2), '', '')
}

const repeat = (times: number, act: () => void): void => {
  for (let time = 0; time < times; time += 1) act()
}

async function benchLines(): Promise<void> {
  const input = Array.from({ length: LINES }, (_, seed) => `${lineOf(ordinaryYear(seed))}\n`).join('')
  const rates: number[] = []
  for (let run = 0; run < 3; run += 1) {
    const begun = performance.now()
    const child = spawn(join(import.meta.dirname, '..', 'bin', 'efrikort'), ['simulate', '--lines'], {
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    let answers = 0
    child.stdout.on('data', (chunk: Buffer) => {
      for (const byte of chunk) if (byte === 10) answers += 1
    })
    child.stdin.end(input)
    await once(child, 'close')
    if (answers !== LINES) throw new Error(`${answers} answers to ${LINES} histories`)
    rates.push(LINES / ((performance.now() - begun) / 1000))
  }
  rates.sort((a, b) => a - b)
  console.log(`\n## \`efrikort simulate --lines\`, ${whole(LINES)} histories of 12 entries, the whole process\n`)
  row('measure', 'median', 'least', 'most')
  row('---', '---', '---', '---')
  row('histories a second', whole(rates[1] ?? 0), whole(rates[0] ?? 0), whole(rates[2] ?? 0))
}

function benchGrowth(): void {
  console.log('\n## Growth with the length of an account\n')
  row(
    'entries',
    'cards reached, µs an entry',
    'never reached, µs an entry',
    'n log n would give',
    'reverse order, s in all',
  )
  row('---', '---', '---', '---', '---')
  let unit: number | null = null
  for (const length of [10, 100, 1_000, 10_000]) {
    const reached = perEntry(longAccount(length, 25_000), length)
    const below = perEntry(longAccount(length, 100), length)
    unit ??= reached / Math.log2(length)
    const backwards = reverseOrder(length)
    const seconds = secondsOf(() => reckonAll(backwards, length * 3 + 30))
    row(whole(length), reached.toFixed(2), below.toFixed(2), (unit * Math.log2(length)).toFixed(2), seconds.toFixed(3))
  }
}

function perEntry(entries: readonly Entry[], length: number): number {
  const times = Math.max(1, Math.floor(30_000 / length))
  const { median } = measured(() => secondsOf(() => repeat(times, () => reckonAll(entries, length * 3 + 30))) / times)
  return (median * 1e6) / length
}

console.log(`Node ${process.version} on ${process.platform} ${process.arch}; medians of ${RUNS} runs after a warm-up.`)
benchAccounts()
await benchLines()
benchGrowth()
