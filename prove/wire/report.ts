/** The report of a fuzz of the wire, as a document: what falls short first. */

import type { FuzzReport } from '../../test/fuzz/run.ts'
import { machine } from '../machine.ts'

export type Told = { readonly calls: number; readonly seed: number }

const DEMANDED = 1_000_000

/** Gives the text in Markdown. Only a run in which everything held comes so far. */
export function reportOf(run: FuzzReport, { calls, seed }: Told): string {
  const { expected, opinions, memoryMib, fees, seconds } = run
  const of = (kind: string): string => whole(expected[kind] ?? 0)
  return [
    '# Proofs of the wire',
    '',
    `Run by \`script/prove wire --calls ${calls} --seed ${seed}\` on ${new Date().toISOString().slice(0, 10)}: ${machine()}. The seed decides the messages; the ids of fees and cards in them are the service's own.`,
    '',
    '## What falls short',
    '',
    ...(calls < DEMANDED ? [`- ${whole(calls)} messages, where a million are demanded.`] : []),
    ...run.notServed.map((name) => `- ${name} is entered as data and not served: not tried.`),
    ...run.served
      .filter(isNeverDone(run))
      .map((name) => `- ${name} was never answered OK or INFO: the fuzz does not come as far as its rules.`),
    ...LIMITS.map((limit) => `- ${limit}`),
    '',
    '## What was seen',
    '',
    `- ${whole(calls)} messages to ${run.served.length} operations in ${Math.round(seconds)} s, by sixteen callers at once: the whole service in one process, on a real PostgreSQL.`,
    `- ${of('fault')} broken around the operation: each a Fault of the sender's. ${of('invalid')} wrong inside it: each VALIDATION_ERROR. All ${whole((expected['fault'] ?? 0) + (expected['invalid'] ?? 0))} left every table as it was, the access log included.`,
    `- ${of('any')} right by their form: each an answer and no Fault. ${of('unknown')} with bytes damaged by chance: an answer, or a Fault of the sender's.`,
    `- No Fault of the service's own, no other status than 200, 415 and 500, no word of its insides. Every answer is read by our own decoder; ${whole(opinions.byServed)} were held against the schemas that we serve and ${whole(opinions.byPublished)} against the published ones by libxml2.`,
    `- libxml2 and the service agree on ${whole(opinions.parsed)} messages whether they are well-formed XML.`,
    `- ${whole(fees)} fees stand in the ledger, one for each registration answered OK or INFO, and one entry for each annulment; what was done under an id of the caller's and sent again was answered alike and left nothing.`,
    `- Memory in use (heap and buffers, harness included) after a quarter ${memoryMib[0].toFixed(0)} MiB, at the end ${memoryMib[1].toFixed(0)} MiB.`,
    '',
    ...tableOf(run),
    '',
  ].join('\n')
}

const LIMITS = [
  'The messages reach the application without a socket. Lines that drag, break, lie or flood are tried on the service as its own process by `script/test hostile`, at a smaller scale.',
  'The callers have one identity. Who may do what is not the matter here.',
]

const isNeverDone =
  ({ codes }: FuzzReport) =>
  (name: string): boolean =>
    codes[`${name} OK`] === undefined && codes[`${name} INFO`] === undefined

/** Answers by operation and code. */
function tableOf({ served, codes }: FuzzReport): string[] {
  const columns = [...new Set(Object.keys(codes).map((key) => key.split(' ').at(-1) ?? ''))].sort()
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  return [
    row(['answers', ...columns]),
    row(['---', ...columns.map(() => '---')]),
    ...served.map((name) => row([name, ...columns.map((code) => whole(codes[`${name} ${code}`] ?? 0))])),
  ]
}

const whole = (value: number): string => value.toLocaleString('en-GB')
