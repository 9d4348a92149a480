/** What an account says on a day: its cards, what each fee was due, what remains, what was taken too much (domain.md L7, O1–O3). */

import type { Day } from '../kernel/day.ts'
import type { HsaId } from '../kernel/hsaId.ts'
import { invariant } from '../kernel/invariant.ts'
import { type Moment, swedishDay } from '../kernel/moment.ts'
import { NO_MONEY, type Ore, ore } from '../kernel/money.ts'
import { no, ok, type Result } from '../kernel/result.ts'
import type { CardIdentity, ComputedCard, FixedCard } from '../law/card.ts'
import { type Fee, firstAfter } from '../law/careOrder.ts'
import { ceilingOn } from '../law/ceiling.ts'
import { coverageOf, type FeeShare, sharesBelowLimit, sharesOf } from '../law/due.ts'
import { lateFeeRule } from '../law/lateFees.ts'
import { type Book, feesIn } from './book.ts'
import { bookOnDay } from './earlierDay.ts'
import { freeze } from './freeze.ts'

type Figures = {
  readonly shares: readonly FeeShare[]
  readonly currentAmount: Ore
  readonly amountToLimit: Ore
  readonly overcharged: Ore
  readonly identity: CardIdentity | null
  readonly principal: HsaId
}

/** A card below the limit (L1): the window in progress. Its ceiling is that of the principal that asks, on the day of asking (C4). */
export type BelowLimitStatement = Figures & {
  readonly kind: 'belowLimit'
  readonly status: 'BELOW_LIMIT'
  readonly start: Day
  readonly ceiling: Ore
}

/** A computed card, frozen or not (L3, L4). `finalAt` is when it becomes or became FINAL (L2). */
export type ReachedStatement = Figures & {
  readonly kind: 'reached'
  readonly status: 'PRELIMINARY' | 'FINAL' | 'EXPIRED'
  readonly start: Day
  readonly reached: Day
  readonly end: Day
  readonly ceiling: Ore
  readonly reachedAt: Moment
  readonly finalAt: Moment
  readonly isFrozen: boolean
}

export type GivenStatement = Figures & {
  readonly kind: 'given'
  readonly status: 'PRELIMINARY' | 'FINAL' | 'EXPIRED'
  readonly reached: Day
  readonly end: Day
  readonly reachedAt: Moment
  readonly finalAt: Moment
}

export type ValidCardStatement = ReachedStatement | GivenStatement
export type CardStatement = BelowLimitStatement | ValidCardStatement

export type Statement = {
  readonly asOf: Moment
  readonly day: Day
  /** By reached date, then end, then fixed before computed; last, the card below the limit if one is in progress. */
  readonly cards: readonly CardStatement[]
  readonly current: CardStatement | null
  /** ACTIVE fees in no card, in care order. */
  readonly expired: readonly Fee[]
  readonly overcharged: Ore
}

/**
 * Takes a book and a moment no earlier than its last recording. Gives what it says to the principal that asks (C4).
 * Refuses when that principal's ceiling is needed and none is known on the day (C5).
 */
export function statementOf(book: Book, asOf: Moment, asker: HsaId): Result<Statement, 'NoCeilingKnown'> {
  freeze(book, asOf)
  return stateOn(book, { asOf, day: swedishDay(asOf) }, asker)
}

/**
 * R2: as statementOf, as of a day no later than the moment's: what that day's answer would have been, knowing what the book
 * knows. Whether a card is FINAL is told by the moment; what counts, what is valid and what has expired by the day.
 */
export function statementOnDay(
  book: Book,
  { asOf, day }: { readonly asOf: Moment; readonly day: Day },
  asker: HsaId,
): Result<Statement, 'NoCeilingKnown'> {
  freeze(book, asOf)
  return stateOn(day < swedishDay(asOf) ? bookOnDay(book, day) : book, { asOf, day }, asker)
}

function stateOn(
  book: Book,
  { asOf, day }: { readonly asOf: Moment; readonly day: Day },
  asker: HsaId,
): Result<Statement, 'NoCeilingKnown'> {
  const { late, window, expired } = sortOut(book, day)
  const reached = reachedCards(book, late, asOf, day)
  const below = window.length === 0 ? null : belowLimit(book, window, asker, day)
  if (below === 'NoCeilingKnown') return no(below)
  return ok({
    asOf,
    day,
    cards: below === null ? reached : [...reached, below],
    current: currentCard(reached, day) ?? below,
    expired,
    overcharged: sum(reached, (card) => card.overcharged),
  })
}

/** As statementOf, where a ceiling is known to be: every day from the first amount on (C5). Throws otherwise. */
export function knownStatementOf(book: Book, asOf: Moment, asker: HsaId): Statement {
  const statement = statementOf(book, asOf, asker)
  invariant(statement.ok, 'a ceiling is known on the day of asking')
  return statement.value
}

