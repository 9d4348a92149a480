/** What the use cases need of the world outside: a ledger, settings, a directory, a clock, identities. Adapters keep these contracts. */

import type { Caregiver } from '../domain/account/feeRecord.ts'
import type { CallingSystem } from '../domain/decisions/access.ts'
import type { Staff, StaffRules } from '../domain/decisions/staff.ts'
import type { Day } from '../domain/kernel/day.ts'
import type { HsaId } from '../domain/kernel/hsaId.ts'
import type { Moment } from '../domain/kernel/moment.ts'
import type { Ore } from '../domain/kernel/money.ts'
import type { PersonId } from '../domain/kernel/personId.ts'
import type { CardIdentity } from '../domain/law/card.ts'
import type { FeeId } from '../domain/law/careOrder.ts'
import type { Changes } from './changesPort.ts'
import type { Finding } from './finding.ts'
import type { Handovers } from './handovers.ts'

import type { AccountId, Ledger } from './ledgerPort.ts'
import type { OneAtATime } from './oneAtATime.ts'
import type { SettingsView } from './settingsView.ts'

export type Settings = {
  /** The newest that this process has seen. */
  readonly known: () => SettingsView
  /** Those of at least the version; read anew when this process has not seen it. */
  readonly atLeast: (version: number) => Promise<SettingsView>
  /** Reads anew what another process may have entered: for what is asked before an account is loaded. */
  readonly renew: () => Promise<SettingsView>
}

export type Directory = {
  /** As it is on record, also when it is not in force. */
  readonly system: (id: HsaId) => CallingSystem | null
  /** The providers that have an agreement with the principal. */
  readonly registerOf: (principal: HsaId) => ReadonlySet<HsaId>
  /** Ties a provider or unit to the directory when the text equals an HSA-id in it; else it stays text. */
  readonly caregiver: (text: string) => Caregiver
  /** What a provider or unit is called; null for one that is not in the directory. */
  readonly nameOf: (id: HsaId) => string | null
  /** Every provider in the directory, by name, with its units. */
  readonly providers: () => readonly NamedProvider[]
  /** Staff with every assignment on record, in force or not; null for one who is not in the directory. */
  readonly staff: (employee: HsaId) => Staff | null
  /** How a principal's tills work; null for a principal that is not of this installation. */
  readonly practiceOf: (principal: HsaId) => Practice | null
  /** The web application, as the ledger and the access log name it among systems. */
  readonly web: HsaId
}

export type NamedPlace = { readonly id: HsaId; readonly name: string }
export type NamedProvider = NamedPlace & { readonly units: readonly NamedPlace[] }

/** What a region's tills charge and whom they may ask, beside what bears on the reckoning. */
export type Practice = Pick<StaffRules, 'purposes' | 'removalBy'> & {
  readonly tariffs: readonly { readonly name: string; readonly amount: Ore }[]
  readonly support: { readonly name: string; readonly phone: string; readonly hours: string; readonly email: string }
}

/** What is known of people besides what they have paid. */
export type Population = {
  /** S5: sekretessmarkering or skyddad folkbokföring. */
  readonly isProtected: (person: PersonId) => boolean
  /** Null for one who is not in the register, and for a protected identity. */
  readonly find: (person: PersonId) => Registered | null
}

/** As the population register tells it. */
export type Registered = {
  readonly name: string
  /** Lines of the registered address; none where none is known. */
  readonly address: readonly string[]
  /** Null for the living. */
  readonly diedOn: Day | null
}

export type Ids = {
  readonly account: () => AccountId
  readonly fee: (account: AccountId) => FeeId
  /** A card's id, and a number of the principal's prefix and ten characters that can be neither guessed nor misread. */
  readonly card: (account: AccountId, prefix: string) => CardIdentity
  /** The account that an id made here carries; null for any other text. */
  readonly accountOf: (id: string) => AccountId | null
}

export type Ports = {
  readonly ledger: Ledger
  readonly settings: Settings
  readonly directory: Directory
  readonly population: Population
  readonly finding: Finding
  readonly handovers: Handovers
  readonly ids: Ids
  /** Lets acts on one account wait for each other within this process. */
  readonly inTurn: OneAtATime
  readonly now: () => Moment
  /** Tells those who look at an account that it has changed. */
  readonly changes: Changes
}
