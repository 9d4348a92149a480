/** What a card is known by (contracts' README, "Cards"): its id and number live as long as the card goes on, and no longer. */

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { taken } from './desk.ts'
import { openHouse, type Standing } from './house.ts'

describe('a card’s id and number', () => {
  let house: Standing
  before(async () => {
    house = await openHouse()
  })
  after(() => house.close())
  const noon = (date: string) => house.setClock(`${date}T12:00:00Z`)
  const pay = (person: string, date: string, amount: string) => taken(house.both.register(person, date, amount))

  const ids = async (person: string) => {
    const { card } = await house.both.card(person)
    return card && `${card.cardSystemId} ${card.cardId}`
  }
  const statuses = async (person: string) => (await house.both.extended(person)).rows.map((row) => row['status'])

  test('are those of the first fee’s answer, and stay while fees come, change and go', async () => {
    noon('2025-06-02')
    const person = house.stranger()
    const { fee, card } = await house.both.register(person, '2025-05-01', '100.00')
    const first = await ids(person)
    assert.equal(first?.slice(0, 36), card)
    const second = await house.both.register(person, '2025-04-01', '100.00')
    assert.equal(second.card, card)
    assert.equal((await house.both.update(fee ?? '', '2025-03-01', '90.00')).card, card)
    await house.both.annul(fee ?? '')
    assert.equal(await ids(person), first)
    assert.deepEqual(await statuses(person), ['UPDATED', 'DELETED', 'ACTIVE'])
  })

  test('go over to the card reached, come back when it ceases, and go over again', async () => {
    noon('2025-06-02')
    const person = house.stranger()
    await pay(person, '2025-05-01', '1000.00')
    const first = await ids(person)
    const { fee, card } = await house.both.register(person, '2025-05-02', '450.00')
    assert.equal(await ids(person), first)
    assert.equal(first?.slice(0, 36), card)
    await house.both.annul(fee ?? '', 'Fel')
    assert.equal((await house.both.card(person)).card?.status, 'BELOW_LIMIT')
    assert.equal(await ids(person), first)
    assert.deepEqual(await statuses(person), ['ACTIVE', 'DELETED'])
    assert.equal((await house.both.register(person, '2025-05-03', '450.00')).card, card)
    assert.equal(await ids(person), first)
    assert.deepEqual(await statuses(person), ['ACTIVE', 'DELETED', 'ACTIVE'])
  })

  test('a card reached by its first fee keeps its ids when that fee is lowered below the ceiling', async () => {
    noon('2025-06-02')
    const person = house.stranger()
    const { fee, card } = await house.both.register(person, '2025-05-01', '1450.00')
    const first = await ids(person)
    assert.equal((await house.both.update(fee ?? '', '2025-05-01', '1449.00')).card, card)
    assert.equal(await ids(person), first)
  })

  test('stay when a correction or a late fee moves the card, and when it becomes FINAL', async () => {
    noon('2025-06-02')
    const person = house.stranger()
    const fee = await pay(person, '2025-05-01', '1000.00')
    await pay(person, '2025-05-02', '500.00')
    const first = await ids(person)
    await house.both.update(fee, '2025-04-01', '1100.00')
    await pay(person, '2025-03-01', '300.00')
    assert.equal((await house.both.card(person)).card?.['startDate'], '2025-03-01')
    assert.equal(await ids(person), first)
    noon('2025-06-10')
    assert.equal(await ids(person), first)
    assert.equal((await house.both.register(person, '2025-06-09', '100.00')).card, first?.slice(0, 36))
    assert.equal((await house.both.update(fee, '2025-04-01', '10.00')).card, first?.slice(0, 36))
    assert.equal(await ids(person), first)
  })

  test('end when every fee is annulled: then there is no card and no row, and the next fee has a card of its own', async () => {
    noon('2025-06-02')
    const person = house.stranger()
    const fee = await pay(person, '2025-05-01', '100.00')
    const first = await ids(person)
    await house.both.annul(fee, 'Fel')
    assert.deepEqual(await house.both.extended(person), { code: 'OK', text: null, card: null, rows: [], expired: [] })
    const again = await house.both.register(person, '2025-05-01', '100.00')
    assert.notEqual(again.card, first?.slice(0, 36))
    const second = await ids(person)
    assert.equal(second?.slice(0, 36), again.card)
    assert.notEqual(second?.slice(37), first?.slice(37))
    assert.deepEqual(await statuses(person), ['ACTIVE'])
  })

  test('of a card reached and annulled whole end likewise', async () => {
    noon('2025-06-02')
    const person = house.stranger()
    const fees = [await pay(person, '2025-05-01', '1000.00'), await pay(person, '2025-05-02', '1000.00')]
    const first = await ids(person)
    for (const fee of fees) await house.both.annul(fee, 'Fel')
    assert.equal(await ids(person), null)
    await pay(person, '2025-05-03', '1500.00')
    const second = await ids(person)
    assert.notEqual(second?.slice(0, 36), first?.slice(0, 36))
    assert.notEqual(second?.slice(37), first?.slice(37))
    assert.deepEqual(await statuses(person), ['ACTIVE'])
  })

  test('end when the last fee has fallen out, and the fees of before stand as expired under the new card', async () => {
    noon('2024-05-01')
    const person = house.stranger()
    const gone = await pay(person, '2024-04-01', '70.00')
    await pay(person, '2024-05-01', '100.00')
    await house.both.annul(gone, 'Fel')
    const first = await ids(person)
    noon('2025-04-30')
    assert.equal(await ids(person), first)
    noon('2025-05-01')
    assert.equal(await ids(person), null)
    await pay(person, '2025-05-01', '200.00')
    assert.notEqual(await ids(person), first)
    const { rows, expired } = await house.both.extended(person)
    assert.deepEqual(
      rows.map((row) => [row['status'], row['amount']]),
      [['ACTIVE', '200']],
    )
    assert.deepEqual(
      expired.map((row) => [row['status'], row['amount']]),
      [['ACTIVE', '100']],
    )
  })

  test('stay while the window rolls, as long as it is never empty', async () => {
    noon('2024-05-01')
    const person = house.stranger()
    await pay(person, '2024-05-01', '100.00')
    const first = await ids(person)
    for (const date of ['2025-04-30', '2026-04-29', '2027-04-28']) {
      noon(date)
      await pay(person, date, '100.00')
      assert.equal(await ids(person), first)
    }
    assert.equal((await house.both.extended(person)).expired.length, 2)
  })

  test('a fee moved out of its emptied window into today’s begins a new card', async () => {
    noon('2024-05-01')
    const person = house.stranger()
    const fee = await pay(person, '2024-05-01', '100.00')
    const first = await ids(person)
    noon('2025-06-01')
    const moved = await house.both.update(fee, '2025-05-30', '100.00')
    assert.equal(moved.code, 'OK')
    assert.notEqual(moved.card, first?.slice(0, 36))
    assert.equal((await ids(person))?.slice(0, 36), moved.card)
  })

  test('the window after a card’s end has new ones, and the old card’s fees are not among its expired', async () => {
    noon('2024-05-01')
    const person = house.stranger()
    await pay(person, '2024-05-01', '1450.00')
    const first = await ids(person)
    noon('2025-05-01')
    const { card } = await house.both.register(person, '2025-05-01', '100.00')
    assert.notEqual(card, first?.slice(0, 36))
    assert.equal((await ids(person))?.slice(0, 36), card)
    const { rows, expired } = await house.both.extended(person)
    assert.deepEqual([rows.length, expired.length], [1, 0])
  })

  test('a card of a past period that arises beside today’s window has ids of its own, and today’s keeps its own', async () => {
    noon('2026-05-20')
    const person = house.stranger()
    const today = await pay(person, '2026-05-20', '100.00')
    const first = await ids(person)
    const late = await house.both.register(person, '2025-05-20', '1450.00')
    assert.ok(late.card !== null && late.card !== first?.slice(0, 36))
    assert.equal(await ids(person), first)
    assert.deepEqual(await statuses(person), ['ACTIVE'])
    assert.equal((await house.both.update(today, '2026-05-20', '120.00')).card, first?.slice(0, 36))
    await house.both.annul(late.fee ?? '', 'Fel')
    assert.equal(await ids(person), first)
    assert.deepEqual(await statuses(person), ['UPDATED', 'ACTIVE'])
  })

  test('a fee in no card any more is answered without a card’s id', async () => {
    noon('2025-06-02')
    const person = house.stranger()
    const { code, card, fee } = await house.both.register(person, '2024-06-02', '100.00')
    assert.deepEqual([code, card], ['OK', null])
    assert.deepEqual((await house.both.update(fee ?? '', '2024-06-02', '90.00')).card, null)
    assert.deepEqual((await house.both.update(fee ?? '', '2024-06-02', '90.00')).card, null)
    assert.notEqual((await house.both.update(fee ?? '', '2024-06-03', '90.00')).card, null)
  })

  test('are given to one card only, though many are made', async () => {
    noon('2025-06-02')
    const met = new Set<string>()
    for (let count = 0; count < 40; count += 1) {
      const person = house.stranger()
      await pay(person, '2025-05-01', '100.00')
      for (const id of (await ids(person))?.split(' ') ?? []) met.add(id)
    }
    assert.equal(met.size, 80)
  })
})
