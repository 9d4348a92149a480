/** What tills look for across accounts: a unit's day, what a provider owes, whose card has a number. */

import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import type { Refusal } from '../../src/domain/decisions/refusals.ts'
import type { Result } from '../../src/domain/kernel/result.ts'
import { keepFinding } from '../../src/ledger/finding.ts'
import { findableOf } from '../../src/usecases/openFound.ts'
import { type Counter, openCounter } from './counter.ts'
import { type Till, tillOf } from './till.ts'
import { day } from './world.ts'

let counter: Counter
let rut: Till
let sven: Till
let administrator: Till

before(async () => {
  counter = await openCounter()
  rut = tillOf(counter.ports, 'SE2321000198-E001')
  sven = tillOf(counter.ports, 'SE5599990000-E001')
  administrator = tillOf(counter.ports, 'SE2321000198-E003')
})

after(async () => counter.close())
beforeEach(() => counter.setClock('2025-06-02T12:00:00+02:00'))

function done<T>(outcome: Result<T, Refusal>): T {
  assert.ok(outcome.ok, outcome.ok ? '' : outcome.refusal.kind)
  return outcome.value
}

/** What the service does every second. */
const keepUp = (): Promise<number> => keepFinding(counter.pool, (account) => findableOf(counter.ports, account))

const linesOf = async (person: string, act: string): Promise<number> =>
  (await counter.pool.query('select 1 from access_log where person_id = $1 and act = $2', [person, act])).rows.length

describe('a unit’s day', () => {
  test('tells what its staff registered that day, as it stands now, and what is in the till', async () => {
    counter.setClock('2025-06-03T08:00:00+02:00')
    const people = Array.from({ length: 4 }, () => counter.stranger())
    const [first = '', second = '', third = '', fourth = ''] = people
    const fee = done(await rut.register(first, '2025-06-03', '250.00')).feeId ?? ''
    counter.setClock('2025-06-03T08:05:00+02:00')
    done(await rut.register(second, '2025-06-01', '100.00'))
    const wrong = done(await rut.register(third, '2025-06-03', '250.00')).feeId ?? ''
    done(await rut.register(fourth, '2025-05-20', '300.00', { provider: 'Vårdcentralen Uppsala' }))
    done(await sven.register(fourth, '2025-06-03', '250.00'))
    done(await rut.annul(wrong, null))
    done(await rut.correct(fee, '200.00'))
    const told = done(await rut.day('2025-06-03'))
    assert.deepEqual(
      told.rows.map(({ person, fee: { values, annulled }, isReceipt, employee }) => [
        person.reveal(),
        values.amount,
        annulled === null,
        isReceipt,
        employee,
      ]),
      [
        [first, 20_000, true, false, 'SE2321000198-E001'],
        [second, 10_000, true, false, 'SE2321000198-E001'],
        [third, 25_000, false, false, 'SE2321000198-E001'],
        [fourth, 30_000, true, true, 'SE2321000198-E001'],
      ],
    )
    assert.deepEqual([told.taken, told.receipts, told.hidden], [30_000, 30_000, 0])
    assert.deepEqual(await Promise.all(people.map((person) => linesOf(person, 'readUnitDay'))), [1, 1, 1, 1])
  })

  test('is the Swedish day, and of the unit alone where one works', async () => {
    const person = counter.stranger()
    counter.setClock('2025-06-04T23:59:59+02:00')
    done(await rut.register(person, '2025-06-04', '100.00'))
    counter.setClock('2025-06-05T00:00:00+02:00')
    done(await rut.register(person, '2025-06-04', '250.00'))
    assert.deepEqual([done(await rut.day('2025-06-04')).taken, done(await rut.day(null)).taken], [10_000, 25_000])
    const elsewhere = tillOf(counter.ports, 'SE2321000198-E001', 1)
    assert.deepEqual(done(await elsewhere.day(null)).rows, [])
    const tomorrow = await rut.day('2025-06-06')
    assert.equal(tomorrow.ok ? 'told' : tomorrow.refusal.kind, 'NotYetKnown')
  })

  test('tells a moved fee with the person it was moved to, and counts those who have left', async () => {
    counter.setClock('2025-06-10T08:00:00+02:00')
    const [wrong, right, gone] = [counter.stranger(), counter.stranger(), counter.stranger()]
    const fee = done(await rut.register(wrong, '2025-06-10', '250.00')).feeId ?? ''
    done(await rut.register(gone, '2025-06-10', '100.00'))
    counter.setClock('2025-06-10T09:00:00+02:00')
    done(await rut.move(fee, right))
    done(await counter.leave(gone))
    const told = done(await rut.day('2025-06-10'))
    assert.deepEqual(
      told.rows.map(({ person, fee: { annulled } }) => [person.reveal(), annulled === null]),
      [
        [wrong, false],
        [right, true],
      ],
    )
    assert.deepEqual([told.taken, told.hidden, await linesOf(gone, 'readUnitDay')], [25_000, 1, 0])
  })
})