type SortedOut = { readonly late: ReadonlyMap<FixedCard, Fee[]>; readonly window: Fee[]; readonly expired: Fee[] }

/** The remaining fees that no computed card holds: late ones of fixed cards (step 3), the window in progress, expired ones. */
function sortOut(book: Book, day: Day): SortedOut {
  const late = new Map<FixedCard, Fee[]>()
  const window: Fee[] = []
  const expired: Fee[] = []
  const lateCardOf = lateFeeRule(book.fixed)
  for (const fee of cardless(book)) {
    const card = lateCardOf(fee)
    if (card === null) (fee.lastDay >= day ? window : expired).push(fee)
    else if (!late.get(card)?.push(fee)) late.set(card, [fee])
  }
  return { late, window, expired }
}

/** The remaining fees outside every computed card's period (P5), in care order. */
export function cardless({ remaining, computed }: Book): readonly Fee[] {
  if (computed.length === 0) return remaining
  const outside: Fee[] = []
  let at = 0
  for (const card of computed) {
    while (at < remaining.length && (remaining[at] as Fee).visit < card.start) outside.push(remaining[at++] as Fee)
    at = Math.max(at, firstAfter(remaining, card.end))
  }
  while (at < remaining.length) outside.push(remaining[at++] as Fee)
  return outside
}

function reachedCards(book: Book, late: SortedOut['late'], asOf: Moment, day: Day): ValidCardStatement[] {
  if (book.fixed.length + book.computed.length === 0) return []
  const coverage = coverageOf([...book.fixed, ...book.computed])
  const fixed = book.fixed.map((card) => {
    const lateFees = late.get(card)
    const fees = lateFees === undefined ? card.fees : [...lateFees, ...card.fees]
    return fixedStatement(card, sharesOf(card, fees, coverage), asOf, day)
  })
  const computed = book.computed.map((card) =>
    computedStatement(card, sharesOf(card, feesIn(book, card), coverage), day),
  )
  return [...fixed, ...computed].sort((a, b) => a.reached - b.reached || a.end - b.end)
}

function fixedStatement(card: FixedCard, shares: FeeShare[], asOf: Moment, day: Day): ValidCardStatement {
  const figures = figuresOf(shares)
  const status = day > card.end ? 'EXPIRED' : card.finalAt <= asOf ? 'FINAL' : 'PRELIMINARY'
  const { principal, reached, end, reachedAt, finalAt } = card
  const common = { ...figures, status, principal, reached, end, reachedAt, finalAt } as const
  if (card.kind === 'given') return { ...common, kind: 'given', identity: { id: card.id, number: card.number } }
  return {
    ...common,
    kind: 'reached',
    identity: card.identity,
    start: card.start,
    ceiling: card.ceiling,
    isFrozen: true,
  }
}

function computedStatement(card: ComputedCard, shares: FeeShare[], day: Day): ReachedStatement {
  const status = day > card.end ? 'EXPIRED' : 'PRELIMINARY'
  return { ...figuresOf(shares), ...card, kind: 'reached', status, isFrozen: false }
}

/** O3: on a card reached or given, what remains is minus what is overcharged: a valid card never asks for more. */
function figuresOf(
  shares: readonly FeeShare[],
): Pick<Figures, 'shares' | 'currentAmount' | 'amountToLimit' | 'overcharged'> {
  const overcharged = sum(shares, (share) => share.overcharged)
  const amountToLimit = overcharged === 0 ? NO_MONEY : ore(-overcharged)
  return { shares, currentAmount: sum(shares, ({ fee }) => fee.amount), amountToLimit, overcharged }
}

/** O3, C4: what remains to the ceiling of the principal that asks, on the day of asking. */
function belowLimit(book: Book, window: Fee[], asker: HsaId, day: Day): BelowLimitStatement | 'NoCeilingKnown' {
  const ceiling = ceilingOn(book.settings.ceilings, asker, day)
  if (ceiling === null) return 'NoCeilingKnown'
  const currentAmount = sum(window, (fee) => fee.amount)
  return {
    kind: 'belowLimit',
    status: 'BELOW_LIMIT',
    start: (window[0] as Fee).visit,
    ceiling,
    shares: sharesBelowLimit(window),
    currentAmount,
    amountToLimit: ore(ceiling - currentAmount),
    overcharged: NO_MONEY,
    identity: book.windowIdentity,
    principal: asker,
  }
}

/** L7: of the reached cards valid on the day, the one with the latest end, then the latest reached date. */
function currentCard(cards: readonly ValidCardStatement[], day: Day): ValidCardStatement | null {
  let current: ValidCardStatement | null = null
  for (const card of cards) {
    if (card.reached > day || card.end < day) continue
    if (current === null || card.end > current.end || (card.end === current.end && card.reached > current.reached)) {
      current = card
    }
  }
  return current
}

const sum = <T>(items: readonly T[], amountOf: (item: T) => Ore): Ore => {
  let total = 0
  for (const item of items) total += amountOf(item)
  return ore(total)
}
