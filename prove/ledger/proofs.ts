/** The proofs, one after the other, each with what it showed in sentences. One that fails does not keep the others from being tried. */

import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { proveSetClock } from '../../test/faults/clock.ts'
import { at, type CrowdPlan, type CrowdReport, proveCrowd } from '../../test/faults/contention.ts'
import { proveCuts } from '../../test/faults/cuts.ts'
import type { FullDiskRound } from '../../test/faults/fullDisk.ts'
import { type KillReport, proveKills } from '../../test/faults/kills.ts'
import { withEndings } from '../../test/faults/scope.ts'
import { onSmallDisk, withoutSmallDisk } from '../../test/faults/smallDisk.ts'
import { DATABASES, type DatabaseKind } from '../../test/ledger/databases.ts'
import type { Section } from './report.ts'

export type Plan = {
  readonly kills: number
  readonly minutes: number
  readonly seed: number
  /** The names of those asked for; null: all. */
  readonly only: readonly string[] | null
  readonly tell: (line: string) => void
}

type Proof = {
  readonly name: string
  readonly title: string
  readonly skip: string | false
  readonly prove: (t: TestContext, plan: Plan) => Promise<readonly string[]>
}

/** Gives a section for each proof that was asked for. */
export async function proofsOf(plan: Plan): Promise<Section[]> {
  const sections: Section[] = []
  for (const proof of PROOFS.filter(({ name }) => plan.only?.includes(name) ?? true)) {
    plan.tell(`${proof.title} ...`)
    const section = await sectionOf(proof, plan)
    plan.tell(`${proof.title}: ${section.outcome}`)
    sections.push(section)
  }
  return sections
}

async function sectionOf({ title, skip, prove }: Proof, plan: Plan): Promise<Section> {
  if (skip !== false) return { title, outcome: 'skipped', seconds: 0, lines: [skip] }
  const begun = performance.now()
  const seconds = (): number => (performance.now() - begun) / 1000
  try {
    const lines = await withEndings((t) => prove(t, plan))
    return { title, outcome: 'holds', seconds: seconds(), lines }
  } catch (fault) {
    const words = fault instanceof Error ? fault.message : String(fault)
    return { title, outcome: 'FAILED', seconds: seconds(), lines: words.split('\n').map((line) => `    ${line}`) }
  }
}

const KILL_CALLERS = 16
const KILL_PERSONS = 400
const CUT_ROUNDS = 40
const DISK_ROUNDS = 12
const DISK_SIZE = '160m'
const DISK_HOST = join(import.meta.dirname, '../../test/faults/fullDiskHost.ts')
const MINUTE_MS = 60_000

const cutsOn = (kind: DatabaseKind): Proof => ({
  name: 'cuts',
  title: `The line to ${kind.name} is cut in the middle of a commit`,
  skip: kind.skip,
  prove: async (t, { seed, tell }) => {
    const report = await proveCuts(t, { kind, rounds: CUT_ROUNDS, seed, tell })
    const { before, during, after } = report.cuts
    return [
      `${before} cuts before the statement had gone on, ${during} while the server was at it, ${after} when its answer was on the way; ${report.inCompany} calls met one in company. Each caller was told by a clean Fault.`,
      `${report.recordedUnanswered} of these calls were on disk; sent again with their key, and once more, each was recorded once and answered alike.`,
      `Without a key ${report.suspectedDuplicates} that were on disk were registered a second time, each answered with the INFO of a suspected duplicate; the others once.`,
      `${report.inTurn} cuts at the commit of the exclusive turn: recorded once. ${report.recognised} identical calls of a system known to call again were recognised.`,
    ]
  },
})

const PROOFS: readonly Proof[] = [
  {
    name: 'kills',
    title: 'Service and database are killed (SIGKILL) at random moments under load',
    skip: false,
    prove: async (t, { kills, minutes, seed, tell }) => {
      const noLaterThan = Date.now() + minutes * MINUTE_MS
      const plan = { kills, seed, callers: KILL_CALLERS, persons: KILL_PERSONS, noLaterThan, tell }
      return killLines(await proveKills(t, plan))
    },
  },
  ...DATABASES.map(cutsOn),
  {
    name: 'disk',
    title: 'The disk runs full',
    skip: withoutSmallDisk(),
    prove: async (_t, { seed, tell }) => {
      const words = [String(DISK_ROUNDS), String(seed)]
      return diskLines(await onSmallDisk<FullDiskRound[]>(DISK_SIZE, { program: DISK_HOST, words }, tell))
    },
  },
  {
    name: 'clock',
    title: 'The clock is set back',
    skip: false,
    prove: async (t) => proveSetClock(t),
  },
  ...DATABASES.map(crowdOn),
]

