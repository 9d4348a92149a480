/** The kernel held against Temporal and against itself: money, days, moments, and when it is which day in Sweden. */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  addDays,
  addMonths,
  civilDate,
  type Day,
  dayOf,
  formatDay,
  isLeapYear,
  parseDay,
} from '../../src/domain/kernel/day.ts'
import {
  addHours,
  formatMoment,
  formatSwedishTime,
  type Moment,
  parseMoment,
  swedishDay,
} from '../../src/domain/kernel/moment.ts'
import { formatKronor, ore, parseKronor } from '../../src/domain/kernel/money.ts'
import { lastDay } from '../../src/domain/law/period.ts'
import { fc } from '../property.ts'

const ZONE = 'Europe/Stockholm'
const EPOCH = Temporal.PlainDate.from('1970-01-01')
const FIRST = Temporal.PlainDate.from('1900-01-01')
const LAST = Temporal.PlainDate.from('2100-12-31')

const numberOf = (date: Temporal.PlainDate): Day => EPOCH.until(date).days as Day

function* everyDay(): Generator<Temporal.PlainDate> {
  for (let date = FIRST; Temporal.PlainDate.compare(date, LAST) <= 0; date = date.add({ days: 1 })) yield date
}

describe('days', () => {
  test('every day from 1900 through 2100 is the calendar’s, written and read', () => {
    let expected = numberOf(FIRST)
    for (const date of everyDay()) {
      const day = parseDay(date.toString())
      assert.equal(day, expected)
      assert.equal(formatDay(expected), date.toString())
      assert.deepEqual(civilDate(expected), { year: date.year, month: date.month, day: date.day })
      assert.equal(isLeapYear(date.year), date.inLeapYear)
      expected = addDays(expected, 1)
    }
  })

  test('months forward and back are the calendar’s, the last day of a shorter month in place of a missing one', () => {
    const days = fc.integer({ min: numberOf(FIRST), max: numberOf(LAST) })
    fc.assert(
      fc.property(days, fc.integer({ min: -1200, max: 1200 }), (day, months) => {
        const date = EPOCH.add({ days: day })
        assert.equal(formatDay(addMonths(day as Day, months)), date.add({ months }).toString())
      }),
      { numRuns: 20_000 },
    )
  })

  test('a day’s twelve months end the day before the same day next year; from 29 February, on 28 February', () => {
    for (const date of everyDay()) {
      const isLeapDay = date.month === 2 && date.day === 29
      const expected = isLeapDay ? date.add({ years: 1 }) : date.add({ years: 1 }).subtract({ days: 1 })
      assert.equal(formatDay(lastDay(numberOf(date))), expected.toString(), date.toString())
    }
  })

  test('twelve months never end earlier for a later first day', () => {
    for (let day = numberOf(FIRST); day < numberOf(LAST); day = addDays(day, 1))
      assert.ok(lastDay(day) <= lastDay(addDays(day, 1)), formatDay(day))
  })

  test('what is no day of the calendar is not read', () => {
    for (const text of [
      '2025-02-29',
      '1900-02-29',
      '2025-00-10',
      '2025-13-01',
      '2025-04-31',
      '2025-01-00',
      '0000-01-01',
    ])
      assert.equal(parseDay(text), null, text)
    for (const text of ['', '2025-1-01', '20250101', ' 2025-01-01', '2025-01-01\n', '2025-01-01T00:00', '-2025-01-01'])
      assert.equal(parseDay(text), null, text)
    assert.equal(dayOf({ year: 2025, month: 2, day: 29 }), null)
  })
})

describe('money', () => {
  test('kronor written and read are the same', () => {
    const amounts = fc.integer({ min: -999_999_999_999, max: 999_999_999_999 })
    fc.assert(
      fc.property(amounts, (amount) => assert.equal(parseKronor(formatKronor(ore(amount))), amount)),
      { numRuns: 20_000 },
    )
  })

  test('kronor read and written are the same, for every amount without needless digits', () => {
    const parts = fc.tuple(fc.boolean(), fc.nat({ max: 999_999 }), fc.nat({ max: 99 }))
    fc.assert(
      fc.property(parts, ([negative, whole, part]) => {
        const text = `${negative && whole + part > 0 ? '-' : ''}${whole}.${String(part).padStart(2, '0')}`
        assert.equal(formatKronor(parseKronor(text) ?? assert.fail(text)), text)
      }),
    )
  })

  test('what has another form than two decimals is not read', () => {
    for (const text of [
      '',
      '1',
      '1.0',
      '1.000',
      '.50',
      '1,50',
      '+1.00',
      '1e2',
      ' 1.00',
      '1.00\n',
      '--1.00',
      '1.5O',
      '1 450.00',
    ])
      assert.equal(parseKronor(text), null, JSON.stringify(text))
    assert.equal(Object.is(parseKronor('-0.00'), 0), true)
  })

  test('öre outside the safe range are no money', () => {
    assert.throws(() => ore(2 ** 53))
    assert.throws(() => ore(0.5))
    assert.throws(() => ore(Number.NaN))
  })
})

describe('moments', () => {
  const moments = fc.integer({ min: Date.UTC(1980, 0, 1), max: Date.UTC(2100, 0, 1) }).map((ms) => ms as Moment)

  test('a moment written and read is the same', () => {
    fc.assert(
      fc.property(moments, (moment) => assert.equal(parseMoment(formatMoment(moment)), moment)),
      { numRuns: 5000 },
    )
  })

  test('a moment is the same however its zone is written', () => {
    const zones = fc.constantFrom(ZONE, 'UTC', '+14:00', '-11:30')
    fc.assert(
      fc.property(moments, zones, (moment, timeZone) => {
        assert.equal(parseMoment(Temporal.Instant.fromEpochMilliseconds(moment).toString({ timeZone })), moment)
      }),
      { numRuns: 5000 },
    )
  })

  test('the day and the clock are Sweden’s', () => {
    fc.assert(
      fc.property(moments, (moment) => isSwedens(moment)),
      { numRuns: 20_000 },
    )
  })

  test('the day and the clock are Sweden’s around every change of the clocks and every midnight near it', () => {
    for (const change of clockChanges()) {
      for (let hours = -50; hours <= 50; hours += 1)
        for (const ms of [-1, 0, 1]) isSwedens((addHours(change, hours) + ms) as Moment)
    }
  })

  test('a time without zone, or that is none, is not read', () => {
    const texts = [
      '2025-05-02T10:00:00',
      '2025-05-02',
      '2025-02-29T10:00:00Z',
      '2025-05-02T24:01:00Z',
      '2025-05-02 10:00Z',
      '',
    ]
    for (const text of texts) assert.equal(parseMoment(text), null, text)
  })
})

function isSwedens(moment: Moment): void {
  const local = Temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO(ZONE)
  assert.equal(formatDay(swedishDay(moment)), local.toPlainDate().toString(), formatMoment(moment))
  assert.equal(
    formatSwedishTime(moment),
    local.toPlainDateTime().toString({ smallestUnit: 'second' }),
    formatMoment(moment),
  )
}

function* clockChanges(): Generator<Moment> {
  let at = Temporal.ZonedDateTime.from(`1980-01-01T00:00[${ZONE}]`).getTimeZoneTransition('next')
  for (; at !== null && at.year < 2045; at = at.getTimeZoneTransition('next')) yield at.epochMilliseconds as Moment
}
