/**
 * What cards are known by: a card's id and number exist from the first fee (domain.md L1), live as long as the card continues
 * (L3), pass from the card below the limit to the one it becomes, and back when that ceases to be reached.
 */

import type { Day } from '../kernel/day.ts'
import { invariant } from '../kernel/invariant.ts'
import type { CardIdentity, ComputedCard } from '../law/card.ts'
import type { Fee, FeeId } from '../law/careOrder.ts'
import type { Continuation } from '../law/continuation.ts'
import { lateFeeRule } from '../law/lateFees.ts'
import { type Book, computedCardOf, feesIn, fixedCardOf } from './book.ts'
import { cardless } from './statement.ts'

/** How the cards stood before a recording: the window of that day and what it is known by, and each computed card's fees. */
export type IdentitiesBefore = {
  readonly window: ReadonlySet<FeeId>
  readonly identity: CardIdentity | null
  readonly computed: ReadonlyMap<ComputedCard, ReadonlySet<FeeId>>
}

/** Takes a book, frozen as of the recording, and the recording's day. A window that stands empty ends its ids. */
export function identitiesBefore(book: Book, day: Day): IdentitiesBefore {
  const window = idsOf(windowOn(book, day))
  return {
    window,
    identity: window.size === 0 ? null : book.windowIdentity,
    computed: new Map(book.computed.map((card) => [card, idsOf(feesIn(book, card))])),
  }
}

/**
 * Gives identities to what a recording has made, taking new ones from `spare` in the order of need: first cards newly
 * reached, by reached date, then the card below the limit. Gives how many were taken. Throws when there are too few.
 */
export function passOnIdentities(
  book: Book,
  { before, day, spare }: { before: IdentitiesBefore; day: Day; spare: readonly CardIdentity[] },
  { arisen, ceased }: Continuation,
): number {
  let taken = 0
  const issue = (): CardIdentity => {
    const identity = spare[taken]
    invariant(identity !== undefined, 'identities enough for the cards that a recording makes')
    taken += 1
    return identity
  }
  let windowIdentity = before.identity
  book.computed = book.computed.map((card) => {
    if (!arisen.includes(card)) return card
    const inherits = windowIdentity !== null && feesIn(book, card).some((fee) => before.window.has(fee.id))
    const identity = inherits ? windowIdentity : issue()
    if (inherits) windowIdentity = null
    return { ...card, identity }
  })
  book.windowIdentity = identityOfWindow(windowOn(book, day), windowIdentity, before, ceased) ?? null
  if (book.windowIdentity === null && windowOn(book, day).length > 0) book.windowIdentity = issue()
  return taken
}

/** Its own of before while it shares a fee with itself; else those of the ceased card with which it shares most. */
function identityOfWindow(
  window: readonly Fee[],
  own: CardIdentity | null,
  before: IdentitiesBefore,
  ceased: Continuation['ceased'],
): CardIdentity | null {
  if (window.length === 0) return null
  if (own !== null && window.some((fee) => before.window.has(fee.id))) return own
  let best: ComputedCard | null = null
  let most = 0
  for (const card of ceased) {
    const shared = window.filter((fee) => before.computed.get(card)?.has(fee.id)).length
    if (shared > most) {
      best = card
      most = shared
    }
  }
  return best?.identity ?? null
}

/** What the card is known by that a fee lies on, on the day; null when it lies on none. */
export function identityOf(book: Book, fee: Fee, day: Day): CardIdentity | null {
  const fixed = fixedCardOf(book, fee)
  if (fixed !== null) return fixed.kind === 'given' ? { id: fixed.id, number: fixed.number } : fixed.identity
  const computed = computedCardOf(book, fee)
  if (computed !== null) return computed.identity
  return fee.lastDay >= day ? book.windowIdentity : null
}

function windowOn(book: Book, day: Day): Fee[] {
  const lateCardOf = lateFeeRule(book.fixed)
  return cardless(book).filter((fee) => fee.lastDay >= day && lateCardOf(fee) === null)
}

const idsOf = (fees: readonly Fee[]): Set<FeeId> => new Set(fees.map((fee) => fee.id))
