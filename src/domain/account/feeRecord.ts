/** A fee with its history, as its records look from outside (domain.md R1): same id, at most one ACTIVE row. */

import type { Day } from '../kernel/day.ts'
import type { HsaId } from '../kernel/hsaId.ts'
import { invariant } from '../kernel/invariant.ts'
import type { Moment } from '../kernel/moment.ts'
import type { Ore } from '../kernel/money.ts'
import type { PersonId } from '../kernel/personId.ts'
import type { CardId } from '../law/card.ts'
import type { Fee, FeeId } from '../law/careOrder.ts'
import { ceilingOn } from '../law/ceiling.ts'
import { lastDay } from '../law/period.ts'
import type { ReckoningSettings } from '../law/settings.ts'

/** A provider or unit that gave care: tied to the directory by its id, or text for one outside it. */
export type Caregiver = { readonly id: HsaId | null; readonly text: string }

export type FeeValues = {
  readonly visit: Day
  readonly amount: Ore
  readonly careProvider: Caregiver
  readonly careUnit: Caregiver | null
  /** When the caller says it was registered, if it says so: kept and shown, and moves nothing. */
  readonly toldAt?: Moment
}

/** Values that a correction replaced, and why. */
export type ReplacedValues = FeeValues & { readonly reason: string | null }

export type FeeRecord = {
  readonly id: FeeId
  readonly order: number
  readonly registeredAt: Moment
  readonly person: PersonId
  readonly principal: HsaId
  /** The provider that registered it, and may correct it (S4). */
  readonly registeredBy: HsaId
  readonly values: FeeValues
  readonly replaced: readonly ReplacedValues[]
  /** Null while ACTIVE. `card`: the card the last values belonged to. */
  readonly annulled: { readonly reason: string | null; readonly card: CardId | null } | null
}

/** The fee as the reckoning sees it, with the ceiling that the settings have for its visit (C3). Throws when they have none. */
export function feeOf(record: FeeRecord, settings: ReckoningSettings): Fee {
  const { visit, amount } = record.values
  const ceiling = ceilingOn(settings.ceilings, record.principal, visit)
  invariant(ceiling !== null, 'a recorded fee lies within the days whose ceiling is known')
  const { id, order, registeredAt, principal } = record
  return { id, order, registeredAt, principal, visit, amount, lastDay: lastDay(visit), ceiling }
}
