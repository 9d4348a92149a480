/**
 * The proof by sudden death: the real service with its embedded database under load, one or both killed at a random moment, again
 * and again; after each time the ledger is held against what the callers were answered.
 */

import assert from 'node:assert/strict'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { findRunning } from '../../src/ledger/embedded/embedded.ts'
import { makeFolder } from '../platform/hosts.ts'
import { databasePid, type Service, startService } from '../service/process.ts'
import { reserveNumber } from '../usecases/world.ts'
import { audit } from './audit.ts'
import { type Book, openBook } from './book.ts'
import { examineCards } from './cards.ts'
import { type Chance, chanceOf } from './chance.ts'
import { type Lines, linesOf } from './lines.ts'
import { type Counts, type Tills, tillsAt, type Where } from './tills.ts'
import { verifyBeside } from './verifyBeside.ts'
import { kill, someVictim, strike, type Victim } from './victims.ts'

export type KillPlan = {
  readonly kills: number
  readonly seed: number
  readonly callers: number
  readonly persons: number
  /** No round begins after this moment (milliseconds since 1970). */
  readonly noLaterThan: number
  readonly tell: (line: string) => void
}

export type KillReport = {
  readonly kills: Readonly<Record<Victim | 'starting', number>>
  readonly counts: Counts
  /** Calls whose answer was lost, and how many of these the ledger held before they were sent again. */
  readonly lost: { readonly calls: number; readonly recorded: number }
  /** Answered calls that were sent again with their key. */
  readonly repeated: number
  /** From the blow until it answered again, by victim: every outage in milliseconds. */
  readonly outages: ReadonlyMap<Victim, readonly number[]>
  readonly accounts: number
  readonly entries: number
  readonly seconds: number
}

type Trial = {
  readonly t: TestContext
  readonly plan: KillPlan
  readonly folder: string
  /** By which it is chosen what is broken and when. The callers have another: how fast they are moves nothing here. */
  readonly chance: Chance
  readonly sending: Chance
  readonly book: Book
  readonly where: Where
  readonly tills: Tills
  readonly kills: Record<Victim | 'starting', number>
  readonly outages: Map<Victim, number[]>
  readonly lost: { calls: number; recorded: number }
  service: Service
  repeated: number
}

const PRESENT = 8

/** Runs the plan. Throws at the first thing that does not hold; gives what was seen. */
export async function proveKills(t: TestContext, plan: KillPlan): Promise<KillReport> {
  const begun = performance.now()
  const trial = await begin(t, plan)
  for (let round = 0; sum(trial.kills) < plan.kills && Date.now() < plan.noLaterThan; round += 1) {
    await oneRound(trial, presentAt(plan.persons, round))
    if ((round + 1) % 10 === 0) plan.tell(progress(trial, begun))
  }
  const everybody = Array.from({ length: plan.persons }, (_, at) => reserveNumber(at + 1))
  await examineCards(trial.where.address, trial.book, everybody)
  const { accounts, entries } = await audit(placeOf(trial), trial.book, null)
  verifyBeside(trial.folder)
  assert.equal(await trial.service.signal('SIGTERM'), 0)
  silent(trial.service)
  const { kills, tills, lost, repeated, outages } = trial
  const seconds = (performance.now() - begun) / 1000
  return { kills, counts: tills.counts, lost, repeated, outages, accounts, entries, seconds }
}

async function begin(t: TestContext, plan: KillPlan): Promise<Trial> {
  const folder = join(makeFolder(t), 'data')
  const [chance, sending] = [chanceOf(plan.seed), chanceOf(~plan.seed)]
  const [book, where] = [openBook(), { address: '' }]
  const service = startOn(t, folder)
  where.address = await service.address
  return {
    t,
    plan,
    folder,
    chance,
    sending,
    book,
    where,
    tills: tillsAt(plan.callers, { where, book, chance: sending }),
    kills: { service: 0, database: 0, backend: 0, both: 0, starting: 0 },
    outages: new Map(),
    lost: { calls: 0, recorded: 0 },
    service,
    repeated: 0,
  }
}

const startOn = (t: TestContext, folder: string): Service =>
  startService(t, { EFRIKORT_DATA: folder, LOG_LEVEL: 'warn' })

const LONGEST_LOAD_MS = 400
const LONGEST_AFTERWARDS_MS = 100

/**
 * In half of the rounds the callers stand still from the blow until the ledger has been looked at; in the others they go on sending
 * while everything starts again.
 */
async function oneRound(trial: Trial, persons: readonly string[]): Promise<void> {
  const { tills, chance, book } = trial
  tills.open(persons)
  await sleep(chance.below(LONGEST_LOAD_MS))
  const victim = someVictim(chance)
  const struckAt = performance.now()
  if (!(await strike(victim, trial.service, trial.folder, chance)))
    throw new Error(`no ${victim} was there to be killed`)
  trial.kills[victim] += 1
  const goesOn = chance.inHundred(50)
  if (!goesOn) await tills.halt()
  await revive(trial, victim)
  trial.outages.set(victim, [...(trial.outages.get(victim) ?? []), performance.now() - struckAt])
  if (goesOn) {
    await sleep(chance.below(LONGEST_AFTERWARDS_MS))
    await tills.halt()
  }
  await examine(trial, persons)
  assert.deepEqual(book.unanswered(), [])
}