const VICTIMS = ['service', 'database', 'backend', 'both'] as const
const WORDS = {
  service: 'service',
  database: 'database server',
  backend: 'one of its processes',
  both: 'both together',
}

function killLines(report: KillReport): string[] {
  const { kills, counts, lost, repeated, outages, accounts, entries } = report
  const total = Object.values(kills).reduce((sum, count) => sum + count, 0)
  return [
    `${total} kills: ${kills.service} of the service, ${kills.database} of the database server, ${kills.backend} of one of its processes, ${kills.both} of both together, ${kills.starting} of a service that was starting.`,
    `${counts.answered} changes and ${counts.readings} readings answered; ${counts.faults} attempts met a clean Fault, and ${counts.cuts} nobody, since a caller without an answer tries again at once. ${lost.calls} calls were open when the ledger was looked at; ${lost.recorded} of these were already on disk.`,
    `No answered change lost, none doubled, none that nobody sent: ${entries} entries in ${accounts} accounts. ${repeated} answered calls sent again, twice at once, got their first answer and left nothing new.`,
    'Every account: versions without a gap, moments that never fall, a chain that holds, a snapshot equal to the replay; sums over the wire agree; no answer without its line in the access log; no log names a person.',
    '`efrikort verify`, run beside the service at the end, finds that all of it holds.',
    ...VICTIMS.map((victim) => {
      const rising = (outages.get(victim) ?? []).toSorted((a, b) => a - b)
      return `From the blow until it answered again (${WORDS[victim]}): median ${ms(at(rising, 0.5))}, most ${ms(at(rising, 1))}.`
    }),
  ]
}

function diskLines(rounds: readonly FullDiskRound[]): string[] {
  const ended = rounds.filter(({ livedOn }) => !livedOn)
  const sum = (of: (round: FullDiskRound) => number): number => rounds.reduce((total, round) => total + of(round), 0)
  return [
    `${rounds.length} times, with ${[...new Set(rounds.map(({ leftBytes }) => leftBytes))].join(', ')} bytes left by the ballast: ${sum(({ answeredMeanwhile }) => answeredMeanwhile)} changes answered, ${sum(({ faults }) => faults)} attempts met a clean Fault, ${sum(({ cuts }) => cuts)} nobody. Nothing answered was lost, nothing doubled.`,
    `${sum(({ recordedUnanswered }) => recordedUnanswered)} calls were on disk although they were answered by a Fault; sent again with their key they were recorded once.`,
    `${rounds.length - ended.length} times the service lived on and went on by itself when there was room, after at most ${ms(Math.max(0, ...rounds.filter(({ livedOn }) => livedOn).map(({ readyAfter }) => readyAfter)))}.`,
    `${ended.length} times the database found no room for its log and ended, and the service with it: it must be started again. On the full disk ${ended.filter(({ startWhileFull }) => startWhileFull !== 'answers').length} of ${ended.length} starts said why and ended; with room it started by itself.`,
  ]
}

function crowdOn(kind: DatabaseKind): Proof {
  return {
    name: 'crowd',
    title: `Many callers on one account, through several services on ${kind.name}`,
    skip: kind.skip,
    prove: async (t, { seed, tell }) => {
      const lines: string[] = []
      for (const { words, ...plan } of CROWDS) {
        lines.push(crowdLine(words, await proveCrowd(t, { ...plan, kind, seed })))
        tell(lines.at(-1) ?? '')
      }
      return lines
    },
  }
}

const CROWDS: readonly (Omit<CrowdPlan, 'kind' | 'seed'> & { readonly words: string })[] = [
  { words: 'One account, 4 services of 16 callers', services: 4, callers: 16, calls: 15, accounts: 1, inTurn: true },
  { words: 'The same, all at once without a queue', services: 4, callers: 16, calls: 15, accounts: 1, inTurn: false },
  { words: 'One account, 1 service of 64 callers', services: 1, callers: 64, calls: 15, accounts: 1, inTurn: true },
  { words: 'Six accounts, 4 services of 16 callers', services: 4, callers: 16, calls: 30, accounts: 6, inTurn: true },
]

const crowdLine = (words: string, report: CrowdReport): string => {
  const { calls, waits, attempts, exclusive, fairness, deadlocks } = report
  return `${words}: ${calls} calls, all done; waits ${ms(at(waits, 0.5))} (median), ${ms(at(waits, 0.99))} (99 in 100), ${ms(at(waits, 1))} (longest); attempts ${at(attempts, 0.5)} (median), ${at(attempts, 1)} (most); ${exclusive} took the exclusive turn; the unluckiest caller waited ${fairness.toFixed(1)} times as long as the luckiest, on average; ${deadlocks} deadlocks.`
}

const ms = (milliseconds: number): string => `${Math.round(milliseconds)} ms`
