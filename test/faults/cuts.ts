/**
 * The proof by a cut line: the database's answer to a commit never comes. The caller is told that nobody knows (a Fault); with its
 * key it may send the call again and it is done once; without, the rules for suspected duplicates hold (domain.md R3).
 */

import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { Client } from 'pg'
import type { Place } from '../../src/ledger/connect.ts'
import type { DatabaseKind } from '../ledger/databases.ts'
import { finallyDo } from '../platform/hosts.ts'
import { startService } from '../service/process.ts'
import { reserveNumber } from '../usecases/world.ts'
import { audit } from './audit.ts'
import { type Book, openBook } from './book.ts'
import { type Answer, type Call, isUnknown, send, TILLS, type Till } from './calls.ts'
import { type Chance, chanceOf } from './chance.ts'
import { cutInTurn } from './cutsInTurn.ts'
import { CUTS, type Cut, type CuttableLine, cuttableLine, placeThrough } from './cutting.ts'

export type CutPlan = {
  readonly kind: DatabaseKind
  readonly rounds: number
  readonly seed: number
  readonly tell: (line: string) => void
}

export type CutReport = {
  /** Cuts through the service, by when they came. */
  readonly cuts: Readonly<Record<Cut, number>>
  /** Calls that were on disk although their caller was told that nobody knows. */
  readonly recordedUnanswered: number
  /** Calls that met the cut together with others. */
  readonly inCompany: number
  /** Without a key: fees registered a second time, each answered with INFO. */
  readonly suspectedDuplicates: number
  /** Cuts at the commit of the exclusive turn, and of identical calls of a system that calls again. */
  readonly inTurn: number
  readonly recognised: number
  readonly seconds: number
}

type Trial = {
  readonly place: Place
  readonly line: CuttableLine
  readonly address: string
  readonly book: Book
  readonly chance: Chance
  readonly cuts: Record<Cut, number>
  recordedUnanswered: number
  inCompany: number
  suspectedDuplicates: number
  met: number
}

/** Runs the plan on a database of the kind. Throws at the first thing that does not hold. */
export async function proveCuts(t: TestContext, { kind, rounds, seed, tell }: CutPlan): Promise<CutReport> {
  const begun = performance.now()
  const database = await kind.open()
  finallyDo(t, database.stop)
  const line = await cuttableLine(database.place)
  finallyDo(t, line.close)
  const service = startService(t, {
    DATABASE_URL: placeThrough(database.place, line).connectionString,
    LOG_LEVEL: 'warn',
  })
  const trial: Trial = {
    place: database.place,
    line,
    address: await service.address,
    book: openBook(),
    chance: chanceOf(seed),
    cuts: { before: 0, during: 0, after: 0 },
    recordedUnanswered: 0,
    inCompany: 0,
    suspectedDuplicates: 0,
    met: 0,
  }
  for (let round = 1; round <= rounds; round += 1) {
    for (const cut of CUTS) await oneRound(trial, cut)
    if (round % 10 === 0) tell(`${round} of ${rounds} rounds of cuts on ${kind.name}`)
  }
  assert.equal(await service.signal('SIGTERM'), 0)
  const inProcess = await cutInTurn(database.place, line, Math.ceil(rounds / 4))
  const { cuts, recordedUnanswered, inCompany, suspectedDuplicates } = trial
  const seconds = (performance.now() - begun) / 1000
  return { cuts, recordedUnanswered, inCompany, suspectedDuplicates, ...inProcess, seconds }
}

/** A person alone, who is registered, corrected and annulled; several at once; and one whose system gives no keys. */
async function oneRound(trial: Trial, cut: Cut): Promise<void> {
  const registration = callFor(trial)
  const registered = await cutAndRetry(trial, cut, registration)
  const fee = registered.fee
  await cutAndRetry(trial, cut, {
    ...registration,
    act: 'correct',
    tag: `${registration.tag} rättad`,
    fee,
    amountOre: 7_00,
  })
  await cutAndRetry(trial, cut, { ...registration, act: 'annul', tag: `${registration.tag} borttagen`, fee })
  await cutTogether(trial, cut)
  await cutWithoutKey(trial, cut)
}

