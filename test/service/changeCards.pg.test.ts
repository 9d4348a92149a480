/** UpdateCard, DeleteCard and OrderNewCard over the wire (contracts' README, "Cards", "OK or INFO"; domain.md L9–L11): codes, the element named, and what is shown afterwards. */

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type CardDesk, cardDeskAt } from './cardDesk.ts'
import { A, A_SYSTEM, B, B_SYSTEM, BOTH_SYSTEM, type Fields, type Outcome, taken } from './desk.ts'
import { openHouse, type Standing } from './house.ts'
import { told } from './notices.ts'

const NOON = '2025-06-02T12:00:00+02:00'
const FINAL = '2025-06-04T12:00:00+02:00'
const YEAR = ['2025-06-01', '2026-05-31'] as const
const HELD = { fields: { cardReason: 'VALID_CARD', cardId: '03 1' } }
const NO_CARD = '00000000-0000-8000-8000-000000000000'

describe('what is done to a card, over the wire', () => {
  let house: Standing
  let desk: CardDesk
  before(async () => {
    house = await openHouse()
    desk = cardDeskAt(house.address, BOTH_SYSTEM, A)
  })
  after(() => house.close())

  const element = ({ code, text }: Outcome): string => {
    assert.equal(code, 'VALIDATION_ERROR')
    return /^Uppgiften (\S+?):? /.exec(text ?? '')?.[1] ?? ''
  }
  const given = async (person: string) =>
    (await desk.give(person, YEAR, HELD)).card?.cardSystemId ?? assert.fail('a card')
  const current = async (person: string) => (await house.both.card(person)).card
  const cardOf = async (person: string) => (await current(person))?.cardSystemId ?? assert.fail('a card')
  const listed = async (person: string) =>
    (await desk.cards(person)).cards.map(({ card, rows }) =>
      [card.status, ...rows.map((row) => row['status'])].join(' '),
    )
  /** The card's own dates. */
  const own = (number: string) => [number, '2025-05-10', '2025-05-10', '2026-05-09'] as const

  describe('UpdateCard', () => {
    test('gives a computed card another number, in every answer from then on; its own dates must be told', async () => {
      house.setClock(NOON)
      const person = house.stranger()
      await taken(house.both.register(person, '2025-05-10', '1450.00'))
      const card = await cardOf(person)
      const before = await house.entries()
      const other = await desk.update(card, ['G 1', '2025-05-10', '2025-05-10', '2026-05-08'])
      assert.deepEqual([other.code, await house.entries()], ['ERROR', before])
      assert.equal((await desk.update(card, own('G 1'))).code, 'OK')
      assert.deepEqual([(await current(person))?.cardId, await cardOf(person)], ['G 1', card])
      assert.equal((await desk.update(card, own('G 1'))).code, 'OK')
      assert.equal(await house.entries(), before + 1, 'what changes nothing is not recorded')
      house.setClock(FINAL)
      for (const number of ['G 1', 'G 2']) assert.equal((await desk.update(card, own(number))).code, 'ERROR')
      assert.equal((await current(person))?.cardId, 'G 1')
    })

    test('below the limit: dates that the card does not have are passed over', async () => {
      house.setClock(NOON)
      const person = house.stranger()
      await taken(house.both.register(person, '2025-05-10', '250.00'))
      const card = await cardOf(person)
      assert.equal((await desk.update(card, ['G 1', '2025-05-11', '2025-05-10', '2026-05-09'])).code, 'ERROR')
      assert.equal((await desk.update(card, ['G 1', '2025-05-10', '1999-01-01', '2050-01-01'])).code, 'OK')
      const { startDate, endDate } = (await current(person)) as Record<string, unknown>
      assert.deepEqual([(await current(person))?.cardId, startDate, endDate], ['G 1', '2025-05-10', undefined])
    })

    test('changes everything of a given card that is not FINAL, and the validity of one that is', async () => {
      house.setClock(NOON)
      const person = house.stranger()
      const card = await given(person)
      assert.equal((await desk.update(card, ['03 2', '2025-02-03', '2025-06-02', '2026-06-01'])).code, 'OK')
      const dates = async () => {
        const shown = await current(person)
        return [shown?.cardId, shown?.['startDate'], shown?.['preliminaryCardDate'], shown?.['endDate']].join(' ')
      }
      assert.equal(await dates(), '03 2 2025-02-03 2025-06-02 2026-06-01')
      house.setClock(FINAL)
      assert.equal((await desk.update(card, ['03 3', '2025-02-03', '2025-06-02', '2026-06-01'])).code, 'ERROR')
      assert.equal((await desk.update(card, ['03 2', '2025-02-03', '2025-06-01', '2026-05-31'])).code, 'ERROR')
      assert.equal((await desk.update(card, ['03 2', '2024-12-31', '2025-06-03', '2025-12-31'])).code, 'OK')
      assert.equal(await dates(), '03 2 2025-02-03 2025-06-03 2025-12-31')
      house.setClock('2026-01-01T00:00:00+01:00')
      assert.equal((await desk.update(card, ['03 2', '2025-02-03', '2025-06-03', '2026-01-31'])).code, 'ERROR')
    })

    test('names the element of what is wrong', async () => {
      house.setClock(NOON)
      const card = await given(house.stranger())
      const update = async (told: readonly [string, string, string, string], fields: Fields = {}) =>
        element(await desk.update(card, told, { fields }))
      assert.equal(await update(['03 1', '2025-06-01', '2025-06-03', '2026-05-31']), 'preliminaryCardDate')
      assert.equal(await update(['03 1', '2025-06-01', '2025-06-01', '2026-06-01']), 'endDate')
      assert.equal(await update(['03 1', '2025-06-01', '2025-06-01', '2025-05-31']), 'endDate')
      assert.equal(await update(['', '2025-06-01', '2025-06-01', '2026-05-31']), 'cardId')
      assert.equal(await update(['03 1', '2025-02-29', '2025-06-01', '2026-05-31']), 'startDate')
      assert.equal(
        await update(['03 1', '2025-06-01', '2025-06-01', '2026-05-31'], { cardSystemId: NO_CARD }),
        'cardSystemId',
      )
      assert.equal(await update(['03 1', '2025-06-01', '2025-06-01', '2026-05-31'], { startDate: null }), 'startDate')
    })
  })

  describe('DeleteCard', () => {
    test('withdraws a given card, whoever asks; its fees go back to the window, and it is listed no more', async () => {
      house.setClock(NOON)
      const person = house.stranger()
      const card = await given(person)
      await taken(house.both.register(person, '2025-06-01', '250.00'))
      assert.equal((await cardDeskAt(house.address, B_SYSTEM, B).remove(card)).code, 'OK')
      assert.deepEqual(await listed(person), ['BELOW_LIMIT ACTIVE'])
      const again = await desk.remove(card)
      assert.deepEqual([again.code, element(await desk.remove(NO_CARD))], ['ERROR', 'cardSystemId'])
    })

    test('annuls the fees of a card that is not FINAL, for the provider that registered all of them', async () => {
      house.setClock(NOON)
      for (const [status, amount] of [
        ['BELOW_LIMIT', '250.00'],
        ['PRELIMINARY', '1450.00'],
      ] as const) {
        const person = house.stranger()
        const fee = await taken(house.a.register(person, '2025-06-01', amount))
        const card = await cardOf(person)
        assert.equal((await current(person))?.status, status)
        const byB = await cardDeskAt(house.address, B_SYSTEM, B).remove(card)
        assert.equal(byB.code, 'ACCESSDENIED')
        const { code, text } = await cardDeskAt(house.address, A_SYSTEM, A).remove(card)
        assert.deepEqual([code, text], ['OK', null])
        assert.deepEqual([await current(person), await listed(person)], [null, []])
        assert.equal((await house.a.annul(fee)).code, 'ERROR')
        assert.equal(element(await desk.remove(card)), 'cardSystemId')
      }
    })

    test('refuses a FINAL card, to everyone', async () => {
      house.setClock(NOON)
      const person = house.stranger()
      await taken(house.both.register(person, '2025-06-01', '1450.00'))
      house.setClock(FINAL)
      assert.equal((await desk.remove(await cardOf(person))).code, 'ERROR')
      assert.deepEqual(await listed(person), ['FINAL ACTIVE'])
    })
  })

  describe('OrderNewCard', () => {
    test('orders a FINAL card once, and says so the next time', async () => {
      house.setClock(NOON)
      const person = house.stranger()
      await taken(house.both.register(person, '2025-06-01', '1450.00'))
      const card = await cardOf(person)
      assert.equal((await desk.order(person, card)).code, 'ERROR')
      house.setClock(FINAL)
      assert.deepEqual(told(await desk.order(person, card)), [])
      house.setClock('2025-06-05T12:00:00+02:00')
      const again = await desk.order(person, card)
      assert.deepEqual(told(again), ['ORDERED'])
      assert.match(again.text ?? '', /2025-06-04|4 juni 2025/)
    })

    test('names the element of what is wrong, and refuses an expired card', async () => {
      house.setClock(NOON)
      const [person, other] = [house.stranger(), house.stranger()]
      const card = await given(person)
      house.setClock(FINAL)
      assert.equal(element(await desk.order(person, NO_CARD)), 'cardSystemId')
      assert.equal(element(await desk.order(other, card)), 'personId')
      assert.equal(element(await desk.order('199001012386', card)), 'personId')
      house.setClock('2026-06-01T00:00:00+02:00')
      assert.equal((await desk.order(person, card)).code, 'ERROR')
    })

    test('is done once for one key', async () => {
      house.setClock(NOON)
      const person = house.stranger()
      const card = await given(person)
      house.setClock(FINAL)
      const [first, again] = [
        await desk.order(person, card, { key: 'k' }),
        await desk.order(person, card, { key: 'k' }),
      ]
      assert.deepEqual([first.code, again], ['OK', first])
      assert.equal((await desk.remove(card, { key: 'k' })).code, 'ERROR')
    })
  })

  test('a card is out of reach for another principal, for a system that may not, and when its person has left', async () => {
    house.setClock(NOON)
    const [person, payer] = [house.stranger(), house.stranger()]
    await taken(house.both.register(payer, '2025-06-01', '250.00'))
    const cards = [await given(person), await cardOf(payer)]
    for (const card of cards) {
      const acts = (by: CardDesk, fields: Fields = {}) => [
        by.update(card, ['03 9', '2025-06-01', '2025-06-01', '2026-05-31'], { fields }),
        by.remove(card, { fields }),
        by.order(card === cards[0] ? person : payer, card, { fields }),
      ]
      const codes = async (outcomes: readonly Promise<Outcome>[]) =>
        (await Promise.all(outcomes)).map(({ code }) => code)
      assert.deepEqual(await codes(acts(desk, { carePrincipalId: 'SE2321000016-39KJ' })), Array(3).fill('ACCESSDENIED'))
      const unknown = cardDeskAt(house.address, 'SE2321000198-X', A)
      assert.deepEqual(await codes(acts(unknown)), Array(3).fill('ACCESSDENIED'))
      await desk.leave(card === cards[0] ? person : payer)
      assert.deepEqual(await codes(acts(desk)), Array(3).fill('OPTOUT'))
    }
  })
})
