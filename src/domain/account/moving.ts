/**
 * A person comes to an account with all that is theirs, or leaves it for another (domain.md G1, G2). Each account records its half;
 * both stand in one commit. What stays fixed stays as it is; the rest is reckoned anew, and L3 says which card is "it".
 */

import { type Moment, swedishDay } from '../kernel/moment.ts'
import type { PersonId } from '../kernel/personId.ts'
import type { CardIdentity, ComputedCard } from '../law/card.ts'
import type { FeeId } from '../law/careOrder.ts'
import type { Account } from './account.ts'
import type { FeeRecord } from './feeRecord.ts'
import { groupAct } from './group.ts'
import { type IdentitiesBefore, identitiesBefore, passOnIdentities } from './identity.ts'
import type { PersonJoined, PersonLeft } from './ledgerEntry.ts'
import type { Aside, BareCard } from './participation.ts'
import { amongCards, type Portfolio } from './portfolio.ts'
import { rebuild } from './rebuild.ts'
import { countIn, inOrderOfFixing } from './takingPart.ts'

/** Takes the account that receives. Gives how many of the spare identities were taken. */
export function join(account: Account, entry: PersonJoined, spare: readonly CardIdentity[]): number {
  const { book } = account
  const { person, principal, recordedAt, members } = entry
  const day = swedishDay(recordedAt)
  const here = identitiesBefore(book, day)
  const portfolio = amongCards(entry.portfolio, book.fixed, here.identity)
  const before = together(here, portfolio)
  takeOver(account, portfolio)
  account.members = members
  account.departed = account.departed.filter((one) => !one.person.equals(person))
  account.arrivals = [...account.arrivals, { person, from: entry.from, at: recordedAt }]
  if (entry.action === 'grouped' && !hasSaid(account, entry)) countIn(account, entry, recordedAt)
  if (entry.consentOf !== undefined) countIn(account, { person: entry.consentOf, principal }, recordedAt)
  account.groupActs = [...account.groupActs, groupAct(entry.action, entry)]
  const fixed = [...book.fixed, ...portfolio.fixed].sort(inOrderOfFixing(account))
  return passOnIdentities(book, { before, day, spare }, rebuild(account, fixed, before, recordedAt))
}

const hasSaid = ({ participations }: Account, { person, principal }: PersonJoined): boolean =>
  participations.some((one) => one.principal === principal && one.person.equals(person))

/** P2: in the order in which they were recorded where they come from, after those that are here. */
function takeOver(account: Account, portfolio: Portfolio): void {
  const { book } = account
  const renumbered = (record: FeeRecord): FeeRecord => {
    const order = book.registrations
    book.registrations += 1
    return { ...record, order }
  }
  const inOrder = (records: readonly FeeRecord[]): FeeRecord[] =>
    records.toSorted((a, b) => a.order - b.order).map(renumbered)
  for (const record of inOrder(portfolio.records)) account.records.set(record.id, record)
  for (const record of portfolio.given) account.given.set(record.id, record)
  const asides = portfolio.asides.map((aside): Aside => ({ ...aside, records: inOrder(aside.records) }))
  for (const { records } of asides) for (const { id } of records) book.fees.set(id, null)
  account.asides = [...account.asides, ...asides]
  account.participations = [...account.participations, ...portfolio.participations]
  account.consents = [...account.consents, ...portfolio.consents]
  account.orders = [...account.orders, ...portfolio.orders]
  account.groupActs = [...account.groupActs, ...portfolio.groupActs]
}

/** How the cards of both stood: the card below the limit of the account goes before the newcomer's. */
function together(here: IdentitiesBefore, { computed, window, windowIdentity }: Portfolio): IdentitiesBefore {
  const theirs = computed.map(({ card, fees }): [ComputedCard, ReadonlySet<FeeId>] => [card, new Set(fees)])
  return {
    window: new Set([...here.window, ...window]),
    identity: here.identity ?? windowIdentity,
    computed: new Map([...here.computed, ...theirs]),
  }
}

/** Takes the account that is left. Gives how many of the spare identities were taken. */
export function depart(account: Account, entry: PersonLeft, spare: readonly CardIdentity[]): number {
  const { book } = account
  const { person, recordedAt, members } = entry
  const day = swedishDay(recordedAt)
  const before = identitiesBefore(book, day)
  const isOthers = (one: { readonly person: PersonId }): boolean => !one.person.equals(person)
  for (const record of account.records.values()) if (!isOthers(record)) book.fees.set(record.id, null)
  account.records = new Map([...account.records].filter(([, record]) => isOthers(record)))
  account.participations = account.participations.filter(isOthers)
  account.asides = account.asides.filter(isOthers)
  account.consents = account.consents.filter(isOthers)
  account.orders = account.orders.filter(isOthers)
  account.groupActs = account.groupActs.filter(isOthers)
  account.members = members
  account.departed = [...account.departed.filter(isOthers), { person, to: entry.to }]
  const fixed = members.length === 0 ? emptied(account) : book.fixed
  passGivenOn(account, person, members)
  return passOnIdentities(book, { before, day, spare }, rebuild(account, fixed, before, recordedAt))
}

/** G1: one who was alone takes every card along. */
function emptied({ book, given }: Account): readonly BareCard[] {
  for (const id of given.keys()) book.given.set(id, null)
  given.clear()
  return []
}

/** G2: what was given to the leaver stays valid for those who stay. */
function passGivenOn({ given }: Account, person: PersonId, [heir]: readonly PersonId[]): void {
  if (heir === undefined) return
  for (const [id, record] of given) if (record.person.equals(person)) given.set(id, { ...record, person: heir })
}

/** When what has left is to be erased, the first of several; null when nothing is. */
export const erasureOf = ({ participations }: Pick<Portfolio, 'participations'>): Moment | null => {
  const due = participations.flatMap(({ state }) =>
    state.kind === 'out' && state.eraseAt !== null ? [state.eraseAt] : [],
  )
  return due.length === 0 ? null : (Math.min(...due) as Moment)
}
