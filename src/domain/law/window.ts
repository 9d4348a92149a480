/** Section 3, step 2: the rolling window over fees in care order, and the cards that come of it (domain.md P3–P5, P7). */

import type { Day } from '../kernel/day.ts'
import type { ReachedPeriod } from './card.ts'
import { type Fee, firstIndex } from './careOrder.ts'

/**
 * @law HSL-17-6-1 "has paid care fees … up to" the amount
 * @law PRACTICE-rolling the year begins anew with the oldest fee that still counts
 * @law PRACTICE-no-choice no fee is left out to move the period (P6)
 *
 * Walks the fees from an index on, with an empty window. At each visit the fees that no longer count fall out (P3), and
 * a given card's first day empties the window (P7). Gives the period of the first card reached (P4); null when none is,
 * or when `isSettled` says of a fee that from there on nothing is other than it was.
 *
 * `barriers`: first days of given cards, in order.
 */
export function nextReached(
  fees: readonly Fee[],
  from: number,
  barriers: readonly Day[],
  isSettled: (fee: Fee) => boolean,
): ReachedPeriod | null {
  let oldest = from
  let sum = 0
  let barrier = barriers.length === 0 ? 0 : barriersThrough(barriers, fees[from]?.visit)
  for (let at = from; at < fees.length; at += 1) {
    const fee = fees[at] as Fee
    if (isSettled(fee)) return null
    while (barrier < barriers.length && (barriers[barrier] as Day) <= fee.visit) {
      oldest = at
      sum = 0
      barrier += 1
    }
    while ((fees[oldest] as Fee).lastDay < fee.visit) sum -= (fees[oldest++] as Fee).amount
    sum += fee.amount
    if (sum >= fee.ceiling) return reachedBy(fee, fees[oldest] as Fee)
  }
  return null
}

/** P4: reached on the visit date of the fee that filled the window; the period is that of the window's oldest fee. */
const reachedBy = (fee: Fee, oldest: Fee): ReachedPeriod => ({
  start: oldest.visit,
  reached: fee.visit,
  end: oldest.lastDay,
  ceiling: fee.ceiling,
  principal: fee.principal,
})

const barriersThrough = (barriers: readonly Day[], day: Day | undefined): number =>
  day === undefined ? 0 : firstIndex(barriers, (barrier) => barrier > day)
