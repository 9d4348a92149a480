/** Reads a Swedish clock time without offset: the inverse of the kernel's `formatSwedishTime`. It names no zone. */

import { formatSwedishTime, type Moment, parseMoment } from '../../domain/kernel/moment.ts'

const MS_PER_DAY = 86_400_000

/**
 * Takes a clock time with whole seconds ("2025-05-02T10:00:00"). Gives its moment; the earlier one in the hour that
 * autumn repeats; null in the hour that spring leaves out, and when the calendar has no such day.
 */
export function parseSwedishTime(text: string): Moment | null {
  const asUtc = parseMoment(`${text}Z`)
  if (asUtc === null) return null
  const offsets = [asUtc - MS_PER_DAY, asUtc + MS_PER_DAY].map((near) => offsetAt(near as Moment))
  const moments = offsets.map((offset) => (asUtc - offset) as Moment)
  const right = moments.filter((moment) => formatSwedishTime(moment) === text)
  return right.length === 0 ? null : (Math.min(...right) as Moment)
}

/** Swedish time's distance from UTC in ms at a moment of whole seconds. */
function offsetAt(moment: Moment): number {
  const clock = parseMoment(`${formatSwedishTime(moment)}Z`)
  return clock === null ? 0 : clock - moment
}
