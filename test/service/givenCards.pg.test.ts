/** RegisterCard and GetExtendedCardsForPerson over the wire (contracts' README, "Cards", "OK or INFO"): codes, the element named, what the user must see, and the card as it is shown. */

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type CardDesk, cardDeskAt, type Listed } from './cardDesk.ts'
import { A, B, BOTH_SYSTEM, type Fields, taken } from './desk.ts'
import { openHouse, type Standing } from './house.ts'
import { told } from './notices.ts'

const NOON = '2025-06-02T12:00:00+02:00'
const FINAL = '2025-06-04T12:00:00+02:00'
const YEAR = ['2025-06-01', '2026-05-31'] as const
const HELD = { cardReason: 'VALID_CARD', cardId: '03 1' }
const EXTENDING = { extendExisting: 'true' }

describe('a card given by hand, over the wire', () => {
  let house: Standing
  let desk: CardDesk
  before(async () => {
    house = await openHouse()
    desk = cardDeskAt(house.address, BOTH_SYSTEM, A)
  })
  after(() => house.close())

  const give = (person: string, days: readonly [string, string], fields: Fields = {}) =>
    desk.give(person, days, { fields })
  const cards = async (person: string) => {
    const { code, cards } = await desk.cards(person)
    assert.equal(code, 'OK')
    return cards
  }
  const plain = ({ card, rows, expired }: Listed) =>
    [
      card['cardId'],
      card.status,
      ...['startDate', 'preliminaryCardDate', 'finalCardDate', 'endDate'].map((name) => card[name] ?? '-'),
      ...rows.map((row) => `${row['amount']} ${row['status']}`),
      ...expired.map((row) => `expired ${row['amount']} ${row['status']}`),
    ].join(' | ')

  test('is answered as it then stands, and every question gives the same', async () => {
    house.setClock(NOON)
    const person = house.stranger()
    const { code, text, card } = await give(person, YEAR)
    assert.deepEqual([code, text], ['OK', null])
    const { cardSystemId, cardId, ...rest } = card ?? assert.fail('a card')
    assert.match(cardSystemId, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
    assert.match(cardId, /^21[2-9A-HJKMNP-TV-Z]{10}$/)
    assert.deepEqual(rest, {
      cardType: { id: 'CARE_VISIT', name: 'Öppen sjukvård' },
      persons: [{ id: person, readConsent: 'false' }],
      preliminaryCardDate: '2025-06-01',
      endDate: '2026-05-31',
      currentAmount: '0',
      amountToLimit: '0',
      carePrincipal: { id: 'SE2321000198-1000', name: 'Region Gävleborg' },
      status: 'PRELIMINARY',
      cardReason: 'MEDICAL',
    })
    assert.deepEqual((await house.both.card(person)).card, card)
    assert.deepEqual((await house.both.extended(person)).card, card)
    assert.deepEqual(
      (await cards(person)).map((one) => one.card),
      [card],
    )
  })

  test('has no start but one that UpdateCard told, and the day it became FINAL once it has', async () => {
    house.setClock(NOON)
    const person = house.stranger()
    const { card } = await give(person, YEAR, HELD)
    const shown = async () => (await cards(person)).map(plain)
    assert.deepEqual(await shown(), ['03 1 | PRELIMINARY | - | 2025-06-01 | - | 2026-05-31'])
    const change = ['03 1', '2025-02-03', '2025-06-01', '2026-05-31'] as const
    assert.equal((await desk.update(card?.cardSystemId ?? '', change)).code, 'OK')
    assert.deepEqual(await shown(), ['03 1 | PRELIMINARY | 2025-02-03 | 2025-06-01 | - | 2026-05-31'])
    house.setClock('2025-06-04T11:59:59.999+02:00')
    assert.deepEqual(await shown(), ['03 1 | PRELIMINARY | 2025-02-03 | 2025-06-01 | - | 2026-05-31'])
    house.setClock(FINAL)
    assert.deepEqual(await shown(), ['03 1 | FINAL | 2025-02-03 | 2025-06-01 | 2025-06-04 | 2026-05-31'])
    house.setClock('2026-06-01T00:00:00+02:00')
    assert.deepEqual(await shown(), ['03 1 | EXPIRED | 2025-02-03 | 2025-06-01 | 2025-06-04 | 2026-05-31'])
    assert.equal((await house.both.card(person)).card, null)
  })

  const REFUSED: readonly [string, readonly [string, string], Fields, string][] = [
    ['from tomorrow', ['2025-06-03', '2025-06-30'], {}, 'preliminaryCardDate'],
    ['through the day before its first', ['2025-06-02', '2025-06-01'], {}, 'endDate'],
    ['of twelve months and a day', ['2025-06-01', '2026-06-01'], {}, 'endDate'],
    ['that ended yesterday', ['2025-05-01', '2025-06-01'], {}, 'endDate'],
    ['that the patient holds, without number', YEAR, { cardReason: 'VALID_CARD' }, 'cardId'],
    ['that the patient holds, with an empty number', YEAR, { ...HELD, cardId: '' }, 'cardId'],
    ['with a number of 21 signs', YEAR, { ...HELD, cardId: 'x'.repeat(21) }, 'cardId'],
    ['from a day that is none', ['2025-02-30', '2025-06-30'], {}, 'preliminaryCardDate'],
    ['for another reason', YEAR, { cardReason: 'OTHER' }, 'cardReason'],
    ['that may perhaps extend', YEAR, { extendExisting: 'perhaps' }, 'extendExisting'],
    ['of no card type', YEAR, { cardTypeId: 'TECHNICAL_AID' }, 'cardTypeId'],
    ['to nobody', YEAR, { personId: '199001012386' }, 'personId'],
  ]
  for (const [name, days, fields, element] of REFUSED)
    test(`${name} is refused, and ${element} is named`, async () => {
      house.setClock(NOON)
      const [person, before] = [house.stranger(), await house.entries()]
      const { code, text, card } = await give(person, days, fields)
      assert.deepEqual([code, card], ['VALIDATION_ERROR', null])
      assert.match(text ?? '', new RegExp(`^Uppgiften ${element}\\b`))
      assert.equal(await house.entries(), before)
    })

  test('is refused where access is, and where one is valid already', async () => {
    house.setClock(NOON)
    const person = house.stranger()
    assert.equal((await cardDeskAt(house.address, 'SE2321000198-X', A).give(person, YEAR)).code, 'ACCESSDENIED')
    const outside = { actor: { careProviderId: 'SE2321000016-X' } }
    assert.equal((await desk.give(person, YEAR, outside)).code, 'ACCESSDENIED')
    assert.equal((await give(person, YEAR, { carePrincipalId: 'SE2321000016-39KJ' })).code, 'ACCESSDENIED')
    assert.equal((await give(person, YEAR)).code, 'OK')
    const again = await give(person, YEAR)
    assert.deepEqual([again.code, again.card], ['ERROR', null])
    assert.equal((await give(person, ['2025-06-02', '2026-06-01'], EXTENDING)).code, 'OK')
  })

  test('of twelve months, with a number of 20 signs as typed, is taken', async () => {
    house.setClock(NOON)
    const person = house.stranger()
    const number = 'Å-1 <&>  9876 xyzåäö'
    assert.equal(number.length, 20)
    const { code, card } = await give(person, YEAR, { ...HELD, cardId: number })
    assert.deepEqual([code, card?.cardId], ['OK', number])
  })

  test('says what the user must see: a number passed over, another card beside, what is overcharged by it', async () => {
    house.setClock(NOON)
    const [ignored, beside, free] = [house.stranger(), house.stranger(), house.stranger()]
    assert.deepEqual(told(await give(ignored, YEAR, { cardId: '03 1' })), ['NUMBER_IGNORED'])
    await taken(house.both.register(beside, '2025-05-10', '1450.00'))
    const answer = await give(beside, ['2025-06-02', '2026-05-08'], { ...HELD, ...EXTENDING })
    assert.deepEqual(told(answer), ['BESIDE'])
    assert.match(answer.text ?? '', /9 maj 2026|2026-05-09/)
    await taken(house.both.register(free, '2025-06-01', '250.00'))
    assert.deepEqual(told(await give(free, YEAR, HELD)), ['ANOTHER_OVERCHARGED'])
  })

  test('is extended in its place: the id stays, days, number and reason are the new ones, also when it is FINAL', async () => {
    house.setClock(NOON)
    const person = house.stranger()
    const first = (await give(person, ['2025-05-01', '2025-06-30'], HELD)).card
    house.setClock(FINAL)
    const { code, card } = await give(person, ['2025-06-04', '2026-06-03'], EXTENDING)
    assert.deepEqual([code, card?.cardSystemId, card?.status], ['OK', first?.cardSystemId, 'FINAL'])
    assert.deepEqual([card?.['cardReason'], card?.['finalCardDate']], ['MEDICAL', '2025-06-04'])
    assert.match(card?.cardId ?? '', /^21/)
    assert.equal((await cards(person)).length, 1)
  })

  test('makes visits free from its first day through its last, and no card asks for more', async () => {
    house.setClock('2025-07-02T12:00:00+02:00')
    const person = house.stranger()
    await give(person, ['2025-06-01', '2025-07-02'], HELD)
    const told250 = async (date: string) => told(await house.both.register(person, date, '250.00'))
    assert.deepEqual(await told250('2025-05-31'), [])
    assert.deepEqual(await told250('2025-06-01'), ['THIS_OVERCHARGED'])
    assert.deepEqual(await told250('2025-07-02'), ['THIS_OVERCHARGED'])
    house.setClock('2025-07-03T12:00:00+02:00')
    assert.deepEqual(await told250('2025-07-03'), [])
    const [below, given] = await cards(person)
    assert.deepEqual(
      [below?.card.status, below?.card['currentAmount'], below?.card['amountToLimit']],
      ['BELOW_LIMIT', '250', '1200'],
    )
    assert.deepEqual([given?.card['currentAmount'], given?.card['amountToLimit']], ['750', '-500'])
  })

  test('all cards are listed, the one below the limit first, then the newest first, without withdrawn ones', async () => {
    house.setClock('2024-06-02T12:00:00+02:00')
    const person = house.stranger()
    await taken(house.both.register(person, '2024-06-01', '1400.00'))
    house.setClock(NOON)
    await taken(house.both.register(person, '2025-06-02', '250.00'))
    const gone = await taken(house.both.register(person, '2025-06-02', '100.00'))
    assert.equal((await house.both.annul(gone, 'fel')).code, 'OK')
    const withdrawn = await give(person, ['2025-06-02', '2025-06-02'], HELD)
    const below = (await house.both.card(person)).card
    assert.equal(below?.cardSystemId, withdrawn.card?.cardSystemId)
    assert.equal((await desk.remove(withdrawn.card?.cardSystemId ?? '')).code, 'OK')
    const listed = await cards(person)
    assert.deepEqual(
      listed.map((one) => plain(one).replace(/^21\w+/, 'made')),
      [
        'made | BELOW_LIMIT | 2025-06-02 | - | - | - | 250 ACTIVE',
        'made | EXPIRED | 2024-06-01 | 2024-06-01 | 2024-06-04 | 2025-05-31 | 1400 ACTIVE',
      ],
    )
    assert.deepEqual(
      listed.map(({ card }) => card['cardReason']),
      [undefined, undefined],
    )
  })

  test('nobody and nothing is listed for one who has no card, or has left', async () => {
    house.setClock(NOON)
    const person = house.stranger()
    assert.deepEqual(await cards(person), [])
    await give(person, YEAR)
    assert.equal((await desk.leave(person)).code, 'OK')
    const { code, cards: listed } = await desk.cards(person)
    assert.deepEqual([code, listed], ['OPTOUT', []])
    assert.equal((await give(person, YEAR)).code, 'OPTOUT')
    assert.equal((await desk.enter(person)).code, 'OK')
    assert.deepEqual((await cards(person)).length, 1)
  })

  test('may be given by any provider that the system acts for', async () => {
    house.setClock(NOON)
    const person = house.stranger()
    const { code } = await cardDeskAt(house.address, BOTH_SYSTEM, B).give(person, YEAR)
    assert.equal(code, 'OK')
  })
})
