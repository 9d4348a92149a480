/** Days and moments as the ledger writes them, and reads what it has written. */

import { type Day, formatDay, parseDay } from '../domain/kernel/day.ts'
import { invariant } from '../domain/kernel/invariant.ts'
import { formatMoment, type Moment, parseMoment } from '../domain/kernel/moment.ts'

export const writeMoment = (moment: Moment): string => formatMoment(moment)
export const writeDay = (day: Day): string => formatDay(day)

/** Throws when the text is no moment. */
export function readMoment(text: string): Moment {
  const parsed = parseMoment(text)
  invariant(parsed !== null, 'a well-formed moment in the ledger')
  return parsed
}

/** Throws when the text is no day. */
export function readDay(text: string): Day {
  const parsed = parseDay(text)
  invariant(parsed !== null, 'a well-formed day in the ledger')
  return parsed
}
