/**
 * The proof by a full disk: the service's data folder lies on a disk that runs full under load. Whoever was answered is answered
 * for; the others hear a clean fault, or nobody; and when there is room again all goes on. Runs where the disk is (fullDiskHost.ts).
 */

import assert from 'node:assert/strict'
import { closeSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { findRunning } from '../../src/ledger/embedded/embedded.ts'
import { type Service, startService } from '../service/process.ts'
import { reserveNumber } from '../usecases/world.ts'
import { audit } from './audit.ts'
import { type Book, openBook } from './book.ts'
import { examineCards } from './cards.ts'
import { type Chance, chanceOf } from './chance.ts'
import { type Tills, tillsAt, type Where } from './tills.ts'

export type FullDiskPlan = { readonly disk: string; readonly rounds: number; readonly seed: number }

export type FullDiskRound = {
  /** What the ballast left free, at first. */
  readonly leftBytes: number
  readonly answeredMeanwhile: number
  /** Calls that met a clean fault, and calls that met nobody, while the disk was full. */
  readonly faults: number
  readonly cuts: number
  /** Whether the service lived on; one that ended is started again when there is room. */
  readonly livedOn: boolean
  /** What a start on the full disk came to; null when none was needed. */
  readonly startWhileFull: 'answers' | 'says why and ends' | null
  /** From room until it answered, in milliseconds. */
  readonly readyAfter: number
  readonly recordedUnanswered: number
}

type Trial = {
  readonly t: TestContext
  readonly disk: string
  readonly folder: string
  readonly where: Where
  readonly book: Book
  readonly tills: Tills
  readonly chance: Chance
  service: Service
}

/** What is left when the ballast is in: nothing, less than a table grows by, some pages, less than a segment of the log. */
const LEFT = [0, 40_000, 1_000_000, 6_000_000]
const PERSONS = Array.from({ length: 12 }, (_, at) => reserveNumber(at + 1))
const CALLERS = 8

/** Throws at the first thing that does not hold. */
export async function proveFullDisk(
  t: TestContext,
  { disk, rounds, seed }: FullDiskPlan,
  tell: (line: string) => void,
): Promise<FullDiskRound[]> {
  const folder = join(disk, 'data')
  const [book, where, chance] = [openBook(), { address: '' }, chanceOf(seed)]
  const tills = tillsAt(CALLERS, { where, book, chance })
  const trial: Trial = { t, disk, folder, where, book, tills, chance, service: startOn(t, folder) }
  where.address = await trial.service.address
  const seen: FullDiskRound[] = []
  for (let round = 0; round < rounds; round += 1) {
    const one = await oneRound(trial, LEFT[(seed + round) % LEFT.length] as number)
    seen.push(one)
    tell(`full disk, round ${round + 1} of ${rounds}: ${JSON.stringify(one)}`)
  }
  assert.equal(await trial.service.signal('SIGTERM'), 0)
  return seen
}

const startOn = (t: TestContext, folder: string): Service =>
  startService(t, { EFRIKORT_DATA: folder, LOG_LEVEL: 'warn' })

async function oneRound(trial: Trial, leftBytes: number): Promise<FullDiskRound> {
  const { tills, where, book, folder, disk } = trial
  tills.open(PERSONS)
  await sleep(150 + trial.chance.below(200))
  const before = { ...tills.counts }
  fill(disk, leftBytes)
  await untilItHurts(trial)
  await tills.halt()
  const { answered, faults, cuts } = tills.counts
  const livedOn = await livesOn(trial.service)
  if (livedOn) assert.equal(cuts, before.cuts, 'while the service lives every call is answered, if only by a fault')
  const startWhileFull = livedOn ? null : await startOnFull(trial)
  const roomAt = performance.now()
  makeRoom(disk)
  if (!livedOn && startWhileFull !== 'answers') trial.service = startOn(trial.t, folder)
  where.address = await trial.service.address
  await untilReady(trial.service)
  const readyAfter = Math.round(performance.now() - roomAt)
  const { recordedUnanswered } = await audit(placeOf(folder), book, null)
  await tills.settle()
  await audit(placeOf(folder), book, null)
  await examineCards(where.address, book, PERSONS)
  return {
    leftBytes,
    answeredMeanwhile: answered - before.answered,
    faults: faults - before.faults,
    cuts: cuts - before.cuts,
    livedOn,
    startWhileFull,
    readyAfter,
    recordedUnanswered,
  }
}

const BALLAST = 'ballast'
const CHUNK = Buffer.alloc(65_536)

/** Writes until no more than so much is free. */
function fill(disk: string, leftBytes: number): void {
  const file = openSync(join(disk, BALLAST), 'w')
  try {
    for (let free = freeOn(disk); free > leftBytes; free = freeOn(disk))
      writeSync(file, CHUNK.subarray(0, Math.min(CHUNK.length, free - leftBytes)))
  } catch (fault) {
    if (!(fault instanceof Error && 'code' in fault && fault.code === 'ENOSPC')) throw fault
  } finally {
    closeSync(file)
  }
}

const makeRoom = (disk: string): void => rmSync(join(disk, BALLAST))

function freeOn(disk: string): number {
  const { bavail, bsize } = statfsSync(disk)
  return bavail * bsize
}

const HURTS = 40
const HURTS_WITHIN_MS = 60_000

/** Until so many calls have gone unanswered that the disk is full indeed. */
async function untilItHurts({ tills: { counts } }: Trial): Promise<void> {
  const deadline = Date.now() + HURTS_WITHIN_MS
  const before = counts.faults + counts.cuts
  while (counts.faults + counts.cuts < before + HURTS) {
    assert.ok(Date.now() < deadline, 'the disk runs full')
    await sleep(20)
  }
}

const ENDS_WITHIN_MS = 60_000
const SETTLES_MS = 1_500

/** The server may be recovering, and end at that: what is to end does so in a moment. */
const livesOn = async ({ ended }: Service): Promise<boolean> =>
  (await Promise.race([ended, sleep(SETTLES_MS, 'lives' as const)])) === 'lives'

/** With no room yet an operator's first try either answers or says why it cannot. */
async function startOnFull(trial: Trial): Promise<'answers' | 'says why and ends'> {
  const service = startOn(trial.t, trial.folder)
  const came = await Promise.race([
    service.address.catch(() => 'ended' as const),
    service.ended,
    sleep(ENDS_WITHIN_MS, 'late' as const),
  ])
  assert.notEqual(came, 'late', 'a start on a full disk answers or ends')
  if (typeof came === 'string' && came.startsWith('http')) {
    trial.service = service
    return 'answers'
  }
  assert.equal(await service.ended, 1)
  assert.match(service.stderr(), /no space left|No space left|ENOSPC/)
  return 'says why and ends'
}

async function untilReady(service: Service): Promise<void> {
  const address = await service.address
  const deadline = Date.now() + ENDS_WITHIN_MS
  for (let inARow = 0; inARow < 3; ) {
    const isUp = await fetch(`${address}/health/ready`).then(({ status }) => status === 200)
    inARow = isUp ? inARow + 1 : 0
    assert.ok(Date.now() < deadline, 'with room again the service is ready')
    await sleep(isUp ? 0 : 10)
  }
}

function placeOf(folder: string) {
  const place = findRunning(folder)
  assert.ok(place !== null, 'the database runs')
  return place
}
