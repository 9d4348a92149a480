/** What each fee of a reached card costs, and what was taken beyond it (domain.md O1, O2). */

import type { Day } from '../kernel/day.ts'
import { NO_MONEY, type Ore } from '../kernel/money.ts'
import { type ComputedCard, type FixedCard, firstFreeDayOf } from './card.ts'
import { type Fee, firstIndex } from './careOrder.ts'

/** Why a visit cost nothing: by its own card (O2 a, b) or by another (O2 c). */
export type FreeBy = 'ownCard' | 'anotherCard'

export type FeeShare = {
  readonly fee: Fee
  readonly due: Ore
  readonly overcharged: Ore
  /** Null when the visit was not free; its due part may still be capped (O1). */
  readonly freeBy: FreeBy | null
}

type ReachedCard = FixedCard | ComputedCard

/** Says of a fee on a card whether another reached card was valid on its visit date. */
export type Coverage = (fee: Fee, own: ReachedCard) => boolean

/** O2 (c): takes every reached card. Validity runs from the first free day to and with the end; a card of one day frees none. */
export function coverageOf(cards: readonly ReachedCard[]): Coverage {
  if (cards.length < 2) return () => false
  const valid = cards.filter((card) => firstFreeDayOf(card) <= card.end)
  const firsts = valid.map(firstFreeDayOf).sort((a, b) => a - b)
  const ends = valid.map((card) => card.end).sort((a, b) => a - b)
  return (fee, own) => {
    const begun = firstIndex(firsts, (first) => first > fee.visit)
    const ended = firstIndex(ends, (end) => end >= fee.visit)
    return begun - ended > (isValidOn(own, fee.visit) ? 1 : 0)
  }
}

const isValidOn = (card: ReachedCard, day: Day): boolean => firstFreeDayOf(card) <= day && day <= card.end

/**
 * @law HSL-17-6-1 "is free from further such fees"
 * @law PRACTICE-exact the last fee is only what remains to the ceiling
 *
 * Walks a reached card's fees in care order. A free visit is due nothing and uses up nothing (O2); else the due part is at
 * most the fee and at most what is left of the ceiling (O1). A given card has no ceiling: what is not free is due whole.
 */
export function sharesOf(card: ReachedCard, fees: readonly Fee[], coverage: Coverage): FeeShare[] {
  const isFixed = 'kind' in card
  let left: number = isFixed && card.kind === 'given' ? Number.MAX_SAFE_INTEGER : card.ceiling
  return fees.map((fee) => {
    const freeBy = isFixed && fee.visit >= firstFreeDayOf(card) ? 'ownCard' : coverage(fee, card) ? 'anotherCard' : null
    const due = (freeBy === null ? Math.min(fee.amount, left) : 0) as Ore
    left -= due
    return { fee, due, overcharged: (fee.amount - due) as Ore, freeBy }
  })
}

/** O2: nothing is overcharged on a card below the limit. */
export const sharesBelowLimit = (fees: readonly Fee[]): FeeShare[] =>
  fees.map((fee) => ({ fee, due: fee.amount, overcharged: NO_MONEY, freeBy: null }))
