/**
 * A moment: whole milliseconds since 1970-01-01T00:00Z. The zone Europe/Stockholm is named in this file alone, and
 * used only where a moment becomes a day or a Swedish clock time.
 */

import type { Brand } from './brand.ts'
import { type Day, formatDay } from './day.ts'
import { invariant } from './invariant.ts'

export type Moment = Brand<number, 'Moment'>

const ZONE = 'Europe/Stockholm'
const MS_PER_HOUR = 3_600_000
const MS_PER_DAY = 86_400_000
const FORM = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}([.,]\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})$/i

/**
 * Takes a time with its zone ("2025-05-02T10:00:00+02:00"). Gives the moment, finer digits than milliseconds dropped,
 * or null when the text has another form, no zone, or no such day.
 */
export function parseMoment(text: string): Moment | null {
  if (!FORM.test(text)) return null
  try {
    return Math.floor(Temporal.Instant.from(text).epochMilliseconds) as Moment
  } catch {
    return null
  }
}

/** Takes milliseconds since 1970, as a clock gives them. */
export const momentOf = (epochMilliseconds: number): Moment => Math.floor(epochMilliseconds) as Moment

/** Gives the moment a whole number of hours later (elapsed hours: no clock is changed in between). */
export const addHours = (moment: Moment, hours: number): Moment => (moment + hours * MS_PER_HOUR) as Moment

/** Gives the moment in UTC, written with Z; milliseconds only when there are any. */
export const formatMoment = (moment: Moment): string => new Date(moment).toISOString().replace('.000Z', 'Z')

/** Gives the day it is in Sweden at the moment. */
export const swedishDay = (moment: Moment): Day => Math.floor((moment + offsetAt(moment)) / MS_PER_DAY) as Day

/** Gives the moment at which the day begins in Sweden. */
export function startOfDay(day: Day): Moment {
  const start = parseSwedishTime(`${formatDay(day)}T00:00:00`)
  invariant(start !== null, 'a midnight that is on the clock')
  return start
}

/** Gives the Swedish clock time without offset, whole seconds ("2025-05-02T10:00:00"). */
export const formatSwedishTime = (moment: Moment): string =>
  new Date(moment + offsetAt(moment)).toISOString().slice(0, 19)

/**
 * Takes a Swedish clock time without offset, whole seconds ("2025-05-02T10:00:00"). Gives its moment; the earlier one in
 * the hour that autumn repeats; null in the hour that spring leaves out, and when the calendar has no such day.
 */
export function parseSwedishTime(text: string): Moment | null {
  const asUtc = parseMoment(`${text}Z`)
  if (asUtc === null) return null
  const nearby = [asUtc - MS_PER_DAY, asUtc + MS_PER_DAY] as Moment[]
  const right = nearby
    .map((near) => (asUtc - offsetAt(near)) as Moment)
    .filter((moment) => formatSwedishTime(moment) === text)
  return right.length === 0 ? null : (Math.min(...right) as Moment)
}

/** Swedish time's distance from UTC in ms, remembered per UTC day on which the clock is not changed. */
const offsetOfDay = new Map<number, number>()
const REMEMBERED_DAYS = 50_000

function offsetAt(moment: Moment): number {
  const utcDay = Math.floor(moment / MS_PER_DAY)
  const known = offsetOfDay.get(utcDay)
  if (known !== undefined) return known
  const first = exactOffset(utcDay * MS_PER_DAY)
  if (first !== exactOffset((utcDay + 1) * MS_PER_DAY)) return exactOffset(moment)
  if (offsetOfDay.size < REMEMBERED_DAYS) offsetOfDay.set(utcDay, first)
  return first
}

const exactOffset = (epochMilliseconds: number): number =>
  Temporal.Instant.fromEpochMilliseconds(epochMilliseconds).toZonedDateTimeISO(ZONE).offsetNanoseconds / 1_000_000
