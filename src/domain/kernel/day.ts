/**
 * A legal day in Sweden's calendar, as a whole number (days since 1970-01-01), so that the reckoning compares and
 * counts without calendar objects. It knows no clock and no zone: moment.ts turns a moment into its day.
 */

import type { Brand } from './brand.ts'

export type Day = Brand<number, 'Day'>

export type CivilDate = { readonly year: number; readonly month: number; readonly day: number }

const DAYS_TO_1970 = 719_468
const DAYS_PER_ERA = 146_097
const FORM = /^(\d{4})-(\d{2})-(\d{2})$/

/** Takes text of the form YYYY-MM-DD. Gives the day, or null when the text has another form or names no day of the calendar. */
export function parseDay(text: string): Day | null {
  const match = FORM.exec(text)
  if (match === null) return null
  return dayOf({ year: Number(match[1]), month: Number(match[2]), day: Number(match[3]) })
}

/** Takes year, month (1–12) and day of the month. Gives the day, or null when the calendar has no such day. */
export function dayOf({ year, month, day }: CivilDate): Day | null {
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return null
  return fromCivil(year, month, day)
}

/** Gives the day as YYYY-MM-DD. */
export function formatDay(day: Day): string {
  const { year, month, day: dayOfMonth } = civilDate(day)
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(dayOfMonth, 2)}`
}

/** Gives the day moved by a whole number of days. */
export const addDays = (day: Day, days: number): Day => (day + days) as Day

/** Gives the same day of the month a number of months away; the month's last day when that month is shorter. */
export function addMonths(day: Day, months: number): Day {
  const civil = civilDate(day)
  const count = civil.year * 12 + (civil.month - 1) + months
  const year = Math.floor(count / 12)
  const month = count - year * 12 + 1
  return fromCivil(year, month, Math.min(civil.day, daysInMonth(year, month)))
}

/** Gives year, month (1–12) and day of the month. */
export function civilDate(day: Day): CivilDate {
  const shifted = day + DAYS_TO_1970
  const era = Math.floor(shifted / DAYS_PER_ERA)
  const dayOfEra = shifted - era * DAYS_PER_ERA
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153)
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  return { year, month, day: dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1 }
}

/** True when the year has a 29 February. */
export const isLeapYear = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)

function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/** Counts from 1 March, so that the leap day comes last in its year. */
function fromCivil(year: number, month: number, day: number): Day {
  const marchYear = month <= 2 ? year - 1 : year
  const era = Math.floor(marchYear / 400)
  const yearOfEra = marchYear - era * 400
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return (era * DAYS_PER_ERA + dayOfEra - DAYS_TO_1970) as Day
}

const pad = (value: number, width: number): string => String(value).padStart(width, '0')
