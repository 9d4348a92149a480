/** What the user must see although the act was done (contracts' README, "OK or INFO"; domain.md O1, O2, O5, R3, L6): each notice, and the silence on either side of it. */

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type Recorded, taken } from './desk.ts'
import { openHouse, type Standing } from './house.ts'
import { kronor, told } from './notices.ts'

describe('the user is told', () => {
  let house: Standing
  before(async () => {
    house = await openHouse()
  })
  after(() => house.close())
  const at = (clock: string) => house.setClock(`${clock}+02:00`)
  const pay = (person: string, date: string, amount: string) => taken(house.both.register(person, date, amount))

  const AGAIN: readonly [string, string, (person: string) => Promise<Recorded>, boolean][] = [
    ['at once', '2025-06-02T12:00:00', (person) => house.both.register(person, '2025-06-01', '250.00'), true],
    ['24 hours later', '2025-06-03T12:00:00', (person) => house.both.register(person, '2025-06-01', '250.00'), true],
    [
      'a moment more than 24 hours later',
      '2025-06-03T12:00:00.001',
      (person) => house.both.register(person, '2025-06-01', '250.00'),
      false,
    ],
    [
      'of another amount',
      '2025-06-02T12:00:00',
      (person) => house.both.register(person, '2025-06-01', '250.01'),
      false,
    ],
    [
      'of the day before',
      '2025-06-02T12:00:00',
      (person) => house.both.register(person, '2025-05-31', '250.00'),
      false,
    ],
    [
      'at another unit',
      '2025-06-02T12:00:00',
      (person) => house.both.register(person, '2025-06-01', '250.00', { fields: { careUnit: 'SE5599990000-B1' } }),
      false,
    ],
    [
      'without unit',
      '2025-06-02T12:00:00',
      (person) => house.both.register(person, '2025-06-01', '250.00', { fields: { careUnit: null } }),
      false,
    ],
    [
      'with the unit in small letters',
      '2025-06-02T12:00:00',
      (person) => house.both.register(person, '2025-06-01', '250.00', { fields: { careUnit: 'se2321000198-a1' } }),
      true,
    ],
    [
      'by another provider, at the same unit',
      '2025-06-02T12:00:00',
      (person) => house.b.register(person, '2025-06-01', '250.00', { fields: { careUnit: 'SE2321000198-A1' } }),
      true,
    ],
    [
      'for another person',
      '2025-06-02T12:00:00',
      () => house.both.register(house.stranger(), '2025-06-01', '250.00'),
      false,
    ],
  ]
  for (const [how, clock, again, isTold] of AGAIN) {
    test(`a fee registered again ${how} is ${isTold ? '' : 'not '}a suspected duplicate, and is registered`, async () => {
      at('2025-06-02T12:00:00')
      const person = house.stranger()
      const first = await pay(person, '2025-06-01', '250.00')
      at(clock)
      const answer = await again(person)
      assert.deepEqual(told(answer), isTold ? ['DUPLICATE'] : [])
      if (isTold) assert.match(answer.text ?? '', /2 juni 2025 klockan 12\.00/)
      assert.notEqual(answer.fee, first)
    })
  }

  test('two fees without unit are duplicates of each other', async () => {
    at('2025-06-02T12:00:00')
    const person = house.stranger()
    const without = { fields: { careUnit: null } }
    await house.both.register(person, '2025-06-01', '250.00', without)
    assert.deepEqual(told(await house.both.register(person, '2025-06-01', '250.00', without)), ['DUPLICATE'])
  })

  test('an annulled fee is no duplicate, and one corrected is by the values it has now', async () => {
    at('2025-06-02T12:00:00')
    const person = house.stranger()
    const fee = await pay(person, '2025-06-01', '250.00')
    await house.both.update(fee, '2025-06-01', '100.00')
    assert.deepEqual(told(await house.both.register(person, '2025-06-01', '250.00')), [])
    assert.deepEqual(told(await house.both.register(person, '2025-06-01', '100.00')), ['DUPLICATE'])
    const other = house.stranger()
    await house.both.annul(await pay(other, '2025-06-01', '250.00'))
    assert.deepEqual(told(await house.both.register(other, '2025-06-01', '250.00')), [])
  })

  test('of the duplicate within 24 hours, also when an older one lies before it', async () => {
    const person = house.stranger()
    at('2025-06-02T12:00:00')
    await pay(person, '2025-06-01', '250.00')
    at('2025-06-03T11:00:00')
    await pay(person, '2025-06-01', '250.00')
    at('2025-06-04T10:00:00')
    const answer = await house.both.register(person, '2025-06-01', '250.00')
    assert.deepEqual(told(answer), ['DUPLICATE'])
    assert.match(answer.text ?? '', /3 juni 2025 klockan 11\.00/)
  })

  test('what was taken beyond the ceiling by this fee, to the öre', async () => {
    at('2025-06-02T12:00:00')
    const person = house.stranger()
    await pay(person, '2025-05-01', '1000.00')
    const answer = await house.both.register(person, '2025-05-02', '1450.50')
    assert.deepEqual([told(answer), kronor(answer)], [['THIS_OVERCHARGED'], ['1 000,50 kr']])
    assert.deepEqual(told(await house.both.register(house.stranger(), '2025-05-02', '1450.00')), [])
  })

  test('that a late fee laid the overcharge on another visit, with its date and the whole of it', async () => {
    at('2025-06-02T12:00:00')
    const person = house.stranger()
    await pay(person, '2025-05-10', '1000.00')
    await pay(person, '2025-06-01', '600.00')
    const answer = await house.both.register(person, '2025-05-05', '200.00')
    assert.deepEqual([told(answer), kronor(answer)], [['ANOTHER_OVERCHARGED'], ['350 kr']])
    assert.match(answer.text ?? '', /besöket 1 juni 2025/)
  })

  test('of overcharge only when it arose or grew', async () => {
    at('2025-06-02T12:00:00')
    const person = house.stranger()
    const first = await pay(person, '2025-05-10', '1000.00')
    const last = await pay(person, '2025-06-01', '600.00')
    assert.deepEqual(told(await house.both.update(last, '2025-06-01', '600.00', { fields: { careUnit: 'B' } })), [])
    assert.deepEqual(told(await house.both.update(last, '2025-06-01', '500.00')), [])
    assert.deepEqual(told(await house.both.update(last, '2025-06-01', '500.00')), [])
    const grown = await house.both.update(last, '2025-06-01', '500.01')
    assert.deepEqual([told(grown), kronor(grown)], [['THIS_OVERCHARGED'], ['50,01 kr']])
    const other = await house.both.update(first, '2025-05-10', '1010.00')
    assert.deepEqual([told(other), kronor(other)], [['ANOTHER_OVERCHARGED'], ['60,01 kr']])
    assert.deepEqual(told(await house.both.update(first, '2025-05-10', '949.99')), [])
    assert.deepEqual(told(await house.both.annul(first)), [])
  })

  test('that a visit on a FINAL card was free, and nothing about the card, when it is registered', async () => {
    at('2025-06-02T12:00:00')
    const person = house.stranger()
    await pay(person, '2025-06-01', '1450.00')
    at('2025-06-05T12:00:00')
    const free = await house.both.register(person, '2025-06-05', '250.00')
    assert.deepEqual([told(free), kronor(free)], [['THIS_OVERCHARGED'], ['250 kr']])
    const late = await house.both.register(person, '2025-05-01', '100.00')
    assert.deepEqual([told(late), kronor(late)], [['ANOTHER_OVERCHARGED'], ['100 kr']])
  })

  test('that a FINAL card is kept, when a fee on it is corrected or annulled, also after its end', async () => {
    at('2025-06-02T12:00:00')
    const person = house.stranger()
    const [first, second] = [await pay(person, '2025-05-01', '1000.00'), await pay(person, '2025-06-01', '450.00')]
    assert.deepEqual(told(await house.both.update(first, '2025-05-01', '990.00')), [])
    assert.deepEqual(told(await house.both.update(first, '2025-05-01', '1000.00')), [])
    at('2025-06-05T12:00:00')
    assert.deepEqual(told(await house.both.update(first, '2025-05-01', '900.00')), ['FINAL_KEPT'])
    assert.deepEqual(told(await house.both.update(first, '2025-05-01', '900.00')), [])
    const both = await house.both.update(second, '2025-06-01', '1000.00')
    assert.deepEqual([told(both), kronor(both)], [['THIS_OVERCHARGED', 'FINAL_KEPT'], ['450 kr']])
    at('2026-06-05T12:00:00')
    assert.deepEqual(told(await house.both.annul(first)), ['FINAL_KEPT'])
  })

  test('that amounts have changed only when they have', async () => {
    at('2025-06-02T12:00:00')
    const person = house.stranger()
    const fee = await pay(person, '2025-06-01', '1450.00')
    at('2025-06-05T12:00:00')
    const { text } = await house.both.update(fee, '2025-06-01', '1450.00', { fields: { careUnit: 'Annan mottagning' } })
    assert.doesNotMatch(text ?? '', /Beloppen har ändrats/)
  })

  /** Identity, visit date, and whether the visit was free by age; asked on 2 June 2025. */
  const AGES: readonly [string, string, string, boolean][] = [
    ['the day before the 20th birthday', '23050602AB10', '2025-06-01', true],
    ['the 20th birthday', '23050602AB20', '2025-06-02', false],
    ['the day before the 85th birthday', '22400602AB10', '2025-06-01', false],
    ['the 85th birthday', '22400602AB20', '2025-06-02', true],
    ['a personnummer of a child', '201701012393', '2025-06-01', true],
    ['a personnummer of one aged 112', '191212121212', '2025-06-01', true],
    ['a personnummer of an adult', '199001012385', '2025-06-01', false],
    ['the day before the 85th birthday, by samordningsnummer', '194006622387', '2025-06-01', false],
    ['a reserve number that tells no birth', 'A05060212345', '2025-06-01', false],
    ['a late fee of a time when the patient was 19', '23050502AB10', '2025-05-01', true],
    ['a late fee of a time when the patient was 84', '22400502AB10', '2025-05-01', false],
  ]
  for (const [when, person, visit, isFree] of AGES) {
    test(`${isFree ? 'that' : 'nothing when'} the visit was ${isFree ? '' : 'not '}free by age: ${when}`, async () => {
      at('2025-06-02T12:00:00')
      assert.deepEqual(told(await house.both.register(person, visit, '250.00')), isFree ? ['FREE_BY_AGE'] : [])
      assert.equal((await house.both.card(person)).card?.['currentAmount'], '250')
    })
  }

  test('that a corrected visit date made the visit free by age', async () => {
    at('2025-06-02T12:00:00')
    const fee = await pay('23050602AC10', '2025-06-02', '250.00')
    assert.deepEqual(told(await house.both.update(fee, '2025-06-01', '250.00')), ['FREE_BY_AGE'])
    assert.deepEqual(told(await house.both.update(fee, '2025-06-02', '250.00')), [])
  })

  test('several notices in one text, one sentence after another', async () => {
    const person = '23100101AB10'
    at('2025-06-02T12:00:00')
    await pay(person, '2025-06-01', '1450.00')
    const twice = await house.both.register(person, '2025-06-01', '1450.00')
    assert.deepEqual(told(twice), ['DUPLICATE', 'THIS_OVERCHARGED', 'FREE_BY_AGE'])
    assert.match(twice.text ?? '', /^[A-ZÅÄÖ][^.]*(\.\d\d[^.]*)?\.( [A-ZÅÄÖ][^.]*\.){3}$/)
    at('2025-06-05T12:00:00')
    const changed = await house.both.update(twice.fee ?? '', '2025-05-31', '1460.00')
    assert.deepEqual(told(changed), ['ANOTHER_OVERCHARGED', 'FREE_BY_AGE', 'FINAL_KEPT'])
  })
})
