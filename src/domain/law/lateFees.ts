/** Section 3, step 3 (L5): a fee in no card that came too late to move a fixed card, but is part of what the patient paid. */

import { type FixedCard, firstDayOf } from './card.ts'
import { type Fee, firstIndex } from './careOrder.ts'

/** A fixed card with its place in the order in which cards became fixed. */
type Placed = { readonly card: FixedCard; readonly place: number }

/** Takes the fixed cards in the order they became so. Gives a question: to which of them does a fee in no card belong? */
export function lateFeeRule(fixed: readonly FixedCard[]): (fee: Fee) => FixedCard | null {
  if (fixed.length === 0) return () => null
  const byFirstDay = fixed
    .map((card, place) => ({ card, place }))
    .sort((a, b) => firstDayOf(a.card) - firstDayOf(b.card))
  return (fee) => firstFixedAfter(byFirstDay, fee)
}

/** Candidates begin after the visit and are reached while the fee still counts; the one fixed first has it. */
function firstFixedAfter(byFirstDay: readonly Placed[], fee: Fee): FixedCard | null {
  let found: Placed | null = null
  for (let at = firstIndex(byFirstDay, ({ card }) => firstDayOf(card) > fee.visit); at < byFirstDay.length; at += 1) {
    const candidate = byFirstDay[at] as Placed
    if (firstDayOf(candidate.card) > fee.lastDay) break
    if (candidate.card.reached <= fee.lastDay && (found === null || candidate.place < found.place)) found = candidate
  }
  return found?.card ?? null
}
