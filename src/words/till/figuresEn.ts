/** How figures are said in English in the till: money, days, moments, lists. */

import { civilDate, type Day } from '../../domain/kernel/day.ts'
import { formatSwedishTime, type Moment, swedishDay } from '../../domain/kernel/moment.ts'
import type { Ore } from '../../domain/kernel/money.ts'

const MONTHS = 'January February March April May June July August September October November December'.split(' ')

/** "SEK 1,450", "SEK 99.50". */
export function kronorEn(amount: Ore): string {
  const whole = Math.abs(amount)
  const digits = String(Math.floor(whole / 100)).replace(/\B(?=(\d{3})+$)/g, ',')
  const fraction = whole % 100 === 0 ? '' : `.${String(whole % 100).padStart(2, '0')}`
  return `${amount < 0 ? '\u2212' : ''}SEK\u00a0${digits}${fraction}`
}

/** "2 May 2025". */
export function dateEn(day: Day): string {
  const { year, month, day: dayOfMonth } = civilDate(day)
  return `${dayOfMonth} ${MONTHS[month - 1]} ${year}`
}

/** "4 May 2025 at 10:00", Swedish time. */
export const timeEn = (moment: Moment): string =>
  `${dateEn(swedishDay(moment))} at ${formatSwedishTime(moment).slice(11, 16)}`

/** "a", "a and b", "a, b and c". */
export const listEn = (items: readonly string[]): string =>
  items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items[items.length - 1]}`