/** The ledger, before and after the callers have sent again what was not answered. */
async function examine(trial: Trial, persons: readonly string[]): Promise<void> {
  const { tills, book, where, lost } = trial
  const before = await audit(placeOf(trial), book, persons)
  lost.recorded += before.recordedUnanswered
  lost.calls += await tills.settle()
  await sendSomeAgain(trial, persons)
  await audit(placeOf(trial), book, persons)
  await examineCards(where.address, book, persons)
  judgeLines(await linesOf(placeOf(trial)), tills.counts)
}

const REPEATED_A_ROUND = 6

/** Twice at once: the first answer comes again, and the audit that follows finds no record more. */
async function sendSomeAgain(trial: Trial, persons: readonly string[]): Promise<void> {
  const { book, sending, where } = trial
  const calls = [...book.sent.values()].map(({ call }) => call).filter(({ person }) => persons.includes(person))
  if (calls.length === 0) return
  const chosen = Array.from({ length: REPEATED_A_ROUND }, () => sending.oneOf(calls))
  await Promise.all([...chosen, ...chosen].map((call) => book.send(where.address, call)))
  trial.repeated += chosen.length
}

/** S6: no answer without its line. */
function judgeLines({ changes, readings }: Lines, counts: Counts): void {
  assert.ok(changes >= counts.answered, `${counts.answered} answered changes have ${changes} lines in the access log`)
  assert.ok(
    readings >= counts.readings,
    `${counts.readings} answered readings have ${readings} lines in the access log`,
  )
}

const READY_WITHIN_MS = 30_000
/** Less than a stop may take with calls under way: with the database gone there is nothing to wait for. */
const ENDS_WITHIN_MS = 16_000

/** Afterwards a service answers. Only one whose database server still lives goes on by itself; another is started. */
async function revive(trial: Trial, victim: Victim): Promise<void> {
  const { service, where } = trial
  if (victim === 'backend') return untilReady(service)
  const how = await Promise.race([service.ended, sleep(ENDS_WITHIN_MS, 'still running')])
  if (victim === 'database') assert.equal(how, 1, 'a service whose database is gone says so and ends')
  else assert.ok(how === 'SIGKILL' || (victim === 'both' && how === 1), `the service was killed, not ${how}`)
  silent(service)
  await startAnew(trial)
  where.address = await trial.service.address
}

/** The crash of one process makes the server end the others and recover: the first answer may come from before that. */
async function untilReady(service: Service): Promise<void> {
  const address = await service.address
  const deadline = Date.now() + READY_WITHIN_MS
  for (let inARow = 0; inARow < 3; ) {
    const isUp = await fetch(`${address}/health/ready`).then(({ status }) => status === 200)
    inARow = isUp ? inARow + 1 : 0
    assert.ok(Date.now() < deadline, 'the service finds its database again')
    await sleep(isUp ? 0 : 10)
  }
}

const LONGEST_START_MS = 700

/** Now and then a start is itself cut short, and its database with it. */
async function startAnew(trial: Trial): Promise<void> {
  const { t, folder, chance, kills } = trial
  while (chance.inHundred(15)) {
    const doomed = startOn(t, folder)
    await sleep(chance.below(LONGEST_START_MS))
    const takesItsDatabase = chance.inHundred(50)
    if (takesItsDatabase) kill(databasePid(folder))
    await doomed.signal('SIGKILL')
    kills.starting += 1
  }
  trial.service = startOn(t, folder)
}

function placeOf({ folder }: Trial) {
  const place = findRunning(folder)
  assert.ok(place !== null, 'the database runs')
  return place
}

/** The persons who are here in a round: some of them again later. */
const presentAt = (persons: number, round: number): string[] =>
  Array.from({ length: PRESENT }, (_, at) => reserveNumber(1 + ((round * (PRESENT - 2) + at) % persons)))

/** Nobody's identity stands in what a service has said. */
function silent(service: Service): void {
  assert.ok(!/22900101[A-Z]{2}/.test(service.stdout() + service.stderr()), 'the log names nobody')
}

const sum = (kills: Trial['kills']): number => Object.values(kills).reduce((total, count) => total + count, 0)

function progress({ kills, plan, tills, lost }: Trial, begun: number): string {
  const seconds = Math.round((performance.now() - begun) / 1000)
  return `${sum(kills)} of ${plan.kills} kills in ${seconds} s; ${tills.counts.answered} changes answered, ${lost.calls} answers lost (${lost.recorded} of them recorded)`
}
