/** Persons who share one account (domain.md section 6), and the acts that brought them there (G4). */

import type { HsaId } from '../kernel/hsaId.ts'
import type { Moment } from '../kernel/moment.ts'
import type { PersonId } from '../kernel/personId.ts'
import { type Part, type Participation, standingOf } from './participation.ts'

export type GroupAct = Part & {
  readonly at: Moment
  readonly action: 'grouped' | 'ungrouped'
  /** The card's number of then; null when there was no card. */
  readonly cardNumber: string | null
}

/** Someone who has moved on to another account; it is known by the number that ids carry. */
export type Departure = { readonly person: PersonId; readonly to: string }

/** Someone who has come here, once or again; `from` is null for one who had no account. Kept also of those who have moved on. */
export type Arrival = { readonly person: PersonId; readonly from: string | null; readonly at: Moment }

export type Grouping = {
  /** Everyone in the account once somebody has joined it; before, nobody, and the fees tell whose it is. */
  readonly members: readonly PersonId[]
  readonly groupActs: readonly GroupAct[]
  readonly departed: readonly Departure[]
  /** In the order in which they came. */
  readonly arrivals: readonly Arrival[]
}

export const NO_GROUPING: Grouping = { members: [], groupActs: [], departed: [], arrivals: [] }

/** True when several persons share the account. */
export const isGroup = ({ members }: Pick<Grouping, 'members'>): boolean => members.length > 1

/** Whose account it is for one who asks of a person: the group without those who have left the principal (S2), or that one alone. */
export const personsOf = (
  { members, participations }: Pick<Grouping, 'members'> & { readonly participations: readonly Participation[] },
  { person, principal }: Part,
): readonly PersonId[] =>
  members.some((one) => one.equals(person))
    ? members.filter((one) => one.equals(person) || standingOf(participations, { person: one, principal }) !== 'out')
    : [person]

/** Each person once, in the order met. */
export const eachOnce = (persons: readonly PersonId[]): PersonId[] =>
  persons.filter((one, at) => persons.findIndex((other) => other.equals(one)) === at)

/** G4: an act as it is kept. */
export const groupAct = (
  action: GroupAct['action'],
  {
    person,
    principal,
    recordedAt,
    cardNumber,
  }: Part & { principal: HsaId; recordedAt: Moment; cardNumber: string | null },
): GroupAct => ({ person, principal, at: recordedAt, action, cardNumber })
