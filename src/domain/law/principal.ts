/** A principal's settings as they are on one day (domain.md section 11 for the first region). */

import type { HsaId } from '../kernel/hsaId.ts'
import type { Ore } from '../kernel/money.ts'
import type { FreeAges } from './freeByAge.ts'
import type { PrincipalRules } from './settings.ts'

/** S1, S2: how one comes into the service and leaves it. */
export type ParticipationRules = {
  /** `presumed`: everyone is in until they leave; `asked`: no data is stored before they have said yes. */
  readonly optIn: 'presumed' | 'asked'
  /** What is done with the content of one who has left. */
  readonly optOut: 'hide' | 'erase'
  readonly eraseAfterDays: number
  /** Who may let a patient leave, besides calling systems that are granted it. */
  readonly optOutBy: 'till' | 'support'
}

export type PrincipalSettings = PrincipalRules &
  FreeAges &
  ParticipationRules & {
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
