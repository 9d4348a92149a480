/** What has been recorded about an account: facts in the past tense, never changed or removed (domain.md R1, R2). */

import type { Day } from '../kernel/day.ts'
import type { HsaId } from '../kernel/hsaId.ts'
import type { Moment } from '../kernel/moment.ts'
import type { Ore } from '../kernel/money.ts'
import type { CardId } from '../law/card.ts'
import type { FeeId } from '../law/careOrder.ts'

export type FeeRegistered = {
  readonly type: 'FeeRegistered'
  readonly feeId: FeeId
  readonly principal: HsaId
  readonly visitDate: Day
  readonly amount: Ore
  readonly recordedAt: Moment
}

/** Gives the new visit date and amount; what is left out stays. */
export type FeeCorrected = {
  readonly type: 'FeeCorrected'
  readonly feeId: FeeId
  readonly visitDate: Day | null
  readonly amount: Ore | null
  readonly recordedAt: Moment
}

export type FeeAnnulled = { readonly type: 'FeeAnnulled'; readonly feeId: FeeId; readonly recordedAt: Moment }

export type CardRegistered = {
  readonly type: 'CardRegistered'
  readonly cardId: CardId
  readonly principal: HsaId
  readonly number: string
  readonly validFrom: Day
  readonly validThrough: Day
  readonly recordedAt: Moment
}

export type CardWithdrawn = { readonly type: 'CardWithdrawn'; readonly cardId: CardId; readonly recordedAt: Moment }

/** The facts the reckoning rests on. The ledger's entries say more (who, where, why), which moves no öre. */
export type Entry = FeeRegistered | FeeCorrected | FeeAnnulled | CardRegistered | CardWithdrawn
