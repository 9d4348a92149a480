/** How figures are said in English: money, days, moments, lists. The same figures as figures.ts says in Swedish. */

import { civilDate, type Day } from '../domain/kernel/day.ts'
import { formatSwedishTime, type Moment, swedishDay } from '../domain/kernel/moment.ts'
import type { Ore } from '../domain/kernel/money.ts'
import type { Figures } from './figures.ts'

const MONTHS = 'January February March April May June July August September October November December'.split(' ')

/** "SEK 1,450", "SEK 99.50": öre only when there are any. */
export const kronor = (amount: Ore): string =>
  amount % 100 === 0 ? kronorAndOre(amount).slice(0, -'.00'.length) : kronorAndOre(amount)

/** "SEK 1,450.00": always with öre, where figures stand in a column. */
export function kronorAndOre(amount: Ore): string {
  const whole = Math.abs(amount)
  const digits = String(Math.floor(whole / 100)).replace(/\B(?=(\d{3})+$)/g, ',')
  return `${amount < 0 ? '\u2212' : ''}SEK\u00a0${digits}.${String(whole % 100).padStart(2, '0')}`
}

/** "2 May 2025". */
export function date(day: Day): string {
  const { year, month, day: dayOfMonth } = civilDate(day)
  return `${dayOfMonth} ${MONTHS[month - 1]} ${year}`
}

/** "4 May 2025 at 10:00", Swedish time. */
export const time = (moment: Moment): string =>
  `${date(swedishDay(moment))} at ${formatSwedishTime(moment).slice(11, 16)}`

/** "a", "a and b", "a, b and c". */
export const list = (items: readonly string[]): string =>
  items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items[items.length - 1]}`

export const figuresEn: Figures = { kronor, kronorAndOre, date, time, list }
