/** A reached card as the reckoning sees it (domain.md sections 3 and 5). A card below the limit is no card here: a window. */

import type { Brand } from '../kernel/brand.ts'
import type { Day } from '../kernel/day.ts'
import type { HsaId } from '../kernel/hsaId.ts'
import type { Moment } from '../kernel/moment.ts'
import type { Ore } from '../kernel/money.ts'
import type { Fee } from './careOrder.ts'

/** `cardSystemId`: a card's UUID. */
export type CardId = Brand<string, 'CardId'>

/** What the patient and the systems know a card by: its id, and the readable number printed on it. */
export type CardIdentity = { readonly id: CardId; readonly number: string }

/** What P4 says of a card when the ceiling is reached. */
export type ReachedPeriod = {
  readonly start: Day
  readonly reached: Day
  /** The last day of validity, inclusive. */
  readonly end: Day
  readonly ceiling: Ore
  /** Of the fee that reached the ceiling (L2). */
  readonly principal: HsaId
}

/** L3: a card wholly computed from the fees; every recording may move it or take it back. */
export type ComputedCard = ReachedPeriod & {
  /** The moment of the recording that made it reached (L2). */
  readonly reachedAt: Moment
  readonly finalAt: Moment
  readonly identity: CardIdentity | null
}

/** L4: a computed card frozen by becoming FINAL. */
export type FrozenCard = ComputedCard & { readonly kind: 'frozen'; readonly fees: Fee[] }

/** P7, L8: a card given by hand. Its reached date is its first day, its start unknown. */
export type GivenCard = {
  readonly kind: 'given'
  readonly id: CardId
  readonly number: string
  readonly principal: HsaId
  readonly reached: Day
  readonly end: Day
  readonly reachedAt: Moment
  readonly finalAt: Moment
}

/** A card that no recording of fees moves, and the fees of its own period (section 3, step 1), in care order. */
export type FixedCard = FrozenCard | (GivenCard & { readonly fees: Fee[] })

/** The first day of a card's own period: its start; for a given card its first valid day. */
export const firstDayOf = (card: FixedCard): Day => (card.kind === 'given' ? card.reached : card.start)

/** The first day on which a visit is free by the card (O2): a given card's first day; else the day after the reached date. */
export const firstFreeDayOf = (card: FixedCard | ComputedCard): Day =>
  ('kind' in card && card.kind === 'given' ? card.reached : card.reached + 1) as Day
