/**
 * How fast the wire is: registrations over SOAP beside pgbench doing the same statement, readings beside a bare server that answers a
 * constant, in turn in one run; and how long callers wait at a steady mixture of both.
 *
 *   script/bench wire [--accounts 10000] [--seconds 8] [--rounds 3] [--minutes 5] [--write]
 *
 * --write: the document goes to docs/reference/speeds-wire.md.
 */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { compose } from '../src/compose.ts'
import { findRunning, startEmbedded } from '../src/ledger/embedded/embedded.ts'
import { fill, PGBENCH_APPEND } from './ledgerAccounts.ts'
import { pgbench } from './pgbench.ts'
import { load, type Server, startBare, startService } from './wire/programs.ts'
import { type Mixed, type Pair, reportOf } from './wire/report.ts'

const { values } = parseArgs({
  options: {
    accounts: { type: 'string', default: '10000' },
    seconds: { type: 'string', default: '8' },
    rounds: { type: 'string', default: '3' },
    minutes: { type: 'string', default: '5' },
    write: { type: 'boolean', default: false },
  },
})
const [accounts, seconds, rounds, minutes] = [values.accounts, values.seconds, values.rounds, values.minutes].map(
  Number,
) as [number, number, number, number]
const REPORT = join(import.meta.dirname, '..', 'docs', 'reference', 'speeds-wire.md')
const WARM_UP_S = 3
const MINUTE_S = 60
const RATES = { register: 200, card: 1_000 }
/** More than ever wait at once at those rates: a call that finds no line free would not be sent when it is planned. */
const MIXED_LINES = 64
const MIB = 1_048_576

const tell = (line: string): void => void process.stderr.write(`${line}\n`)

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'efrikort-bench-'))
  try {
    const dataFolder = join(folder, 'data')
    await fillFolder(dataFolder)
    const service = await startService(dataFolder, folder)
    const bare = await startBare()
    try {
      const pairs = await measurePairs(service, bare, dataFolder)
      const mixed = await measureMixed(service)
      const command = `script/bench wire --accounts ${accounts} --seconds ${seconds} --rounds ${rounds} --minutes ${minutes}`
      const machine = `Node ${process.version} on ${process.platform} ${process.arch}`
      const report = reportOf({ command, machine, pairs, mixed, accounts, memoryMib: await memoryOf(service) })
      if (values.write) writeFileSync(REPORT, report)
      console.log(report)
    } finally {
      await Promise.all([service.stop(), bare.stop()])
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Makes a database with accounts, and leaves it to the service. */
async function fillFolder(dataFolder: string): Promise<void> {
  const embedded = await startEmbedded({ dataFolder, log: tell })
  const { ports, close } = await compose(
    { place: embedded.connection, lost: embedded.exited, stop: embedded.stop },
    tell,
  )
  await fill(embedded.connection, ports, accounts, tell)
  await close()
  await embedded.stop()
}

type Comparison = Omit<Pair, 'ours' | 'theirs'> & {
  readonly mine: () => Promise<number>
  readonly other: () => Promise<number>
}

async function measurePairs(service: Server, bare: Server, dataFolder: string): Promise<Pair[]> {
  const place = findRunning(dataFolder)
  if (place === null) throw new Error("the service's database does not run")
  const callsOf = (act: 'register' | 'card', lines: number, { port }: Server, length = seconds) =>
    load({ kind: 'closed', port, accounts, lines, seconds: length, act })
  const rate = async (...told: Parameters<typeof callsOf>): Promise<number> => {
    const { perSecond, failed } = await callsOf(...told)
    if (failed > 0) throw new Error(`${failed} of the benchmark's own calls were not done`)
    return perSecond
  }
  for (const act of ['register', 'card'] as const) await rate(act, 8, service, WARM_UP_S)
  const comparisons: Comparison[] = [
    ...[[8, 0.45] as const, [32, 0.6] as const].map(([lines, ratio]) => ({
      name: `registrations on ${lines} lines`,
      beside: `pgbench, ${lines} clients`,
      ratio,
      perSecond: null,
      mine: () => rate('register', lines, service),
      other: async () => pgbench(place, { script: PGBENCH_APPEND(accounts), clients: lines, seconds }),
    })),
    ...[8, 32].map((lines) => ({
      name: `readings on ${lines} lines`,
      beside: 'a bare Fastify answering a constant',
      ratio: 0.25,
      perSecond: 2_500,
      mine: () => rate('card', lines, service),
      other: () => rate('card', lines, bare),
    })),
  ]
  const pairs: Pair[] = []
  for (const comparison of comparisons) pairs.push(await compare(comparison))
  return pairs
}

/** In turn, so that the machine's mood touches both alike. */
async function compare({ mine, other, ...told }: Comparison): Promise<Pair> {
  const [ours, theirs]: [number[], number[]] = [[], []]
  for (let round = 0; round < rounds; round += 1) {
    ours.push(await mine())
    theirs.push(await other())
    tell(`${told.name}: ${Math.round(ours.at(-1) ?? 0)} beside ${Math.round(theirs.at(-1) ?? 0)}`)
  }
  return { ...told, ours, theirs }
}

async function measureMixed({ port }: Server): Promise<Mixed> {
  tell(`the mixture, for ${minutes} minutes`)
  const { failed, times } = await load({
    kind: 'open',
    port,
    accounts,
    lines: MIXED_LINES,
    seconds: minutes * MINUTE_S,
    rates: RATES,
  })
  return { minutes, failed, ...times }
}

async function memoryOf({ port }: Server): Promise<number> {
  const page = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text()
  return Number(/^process_resident_memory_bytes (\d+)$/m.exec(page)?.[1]) / MIB
}

await main()
