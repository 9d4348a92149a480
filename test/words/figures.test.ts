/** Money, days, moments and lists as they are said in Swedish and in English. */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Ore } from '../../src/domain/kernel/money.ts'
import { figures } from '../../src/words/figures.ts'
import { figuresEn } from '../../src/words/figuresEn.ts'
import { day, moment } from '../usecases/world.ts'

const plain = (text: string): string => text.replaceAll('\u00a0', ' ')

describe('an amount', () => {
  for (const [öre, swedish, inColumn, english, inEnglishColumn] of [
    [0, '0 kr', '0,00 kr', 'SEK 0', 'SEK 0.00'],
    [1, '0,01 kr', '0,01 kr', 'SEK 0.01', 'SEK 0.01'],
    [25_000, '250 kr', '250,00 kr', 'SEK 250', 'SEK 250.00'],
    [9_950, '99,50 kr', '99,50 kr', 'SEK 99.50', 'SEK 99.50'],
    [145_000, '1 450 kr', '1 450,00 kr', 'SEK 1,450', 'SEK 1,450.00'],
    [123_456_789, '1 234 567,89 kr', '1 234 567,89 kr', 'SEK 1,234,567.89', 'SEK 1,234,567.89'],
    [-20_000, '−200 kr', '−200,00 kr', '−SEK 200', '−SEK 200.00'],
  ] as const)
    test(swedish, () => {
      const amount = öre as Ore
      assert.deepEqual(
        [figures.kronor, figures.kronorAndOre, figuresEn.kronor, figuresEn.kronorAndOre].map((say) =>
          plain(say(amount)),
        ),
        [swedish, inColumn, english, inEnglishColumn],
      )
    })

  test('is not parted from its currency at the end of a line', () => {
    assert.equal(figures.kronor(145_000 as Ore), '1\u00a0450\u00a0kr')
    assert.equal(figuresEn.kronor(145_000 as Ore), 'SEK\u00a01,450')
  })
})

test('a day names its month', () => {
  assert.equal(figures.date(day('2025-05-02')), '2 maj 2025')
  assert.equal(figuresEn.date(day('2025-05-02')), '2 May 2025')
  assert.equal(figuresEn.date(day('2024-12-31')), '31 December 2024')
})

test('a moment is told by the Swedish clock, summer and winter', () => {
  assert.equal(figures.time(moment('2025-07-01T22:30:00Z')), '2 juli 2025 klockan 00.30')
  assert.equal(figuresEn.time(moment('2025-07-01T22:30:00Z')), '2 July 2025 at 00:30')
  assert.equal(figuresEn.time(moment('2025-01-01T22:30:00Z')), '1 January 2025 at 23:30')
})

test('a list ends with "and"', () => {
  assert.deepEqual(
    [[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map((items) => [figures.list(items), figuresEn.list(items)]),
    [
      ['', ''],
      ['a', 'a'],
      ['a och b', 'a and b'],
      ['a, b och c', 'a, b and c'],
    ],
  )
})
