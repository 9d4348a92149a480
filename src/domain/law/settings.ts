/** The settings that bear on the reckoning (domain.md C2, L2, L6, R5). */

import type { HsaId } from '../kernel/hsaId.ts'
import type { Ore } from '../kernel/money.ts'
import { type CeilingAmount, type Ceilings, ceilingsOf } from './ceiling.ts'
import type { FreeAges } from './freeByAge.ts'

/** L6: `keep`, a fee on a card that is or was FINAL may be corrected, and the card stays; `refuse`, it may not. */
export type FinalCardPolicy = 'keep' | 'refuse'

export type PrincipalRules = {
  /** L2: whole hours from the recording that reached the ceiling until the card is FINAL. */
  readonly preliminaryHours: number
  readonly finalCardPolicy: FinalCardPolicy
}

export type ReckoningSettings = {
  readonly ceilings: Ceilings
  /** For principals not named in `byPrincipal`. */
  readonly general: PrincipalRules
  readonly byPrincipal: ReadonlyMap<HsaId, PrincipalRules>
}

/** The amounts and the rules of an installation with one principal. */
export type Installation = { readonly ceilings: readonly CeilingAmount[]; readonly settings: PrincipalRules }

/** Takes an installation with one principal. Gives its settings. */
export const settingsOf = ({ ceilings, settings }: Installation): ReckoningSettings => ({
  ceilings: ceilingsOf(ceilings),
  general: settings,
  byPrincipal: new Map(),
})

/** Gives the rules of the principal. */
export const rulesOf = (settings: ReckoningSettings, principal: HsaId): PrincipalRules =>
  settings.byPrincipal.get(principal) ?? settings.general

/** A principal's own settings (domain.md section 11 for the first region). */
export type PrincipalSettings = PrincipalRules &
  FreeAges & {
    readonly id: HsaId
    readonly name: string
    readonly cardTypes: readonly { readonly id: string; readonly name: string }[]
    /** A visit may lie this many months back when it is registered. */
    readonly backdatingMonths: number
    readonly largestFee: Ore
    readonly cardNumberPrefix: string
    /** Patterns of the reserve numbers the principal takes. */
    readonly reserveNumbers: readonly RegExp[]
  }
