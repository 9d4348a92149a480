/** The figures of the wire as a document: what falls short of what is demanded first. */

export type Pair = {
  readonly name: string
  readonly beside: string
  readonly ours: readonly number[]
  readonly theirs: readonly number[]
  /** What is demanded of the median: a ratio, or so many a second, whichever is met. */
  readonly ratio: number
  readonly perSecond: number | null
}

export type Mixed = {
  readonly minutes: number
  readonly failed: number
  readonly register: readonly number[]
  readonly card: readonly number[]
}

export type Run = {
  readonly command: string
  readonly machine: string
  readonly pairs: readonly Pair[]
  readonly mixed: Mixed
  readonly memoryMib: number
  readonly accounts: number
}

const P99_MS = 30
const DEMANDED_MINUTES = 5

/** Gives the text in Markdown. */
export function reportOf(run: Run): string {
  const { pairs, mixed, memoryMib, accounts } = run
  return [
    '# Speeds of the wire',
    '',
    `\`${run.command}\` on ${new Date().toISOString().slice(0, 10)}: ${run.machine}. ${whole(accounts)} accounts; the service, its database, the load and pgbench share the machine.`,
    '',
    '## What falls short',
    '',
    ...shortfalls(run),
    '',
    '## A call again as soon as the last is answered',
    '',
    'SOAP over HTTP on kept lines, each registration on disk before its answer; in turn with what stands beside it. Medians; the ratio with its least and most.',
    '',
    row('measure', 'ours a second', 'beside it', 'a second', 'ratio', 'demanded'),
    row('---', '---', '---', '---', '---', '---'),
    ...pairs.map(pairRow),
    '',
    `## 200 registrations and 1 000 readings a second, for ${mixed.minutes} minutes`,
    '',
    'Calls begin when they are planned (by chance, at those rates), whatever has become of the others, and are measured from then; the access log is written as always.',
    '',
    row('measure', 'calls', 'half within, ms', '99 of 100 within, ms', 'longest, ms', 'demanded'),
    row('---', '---', '---', '---', '---', '---'),
    timesRow('registrations', mixed.register),
    timesRow('readings', mixed.card),
    '',
    `${whole(mixed.failed)} calls were not done. Memory of the service at the end: ${whole(memoryMib)} MiB.`,
    '',
  ].join('\n')
}

function shortfalls({ pairs, mixed }: Run): string[] {
  const slow = pairs.filter((pair) => !isMet(pair))
  const late = [['registrations', mixed.register] as const, ['readings', mixed.card] as const].filter(
    ([, times]) => within(times, 0.99) >= P99_MS,
  )
  const found = [
    ...slow.map(
      (pair) => `- ${pair.name}: ${ratioOf(pair).toFixed(2)} of ${pair.beside}, where ${demandOf(pair)} is demanded.`,
    ),
    ...late.map(
      ([name, times]) =>
        `- ${name} in the mixture: 99 of 100 within ${within(times, 0.99).toFixed(1)} ms, where ${P99_MS} ms is demanded.`,
    ),
    ...(mixed.failed > 0 ? [`- ${mixed.failed} calls of the mixture were not done.`] : []),
    ...(mixed.minutes < DEMANDED_MINUTES
      ? [`- The mixture ran for ${mixed.minutes} minutes, where ${DEMANDED_MINUTES} are demanded.`]
      : []),
  ]
  return [...(found.length === 0 ? ['- Nothing that is demanded.'] : found), ...LIMITS.map((limit) => `- ${limit}`)]
}

const LIMITS = [
  'Load, service and database share two or more cores: what the load takes, the service lacks. The ratios say more than the rates, and neither says anything of a machine that others use meanwhile.',
  'A call of the mixture starts up to a millisecond after it is planned, since timers are no finer; that is counted as its time.',
]

const median = (numbers: readonly number[]): number => numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? 0

const ratiosOf = ({ ours, theirs }: Pair): number[] => ours.map((rate, at) => rate / (theirs[at] ?? rate))
const ratioOf = (pair: Pair): number => median(ratiosOf(pair))
const isMet = (pair: Pair): boolean =>
  ratioOf(pair) >= pair.ratio || (pair.perSecond !== null && median(pair.ours) >= pair.perSecond)
const demandOf = ({ ratio, perSecond }: Pair): string =>
  perSecond === null ? `${ratio}` : `${ratio}, or ${whole(perSecond)} a second,`

function pairRow(pair: Pair): string {
  const ratios = ratiosOf(pair)
  const span = `${ratioOf(pair).toFixed(2)} (${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)})`
  return row(
    pair.name,
    whole(median(pair.ours)),
    pair.beside,
    whole(median(pair.theirs)),
    span,
    demandOf(pair).replace(/,$/, ''),
  )
}

function timesRow(name: string, times: readonly number[]): string {
  const [half, most, longest] = [within(times, 0.5), within(times, 0.99), times.at(-1) ?? 0].map((time) =>
    time.toFixed(1),
  )
  return row(name, whole(times.length), half ?? '', most ?? '', longest ?? '', `99 of 100 under ${P99_MS}`)
}

/** The time within which such a share is answered; the times rise. */
const within = (times: readonly number[], share: number): number =>
  times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0

const whole = (value: number): string => Math.round(value).toLocaleString('en-GB')
const row = (...cells: readonly string[]): string => `| ${cells.join(' | ')} |`
