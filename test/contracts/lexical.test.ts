/** Amounts, days, moments and truth values as the wire spells them, read and written. */

import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as lexical from '../../src/contracts/soap/lexical.ts'
import { type Day, parseDay } from '../../src/domain/kernel/day.ts'
import { type Moment, parseMoment } from '../../src/domain/kernel/moment.ts'
import type { Ore } from '../../src/domain/kernel/money.ts'
import { fc } from '../property.ts'

type Spelled = readonly [text: string, expect: number | boolean | string]

const AMOUNTS: readonly Spelled[] = [
  ['250', 25000],
  ['250.5', 25050],
  ['250.50', 25050],
  ['.5', 50],
  ['5.', 500],
  ['+5', 500],
  ['1.5e2', 15000],
  ['25E-1', 250],
  [' \t250\r\n', 25000],
  ['0', 0],
  ['-0', 0],
  ['-0.0e5', 0],
  ['-250', -25000],
  ['0.1', 10],
  ['0.29', 29],
  ['1.15', 115],
  ['8.2', 820],
  ['1450.10', 145010],
  ['0.30000000000000004', 30],
  ['123456789.01', 12345678901],
  ['99999999999.99', 9999999999999],
  ['000250', 25000],
  ['0.005', 'moreThanTwoDecimals'],
  ['250.001', 'moreThanTwoDecimals'],
  ['99999999999.995', 'moreThanTwoDecimals'],
  ['100000000000', 1e13],
  ['100000000000.01', 'tooLarge'],
  ['1e400', 'tooLarge'],
  ['-1e400', 'tooLarge'],
  ['1e16', 'tooLarge'],
  ['90071992547409.93', 'tooLarge'],
  ['9'.repeat(400), 'tooLarge'],
  ['', 'notANumber'],
  ['2oo', 'notANumber'],
  ['0x10', 'notANumber'],
  ['1,5', 'notANumber'],
  ['1 500', 'notANumber'],
  ['250 kr', 'notANumber'],
  ['\u00a0250', 'notANumber'],
  ['٢٥٠', 'notANumber'],
  ['.', 'notANumber'],
  ['e5', 'notANumber'],
  ['1e', 'notANumber'],
  ['--5', 'notANumber'],
  ['NaN', 'notANumber'],
  ['INF', 'notANumber'],
  ['-INF', 'notANumber'],
  ['Infinity', 'notANumber'],
  ['1_000', 'notANumber'],
  ['5f', 'notANumber'],
]

const DAYS: readonly Spelled[] = [
  ['2025-05-02', '2025-05-02'],
  [' 2025-05-02 ', '2025-05-02'],
  ['2025-05-02Z', '2025-05-02'],
  ['2025-05-02+02:00', '2025-05-02'],
  ['2025-05-02-14:00', '2025-05-02'],
  ['2024-02-29', '2024-02-29'],
  ['0001-01-01', '0001-01-01'],
  ['9999-12-31', '9999-12-31'],
  ['2025-02-29', 'notADate'],
  ['2025-13-01', 'notADate'],
  ['2025-00-10', 'notADate'],
  ['0000-01-01', 'notADate'],
  ['10000-01-01', 'notADate'],
  ['-2025-05-02', 'notADate'],
  ['2025-5-2', 'notADate'],
  ['20250502', 'notADate'],
  ['02/05/2025', 'notADate'],
  ['2025-05-02T10:00:00', 'notADate'],
  ['2025-05-02+25:00', 'notADate'],
  ['2025-05-02z', 'notADate'],
  ['', 'notADate'],
]

