/**
 * How fast the ledger registers and reads, beside pgbench doing the same statements in the same run, in turn: registrations at 1, 8
 * and 32 callers, status readings at 8, with few accounts and with many. Prints tables; the ratios are what counts.
 *
 *   script/bench ledger [--accounts 10000,3000000] [--seconds 8] [--rounds 3]
 */

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { compose } from '../src/compose.ts'
import { type Embedded, startEmbedded } from '../src/ledger/embedded/embedded.ts'
import type { Ports } from '../src/usecases/ports.ts'
import { readCard } from '../src/usecases/readCard.ts'
import { registerFee } from '../src/usecases/registerFee.ts'
import { fill, PGBENCH_APPEND, PGBENCH_LOAD, PGBENCH_READ, personOf, request } from './ledgerAccounts.ts'
import { pgbench } from './pgbench.ts'

const { values } = parseArgs({
  options: {
    accounts: { type: 'string', default: '10000,3000000' },
    seconds: { type: 'string', default: '8' },
    rounds: { type: 'string', default: '3' },
  },
})
const SECONDS = Number(values.seconds)
const ROUNDS = Number(values.rounds)
const CALLERS = [1, 8, 32]
const MS = 1_000
const MIB = 1_048_576

let peakBytes = 0

const tell = (line: string): void => void process.stderr.write(`${line}\n`)

/** Calls a second, by so many callers, each calling again as soon as it is answered. */
async function rateOf(callers: number, call: () => Promise<unknown>): Promise<number> {
  const end = performance.now() + SECONDS * MS
  let done = 0
  const caller = async (): Promise<void> => {
    while (performance.now() < end) {
      await call()
      done += 1
    }
  }
  const watch = setInterval(() => {
    peakBytes = Math.max(peakBytes, process.memoryUsage.rss())
  }, 100)
  await Promise.all(Array.from({ length: callers }, caller))
  clearInterval(watch)
  return done / SECONDS
}

const anyone = (accounts: number): string => personOf(1 + Math.floor((Math.random() * accounts) / 2))

async function register(ports: Ports, accounts: number): Promise<void> {
  const answer = await registerFee(ports, request(anyone(accounts), Math.floor(Math.random() * 300), ports))
  if (!answer.ok) throw new Error(`the benchmark's own registration is refused: ${answer.refusal.kind}`)
}

async function look(ports: Ports, accounts: number): Promise<void> {
  const { caller, principal, cardType, person } = request(anyone(accounts), 0, ports)
  const answer = await readCard(ports, { caller, principal, cardType, person, act: 'readCard', namedProvider: null })
  if (!answer.ok || answer.value === null) throw new Error("the benchmark's own reading found no card")
}

const median = (numbers: readonly number[]): number => numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? 0
const whole = (value: number): string => Math.round(value).toLocaleString('en-GB')
const row = (...cells: readonly string[]): void => console.log(`| ${cells.join(' | ')} |`)

type Pair = { readonly name: string; readonly ours: () => Promise<number>; readonly theirs: () => number }

/** In turn, so that the machine's mood touches both alike. Gives the median of ours. */
async function compare({ name, ours, theirs }: Pair): Promise<number> {
  const rates: { ours: number; theirs: number }[] = []
  for (let round = 0; round < ROUNDS; round += 1) rates.push({ ours: await ours(), theirs: theirs() })
  const mine = median(rates.map((rate) => rate.ours))
  const ratios = rates.map((rate) => rate.ours / rate.theirs)
  const span = `${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)}`
  row(name, whole(mine), whole(median(rates.map((rate) => rate.theirs))), `${median(ratios).toFixed(2)} (${span})`)
  return mine
}

async function measure(embedded: Embedded, ports: Ports, accounts: number): Promise<ReadonlyMap<string, number>> {
  const bench = (script: string, clients: number) => pgbench(embedded.connection, { script, clients, seconds: SECONDS })
  const pairs: Pair[] = [
    ...CALLERS.map((callers) => ({
      name: `registrations, ${callers} callers`,
      ours: () => rateOf(callers, () => register(ports, accounts)),
      theirs: () => bench(PGBENCH_APPEND(accounts), callers),
    })),
    {
      name: 'readings with their line in the access log, 8 callers; pgbench the same statement',
      ours: () => rateOf(8, () => look(ports, accounts)),
      theirs: () => bench(PGBENCH_READ(accounts), 8),
    },
    {
      name: 'readings with their line in the access log, 8 callers; pgbench without the line',
      ours: () => rateOf(8, () => look(ports, accounts)),
      theirs: () => bench(PGBENCH_LOAD(accounts), 8),
    },
  ]
  console.log(`\n### ${whole(accounts)} accounts\n`)
  row('measure', 'ours a second', 'pgbench a second', 'ratio (least–most)')
  row('---', '---', '---', '---')
  const rates = new Map<string, number>()
  for (const pair of pairs) rates.set(pair.name, await compare(pair))
  return rates
}

async function at(accounts: number): Promise<ReadonlyMap<string, number>> {
  const folder = mkdtempSync(join(tmpdir(), 'efrikort-bench-'))
  const embedded = await startEmbedded({ dataFolder: folder, log: tell })
  try {
    const { ports, close } = await compose(
      { place: embedded.connection, lost: embedded.exited, stop: embedded.stop },
      tell,
    )
    await fill(embedded.connection, ports, accounts, tell)
    await rateOf(8, () => register(ports, accounts))
    const rates = await measure(embedded, ports, accounts)
    await close()
    return rates
  } finally {
    await embedded.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

console.log(
  `Node ${process.version} on ${process.platform} ${process.arch}; medians of ${ROUNDS} rounds of ${SECONDS} s, ours and pgbench in turn.`,
)
const sizes = values.accounts.split(',').map(Number)
const results: ReadonlyMap<string, number>[] = []
for (const size of sizes) results.push(await at(size))
const [few, many] = results
if (few !== undefined && many !== undefined) {
  console.log('\n### The larger against the smaller\n')
  row('measure', 'ratio of ours')
  row('---', '---')
  for (const [name, rate] of many) row(name, (rate / (few.get(name) ?? rate)).toFixed(2))
}
console.log(`\nMost memory of this process, which is service and callers in one: ${whole(peakBytes / MIB)} MiB.`)
