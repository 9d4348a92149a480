/** Which card is "it" after a recording (domain.md L3): a computed card continues the one it shares most fees with. */

import type { Day } from '../kernel/day.ts'
import { addHours, type Moment } from '../kernel/moment.ts'
import type { ComputedCard, ReachedPeriod } from './card.ts'
import { type Fee, type FeeId, firstAfter, firstIndex, firstOnOrAfter } from './careOrder.ts'

/** A fee that joined the remaining fees at this recording, and the day under which it stood among them before, if it did. */
export type Joined = { readonly fee: Fee; readonly dayBefore: Day | null }

/** The computed cards that a recording touched, before and after it, and the fees they are made of after it. */
export type Turn = {
  readonly before: readonly ComputedCard[]
  readonly after: readonly ReachedPeriod[]
  readonly remaining: readonly Fee[]
  readonly joined: readonly Joined[]
  readonly now: Moment
  readonly preliminaryHoursOf: PreliminaryHours
}

/** L2: the whole hours from reached to FINAL, of a principal and the moment of the recording that reached the ceiling. */
export type PreliminaryHours = (principal: ReachedPeriod['principal'], reachedAt: Moment) => number

/** What came of a turn: the cards after it, which of them were reached at it, and which of those before ceased. */
export type Continuation = {
  readonly cards: readonly ComputedCard[]
  readonly arisen: readonly ComputedCard[]
  readonly ceased: readonly ComputedCard[]
}

/**
 * L3: in order of reached date, each card continues that card of before, not yet continued, with which it shares most
 * fees, at least one (a tie: the earlier reached date). One that continues none was reached at this recording, and its
 * preliminary time begins now (L2).
 */
export function continueCards(turn: Turn): Continuation {
  return continueEach(turn, (period, continued) => mostShared(turn, period, continued))
}

type Continued = (period: ReachedPeriod, continued: ReadonlySet<ComputedCard>) => ComputedCard | null

function continueEach(
  { before, after, now, preliminaryHoursOf }: Pick<Turn, 'before' | 'after' | 'now' | 'preliminaryHoursOf'>,
  continuedBy: Continued,
): Continuation {
  const continued = new Set<ComputedCard>()
  const arisen: ComputedCard[] = []
  const cards = after.map((period) => {
    const before = continuedBy(period, continued)
    if (before !== null) continued.add(before)
    const reachedAt = before?.reachedAt ?? now
    const finalAt = addHours(reachedAt, preliminaryHoursOf(period.principal, reachedAt))
    const card = { ...period, reachedAt, finalAt, identity: before?.identity ?? null }
    if (before === null) arisen.push(card)
    return card
  })
  return { cards, arisen, ceased: before.filter((card) => !continued.has(card)) }
}

/** A computed card of before and the fees it was made of, whatever has become of them since. */
export type CardBefore = { readonly card: ComputedCard; readonly fees: ReadonlySet<FeeId> }

/** A recording that moves many fees at once: every card may continue every other. */
export type WideTurn = Omit<Turn, 'before' | 'joined'> & { readonly before: readonly CardBefore[] }

/** L3, for a recording that moves many fees at once: the same, fee by fee. */
export function continueWidely({ before, ...turn }: WideTurn): Continuation {
  const cards = before.map(({ card }) => card)
  return continueEach({ ...turn, before: cards }, (period, continued) => {
    const fees = turn.remaining.filter((fee) => holds(period, fee.visit))
    let best: ComputedCard | null = null
    let most = 0
    for (const { card, fees: its } of before) {
      const shared = continued.has(card) ? 0 : fees.filter((fee) => its.has(fee.id)).length
      if (shared > most || (shared === most && best !== null && card.reached < best.reached)) {
        best = card
        most = shared
      }
    }
    return best
  })
}

function mostShared(turn: Turn, period: ReachedPeriod, continued: ReadonlySet<ComputedCard>): ComputedCard | null {
  let best: ComputedCard | null = null
  let most = 0
  for (const before of candidates(turn, period)) {
    const shared = continued.has(before) ? 0 : sharedFees(turn, before, period)
    if (shared > most || (shared === most && best !== null && before.reached < best.reached)) {
      best = before
      most = shared
    }
  }
  return best
}

/** Periods of one moment never overlap: only those that share days, or a fee that has moved, can share fees. */
function* candidates({ before, joined }: Turn, period: ReachedPeriod): Generator<ComputedCard> {
  const from = firstIndex(before, (card) => card.end >= period.start)
  let at = from
  for (; at < before.length && (before[at] as ComputedCard).start <= period.end; at += 1)
    yield before[at] as ComputedCard
  for (const { fee, dayBefore } of joined) {
    if (dayBefore === null || !holds(period, fee.visit)) continue
    const origin = before.findIndex((card) => holds(card, dayBefore))
    if (origin >= 0 && (origin < from || origin >= at)) yield before[origin] as ComputedCard
  }
}

/** Fees in both periods now, less those that were not there before, and with those that have moved from one to the other. */
function sharedFees({ remaining, joined }: Turn, before: ReachedPeriod, after: ReachedPeriod): number {
  const first = Math.max(before.start, after.start) as Day
  const last = Math.min(before.end, after.end) as Day
  let shared = first > last ? 0 : firstAfter(remaining, last) - firstOnOrAfter(remaining, first)
  for (const { fee, dayBefore } of joined) {
    if (first <= fee.visit && fee.visit <= last) shared -= 1
    if (dayBefore !== null && holds(before, dayBefore) && holds(after, fee.visit)) shared += 1
  }
  return shared
}

const holds = (period: ReachedPeriod, day: Day): boolean => period.start <= day && day <= period.end
