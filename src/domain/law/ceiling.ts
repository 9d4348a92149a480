/** The ceiling (domain.md C1–C5): which amount a patient pays at most, on which day, in whose care. */

import { addDays, type Day } from '../kernel/day.ts'
import type { HsaId } from '../kernel/hsaId.ts'
import { type Ore, ore } from '../kernel/money.ts'

/** An amount in force from a day until a later one is entered (C5); for one principal, or for all where none is named. */
export type CeilingAmount = { readonly principal: HsaId | null; readonly from: Day; readonly amount: Ore }

/** Amounts by principal, each list with the latest first day first; `general` are those that name none. */
export type Ceilings = {
  readonly general: readonly CeilingAmount[]
  readonly byPrincipal: ReadonlyMap<HsaId, readonly CeilingAmount[]>
}

const FIFTY_KRONOR = 5_000

/**
 * @law HSL-17-6-1 0.025 × the price base amount, "rounded down to the nearest fifty kronor" (C1)
 *
 * Takes the price base amount in öre. Gives the ceiling in öre.
 */
export const ceilingOfPriceBaseAmount = (priceBaseAmount: Ore): Ore =>
  ore(Math.floor(priceBaseAmount / 40 / FIFTY_KRONOR) * FIFTY_KRONOR)

/** Takes amounts in any order; of two for the same principal and day the one listed last holds. */
export function ceilingsOf(amounts: readonly CeilingAmount[]): Ceilings {
  const latestFirst = amounts.toReversed().sort((a, b) => b.from - a.from)
  const named = latestFirst.filter((amount) => amount.principal !== null)
  return {
    general: latestFirst.filter((amount) => amount.principal === null),
    byPrincipal: Map.groupBy(named, (amount) => amount.principal as HsaId),
  }
}

/**
 * @law HSL-17-6-1 "or a lower amount that the region has decided" (C2, C3, C3a)
 * @law PRACTICE-raise the amount in force on the day decides, also inside a running period (C3)
 *
 * Gives the ceiling in force on the day in the principal's care: from its first day on, an amount that names the
 * principal goes before every general one. Null when the day lies before the first known amount (C5).
 */
export function ceilingOn(ceilings: Ceilings, principal: HsaId, day: Day): Ore | null {
  const own = ceilings.byPrincipal.size === 0 ? undefined : ceilings.byPrincipal.get(principal)
  return (own && inForce(own, day)) ?? inForce(ceilings.general, day)
}

function inForce(latestFirst: readonly CeilingAmount[], day: Day): Ore | null {
  for (const entry of latestFirst) if (entry.from <= day) return entry.amount
  return null
}

export type Verification = 'verified' | 'endingSoon' | 'past'

const TOLD_DAYS_BEFORE = 60

/**
 * C5: an amount holds until a later one is entered, but each has been verified through a day only. Takes that day of the
 * amount now in force. Administrators are told from sixty days before it; after it the amount goes on, and that is said.
 */
export function verificationOn(day: Day, verifiedThrough: Day): Verification {
  if (day > verifiedThrough) return 'past'
  return day >= addDays(verifiedThrough, -TOLD_DAYS_BEFORE) ? 'endingSoon' : 'verified'
}
