/** What several systems send at the same moment about the same person equals some order of the same: nothing is lost, and nothing done twice. */

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { taken } from './desk.ts'
import { openHouse, type Standing } from './house.ts'

describe('at the same moment', () => {
  let house: Standing
  before(async () => {
    house = await openHouse()
  })
  after(() => house.close())
  const times = <T>(count: number, act: (place: number) => Promise<T>) =>
    Promise.all(Array.from({ length: count }, (_, place) => act(place)))

  test('the first fees of a person nobody has met come to one card', async () => {
    const person = house.stranger()
    const desks = [house.both, house.a, house.b]
    const answers = await times(30, (place) =>
      (desks[place % 3] ?? house.both).register(person, '2025-06-01', String(place + 1)),
    )
    assert.equal(new Set(answers.map(({ card }) => card)).size, 1)
    assert.equal(new Set(answers.map(({ fee }) => fee)).size, 30)
    const { card, rows } = await house.both.extended(person)
    assert.deepEqual([card?.['currentAmount'], rows.length, card?.cardSystemId], ['465', 30, answers[0]?.card])
  })

  test('one fee is annulled once: the others are told that it is', async () => {
    const person = house.stranger()
    const fee = await taken(house.both.register(person, '2025-06-01', '250.00'))
    await taken(house.both.register(person, '2025-06-02', '100.00'))
    const codes = (await times(12, (place) => (place % 2 ? house.a : house.both).annul(fee))).map(({ code }) => code)
    assert.deepEqual(codes.toSorted(), [...Array(11).fill('ERROR'), 'OK'])
    assert.deepEqual(
      (await house.both.extended(person)).rows.map((row) => row['status']),
      ['DELETED', 'ACTIVE'],
    )
  })

  test('the same correction changes once, and every sender hears OK', async () => {
    const person = house.stranger()
    const fee = await taken(house.both.register(person, '2025-06-01', '250.00'))
    const codes = (await times(12, () => house.both.update(fee, '2025-05-31', '200.00'))).map(({ code }) => code)
    assert.deepEqual(codes, Array(12).fill('OK'))
    assert.deepEqual(
      (await house.both.extended(person)).rows.map((row) => row['status']),
      ['UPDATED', 'ACTIVE'],
    )
  })

  test('different corrections of one fee each leave a row, and the last one stands', async () => {
    const person = house.stranger()
    const fee = await taken(house.both.register(person, '2025-06-01', '250.00'))
    await times(12, (place) => house.both.update(fee, '2025-06-01', String(place + 1)))
    const { card, rows } = await house.both.extended(person)
    assert.equal(rows.length, 13)
    assert.equal(new Set(rows.map((row) => row['amount'])).size, 13)
    assert.equal(card?.['currentAmount'], rows.at(-1)?.['amount'])
  })

  test('the ceiling is reached by one of them, and what the others took is overcharged', async () => {
    const person = house.stranger()
    const answers = await times(10, (place) => house.both.register(person, `2025-05-1${place}`, '290.00'))
    assert.ok(answers.every(({ code }) => code === 'OK' || code === 'INFO'))
    const { card } = await house.both.card(person)
    assert.deepEqual(
      [card?.['preliminaryCardDate'], card?.['currentAmount'], card?.['amountToLimit']],
      ['2025-05-14', '2900', '-1450'],
    )
    assert.equal(new Set(answers.map((answer) => answer.card)).size, 1)
  })

  test('registrations, corrections, annulments and questions leave an account whose sums agree', async () => {
    const person = house.stranger()
    const fees = await times(10, (place) => taken(house.both.register(person, '2025-05-20', String(100 + place))))
    await times(60, async (place) => {
      const fee = fees[place % 10] ?? ''
      if (place % 4 === 0) return house.both.register(person, '2025-05-21', String(10 + place))
      if (place % 4 === 1) return house.both.update(fee, '2025-05-19', String(50 + place))
      return place % 4 === 2 ? house.a.annul(fee) : house.b.extended(person)
    })
    const { card, rows } = await house.both.extended(person)
    const active = rows.filter(({ status }) => status === 'ACTIVE')
    const sum = active.reduce((total, row) => total + Number(row['amount']), 0)
    assert.equal(card?.['currentAmount'], String(sum))
    assert.equal(new Set(active.map((row) => row['transactionId'])).size, active.length)
    const deleted = new Set(rows.filter(({ status }) => status === 'DELETED').map((row) => row['transactionId']))
    assert.ok(active.every((row) => !deleted.has(row['transactionId'])))
    assert.equal(active.length + deleted.size, 25)
  })
})
