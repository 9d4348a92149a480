/**
 * The working form of one account while entries are recorded in it: which fee lies where, which cards are fixed, which are
 * computed (domain.md section 3). Mutable inside a reckoning and never outside it: replay.ts opens and closes it.
 */

import type { Day } from '../kernel/day.ts'
import type { Moment } from '../kernel/moment.ts'
import { type CardId, type CardIdentity, type ComputedCard, type FixedCard, firstDayOf } from '../law/card.ts'
import { type Fee, type FeeId, firstAfter, firstIndex, firstOnOrAfter, insert, remove } from '../law/careOrder.ts'
import { type Claim, claim, claimantOf } from '../law/claims.ts'
import { lateFeeRule } from '../law/lateFees.ts'
import type { ReckoningSettings } from '../law/settings.ts'

export type Book = {
  settings: ReckoningSettings
  /** ACTIVE fees by id; an annulled one is kept as null, so that its id is not given twice. */
  readonly fees: Map<FeeId, Fee | null>
  /** Given cards by id; a withdrawn one is kept as null. */
  readonly given: Map<CardId, FixedCard | null>
  /** Fees that no fixed card has taken, in care order. */
  remaining: Fee[]
  /** Cards computed of the remaining fees, by reached date; their periods do not overlap. */
  computed: ComputedCard[]
  /** In the order in which they became fixed. */
  fixed: FixedCard[]
  readonly claims: Claim[]
  /** First days of the given cards, in order (P7). */
  barriers: Day[]
  /** No computed card becomes FINAL before this moment. */
  nextFinalAt: Moment
  /** Moment of the last recording. */
  recordedAt: Moment
  /** Number of fees registered so far: the next one's order of recording. */
  registrations: number
  /** What the card below the limit is known by, while there is one. */
  windowIdentity: CardIdentity | null
}

export const NEVER = Number.POSITIVE_INFINITY as Moment
const BEFORE_ALL = Number.NEGATIVE_INFINITY as Moment

/** Gives a book with nothing in it. */
export const emptyBook = (settings: ReckoningSettings): Book => ({
  settings,
  fees: new Map(),
  given: new Map(),
  remaining: [],
  computed: [],
  fixed: [],
  claims: [],
  barriers: [],
  nextFinalAt: NEVER,
  recordedAt: BEFORE_ALL,
  registrations: 0,
  windowIdentity: null,
})

/** Section 3, step 1: puts an ACTIVE fee where its visit date belongs. Gives the fixed card that took it, or null. */
export function place(book: Book, fee: Fee): FixedCard | null {
  const card = claimantOf(book.claims, fee.visit)
  insert(card?.fees ?? book.remaining, fee)
  return card
}

/** Takes a fee from where its visit date had put it. Gives the fixed card it lay on, or null. */
export function takeOut(book: Book, fee: Fee): FixedCard | null {
  const card = claimantOf(book.claims, fee.visit)
  remove(card?.fees ?? book.remaining, fee)
  return card
}

/** Adds a card to the fixed ones and moves to it the remaining fees of the days it claims. */
export function fix(book: Book, card: FixedCard): void {
  book.fixed.push(card)
  claim(book.claims, card)
  const from = firstOnOrAfter(book.remaining, firstDayOf(card))
  const through = firstAfter(book.remaining, card.end)
  if (from < through) for (const fee of book.remaining.splice(from, through - from)) place(book, fee)
}

/** Takes a given card away as if it had never been. Gives those of its fees that are among the remaining ones again. */
export function unfix(book: Book, card: FixedCard): Fee[] {
  book.fixed = book.fixed.filter((other) => other !== card)
  book.claims.length = 0
  for (const other of book.fixed) claim(book.claims, other)
  return card.fees.filter((fee) => place(book, fee) === null)
}

/** The fixed card a fee lies on, by steps 1 and 3 of section 3; null when it lies on a computed card or on none. */
export function fixedCardOf(book: Book, fee: Fee): FixedCard | null {
  const card = claimantOf(book.claims, fee.visit)
  if (card !== null) return card
  return computedCardOf(book, fee) === null ? lateFeeRule(book.fixed)(fee) : null
}

/** The computed card in whose period a remaining fee's visit lies, or null. */
export function computedCardOf(book: Book, fee: Fee): ComputedCard | null {
  const card = book.computed[firstIndex(book.computed, ({ end }) => end >= fee.visit)]
  return card !== undefined && card.start <= fee.visit ? card : null
}

/** The fees of a computed card, in care order: the remaining ones of its period. */
export const feesIn = ({ remaining }: Book, { start, end }: ComputedCard): Fee[] =>
  remaining.slice(firstOnOrAfter(remaining, start), firstAfter(remaining, end))

/** The first days of the given cards, in order: no window reaches across one (P7). */
export const barriersOf = (book: Book): Day[] =>
  book.fixed.flatMap((card) => (card.kind === 'given' ? [card.reached] : [])).sort((a, b) => a - b)
