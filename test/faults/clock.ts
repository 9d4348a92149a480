/**
 * The proof by a clock set back: moments of an account never fall, registrations go on, a call made before is known again, and what
 * a card says stays right. In this process with a clock set at will, and in the real service by its environment's clock, under load.
 */

import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Pool } from 'pg'
import { applicationPool, type Place } from '../../src/ledger/connect.ts'
import { findRunning } from '../../src/ledger/embedded/embedded.ts'
import { placeOf } from '../../src/ledger/environments.ts'
import { makeFolder } from '../platform/hosts.ts'
import { taken } from '../service/desk.ts'
import { openHouse, type Standing } from '../service/house.ts'
import { startService } from '../service/process.ts'
import { reserveNumber } from '../usecases/world.ts'
import { audit } from './audit.ts'
import { type Book, openBook } from './book.ts'
import { type Answer, type Call, isUnknown, send, TILLS, type Till } from './calls.ts'
import { examineCards } from './cards.ts'
import { chanceOf } from './chance.ts'
import { tillsAt, type Where } from './tills.ts'

/** Throws at the first thing that does not hold. Gives what was shown, a sentence each. */
export async function proveSetClock(t: TestContext): Promise<string[]> {
  const house = await openHouse()
  try {
    const shown = [await withinADay(house), await acrossMidnight(house), await afterFinal(house)]
    const { entries, settings } = await inTheService(t)
    return [...shown, `${entries} entries under load in the real service, its clock set by ${settings.join(', ')}`]
  } finally {
    await house.close()
  }
}

const callOf = (tag: string, told: Partial<Call>): Call => ({
  act: 'register',
  tag,
  till: TILLS[0] as Till,
  person: '',
  fee: null,
  date: '2025-06-01',
  amountOre: 250_00,
  ...told,
})

async function done({ address }: Standing, call: Call): Promise<Answer> {
  const answer = await send(address, call)
  assert.ok(!isUnknown(answer), `call ${call.tag} is answered`)
  return answer
}

const MOMENTS = `select to_char(e.recorded_at at time zone 'Europe/Stockholm', 'YYYY-MM-DD HH24:MI') as moment
  from entry e join person_account p using (account_id) where p.person_id = $1 order by e.version`

async function momentsOf(pool: Pool, person: string): Promise<string[]> {
  const { rows } = await pool.query<{ moment: string }>(MOMENTS, [person])
  return rows.map(({ moment }) => moment)
}

async function withinADay(house: Standing): Promise<string> {
  const person = house.stranger()
  house.setClock('2025-06-02T12:00:00+02:00')
  const first = callOf('klockan tolv', { person })
  const before = await done(house, first)
  house.setClock('2025-06-02T10:00:00+02:00')
  const second = callOf('klockan tio', { person, amountOre: 100_00 })
  const { fee } = await done(house, second)
  await done(house, callOf('rättad klockan tio', { person, act: 'correct', fee: before.fee, amountOre: 200_00 }))
  await done(house, callOf('borttagen klockan tio', { person, act: 'annul', fee }))
  assert.deepEqual(await done(house, first), before)
  assert.equal((await done(house, second)).fee, fee)
  assert.deepEqual(await momentsOf(house.pool, person), Array(4).fill('2025-06-02 12:00'))
  assert.equal((await house.both.card(person)).card?.['currentAmount'], '200')
  house.setClock('2025-06-02T13:00:00+02:00')
  await taken(house.both.register(person, '2025-06-02', '50.00'))
  assert.deepEqual((await momentsOf(house.pool, person)).slice(3), ['2025-06-02 12:00', '2025-06-02 13:00'])
  return 'two hours back: registered, corrected and annulled at the moment of the last recording, and a call made before was known again'
}

async function acrossMidnight(house: Standing): Promise<string> {
  const person = house.stranger()
  house.setClock('2025-06-03T00:30:00+02:00')
  const known = callOf('efter midnatt', { person, date: '2025-06-03' })
  const before = await done(house, known)
  house.setClock('2025-06-02T23:30:00+02:00')
  await taken(house.both.register(person, null, '80.00'))
  const ahead = await house.both.register(person, '2025-06-03', '90.00')
  assert.equal(ahead.code, 'VALIDATION_ERROR')
  const { card, rows } = await house.both.extended(person)
  assert.equal(card?.['currentAmount'], '330')
  assert.deepEqual(
    rows.map((row) => [row['transactionDate'], row['amount']]),
    [
      ['2025-06-02', '80'],
      ['2025-06-03', '250'],
    ],
  )
  house.setClock('2025-06-03T00:31:00+02:00')
  assert.deepEqual(await done(house, known), before)
  await taken(house.both.register(person, '2025-06-03', '90.00'))
  assert.deepEqual(await momentsOf(house.pool, person), ['2025-06-03 00:30', '2025-06-03 00:30', '2025-06-03 00:31'])
  return 'back over midnight: today is the day of the clock, a fee of the day after stands, a new one waits for its day'
}