describe('a unit’s sums', () => {
  test('tell day by day what is in the till, as it stands now, and nobody is told of', async () => {
    const [first, second] = [counter.stranger(), counter.stranger()]
    counter.setClock('2025-07-01T23:30:00+02:00')
    const wrong = done(await rut.register(first, '2025-07-01', '250.00')).feeId ?? ''
    counter.setClock('2025-07-02T00:10:00+02:00')
    done(await rut.register(first, '2025-06-30', '100.00'))
    done(await rut.register(second, '2025-07-01', '250.00'))
    counter.setClock('2025-07-02T00:11:00+02:00')
    done(await rut.register(second, '2025-05-20', '300.00', { provider: 'Vårdcentralen Uppsala' }))
    done(await sven.register(second, '2025-07-01', '250.00'))
    done(await rut.correct(wrong, '200.00'))
    const told = done(await rut.sums('2025-07-02', 3))
    assert.deepEqual(told, [
      { day: day('2025-07-02'), count: 2, taken: 35_000, receipts: 30_000 },
      { day: day('2025-07-01'), count: 1, taken: 20_000, receipts: 0 },
      { day: day('2025-06-30'), count: 0, taken: 0, receipts: 0 },
    ])
    assert.deepEqual([await linesOf(first, 'readUnitDay'), await linesOf(second, 'readUnitDay')], [0, 0])
  })
})

describe('what a provider owes', () => {
  test('is told to its staff alone, visit by visit, and is gone when it is put right', async () => {
    const person = counter.stranger()
    done(await sven.register(person, '2025-05-02', '1400.00'))
    done(await rut.register(person, '2025-05-03', '250.00'))
    const last = done(await rut.register(person, '2025-05-04', '100.00')).feeId ?? ''
    await keepUp()
    const owed = done(await rut.owed())
    const ofPerson = owed.rows.filter((row) => row.person.reveal() === person)
    assert.deepEqual(
      ofPerson.map(({ visit, amount, overcharged }) => [visit, amount, overcharged]),
      [
        [20_211, 25_000, 20_000],
        [20_212, 10_000, 10_000],
      ],
    )
    assert.equal(owed.sum, 30_000)
    assert.deepEqual([done(await rut.countOwed()), done(await sven.countOwed())], [1, 0])
    assert.deepEqual(done(await sven.owed()).rows, [])
    assert.equal(await linesOf(person, 'readOwed'), 1)
    done(await rut.annul(last, null))
    await keepUp()
    assert.equal(done(await rut.owed()).sum, 20_000)
  })
})

describe('a card’s number', () => {
  test('leads administrators to its holder, also when the card was given by hand, and nobody else', async () => {
    const [person, holder] = [counter.stranger(), counter.stranger()]
    done(await rut.register(person, '2025-05-02', '250.00'))
    done(await counter.give(holder, ['2025-01-01', '2025-12-31'], { number: 'UPPSALA 77', reason: 'VALID_CARD' }))
    const { number } = (await counter.shown(person)) ?? { number: '' }
    await keepUp()
    const found = async (what: string) => done(await administrator.findCard(what)).map((one) => one.reveal())
    assert.deepEqual(
      [await found(number), await found(' UPPSALA 77 '), await found('nothing')],
      [[person], [holder], []],
    )
    assert.deepEqual([await linesOf(person, 'findCard'), await linesOf(holder, 'findCard')], [1, 1])
    const refused = await rut.findCard(number)
    assert.equal(refused.ok ? 'found' : refused.refusal.kind, 'RoleNotGranted')
  })

  test('of one who has left, and one that has been erased, leads nowhere', async () => {
    const person = counter.stranger()
    done(await rut.register(person, '2025-05-02', '250.00'))
    const { number } = (await counter.shown(person)) ?? { number: '' }
    done(await counter.leave(person))
    await keepUp()
    assert.deepEqual(done(await administrator.findCard(number)), [])
    done(await counter.enter(person))
    await keepUp()
    assert.equal(done(await administrator.findCard(number)).length, 1)
  })
})
