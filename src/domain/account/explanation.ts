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
  | { readonly rule: 'P3'; readonly kind: 'NextFallsOut'; readonly fee: Fee }
  | {
      readonly rule: 'P4'
      readonly kind: 'Reached'
      readonly fees: readonly Fee[]
      readonly reached: Day
      readonly ceiling: Ore
    }
  | { readonly rule: 'P4'; readonly kind: 'Period'; readonly start: Day; readonly reached: Day; readonly end: Day }
  | { readonly rule: 'C3'; readonly kind: 'CeilingOfDay'; readonly day: Day; readonly ceiling: Ore }
  | { readonly rule: 'P7'; readonly kind: 'Given'; readonly number: string; readonly from: Day; readonly through: Day }
  | { readonly rule: 'L2'; readonly kind: 'Preliminary'; readonly finalAt: Moment }
  | { readonly rule: 'L4'; readonly kind: 'Final'; readonly finalAt: Moment }
  | { readonly rule: 'L7'; readonly kind: 'Expired'; readonly end: Day }
  | { readonly rule: 'L6'; readonly kind: 'KeptAfterChange'; readonly ceiling: Ore }
  | { readonly rule: 'L5'; readonly kind: 'LateFees'; readonly fees: readonly Fee[] }
  | { readonly rule: 'O1'; readonly kind: 'Capped'; readonly share: FeeShare }
  | { readonly rule: 'O2'; readonly kind: 'Free'; readonly share: FeeShare }
  | { readonly rule: 'P3'; readonly kind: 'FellOut'; readonly fees: readonly Fee[] }

/** Takes a statement. Gives its reasons in the order one would tell them: card by card, then what no longer counts. */
export function explain(statement: Statement): Reason[] {
  const reasons = statement.cards.flatMap((card) =>
    card.kind === 'belowLimit' ? belowLimitReasons(card, statement.day) : validCardReasons(card),
  )
  if (statement.cards.length === 0) reasons.push({ rule: 'L1', kind: 'NothingCounts' })
  if (statement.expired.length > 0) reasons.push({ rule: 'P3', kind: 'FellOut', fees: statement.expired })
  return reasons
}

function belowLimitReasons(card: BelowLimitStatement, day: Day): Reason[] {
  const fees = card.shares.map(({ fee }) => fee)
  return [
    { rule: 'P3', kind: 'InWindow', fees, day },
    { rule: 'C4', kind: 'Remains', paid: card.currentAmount, ceiling: card.ceiling, remains: card.amountToLimit, day },
    { rule: 'P3', kind: 'NextFallsOut', fee: fees[0] as Fee },
  ]
}

function validCardReasons(card: ValidCardStatement): Reason[] {
  const opening = card.kind === 'given' ? givenReasons(card) : reachedReasons(card)
  return [...opening, lifeReason(card), ...card.shares.flatMap(shareReason)]
}

function givenReasons({ identity, reached, end, shares }: GivenStatement): Reason[] {
  const earlier = shares.map(({ fee }) => fee).filter((fee) => fee.visit < reached)
  const given: Reason = { rule: 'P7', kind: 'Given', number: identity?.number ?? '', from: reached, through: end }
  return earlier.length === 0 ? [given] : [given, { rule: 'L5', kind: 'LateFees', fees: earlier }]
}

function reachedReasons({ shares, start, reached, end, ceiling, isFrozen }: ReachedStatement): Reason[] {
  const fees = shares.map(({ fee }) => fee)
  const counted = fees.filter((fee) => fee.visit >= start && fee.visit <= reached)
  const late = fees.filter((fee) => fee.visit < start)
  const reasons: Reason[] = [
    { rule: 'P4', kind: 'Reached', fees: counted, reached, ceiling },
    { rule: 'C3', kind: 'CeilingOfDay', day: reached, ceiling },
    { rule: 'P4', kind: 'Period', start, reached, end },
  ]
  const paid = counted.reduce((sum, fee) => sum + fee.amount, 0)
  if (isFrozen && paid < ceiling) reasons.push({ rule: 'L6', kind: 'KeptAfterChange', ceiling })
  if (isFrozen && late.length > 0) reasons.push({ rule: 'L5', kind: 'LateFees', fees: late })
  return reasons
}

function lifeReason({ status, finalAt, end }: ValidCardStatement): Reason {
  switch (status) {
    case 'PRELIMINARY':
      return { rule: 'L2', kind: 'Preliminary', finalAt }
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
