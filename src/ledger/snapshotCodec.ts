/** A snapshot as the ledger keeps it: JSON text. It may be thrown away and rebuilt, so a new form needs no old reader. */

import type { FeeRecord } from '../domain/account/feeRecord.ts'
import type { GivenRecord } from '../domain/account/givenRecord.ts'
import type { Arrival, Departure, GroupAct, Grouping } from '../domain/account/group.ts'
import type { Aside, Participation } from '../domain/account/participation.ts'
import type { CardOrder, ReadConsent } from '../domain/account/saidByPatient.ts'
import type { Snapshot } from '../domain/account/snapshot.ts'
import type { HsaId } from '../domain/kernel/hsaId.ts'
import { PersonId } from '../domain/kernel/personId.ts'

/** The form written now; one of another form is not read but rebuilt. */
export const SNAPSHOT_FORM = 2

/** A person as kept: kind and text. */
export type KeptPerson = readonly [PersonId['kind'], string]
export const keepPerson = (person: PersonId): KeptPerson => [person.kind, person.reveal()]
export const readPerson = (kept: KeptPerson): PersonId => PersonId.known(...kept)

type WithPart = { readonly person: PersonId; readonly principal: HsaId }

export const keepPart = ({ person, principal }: WithPart) => ({ person: keepPerson(person), principal })
export const readPart = ({ person, principal }: Omit<WithPart, 'person'> & { readonly person: KeptPerson }) => ({
  person: readPerson(person),
  principal,
})

export type Kept<T extends { readonly person: PersonId }> = Omit<T, 'person'> & { readonly person: KeptPerson }
export type KeptAside = Omit<Kept<Aside>, 'records'> & { readonly records: readonly Kept<FeeRecord>[] }
/** What most accounts have nothing of is left out where there is nothing. */
export type KeptSnapshot = Omit<Snapshot, 'records' | 'participations' | 'asides' | Seldom> & {
  readonly records: readonly Kept<FeeRecord>[]
  readonly participations: readonly Kept<Participation>[]
  readonly asides: readonly KeptAside[]
  readonly given?: readonly Kept<GivenRecord>[]
  readonly consents?: readonly Kept<ReadConsent>[]
  readonly orders?: readonly Kept<CardOrder>[]
  readonly members?: readonly KeptPerson[]
  readonly groupActs?: readonly Kept<GroupAct>[]
  readonly departed?: readonly Kept<Departure>[]
  readonly arrivals?: readonly Kept<Arrival>[]
}
type Seldom = 'given' | 'consents' | 'orders' | keyof Grouping

/** Takes a snapshot. Gives it as text. */
export const encodeSnapshot = (snapshot: Snapshot): string => JSON.stringify(keepSnapshot(snapshot))

/** Takes text that encodeSnapshot has given. */
export const decodeSnapshot = (text: string): Snapshot => readSnapshot(JSON.parse(text) as KeptSnapshot)

/** Gives the snapshot as plain JSON. */
export const keepSnapshot = ({
  given,
  consents,
  orders,
  members,
  groupActs,
  departed,
  arrivals,
  ...snapshot
}: Snapshot): KeptSnapshot => ({
  ...snapshot,
  records: snapshot.records.map(keep),
  participations: snapshot.participations.map(keep),
  asides: snapshot.asides.map(keepAside),
  ...(given.length === 0 ? {} : { given: given.map(keep) }),
  ...(consents.length === 0 ? {} : { consents: consents.map(keep) }),
  ...(orders.length === 0 ? {} : { orders: orders.map(keep) }),
  ...(members.length === 0 ? {} : { members: members.map(keepPerson) }),
  ...(groupActs.length === 0 ? {} : { groupActs: groupActs.map(keep) }),
  ...(departed.length === 0 ? {} : { departed: departed.map(keep) }),
  ...(arrivals.length === 0 ? {} : { arrivals: arrivals.map(keep) }),
})

export const readSnapshot = (kept: KeptSnapshot): Snapshot => ({
  ...kept,
  given: (kept.given ?? []).map(read),
  consents: (kept.consents ?? []).map(read),
  orders: (kept.orders ?? []).map(read),
  members: (kept.members ?? []).map(readPerson),
  groupActs: (kept.groupActs ?? []).map(read),
  departed: (kept.departed ?? []).map(read),
  arrivals: (kept.arrivals ?? []).map(read),
  records: kept.records.map(read),
  participations: kept.participations.map(read),
  asides: kept.asides.map(readAside),
})

export const keepAside = (aside: Aside): KeptAside => ({ ...keep(aside), records: aside.records.map(keep) })

export const readAside = (kept: KeptAside): Aside => ({ ...read(kept), records: kept.records.map(read) })

export const keep = <T extends { readonly person: PersonId }>(one: T): Kept<T> => ({
  ...one,
  person: keepPerson(one.person),
})

export const read = <T extends { readonly person: KeptPerson }>(
  one: T,
): Omit<T, 'person'> & { readonly person: PersonId } => ({
  ...one,
  person: readPerson(one.person),
})
