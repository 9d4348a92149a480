/** How figures are said in Swedish: money, days, moments, lists. Shared by every door that speaks to people. */

import { civilDate, type Day } from '../domain/kernel/day.ts'
import { formatSwedishTime, type Moment, swedishDay } from '../domain/kernel/moment.ts'
import type { Ore } from '../domain/kernel/money.ts'

const MONTHS = 'januari februari mars april maj juni juli augusti september oktober november december'.split(' ')

/** "1 450 kr", "99,50 kr": thousands by a no-break space, öre only when there are any. */
export const kronor = (amount: Ore): string =>
  amount % 100 === 0 ? kronorAndOre(amount).replace(',00', '') : kronorAndOre(amount)

/** "1 450,00 kr": always with öre, where figures stand in a column. */
export function kronorAndOre(amount: Ore): string {
  const whole = Math.abs(amount)
  const digits = String(Math.floor(whole / 100)).replace(/\B(?=(\d{3})+$)/g, '\u00a0')
  return `${amount < 0 ? '\u2212' : ''}${digits},${String(whole % 100).padStart(2, '0')}\u00a0kr`
}

/** "2 maj 2025". */
export function date(day: Day): string {
  const { year, month, day: dayOfMonth } = civilDate(day)
  return `${dayOfMonth} ${MONTHS[month - 1]} ${year}`
}

/** "4 maj 2025 klockan 10.00", Swedish time. */
export function time(moment: Moment): string {
  const clock = formatSwedishTime(moment).slice(11, 16).replace(':', '.')
  return `${date(swedishDay(moment))} klockan ${clock}`
}

/** "a", "a och b", "a, b och c". */
export const list = (items: readonly string[]): string =>
  items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} och ${items[items.length - 1]}`

/** What each language gives for the same figures. */
export type Figures = {
  readonly kronor: (amount: Ore) => string
  readonly kronorAndOre: (amount: Ore) => string
  readonly date: (day: Day) => string
  readonly time: (moment: Moment) => string
  readonly list: (items: readonly string[]) => string
}

export const figures: Figures = { kronor, kronorAndOre, date, time, list }
