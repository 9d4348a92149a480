/** The twelve months (domain.md section 3, lastDay): the one place that knows how long a period is. */

import { addDays, addMonths, civilDate, type Day } from '../kernel/day.ts'

/**
 * @law HSL-17-6-1 "what remains of one year, counted from the first occasion"
 *
 * Takes the day of a first visit. Gives the last day, inclusive, of the twelve months it opens: the day before the same
 * day and month next year.
 *
 * @law TID-1 "the month's last day", where the last month lacks the day
 *
 * Decision (the sources are silent): a first visit on 29 February ends on 28 February.
 *
 * DOUBT(law): TID-1 may be meant for time limits alone, and then nothing but the decision carries the leap day
 * (docs/decisions/days-and-moments.md).
 */
export function lastDay(visit: Day): Day {
  const sameDayNextYear = addMonths(visit, 12)
  const { month, day } = civilDate(visit)
  return month === 2 && day === 29 ? sameDayNextYear : addDays(sameDayNextYear, -1)
}