/** L4: what has become FINAL and been built upon stays so. */
async function afterFinal(house: Standing): Promise<string> {
  const person = house.stranger()
  house.setClock('2025-06-01T12:00:00+02:00')
  for (const day of ['01', '02', '03', '04', '05']) await taken(house.both.register(person, `2025-05-${day}`, '290.00'))
  assert.equal((await house.both.card(person)).card?.status, 'PRELIMINARY')
  house.setClock('2025-06-03T13:00:00+02:00')
  await taken(house.both.register(person, '2025-06-02', '10.00'))
  house.setClock('2025-06-01T13:00:00+02:00')
  const late = await house.both.register(person, '2025-04-01', '20.00')
  assert.equal(late.code, 'INFO')
  const { card } = await house.both.card(person)
  assert.deepEqual(
    [card?.status, card?.['startDate'], card?.['preliminaryCardDate'], card?.['finalCardDate'], card?.['endDate']],
    ['FINAL', '2025-05-01', '2025-05-05', '2025-06-03', '2026-04-30'],
  )
  assert.deepEqual(await momentsOf(house.pool, person), [
    ...Array(5).fill('2025-06-01 12:00'),
    ...Array(2).fill('2025-06-03 13:00'),
  ])
  return 'two days back after a card became FINAL and a fee was recorded on it: it stays FINAL, with its dates'
}

const EFRIKORT = join(import.meta.dirname, '../../bin/efrikort')
const ENVIRONMENT = 'klocka'
const FOLLOWS_WITHIN_MS = 10_000
const PERSONS = Array.from({ length: 10 }, (_, at) => reserveNumber(at + 1))

/** Back by eight hours while callers register; then the service is killed, and back it goes once more while it is gone. */
async function inTheService(t: TestContext): Promise<{ entries: number; settings: string[] }> {
  const folder = join(makeFolder(t), 'data')
  const settings = { EFRIKORT_DATA: folder, LOG_LEVEL: 'warn' }
  const tool = (...words: string[]) => {
    const env = { ...process.env, ...settings }
    const { status, stderr } = spawnSync(EFRIKORT, ['environment', ...words], { env, encoding: 'utf8' })
    assert.equal(status, 0, stderr)
  }
  tool('create', ENVIRONMENT)
  tool('clock', ENVIRONMENT, '+5h')
  const [book, where] = [openBook(), { address: '' }]
  const tills = tillsAt(8, { where, book, chance: chanceOf(1) })
  const start = async () => {
    const service = startService(t, settings)
    where.address = `${await service.address}/environments/${ENVIRONMENT}`
    return service
  }
  let service = await start()
  const place = placeOnceRunning(folder)
  tills.open(PERSONS)
  await sleep(300)
  tool('clock', ENVIRONMENT, '-3h')
  await untilItFollows({ book, where, place }, -3)
  await service.signal('SIGKILL')
  tool('clock', ENVIRONMENT, '-6h')
  service = await start()
  await sleep(300)
  await tills.halt()
  await tills.settle()
  for (const { call } of [...book.sent.values()].slice(0, 20)) await book.send(where.address, call)
  const { entries } = await audit(placeOnceRunning(folder), book, null)
  await examineCards(where.address, book, PERSONS)
  assert.equal(await service.signal('SIGTERM'), 0)
  return { entries, settings: ['+5 h', '-3 h', '-6 h'] }
}

function placeOnceRunning(folder: string): Place {
  const place = findRunning(folder)
  assert.ok(place !== null, 'the database runs')
  return placeOf(place, ENVIRONMENT)
}

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

type Followed = { readonly book: Book; readonly where: Where; readonly place: Place }

/** Seen by the moment at which somebody's fee is recorded. */
async function untilItFollows({ book, where, place }: Followed, hours: number): Promise<void> {
  const deadline = Date.now() + FOLLOWS_WITHIN_MS
  for (let number = 3_000; ; number += 1) {
    const person = reserveNumber(number)
    const date = new Date(Date.now() - DAY_MS).toISOString().slice(0, 10)
    const answer = await book.send(where.address, callOf(`klockprov ${number}`, { person, date }))
    const ahead = (await recordedAt(place, person)) - Date.now()
    if (!isUnknown(answer) && Math.abs(ahead - hours * HOUR_MS) < HOUR_MS) return
    assert.ok(Date.now() < deadline, 'the service follows its clock')
    await sleep(200)
  }
}

async function recordedAt(place: Place, person: string): Promise<number> {
  const pool = applicationPool(place, () => undefined, 1)
  try {
    const { rows } = await pool.query<{ recorded_at: Date }>(
      'select e.recorded_at from entry e join person_account p using (account_id) where p.person_id = $1',
      [person],
    )
    return rows[0]?.recorded_at.getTime() ?? 0
  } finally {
    await pool.end()
  }
}
