/** A card as callers see it through its life (contracts' README, "Cards"; domain.md sections 2, 3 and 5): status, dates and amounts on the day before, the day and the day after. */

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { taken } from './desk.ts'
import { openHouse, type Standing } from './house.ts'

describe('the card', () => {
  let house: Standing
  before(async () => {
    house = await openHouse()
  })
  after(() => house.close())

  /** The card as both questions give it, its constant parts asserted and left out. */
  const seen = async (person: string) => {
    const { card } = await house.both.card(person)
    assert.deepEqual((await house.both.extended(person)).card, card)
    if (card === null) return null
    const { cardSystemId, cardId, cardType, persons, carePrincipal, ...rest } = card
    assert.match(cardSystemId, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
    assert.match(cardId, /^21[2-9A-HJKMNP-TV-Z]{10}$/)
    assert.deepEqual(cardType, { id: 'CARE_VISIT', name: 'Öppen sjukvård' })
    assert.deepEqual(persons, [{ id: person, readConsent: 'false' }])
    assert.deepEqual(carePrincipal, { id: 'SE2321000198-1000', name: 'Region Gävleborg' })
    return rest
  }
  const pay = (person: string, date: string, amount: string) => taken(house.both.register(person, date, amount))

  test('from the first fee through PRELIMINARY and FINAL to its end, and the next one begins empty', async () => {
    const person = house.stranger()
    house.setClock('2025-06-02T08:00:00+02:00')
    assert.equal(await seen(person), null)
    await pay(person, '2025-05-10', '250.00')
    const below = { startDate: '2025-05-10', currentAmount: '250', amountToLimit: '1200', status: 'BELOW_LIMIT' }
    assert.deepEqual(await seen(person), below)

    house.setClock('2025-06-02T09:30:00+02:00')
    await pay(person, '2025-06-01', '1200.00')
    const dates = { startDate: '2025-05-10', preliminaryCardDate: '2025-06-01', endDate: '2026-05-09' }
    const preliminary = { ...dates, currentAmount: '1450', amountToLimit: '0', status: 'PRELIMINARY' }
    assert.deepEqual(await seen(person), preliminary)
    house.setClock('2025-06-04T09:29:59.999+02:00')
    assert.deepEqual(await seen(person), preliminary)

    house.setClock('2025-06-04T09:30:00+02:00')
    const final = { ...preliminary, finalCardDate: '2025-06-04', status: 'FINAL' }
    assert.deepEqual(await seen(person), final)
    house.setClock('2026-05-09T23:59:59+02:00')
    assert.deepEqual(await seen(person), final)

    house.setClock('2026-05-10T00:00:00+02:00')
    assert.equal(await seen(person), null)
    await pay(person, '2026-05-10', '100.00')
    const next = { startDate: '2026-05-10', currentAmount: '100', amountToLimit: '1350', status: 'BELOW_LIMIT' }
    assert.deepEqual(await seen(person), next)
    const { rows, expired } = await house.both.extended(person)
    assert.deepEqual([rows.length, expired.length], [1, 0])
  })

  test('a card becomes FINAL after 48 hours that passed, also over the night when the clock is set forward', async () => {
    const person = house.stranger()
    house.setClock('2025-03-28T23:30:00+01:00')
    await pay(person, '2025-03-28', '1450.00')
    house.setClock('2025-03-31T00:29:59+02:00')
    assert.equal((await seen(person))?.status, 'PRELIMINARY')
    house.setClock('2025-03-31T00:30:00+02:00')
    assert.equal((await seen(person))?.['finalCardDate'], '2025-03-31')
  })

  test('a card whose period ends before its 48 hours have passed is never FINAL in an answer', async () => {
    const person = house.stranger()
    house.setClock('2025-06-02T12:00:00+02:00')
    await pay(person, '2024-06-03', '1450.00')
    const card = await seen(person)
    assert.deepEqual([card?.status, card?.['endDate']], ['PRELIMINARY', '2025-06-02'])
    house.setClock('2025-06-03T00:00:00+02:00')
    assert.equal(await seen(person), null)
    await pay(person, '2025-06-03', '250.00')
    assert.equal((await seen(person))?.['currentAmount'], '250')
  })

  test('fees fall out of the window one by one, the day after their twelve months', async () => {
    const person = house.stranger()
    house.setClock('2024-09-01T12:00:00+02:00')
    await pay(person, '2024-06-10', '300.00')
    await pay(person, '2024-08-01', '200.00')
    const figures = async (clock: string) => {
      house.setClock(clock)
      const card = await seen(person)
      return card && [card['startDate'], card['currentAmount'], card['amountToLimit']]
    }
    assert.deepEqual(await figures('2025-06-09T23:59:59+02:00'), ['2024-06-10', '500', '950'])
    assert.deepEqual(await figures('2025-06-10T00:00:00+02:00'), ['2024-08-01', '200', '1250'])
    assert.deepEqual(await figures('2025-07-31T12:00:00+02:00'), ['2024-08-01', '200', '1250'])
    assert.equal(await figures('2025-08-01T00:00:00+02:00'), null)
  })

  test('a fee of 29 February counts to and with 28 February', async () => {
    const person = house.stranger()
    house.setClock('2024-02-29T12:00:00+01:00')
    await pay(person, '2024-02-29', '300.00')
    house.setClock('2025-02-28T23:59:59+01:00')
    assert.equal((await seen(person))?.['currentAmount'], '300')
    house.setClock('2025-03-01T00:00:00+01:00')
    assert.equal(await seen(person), null)
  })

  test('what remains is reckoned with the ceiling of the day of asking', async () => {
    const person = house.stranger()
    house.setClock('2024-12-15T12:00:00+01:00')
    await pay(person, '2024-12-15', '1000.00')
    house.setClock('2024-12-31T23:59:59+01:00')
    assert.equal((await seen(person))?.['amountToLimit'], '400')
    house.setClock('2025-01-01T00:00:00+01:00')
    assert.equal((await seen(person))?.['amountToLimit'], '450')
  })

  test('the ceiling of the visit date decides, also for a visit registered after it was raised', async () => {
    const [old, raised] = [house.stranger(), house.stranger()]
    house.setClock('2025-01-02T12:00:00+01:00')
    for (const person of [old, raised]) await pay(person, '2024-12-01', '1000.00')
    await pay(old, '2024-12-31', '400.00')
    await pay(raised, '2025-01-01', '400.00')
    assert.equal((await seen(old))?.status, 'PRELIMINARY')
    const card = await seen(raised)
    assert.deepEqual([card?.status, card?.['amountToLimit']], ['BELOW_LIMIT', '50'])
  })

  test('one öre below the ceiling is below, the ceiling itself is reached', async () => {
    const person = house.stranger()
    house.setClock('2025-06-02T12:00:00+02:00')
    await pay(person, '2025-05-01', '1449.99')
    assert.deepEqual(await seen(person), {
      startDate: '2025-05-01',
      currentAmount: '1449.99',
      amountToLimit: '0.01',
      status: 'BELOW_LIMIT',
    })
    await pay(person, '2025-05-02', '0.01')
    assert.equal((await seen(person))?.status, 'PRELIMINARY')
  })

  test('a late fee moves a PRELIMINARY card’s dates, and a FINAL one’s amounts alone', async () => {
    const person = house.stranger()
    house.setClock('2025-06-02T12:00:00+02:00')
    await pay(person, '2025-05-10', '500.00')
    await pay(person, '2025-06-01', '950.00')
    await pay(person, '2025-05-05', '500.00')
    const moved = {
      startDate: '2025-05-05',
      preliminaryCardDate: '2025-06-01',
      endDate: '2026-05-04',
      currentAmount: '1950',
      amountToLimit: '-500',
      status: 'PRELIMINARY',
    }
    assert.deepEqual(await seen(person), moved)
    await pay(person, '2025-05-20', '450.00')
    const reachedEarlier = { ...moved, preliminaryCardDate: '2025-05-20', currentAmount: '2400', amountToLimit: '-950' }
    assert.deepEqual(await seen(person), reachedEarlier)
    house.setClock('2025-06-04T12:00:00+02:00')
    await pay(person, '2025-05-01', '100.00')
    assert.deepEqual(await seen(person), {
      ...reachedEarlier,
      finalCardDate: '2025-06-04',
      currentAmount: '2500',
      amountToLimit: '-1050',
      status: 'FINAL',
    })
  })

  test('a FINAL card stands though its fees are annulled, and asks for no more', async () => {
    const person = house.stranger()
    house.setClock('2025-06-02T12:00:00+02:00')
    const fee = await pay(person, '2025-06-01', '1450.00')
    house.setClock('2025-06-05T12:00:00+02:00')
    assert.equal((await house.both.annul(fee, 'Fel')).code, 'INFO')
    const card = await seen(person)
    assert.deepEqual([card?.status, card?.['currentAmount'], card?.['amountToLimit']], ['FINAL', '0', '0'])
    assert.deepEqual(
      (await house.both.extended(person)).rows.map((row) => row['status']),
      ['DELETED'],
    )
  })

  test('at the very instant of its 48 hours a card is FINAL first, and then comes the annulment', async () => {
    const [just, before] = [house.stranger(), house.stranger()]
    house.setClock('2025-06-02T12:00:00+02:00')
    const fees = [await pay(just, '2025-06-01', '1450.00'), await pay(before, '2025-06-01', '1450.00')]
    house.setClock('2025-06-04T11:59:59.999+02:00')
    assert.equal((await house.both.annul(fees[1] ?? '')).code, 'OK')
    assert.equal(await seen(before), null)
    house.setClock('2025-06-04T12:00:00+02:00')
    assert.equal((await house.both.annul(fees[0] ?? '')).code, 'INFO')
    assert.equal((await seen(just))?.status, 'FINAL')
  })

  test('a card that ceased and is reached anew begins its 48 hours anew; one that goes on does not', async () => {
    const [anew, same] = [house.stranger(), house.stranger()]
    house.setClock('2025-06-02T12:00:00+02:00')
    const fees = new Map<string, string>()
    for (const person of [anew, same]) {
      await pay(person, '2025-05-01', '1000.00')
      fees.set(person, await pay(person, '2025-05-02', '450.00'))
    }
    house.setClock('2025-06-03T12:00:00+02:00')
    for (const [person, amount] of [
      [anew, '449.99'],
      [same, '460.00'],
    ] as const)
      await house.both.update(fees.get(person) ?? '', '2025-05-02', amount)
    await house.both.update(fees.get(anew) ?? '', '2025-05-02', '450.00')
    house.setClock('2025-06-04T12:00:00+02:00')
    assert.deepEqual([(await seen(anew))?.status, (await seen(same))?.status], ['PRELIMINARY', 'FINAL'])
    house.setClock('2025-06-05T12:00:00+02:00')
    assert.deepEqual(
      [(await seen(anew))?.['finalCardDate'], (await seen(same))?.['finalCardDate']],
      ['2025-06-05', '2025-06-04'],
    )
  })

  test('a clock set back does not stop the service, and moments of one account never fall', async () => {
    const person = house.stranger()
    house.setClock('2025-06-02T12:00:00+02:00')
    await pay(person, '2025-06-01', '100.00')
    house.setClock('2025-06-02T11:00:00+02:00')
    await pay(person, '2025-06-02', '200.00')
    assert.equal((await seen(person))?.['currentAmount'], '300')
    const { rows } = await house.both.extended(person)
    assert.deepEqual(
      rows.map((row) => row['registrationDateTime']),
      ['2025-06-02T12:00:00', '2025-06-02T12:00:00'],
    )
  })
})
