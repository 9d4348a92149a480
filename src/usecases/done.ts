/** What the caller of an act is told once it is on disk. */

import type { Notice } from '../domain/decisions/notices.ts'
import type { CardIdentity } from '../domain/law/card.ts'
import type { FeeId } from '../domain/law/careOrder.ts'

export type Done = {
  readonly notices: readonly Notice[]
  /** What the card is known by that the fee now lies on; null when it lies on none. */
  readonly card: CardIdentity | null
  /** Null when no fee was recorded. */
  readonly feeId: FeeId | null
}
