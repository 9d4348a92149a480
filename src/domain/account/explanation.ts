/**
 * Why a statement says what it says, as data: the rule, the fees and the days that decided. No wording here: words/explanation.ts
 * speaks it in Swedish.
 */

import type { Day } from '../kernel/day.ts'
import type { Moment } from '../kernel/moment.ts'
import type { Ore } from '../kernel/money.ts'
import type { Fee } from '../law/careOrder.ts'
import type { FeeShare } from '../law/due.ts'
import type {
  BelowLimitStatement,
  GivenStatement,
  ReachedStatement,
  Statement,
  ValidCardStatement,
} from './statement.ts'

export type Reason =
  | { readonly rule: 'L1'; readonly kind: 'NothingCounts' }
  | { readonly rule: 'P3'; readonly kind: 'InWindow'; readonly fees: readonly Fee[]; readonly day: Day }
  | {
      readonly rule: 'C4'
      readonly kind: 'Remains'
      readonly paid: Ore
      readonly ceiling: Ore
      readonly remains: Ore
      readonly day: Day
    }
  | { readonly rule: 'P3'; readonly kind: 'NextFallsOut'; readonly fees: readonly Fee[]; readonly lastDay: Day }
  | {
      readonly rule: 'P4'
      readonly kind: 'Reached'
      readonly fees: readonly Fee[]
      readonly reached: Day
      readonly ceiling: Ore
    }
  | {
      readonly rule: 'P4'
      readonly kind: 'Period'
      readonly start: Day
      /** False on a frozen card whose first visit has since been moved or annulled. */
      readonly startsWithAFee: boolean
      readonly reached: Day
      readonly end: Day
      readonly isOver: boolean
    }
  | { readonly rule: 'C3'; readonly kind: 'CeilingOfDay'; readonly day: Day; readonly ceiling: Ore }
  | {
      readonly rule: 'P7'
      readonly kind: 'Given'
      readonly number: string
      readonly from: Day
      readonly through: Day
      readonly isOver: boolean
    }
  /** `validFrom` is null once the card is valid. */
  | { readonly rule: 'L2'; readonly kind: 'Preliminary'; readonly finalAt: Moment; readonly validFrom: Day | null }
  | { readonly rule: 'L4'; readonly kind: 'Final'; readonly finalAt: Moment }
  | { readonly rule: 'L7'; readonly kind: 'Expired'; readonly end: Day }
  | { readonly rule: 'L6'; readonly kind: 'KeptAfterChange'; readonly ceiling: Ore; readonly isEnough: boolean }
  | { readonly rule: 'L5'; readonly kind: 'LateFees'; readonly fees: readonly Fee[] }
  | { readonly rule: 'O1'; readonly kind: 'Capped'; readonly share: FeeShare }
  | { readonly rule: 'O2'; readonly kind: 'Free'; readonly share: FeeShare }
  | { readonly rule: 'P3'; readonly kind: 'FellOut'; readonly fees: readonly Fee[] }

/** Takes a statement. Gives its reasons in the order one would tell them: card by card, then what no longer counts. */
export function explain(statement: Statement): Reason[] {
  const reasons = statement.cards.flatMap((card) =>
    card.kind === 'belowLimit' ? belowLimitReasons(card, statement.day) : validCardReasons(card, statement.day),
  )
  if (statement.cards.length === 0) reasons.push({ rule: 'L1', kind: 'NothingCounts' })
  if (statement.expired.length > 0) reasons.push({ rule: 'P3', kind: 'FellOut', fees: statement.expired })
  return reasons
}

function belowLimitReasons(card: BelowLimitStatement, day: Day): Reason[] {
  const fees = card.shares.map(({ fee }) => fee)
  const { lastDay } = fees[0] as Fee
  const falling = fees.filter((fee) => fee.lastDay === lastDay)
  return [
    { rule: 'P3', kind: 'InWindow', fees, day },
    { rule: 'C4', kind: 'Remains', paid: card.currentAmount, ceiling: card.ceiling, remains: card.amountToLimit, day },
    { rule: 'P3', kind: 'NextFallsOut', fees: falling, lastDay },
  ]
}

function validCardReasons(card: ValidCardStatement, day: Day): Reason[] {
  const opening = card.kind === 'given' ? givenReasons(card) : reachedReasons(card)
  return [...opening, lifeReason(card, day), ...card.shares.flatMap(shareReason)]
}

function givenReasons({ identity, reached, end, status, shares }: GivenStatement): Reason[] {
  const earlier = shares.map(({ fee }) => fee).filter((fee) => fee.visit < reached)
  const isOver = status === 'EXPIRED'
  const given: Reason = {
    rule: 'P7',
    kind: 'Given',
    number: identity?.number ?? '',
    from: reached,
    through: end,
    isOver,
  }
  return earlier.length === 0 ? [given] : [given, { rule: 'L5', kind: 'LateFees', fees: earlier }]
}

function reachedReasons(card: ReachedStatement): Reason[] {
  const { start, reached, end, ceiling, status } = card
  const fees = card.shares.map(({ fee }) => fee)
  const late = fees.filter((fee) => fee.visit < start)
  const counted = feesToCeiling(fees, card)
  const startsWithAFee = counted[0]?.visit === start
  const reasons: Reason[] = [
    { rule: 'P4', kind: 'Reached', fees: counted, reached, ceiling },
    { rule: 'C3', kind: 'CeilingOfDay', day: reached, ceiling },
    { rule: 'P4', kind: 'Period', start, startsWithAFee, reached, end, isOver: status === 'EXPIRED' },
  ]
  const isEnough = sumOf(counted) >= ceiling
  const isAsFrozen = isEnough && startsWithAFee && counted[counted.length - 1]?.visit === reached
  if (!isAsFrozen) reasons.push({ rule: 'L6', kind: 'KeptAfterChange', ceiling, isEnough })
  if (late.length > 0) reasons.push({ rule: 'L5', kind: 'LateFees', fees: late })
  return reasons
}

/** Those in the window when the ceiling was reached (P4): from the start, in care order, until they fill it. */
function feesToCeiling(fees: readonly Fee[], { start, reached, ceiling }: ReachedStatement): Fee[] {
  const counted: Fee[] = []
  let sum = 0
  for (const fee of fees) {
    if (fee.visit < start) continue
    if (fee.visit > reached || sum >= ceiling) break
    counted.push(fee)
    sum += fee.amount
  }
  return counted
}

const sumOf = (fees: readonly Fee[]): number => fees.reduce((sum, fee) => sum + fee.amount, 0)

function lifeReason({ status, finalAt, reached, end }: ValidCardStatement, day: Day): Reason {
  switch (status) {
    case 'PRELIMINARY':
      return { rule: 'L2', kind: 'Preliminary', finalAt, validFrom: day < reached ? reached : null }
    case 'FINAL':
      return { rule: 'L4', kind: 'Final', finalAt }
    case 'EXPIRED':
      return { rule: 'L7', kind: 'Expired', end }
  }
}

function shareReason(share: FeeShare): Reason[] {
  if (share.overcharged === 0) return []
  return share.freeBy === null ? [{ rule: 'O1', kind: 'Capped', share }] : [{ rule: 'O2', kind: 'Free', share }]
}