/** The call is cut, sent again with its key, and done once. */
async function cutAndRetry(trial: Trial, cut: Cut, call: Call): Promise<Answer> {
  const { address, book, place } = trial
  const isCut = arm(trial, cut)
  assert.equal(await book.send(address, call), 'fault')
  await isCut
  const before = await recordedTimes(place, call.tag)
  if (cut !== 'during') assert.equal(before, cut === 'after' ? 1 : 0)
  trial.recordedUnanswered += before
  const answer = await book.send(address, call)
  assert.ok(!isUnknown(answer))
  assert.deepEqual(await book.send(address, call), answer)
  await audit(place, book, [call.person])
  return answer
}

const TOGETHER = 8

/** Several persons' registrations at once, of which one commit is cut. */
async function cutTogether(trial: Trial, cut: Cut): Promise<void> {
  const { address, book, place } = trial
  const calls = Array.from({ length: TOGETHER }, () => callFor(trial))
  const isCut = arm(trial, cut)
  const answers = await Promise.all(calls.map((call) => book.send(address, call)))
  await isCut
  const lost = answers.filter(isUnknown)
  assert.ok(lost.length > 0 && lost.every((how) => how === 'fault'))
  trial.inCompany += lost.length
  const persons = calls.map(({ person }) => person)
  trial.recordedUnanswered += (await audit(place, book, persons)).recordedUnanswered
  for (const call of calls) assert.ok(!isUnknown(await book.send(address, call)))
  await audit(place, book, persons)
}

/** R3: what was on disk is registered a second time, and said; what was not is registered. */
async function cutWithoutKey(trial: Trial, cut: Cut): Promise<void> {
  const { address, place } = trial
  const call = callFor(trial)
  const isCut = arm(trial, cut)
  assert.equal(await send(address, call, { withKey: false }), 'fault')
  await isCut
  const answer = await send(address, call, { withKey: false })
  assert.ok(!isUnknown(answer))
  const isSecond = answer.code === 'INFO'
  assert.equal(await recordedTimes(place, call.tag), isSecond ? 2 : 1)
  // The server may still have been at it when the call came again.
  if (cut !== 'during') assert.equal(isSecond, cut === 'after')
  if (isSecond) assert.match(answer.text ?? '', /^En likadan avgift registrerades redan .*två gånger\.$/)
  trial.suspectedDuplicates += isSecond ? 1 : 0
}

function arm({ line, cuts }: Trial, cut: Cut): Promise<void> {
  cuts[cut] += 1
  return line.cutNext(cut, { statement: 'append' })
}

const DAY_MS = 86_400_000
const PERSONS = 4_000

/** A registration far below the ceiling, for a person nobody has met. */
function callFor(trial: Trial): Call {
  trial.met += 1
  return {
    act: 'register',
    tag: `anrop ${trial.met}`,
    till: trial.chance.oneOf(TILLS) as Till,
    person: reserveNumber(1 + (trial.met % PERSONS)),
    fee: null,
    date: new Date(Date.now() - 3 * DAY_MS).toISOString().slice(0, 10),
    amountOre: 5_00,
  }
}

/** How many entries a call has left. */
export async function recordedTimes(place: Place, tag: string): Promise<number> {
  const client = new Client(place)
  await client.connect()
  try {
    const { rows } = await client.query<{ count: string }>(
      `select count(*) from efrikort.entry_content
        where account_id > 0 and $1 in (content::json -> 'careUnit' ->> 'text', content::json ->> 'reason')`,
      [tag],
    )
    return Number(rows[0]?.count)
  } finally {
    await client.end()
  }
}
