/**
 * The simple values as the wire spells them, both ways: `xs:double` is öre here, `xs:date` a day, `xs:dateTime` a
 * moment. The only place where an amount is ever a floating number.
 */

import { addDays, type Day, formatDay, parseDay } from '../../domain/kernel/day.ts'
import { invariant } from '../../domain/kernel/invariant.ts'
import { formatSwedishTime, type Moment, parseMoment, parseSwedishTime } from '../../domain/kernel/moment.ts'
import { formatKronor, NO_MONEY, type Ore, ore } from '../../domain/kernel/money.ts'
import { no, ok, type Result } from '../../domain/kernel/result.ts'

export type LexicalProblem =
  | 'notANumber'
  | 'tooLarge'
  | 'moreThanTwoDecimals'
  | 'notADate'
  | 'notATime'
  | 'notTrueOrFalse'

const DOUBLE = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[Ee][+-]?\d+)?$/
const ZONE = '(?:Z|[+-](?:(?:0\\d|1[0-3]):[0-5]\\d|14:00))'
const DATE = new RegExp(`^(\\d{4}-\\d{2}-\\d{2})${ZONE}?$`)
const DATE_TIME = new RegExp(`^(\\d{4}-\\d{2}-\\d{2})T(\\d{2}:\\d{2}:\\d{2})(?:\\.\\d+)?(${ZONE})?$`)

/** Beyond this many öre a double no longer tells half an öre from a whole one. */
const LARGEST_ORE = 1e13
const NEAR_ENOUGH = 1e-6

/** Takes an amount in kronor as `xs:double`. Gives öre, if the amount is a whole number of them. */
export function readAmount(text: string): Result<Ore, LexicalProblem> {
  const form = collapse(text)
  if (!DOUBLE.test(form)) return no('notANumber')
  const kronor = Number(form)
  const scaled = kronor * 100
  if (!(Math.abs(scaled) <= LARGEST_ORE)) return no('tooLarge')
  const whole = Math.round(scaled)
  if (Math.abs(scaled - whole) > NEAR_ENOUGH && whole / 100 !== kronor) return no('moreThanTwoDecimals')
  return ok(whole === 0 ? NO_MONEY : ore(whole))
}

/** Takes `xs:date`. Gives the day; a zone is accepted and means nothing. */
export function readDay(text: string): Result<Day, LexicalProblem> {
  const date = DATE.exec(collapse(text))?.[1]
  const day = date === undefined ? null : parseDay(date)
  return day === null ? no('notADate') : ok(day)
}

/** Takes `xs:dateTime`, without zone a Swedish clock time. Gives the moment in whole seconds. */
export function readMoment(text: string): Result<Moment, LexicalProblem> {
  const parts = DATE_TIME.exec(collapse(text))
  const clock = parts === null ? null : clockTime(parts[1] ?? '', parts[2] ?? '')
  if (parts === null || clock === null) return no('notATime')
  const zone = parts[3]
  const moment = zone === undefined ? parseSwedishTime(clock) : parseMoment(clock + zone)
  return moment === null || !canBeWritten(moment) ? no('notATime') : ok(moment)
}

/** XML Schema has no year 0000, and no year of five digits: a zone can carry a moment out of those between. */
const canBeWritten = (moment: Moment): boolean => /^(?!0000)\d{4}-/.test(formatSwedishTime(moment))

/** Takes `xs:boolean`. */
export function readTruth(text: string): Result<boolean, LexicalProblem> {
  const form = collapse(text)
  if (form === 'true' || form === '1') return ok(true)
  return form === 'false' || form === '0' ? ok(false) : no('notTrueOrFalse')
}

/** Writes kronor with two decimals, never an exponent. */
export const writeAmount = (amount: Ore): string => formatKronor(ore(amount))

/** Writes YYYY-MM-DD. */
export function writeDay(day: Day): string {
  const text = formatDay(day)
  invariant(DATE.test(text), 'a day on the wire lies in the years 0001 to 9999')
  return text
}

/** Writes Swedish clock time, whole seconds, no offset. */
export function writeMoment(moment: Moment): string {
  const text = formatSwedishTime(moment)
  invariant(DATE_TIME.test(text), 'a moment on the wire lies in the years 0001 to 9999')
  return text
}

/** XML Schema lets a day end at 24:00:00, which is the next day's first moment; it knows no leap second. */
function clockTime(date: string, time: string): string | null {
  const day = parseDay(date)
  if (day === null || time.endsWith('60')) return null
  return time === '24:00:00' ? `${formatDay(addDays(day, 1))}T00:00:00` : `${date}T${time}`
}

/** Cuts XML's white space at both ends, by counting: a pattern would take quadratic time on a long row of blanks. */
function collapse(text: string): string {
  let start = 0
  let end = text.length
  while (start < end && isXmlSpace(text.charCodeAt(start))) start++
  while (end > start && isXmlSpace(text.charCodeAt(end - 1))) end--
  return text.slice(start, end)
}

const isXmlSpace = (code: number): boolean => code === 32 || code === 9 || code === 10 || code === 13
