/** The report of an upgrade under load, as a document: what falls short first. It names no path and no person. */

import { readFileSync } from 'node:fs'
import { availableParallelism, totalmem } from 'node:os'
import type { Timed } from './callers.ts'

export type Phase = { readonly name: string; readonly from: number; readonly through: number }
export type Size = { readonly entries: number; readonly bytes: number }

export type Run = {
  readonly accounts: number
  readonly callers: number
  /** How many fees were registered from the first call to the last. */
  readonly registered: number
  readonly timed: readonly Timed[]
  readonly phases: readonly Phase[]
  readonly begun: number
  readonly ended: number
  readonly before: Size
  readonly after: Size
}

const LONGEST_MS = 1_000
const GIB = 2 ** 30
const MS = 1_000
const SLOWEST = 10

/** Gives the text in Markdown, and whether no statement of any caller waited for a second during the upgrade. */
export function reportOf(run: Run): { readonly text: string; readonly holds: boolean } {
  const { timed, begun, ended } = run
  const during = timed.filter(({ at, ms }) => at + ms >= begun && at <= ended).toSorted((a, b) => b.ms - a.ms)
  const longest = during[0]?.ms ?? 0
  const holds = longest < LONGEST_MS
  const text = [
    '# Proof of the upgrade',
    '',
    `Run by \`script/prove upgrade --accounts ${run.accounts} --callers ${run.callers}\` on ${new Date().toISOString().slice(0, 10)}: ${machine()}.`,
    '',
    '## What falls short',
    '',
    ...(holds ? [] : [`- A statement took ${whole(longest)} ms while the upgrade went on: more than a second.`]),
    ...LIMITS.map((limit) => `- ${limit}`),
    '',
    '## What was seen',
    '',
    ...summary(run, during),
    '',
    '| while | took, s | statements | longest reading, ms | longest append, ms | 99 of 100 within, ms |',
    '| --- | --- | --- | --- | --- | --- |',
    ...run.phases.map((phase) => phaseRow(phase, timed)),
    '',
    `The ${SLOWEST} statements that took longest while it went on: ${during
      .slice(0, SLOWEST)
      .map((one) => slow(one, run))
      .join('; ')}.`,
    '',
  ].join('\n')
  return { text, holds }
}

const LIMITS = [
  'The callers send the statements of the release before, over the values that it would send, but are not its service: what the service did in between is not measured.',
  'They and the database share the machine, so the longest times hold its moods too; the rows before and after the upgrade show them without it.',
]

function summary(
  { accounts, callers, registered, before, after, begun, ended }: Run,
  during: readonly Timed[],
): string[] {
  return [
    `- ${whole(accounts)} accounts with ${whole(before.entries)} entries, ${gib(before.bytes)} GiB, were upgraded in ${whole((ended - begun) / MS)} s; afterwards they took ${gib(after.bytes)} GiB, for a time: what was replaced is room for new rows.`,
    `- ${callers} callers meanwhile, each pausing for 0 to 30 ms after a call: ${whole(during.length)} statements; no call failed. ${whole(registered)} fees were registered in the whole run, and not one is missing.`,
    `- The longest any statement took while the upgrade went on: ${whole(during[0]?.ms ?? 0)} ms.`,
    '- Every entry is linked (validated by the database); those of a sample of 2 000 accounts were reckoned again by the other hand, to the byte.',
  ]
}

function phaseRow({ name, from, through }: Phase, timed: readonly Timed[]): string {
  const within = timed.filter(({ at, ms }) => at + ms >= from && at <= through)
  const isAppend = (one: Timed) => one.name === 'append_entry'
  const longest = (some: readonly Timed[]) => whole(some.reduce((most, { ms }) => Math.max(most, ms), 0))
  const sorted = within.map(({ ms }) => ms).toSorted((a, b) => a - b)
  const most = sorted[Math.floor(sorted.length * 0.99)] ?? 0
  const cells = [
    name,
    ((through - from) / MS).toFixed(1),
    whole(within.length),
    longest(within.filter((one) => !isAppend(one))),
    longest(within.filter(isAppend)),
    whole(most),
  ]
  return `| ${cells.join(' | ')} |`
}

function slow({ name, at, ms }: Timed, { phases, begun }: Run): string {
  const phase = phases.find(({ from, through }) => at + ms >= from && at <= through)
  return `${name} ${whole(ms)} ms, ${((at - begun) / MS).toFixed(1)} s in (${phase?.name ?? 'none'})`
}

const whole = (value: number): string => Math.round(value).toLocaleString('en-GB').replaceAll(',', ' ')
const gib = (bytes: number): string => (bytes / GIB).toFixed(1)

function machine(): string {
  const model = /^model name\s*:\s*(.*)$/m.exec(cpuinfo())?.[1] ?? process.arch
  return `Node ${process.version}, ${availableParallelism()} cores (${model}), ${gib(totalmem())} GiB`
}

function cpuinfo(): string {
  try {
    return readFileSync('/proc/cpuinfo', 'utf8')
  } catch {
    return ''
  }
}
