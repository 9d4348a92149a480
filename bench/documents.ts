/**
 * How fast statement and receipt are set, and what it costs the service: the first document of a process, then many of each size one after
 * another and side by side, the longest that the main loop stood still meanwhile, and memory before, during and after.
 */

import { monitorEventLoopDelay } from 'node:perf_hooks'
import { receiptPdf, statementPdf } from '../src/documents/pdf.ts'
import type { ReceiptData } from '../src/documents/receiptData.ts'
import type { CardPart, StatementData } from '../src/documents/statementData.ts'

const ROUNDS = 9
const SUSTAINED = 2_000

const issued = [
  { label: 'Utfärdat av', value: 'Region Gävleborg, primärvården, Hälsocentralen Bomhus' },
  { label: 'Utfärdat', value: '2 juni 2025 klockan 10.15' },
  { label: 'Frågor', value: 'Centralkassan, telefon 026-15 51 20, 8.00–12.00' },
]
const common = {
  language: 'sv',
  service: 'E-frikort',
  principal: 'Region Gävleborg',
  patient: [{ label: 'Personnummer', value: '19900101-2385' }],
  identity: '19900101-2385',
  leftOut: null,
  issued,
  issuedOn: '2025-06-02',
} as const
const standing = {
  kind: 'belowLimit',
  word: 'Ej uppnått',
  sentence: '350 kr återstår till frikort',
  facts: [{ label: 'Betalt hittills', value: '1 100 kr' }],
  paidShare: 0.76,
} as const

/** No two alike: typst remembers what it has set. */
let made = 0

const statementOf = (fees: number): StatementData => {
  made += 1
  const card: CardPart = {
    cardType: 'Öppen sjukvård',
    standing,
    heading: 'Registrerade avgifter',
    period: '10 januari 2025 – 2 juni 2025',
    columns: [
      { key: 'visit', heading: 'Besöksdatum' },
      { key: 'provider', heading: 'Vårdgivare' },
      { key: 'unit', heading: 'Vårdenhet' },
      { key: 'amount', heading: 'Belopp' },
    ],
    lines: Array.from({ length: fees }, (_, at) => ({
      cells: [`${1 + (at % 28)} mars 2025`, 'Region Gävleborg, primärvården', `Enhet ${made}-${at}`, `${made} kr`],
      note: null,
    })),
    sum: { label: 'Summa', value: `${made} kr` },
    overcharged: null,
  }
  return { ...common, title: 'Utdrag ur e-frikort', cards: [card], nothing: null }
}

const receiptOf = (): ReceiptData => {
  made += 1
  const paid = { label: 'Betalt', value: `${made} kr` }
  return { ...common, title: 'Kvitto', cardType: 'Öppen sjukvård', paid, visit: [paid], overcharged: null, standing }
}

const row = (...cells: readonly (string | number)[]): void => console.log(`| ${cells.join(' | ')} |`)
const megabytes = (): number => Math.round(process.memoryUsage().rss / 2 ** 20)

async function millisecondsOf(act: () => Promise<unknown>): Promise<number> {
  const begun = performance.now()
  await act()
  return performance.now() - begun
}

type Measured = { readonly median: string; readonly span: string; readonly processor: number }

/** `processor`: the time that all threads of this process took of it, which other work on the machine lengthens less than the clock's. */
async function measured(times: number, set: () => Promise<Uint8Array>): Promise<Measured> {
  const rounds: number[] = []
  const taken: number[] = []
  for (let round = 0; round <= ROUNDS; round += 1) {
    const before = process.cpuUsage()
    const took = await millisecondsOf(async () => {
      for (let time = 0; time < times; time += 1) await set()
    })
    const { user, system } = process.cpuUsage(before)
    if (round === 0) continue
    rounds.push(took / times)
    taken.push((user + system) / 1000 / times)
  }
  rounds.sort((a, b) => a - b)
  taken.sort((a, b) => a - b)
  return {
    median: (rounds[ROUNDS >> 1] ?? 0).toFixed(1),
    processor: taken[ROUNDS >> 1] ?? 0,
    span: `${rounds[0]?.toFixed(1)}–${rounds.at(-1)?.toFixed(1)}`,
  }
}

async function benchCold(): Promise<void> {
  const before = megabytes()
  const first = await millisecondsOf(() => statementPdf(statementOf(5)))
  console.log('\n## The first document of a process\n')
  row('measure', '')
  row('---', '---')
  row('thread, compiler, fonts and the document, ms', first.toFixed(0))
  row('memory of the process before, MiB', before)
  row('memory of the process after, MiB', megabytes())
}

async function benchWarm(): Promise<void> {
  console.log('\n## One after another\n')
  row('document', 'pages', 'ms a document, median', 'least–most', 'ms a page', 'ms of processor a page')
  row('---', '---', '---', '---', '---', '---')
  const receipts = await measured(30, () => receiptPdf(receiptOf()))
  row('receipt', 1, receipts.median, receipts.span, receipts.median, receipts.processor.toFixed(1))
  for (const [fees, pages, times] of [
    [0, 1, 30],
    [5, 1, 30],
    [200, 7, 4],
  ] as const) {
    const { median, span, processor } = await measured(times, () => statementPdf(statementOf(fees)))
    row(
      `statement of ${fees} fees`,
      pages,
      median,
      span,
      (Number(median) / pages).toFixed(1),
      (processor / pages).toFixed(1),
    )
  }
}

async function benchCrowd(): Promise<void> {
  const loop = monitorEventLoopDelay({ resolution: 1 })
  const atOnce = 32
  await Promise.all(Array.from({ length: atOnce }, () => statementPdf(statementOf(5))))
  loop.enable()
  const took = await millisecondsOf(async () => {
    for (let time = 0; time < SUSTAINED; time += atOnce)
      await Promise.all(Array.from({ length: atOnce }, () => statementPdf(statementOf(5))))
  })
  loop.disable()
  console.log(`\n## ${SUSTAINED} statements of 5 fees, ${atOnce} asked for at once, two threads\n`)
  row('measure', '')
  row('---', '---')
  row('pages a second', Math.round((SUSTAINED / took) * 1000))
  row('main loop, half of its turns within, ms', (loop.percentile(50) / 1e6).toFixed(1))
  row('main loop, 99 of 100 turns within, ms', (loop.percentile(99) / 1e6).toFixed(1))
  row('main loop, longest turn, ms', (loop.max / 1e6).toFixed(1))
  row('memory of the process after, MiB', megabytes())
}

console.log(
  `Node ${process.version} on ${process.platform} ${process.arch}; medians of ${ROUNDS} rounds after a warm-up.`,
)
await benchCold()
await benchWarm()
await benchCrowd()
