/** A journal system's till in plain words, the same whichever version of the contract it speaks. Answers are said as a person would note them. */

import type { Provider } from '../service/desk.ts'
import { till1and2 } from './till1and2.ts'
import { till3 } from './till3.ts'

export type Version = 1 | 2 | 3

/** What an act came to: the code, the text that is shown, and the fee's id. */
export type Said = { readonly code: string; readonly text: string | null; readonly fee: string | null }

export type Card = {
  readonly id: string
  readonly number: string
  readonly status: string
  readonly start: string | null
  readonly reached: string | null
  readonly end: string | null
  readonly paid: number
  readonly left: number
}
export type Row = {
  readonly date: string
  readonly amount: number
  readonly provider: string
  readonly status: string
  readonly reason: string | null
}
export type Shown = Omit<Said, 'fee'> & { readonly card: Card | null }
export type ShownWithFees = Shown & { readonly rows: readonly Row[] }

export type Visit = {
  readonly date: string
  readonly amount: string
  /** Another provider than the till's own, by HSA-id or by name. */
  readonly provider?: string
  /** The system's own id for the call. */
  readonly key?: string
}
export type Days = { readonly reached: string; readonly end: string; readonly start?: string; readonly number?: string }

export type Till = {
  readonly register: (person: string, visit: Visit) => Promise<Said>
  readonly correct: (fee: string, person: string, visit: Visit, reason?: string) => Promise<Said>
  readonly annul: (fee: string, reason?: string) => Promise<Said>
  readonly look: (person: string) => Promise<Shown>
  readonly lookWithFees: (person: string) => Promise<ShownWithFees>
  /** The patient holds a card of another principal, by its number; on medical grounds without. */
  readonly give: (person: string, days: Days) => Promise<Shown>
  readonly change: (card: string, days: Days) => Promise<Said>
  readonly remove: (card: string) => Promise<Said>
  readonly order: (person: string, card: string) => Promise<Said>
  readonly group: (owner: Owner, person: string) => Promise<Said>
  readonly ungroup: (owner: Owner, person: string) => Promise<Said>
  readonly groupOf: (person: string) => Promise<readonly string[]>
  /** FinishAccount in versions 1 and 2. */
  readonly leave: (person: string) => Promise<Said>
  /** In version 3 alone. */
  readonly three: Three | null
}
export type Three = {
  readonly enter: (person: string) => Promise<Said>
  readonly consent: (person: string, consent: boolean) => Promise<Said>
  readonly cards: (person: string) => Promise<Omit<Shown, 'card'> & { readonly cards: readonly Card[] }>
}

/** Version 3 tells a group by its card, versions 1 and 2 by any member. */
export type Owner = { readonly person: string; readonly card: string }
export type Place = { readonly address: string; readonly system: string; readonly at: Provider }

/** Takes the version that the system knows, and where it calls as whom. */
export const tillOf = (version: Version, place: Place): Till =>
  version === 3 ? till3(place) : till1and2(version, place)
