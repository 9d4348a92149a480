/**
 * Many callers at once who register, correct, annul and read without a pause, each call with a key, and who send a call again until
 * it is answered. A caller acts only on fees of its own, one call at a time: so every fee's values are certain, whatever else fails.
 */

import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Book } from './book.ts'
import { type Call, isUnknown, TILLS, type Till, type Unknown } from './calls.ts'
import type { Chance } from './chance.ts'
import { readFees } from './readings.ts'

/** Where the service answers at the moment. */
export type Where = { address: string }

export type Counts = {
  /** Answers to calls that change something; the first answer of each. */
  answered: number
  readings: number
  faults: number
  cuts: number
}

export type Tills = {
  readonly counts: Counts
  /** They begin, or go on, for these persons. */
  readonly open: (persons: readonly string[]) => void
  /** Each finishes its attempt and stands still. Throws what a caller has found wrong. */
  readonly halt: () => Promise<void>
  /** Halted callers send what has no answer until it has one. Gives how many such calls there were. */
  readonly settle: () => Promise<number>
}

type Seat = { readonly till: Till; readonly name: string; pending: Call | null; own: string[]; sent: number }

type Room = {
  readonly where: Where
  readonly book: Book
  readonly chance: Chance
  readonly counts: Counts
  persons: readonly string[]
  isOpen: boolean
}

const PAUSE_MS = 15
const SETTLED_WITHIN_MS = 60_000
const DAY_MS = 86_400_000
const LONGEST_AGO_DAYS = 40
/** Some reach the ceiling, most do not for a while. */
const LARGEST_ORE = 40_000

/** Takes how many callers there are, where they find the service, the book they keep, and the chance they choose by. */
export function tillsAt(callers: number, told: Pick<Room, 'where' | 'book' | 'chance'>): Tills {
  const counts = { answered: 0, readings: 0, faults: 0, cuts: 0 }
  const room: Room = { ...told, counts, persons: [], isOpen: false }
  const seats = Array.from({ length: callers }, (_, place) => seatOf(place))
  let working: Promise<unknown> = Promise.resolve()
  return {
    counts,
    open: (persons) => {
      for (const seat of seats) seat.own = seat.own.filter((id) => persons.includes(told.book.fee(id)?.person ?? ''))
      room.persons = persons
      room.isOpen = true
      working = Promise.all(seats.map((seat) => work(room, seat)))
      working.catch(() => undefined)
    },
    halt: async () => {
      room.isOpen = false
      await working
    },
    settle: async () => {
      const pending = seats.filter((seat) => seat.pending !== null)
      const deadline = Date.now() + SETTLED_WITHIN_MS
      await Promise.all(pending.map((seat) => insist(room, seat, deadline)))
      return pending.length
    },
  }
}

const seatOf = (place: number): Seat => ({
  till: TILLS[place % TILLS.length] as Till,
  name: String(place),
  pending: null,
  own: [],
  sent: 0,
})

async function work(room: Room, seat: Seat): Promise<void> {
  while (room.isOpen) {
    if (seat.pending === null && room.chance.inHundred(20)) await look(room, seat)
    else await attempt(room, seat)
  }
}

async function insist(room: Room, seat: Seat, deadline: number): Promise<void> {
  while (seat.pending !== null) {
    assert.ok(Date.now() < deadline, `call ${seat.pending.tag} is answered when everything stands again`)
    await attempt(room, seat)
  }
}

/** Now and then the same call is sent twice at once, as an impatient system does. */
async function attempt(room: Room, seat: Seat): Promise<void> {
  const { book, chance, counts, where } = room
  seat.pending ??= nextCall(room, seat)
  const call = seat.pending
  const copies = chance.inHundred(5) ? 2 : 1
  const answers = await Promise.all(Array.from({ length: copies }, () => book.send(where.address, call)))
  const answer = answers.find((one) => !isUnknown(one))
  if (answer === undefined || isUnknown(answer)) return stumble(counts, answers[0] as Unknown)
  counts.answered += 1
  seat.pending = null
  if (call.act === 'register') seat.own.push(answer.fee as string)
  if (call.act === 'annul') seat.own = seat.own.filter((id) => id !== call.fee)
}

async function stumble(counts: Counts, how: Unknown): Promise<void> {
  counts[how === 'fault' ? 'faults' : 'cuts'] += 1
  await sleep(PAUSE_MS)
}

/** What the caller has been answered it sees, with the values it gave last. */
async function look({ book, chance, counts, persons, where }: Room, { till, own }: Seat): Promise<void> {
  const person = chance.oneOf(persons)
  const shown = await readFees(where.address, till, person)
  if (typeof shown === 'string') return stumble(counts, shown)
  counts.readings += 1
  const byId = new Map(shown.fees.map((fee) => [fee.id, fee]))
  for (const id of own) {
    const fee = book.fee(id)
    if (fee === undefined || fee.person !== person) continue
    const { unit, date, amountOre } = fee
    assert.deepEqual(byId.get(id), { id, unit, date, amountOre }, `its caller sees the fee of call ${unit}`)
  }
}

function nextCall({ book, chance, persons }: Room, seat: Seat): Call {
  const roll = chance.below(100)
  const id = roll < 65 || seat.own.length === 0 ? null : chance.oneOf(seat.own)
  const fee = id === null ? null : (book.fee(id) ?? null)
  seat.sent += 1
  const common = { tag: `kassa ${seat.name} anrop ${seat.sent}`, till: seat.till, date: someDay(chance) }
  if (fee === null)
    return { ...common, act: 'register', person: chance.oneOf(persons), fee: null, amountOre: someAmount(chance, 0) }
  const { person, amountOre } = fee
  const about = { ...common, person, fee: fee.id }
  return roll < 85
    ? { ...about, act: 'correct', amountOre: someAmount(chance, amountOre) }
    : { ...about, act: 'annul', amountOre }
}

/** Before today, wherever the day changes, and within one window. */
const someDay = (chance: Chance): string =>
  new Date(Date.now() - (1 + chance.below(LONGEST_AGO_DAYS)) * DAY_MS).toISOString().slice(0, 10)

/** Another than the one told: a correction that changes nothing would leave no record. */
function someAmount(chance: Chance, other: number): number {
  const amount = 1 + chance.below(LARGEST_ORE)
  return amount === other ? amount + 1 : amount
}
