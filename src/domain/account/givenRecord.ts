/** What the ledger knows of a card given by hand (domain.md L8) besides its days, which are the book's: whose it is, why, and what was told of its start. */

import type { Day } from '../kernel/day.ts'
import type { HsaId } from '../kernel/hsaId.ts'
import type { PersonId } from '../kernel/personId.ts'
import type { CardId } from '../law/card.ts'

/** `VALID_CARD`: the patient holds a card of another principal. `MEDICAL`: a decision on medical grounds. */
export type CardReason = 'VALID_CARD' | 'MEDICAL'

export type GivenRecord = {
  readonly id: CardId
  readonly person: PersonId
  readonly principal: HsaId
  readonly reason: CardReason
  /** Null until an update tells one: the start of a given card is unknown (P7). */
  readonly start: Day | null
  readonly isWithdrawn: boolean
}
