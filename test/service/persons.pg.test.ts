/** Who a fee can be registered for, over the wire (contracts' README, "Everywhere"): every kind of person identity, and what is none. */

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { taken } from './desk.ts'
import { openHouse, type Standing } from './house.ts'

/** The modulus-10 check digit by its definition: every other of the nine digits doubled, from the first on. */
function withCheckDigit(eleven: string): string {
  const digits = [...eleven.slice(2)].map((sign, place) => Number(sign) * (place % 2 === 0 ? 2 : 1))
  const sum = digits.reduce((total, digit) => total + Math.floor(digit / 10) + (digit % 10), 0)
  return `${eleven}${(10 - (sum % 10)) % 10}`
}

const wrongCheckDigit = (twelve: string) => twelve.replace(/.$/, (digit) => String((Number(digit) + 1) % 10))

describe('whose fee it may be', () => {
  let house: Standing
  before(async () => {
    house = await openHouse()
  })
  after(() => house.close())

  test('the check digit of the published test numbers is computed as here', () => {
    for (const number of ['199001012385', '191212121212', '201701012393'])
      assert.equal(withCheckDigit(number.slice(0, 11)), number)
  })

  const TAKEN: readonly [string, string][] = [
    ['a personnummer', '199001012385'],
    ['one of a very old person', '191212121212'],
    ['one of a child', '201701012393'],
    ['one born today', withCheckDigit('20250602238')],
    ['one born on a leap day', withCheckDigit('20240229238')],
    ['a samordningsnummer', withCheckDigit('19900161238')],
    ['a samordningsnummer of the last day of a month', withCheckDigit('19901291238')],
    ['a national reserve number', '22900101AB10'],
    ['a national reserve number with a letter as its third sign', '22900101ABC0'],
    ['a local reserve number of 12 signs', 'A23456789012'],
    ['a local reserve number of 13 signs', '19900101X0001'],
    ['a local reserve number of letters alone', 'ABCDEFGHJKLM'],
  ]
  for (const [kind, person] of TAKEN) {
    test(`${kind} is taken, and the answer tells it as it is`, async () => {
      await taken(house.both.register(person, null, '250.00'))
      const { card, rows } = await house.both.extended(person)
      assert.deepEqual(card?.['persons'], [{ id: person, readConsent: 'false' }])
      assert.equal(rows[0]?.['personId'], person)
    })
  }

  test('a reserve number is the same in small and capital letters', async () => {
    const fee = await taken(house.both.register('19900101x0002', '2025-06-01', '250.00'))
    const again = await house.both.register('19900101X0002', '2025-05-01', '250.00')
    assert.equal((await house.both.card('19900101x0002')).card?.['currentAmount'], '500')
    assert.notEqual(again.fee, fee)
  })

  const REFUSED: readonly [string, string][] = [
    ['a wrong check digit', '199001012386'],
    ['a samordningsnummer with a wrong check digit', wrongCheckDigit(withCheckDigit('19900161238'))],
    ['born tomorrow', withCheckDigit('20250603238')],
    ['a samordningsnummer born tomorrow', withCheckDigit('20250663238')],
    ['30 February', withCheckDigit('19900230238')],
    ['29 February of a common year', withCheckDigit('20230229238')],
    ['month 13', withCheckDigit('19901301238')],
    ['month 0', withCheckDigit('19900001238')],
    ['day 0', withCheckDigit('19900100238')],
    ['day 60, which is neither a day nor one raised by 60', withCheckDigit('19900160238')],
    ['a samordningsnummer of day 32', withCheckDigit('19900192238')],
    ['a separator', '19900101-2385'],
    ['a plus as separator', '19121212+1212'],
    ['no century', '9001012385'],
    ['no century, with separator', '900101-2385'],
    ['eleven digits', '19900101238'],
    ['thirteen digits', '1990010123850'],
    ['eleven signs with letters', '22900101AB1'],
    ['a space in it', '19900101 2385'],
    ['a Swedish letter', '22900101ÅB10'],
    ['digits of another script', '１９９００１０１２３８５'],
    ['nothing', ''],
    ['fourteen signs', '22900101AB1000'],
  ]
  for (const [what, person] of REFUSED) {
    test(`${what} is no identity: it is refused by name in every operation, and nothing is stored`, async () => {
      const entries = await house.entries()
      for (const answer of [
        await house.both.register(person, null, '250.00'),
        await house.both.card(person),
        await house.both.extended(person),
      ]) {
        assert.equal(answer.code, 'VALIDATION_ERROR', person)
        assert.match(answer.text ?? '', /\bpersonId\b/)
      }
      assert.equal(await house.entries(), entries)
    })
  }

  test('eleven signs that only become twelve in capitals are no identity', async () => {
    assert.equal((await house.both.register('1990010112ß', null, '250.00')).code, 'VALIDATION_ERROR')
  })

  test('an identity nobody has used is no error: there is no card', async () => {
    for (const person of [withCheckDigit('19850817238'), '22850817AB10']) {
      assert.deepEqual(await house.both.card(person), { code: 'OK', text: null, card: null })
      assert.deepEqual(await house.both.extended(person), { code: 'OK', text: null, card: null, rows: [], expired: [] })
    }
  })

  test('fees of one person are never seen under another', async () => {
    const [one, other] = [house.stranger(), house.stranger()]
    await taken(house.both.register(one, null, '250.00'))
    await taken(house.both.register(other, null, '100.00'))
    const seen = [await house.both.extended(one), await house.both.extended(other)]
    assert.deepEqual(
      seen.map(({ card, rows }) => [card?.['currentAmount'], rows.length, rows[0]?.['personId']]),
      [
        ['250', 1, one],
        ['100', 1, other],
      ],
    )
    assert.notEqual(seen[0]?.card?.cardSystemId, seen[1]?.card?.cardSystemId)
    assert.notEqual(seen[0]?.card?.cardId, seen[1]?.card?.cardId)
  })
})
