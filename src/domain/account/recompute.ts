/** Reckons the computed cards anew after a recording (section 3, step 2; L3), from the first day it touches and no further than it reaches. */

import type { Day } from '../kernel/day.ts'
import type { HsaId } from '../kernel/hsaId.ts'
import { type Moment, swedishDay } from '../kernel/moment.ts'
import type { ReachedPeriod } from '../law/card.ts'
import { type Fee, firstAfter, firstCounting, firstIndex } from '../law/careOrder.ts'
import { type Continuation, continueCards, type Joined } from '../law/continuation.ts'
import { lastDay } from '../law/period.ts'
import { type ReckoningSettings, rulesOf } from '../law/settings.ts'
import { nextReached } from '../law/window.ts'
import type { Book } from './book.ts'
import { earliestFinal } from './freeze.ts'

/** The first and last day on which the remaining fees, or the barriers between them, are other than before. */
export type Touched = { readonly first: Day; readonly last: Day; readonly joined: readonly Joined[] }

const BEFORE_ALL = Number.NEGATIVE_INFINITY as Day
export const EVERY_DAY = { first: BEFORE_ALL, last: Number.POSITIVE_INFINITY as Day }

const NOTHING_CHANGED: Continuation = { cards: [], arisen: [], ceased: [] }

/** Gives which cards arose and which ceased. Cards that ended before the first touched day stand as they are. */
export function recompute(book: Book, touched: Touched, now: Moment): Continuation {
  const kept = firstIndex(book.computed, (card) => card.end >= touched.first)
  const walk = walkFrom(book, touched, kept)
  if (walk.after.length === 0 && walk.settledAt === kept) return NOTHING_CHANGED
  const continuation = continueCards({
    before: book.computed.slice(kept, walk.settledAt),
    after: walk.after,
    remaining: book.remaining,
    joined: touched.joined,
    now,
    preliminaryHoursOf: hoursBy(book.settings),
  })
  book.computed.splice(kept, walk.settledAt - kept, ...continuation.cards)
  book.nextFinalAt = Math.min(book.nextFinalAt, earliestFinal(continuation.cards)) as Moment
  return continuation
}

/** L2: the preliminary time in force on the day on which the card was reached. */
export const hoursBy =
  (settings: ReckoningSettings) =>
  (principal: HsaId, reachedAt: Moment): number =>
    rulesOf(settings, principal, swedishDay(reachedAt)).preliminaryHours

/** The periods reckoned anew, and the index of the first computed card of before that still stands behind them. */
type Walk = { readonly after: readonly ReachedPeriod[]; readonly settledAt: number }

function walkFrom({ remaining, computed, barriers }: Book, touched: Touched, kept: number): Walk {
  const after: ReachedPeriod[] = []
  let lastEnd = computed[kept - 1]?.end ?? BEFORE_ALL
  let old = kept
  let settled = false
  const isSettled = (fee: Fee): boolean => {
    if (fee.visit <= touched.last) return false
    while ((computed[old]?.end ?? fee.visit) < fee.visit) old += 1
    settled = isAsBefore(fee.visit, computed[old], computed[old - 1]?.end ?? BEFORE_ALL, lastEnd, touched.last)
    return settled
  }
  let from = Math.max(firstAfter(remaining, lastEnd), firstCounting(remaining, touched.first))
  for (;;) {
    const period = nextReached(remaining, from, barriers, isSettled)
    if (period === null) return { after, settledAt: settled ? old : computed.length }
    after.push(period)
    lastEnd = period.end
    from = firstAfter(remaining, lastEnd)
  }
}

/**
 * True when the window at this visit holds what it held before the recording: the visit then lay in no card, and either
 * the last card ended on the same day, after all that was touched, or all that differs has fallen out of the window.
 */
function isAsBefore(visit: Day, old: ReachedPeriod | undefined, oldEnd: Day, newEnd: Day, touchedLast: Day): boolean {
  if (old !== undefined && old.reached <= visit) return false
  if (oldEnd === newEnd && newEnd >= touchedLast) return true
  return visit > lastDay(Math.max(oldEnd, newEnd, touchedLast) as Day)
}
