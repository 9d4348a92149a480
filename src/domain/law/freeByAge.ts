/** Visits that are free by age (domain.md O5). */

import { civilDate, type Day } from '../kernel/day.ts'

/** In whole years: free below the one and from the other. */
export type FreeAges = { readonly freeBelowAge: number; readonly freeFromAge: number }

/**
 * @law HSL-17-85 "from patients who are 85 or older"
 * @law PRACTICE-under-20 the fee begins on the twentieth birthday
 *
 * Takes the day of birth, the visit date and the principal's ages. True when the visit is free by age on that day. One
 * born on 29 February is counted a year older from 1 March in a year without that day.
 *
 * DOUBT(law): TID-1 could be read so that the year is full on 28 February, and the visit of that day free
 * (docs/decisions/where-the-rules-are-silent.md).
 */
export function isFreeByAge(birthDay: Day, visit: Day, ages: FreeAges): boolean {
  const age = ageOn(birthDay, visit)
  return age < ages.freeBelowAge || age >= ages.freeFromAge
}

/** Whole years lived on the day. */
export function ageOn(birthDay: Day, day: Day): number {
  const born = civilDate(birthDay)
  const now = civilDate(day)
  const hadBirthday = now.month > born.month || (now.month === born.month && now.day >= born.day)
  return now.year - born.year - (hadBirthday ? 0 : 1)
}
