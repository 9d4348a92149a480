/**
 * Section 3, step 1: which days belong to which fixed card. Of several periods that hold a day, the card that became
 * fixed first has it; so the days fall into stretches that do not overlap.
 */

import { addDays, type Day } from '../kernel/day.ts'
import { type FixedCard, firstDayOf } from './card.ts'
import { firstIndex } from './careOrder.ts'

export type Claim = { readonly first: Day; readonly last: Day; readonly card: FixedCard }

/** Gives the fixed card that takes a fee of this day, or null. */
export function claimantOf(claims: readonly Claim[], day: Day): FixedCard | null {
  const last = claims[claims.length - 1]
  if (last === undefined || last.last < day) return null
  const claim = claims[firstIndex(claims, ({ last }) => last >= day)]
  return claim !== undefined && claim.first <= day ? claim.card : null
}

/** Gives the card those days of its period that no card before it has taken. */
export function claim(claims: Claim[], card: FixedCard): void {
  let day = firstDayOf(card)
  let at = firstIndex(claims, ({ last }) => last >= day)
  while (day <= card.end) {
    const taken = claims[at]
    const last = taken === undefined || taken.first > card.end ? card.end : addDays(taken.first, -1)
    if (day <= last) claims.splice(at++, 0, { first: day, last, card })
    if (last === card.end || taken === undefined) return
    day = addDays(taken.last, 1)
    at += 1
  }
}