const MOMENTS: readonly Spelled[] = [
  ['2025-05-02T10:00:00', '2025-05-02T10:00:00+02:00'],
  ['2025-01-02T10:00:00', '2025-01-02T10:00:00+01:00'],
  ['2025-05-02T10:00:00Z', '2025-05-02T10:00:00Z'],
  ['2025-05-02T10:00:00.999', '2025-05-02T10:00:00+02:00'],
  ['2025-05-02T10:00:00.1234567+02:00', '2025-05-02T10:00:00+02:00'],
  ['2025-05-02T10:00:00-05:00', '2025-05-02T10:00:00-05:00'],
  ['2025-05-02T24:00:00', '2025-05-03T00:00:00+02:00'],
  ['2025-03-30T01:59:59', '2025-03-30T01:59:59+01:00'],
  ['2025-03-30T03:00:00', '2025-03-30T03:00:00+02:00'],
  ['2025-10-26T02:30:00', '2025-10-26T02:30:00+02:00'],
  ['2025-10-26T03:00:00', '2025-10-26T03:00:00+01:00'],
  ['2025-03-30T02:30:00', 'notATime'],
  ['2025-05-02T10:00', 'notATime'],
  ['2025-05-02 10:00:00', 'notATime'],
  ['2025-05-02T25:00:00', 'notATime'],
  ['2025-05-02T10:60:00', 'notATime'],
  ['2025-06-30T23:59:60', 'notATime'],
  ['2025-06-30T21:59:60Z', 'notATime'],
  ['2025-02-30T10:00:00', 'notATime'],
  ['2025-05-02', 'notATime'],
  ['9999-12-31T24:00:00', 'notATime'],
]

const TRUTHS: readonly Spelled[] = [
  ['true', true],
  ['1', true],
  ['false', false],
  [' 0 ', false],
  ['TRUE', 'notTrueOrFalse'],
  ['ja', 'notTrueOrFalse'],
]

for (const [text, expect] of AMOUNTS) {
  test(`the amount ${JSON.stringify(text.slice(0, 40))} is ${expect}`, () => {
    const read = lexical.readAmount(text)
    assert.ok(Object.is(read.ok ? read.value : read.refusal, expect))
  })
}

for (const [text, expect] of DAYS) {
  test(`the date "${text}" is ${expect}`, () => {
    const read = lexical.readDay(text)
    assert.equal(read.ok ? read.value : read.refusal, parseDay(String(expect)) ?? expect)
  })
}

for (const [text, expect] of MOMENTS) {
  test(`the time "${text}" is ${expect}`, () => {
    const read = lexical.readMoment(text)
    assert.equal(read.ok ? read.value : read.refusal, parseMoment(String(expect)) ?? expect)
  })
}

for (const [text, expect] of TRUTHS) {
  test(`the truth value "${text}" is ${expect}`, () => {
    const read = lexical.readTruth(text)
    assert.equal(read.ok ? read.value : read.refusal, expect)
  })
}

test('an amount is written with two decimals, never an exponent, and there is no minus zero', () => {
  const written = [0, -0, 1, 25000, -50, 145010, 9_007_199_254_740_991].map((ore) => lexical.writeAmount(ore as Ore))
  assert.deepEqual(written, ['0.00', '0.00', '0.01', '250.00', '-0.50', '1450.10', '90071992547409.91'])
})

test('every amount up to a hundred thousand million kronor is read as it was written, to the öre', () => {
  fc.assert(
    fc.property(fc.integer({ min: -1e13, max: 1e13 }), (ore) => {
      const read = lexical.readAmount(lexical.writeAmount(ore as Ore))
      assert.deepEqual(read, { ok: true, value: ore })
      assert.deepEqual(lexical.readAmount(String(ore / 100)), { ok: true, value: ore })
    }),
    { numRuns: 2000 },
  )
})

test('an amount with half an öre is refused, however large', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1e13 - 1 }), (ore) => {
      const text = `${lexical.writeAmount(ore as Ore)}5`
      assert.deepEqual(lexical.readAmount(text), { ok: false, refusal: 'moreThanTwoDecimals' })
    }),
    { numRuns: 2000 },
  )
})

test('a day or a moment outside the years 0001 to 9999 is not written', () => {
  assert.throws(() => lexical.writeDay(4_000_000 as Day), /0001 to 9999/)
  assert.throws(() => lexical.writeMoment(300_000_000_000_000 as Moment), /0001 to 9999/)
})
