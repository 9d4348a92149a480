/** A fee as the reckoning sees it, and the order in which care was given (domain.md P2). Lists here are in care order. */

import type { Brand } from '../kernel/brand.ts'
import type { Day } from '../kernel/day.ts'
import type { HsaId } from '../kernel/hsaId.ts'
import type { Moment } from '../kernel/moment.ts'
import type { Ore } from '../kernel/money.ts'

export type FeeId = Brand<string, 'FeeId'>

/** An ACTIVE fee. `order` and `registeredAt` are of its first registration, and stay when it is corrected (P2). */
export type Fee = {
  readonly id: FeeId
  readonly order: number
  readonly registeredAt: Moment
  readonly principal: HsaId
  /** @law PRACTICE-visit-date it counts from the visit, not from payment or registration (P1) */
  readonly visit: Day
  readonly amount: Ore
  /** The last day on which it counts (P3). */
  readonly lastDay: Day
  /** The ceiling in force on the visit date in its principal's care (C3). */
  readonly ceiling: Ore
}

/** P2: by visit date, then moment of registration, then order of recording. Negative when `a` comes first. */
export const inCareOrder = (a: Fee, b: Fee): number =>
  a.visit - b.visit || a.registeredAt - b.registeredAt || a.order - b.order

/** Puts a fee into its place. */
export function insert(fees: Fee[], fee: Fee): void {
  const last = fees[fees.length - 1]
  if (last === undefined || inCareOrder(last, fee) < 0) fees.push(fee)
  else fees.splice(placeOf(fees, fee), 0, fee)
}

/** Takes a fee out of a list that holds it. */
export function remove(fees: Fee[], fee: Fee): void {
  fees.splice(placeOf(fees, fee), 1)
}

/** The index of the first fee on or after the day; the list's length when there is none. */
export const firstOnOrAfter = (fees: readonly Fee[], day: Day): number => firstIndex(fees, (fee) => fee.visit >= day)

/** The index of the first fee after the day; the list's length when there is none. */
export const firstAfter = (fees: readonly Fee[], day: Day): number => firstIndex(fees, (fee) => fee.visit > day)

/** The index of the first fee that still counts on the day (P3); the list's length when there is none. */
export const firstCounting = (fees: readonly Fee[], day: Day): number => firstIndex(fees, (fee) => fee.lastDay >= day)

const placeOf = (fees: readonly Fee[], fee: Fee): number => firstIndex(fees, (other) => inCareOrder(other, fee) >= 0)

/** Takes a list in which the question is answered no, … no, yes, … yes. Gives the index of the first yes. */
export function firstIndex<T>(list: readonly T[], isYes: (item: T) => boolean): number {
  let low = 0
  let high = list.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (isYes(list[middle] as T)) high = middle
    else low = middle + 1
  }
  return low
}
