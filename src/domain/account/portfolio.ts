/**
 * What a person takes along from one account to another (domain.md G1, G2): fees with their history, cards, and what the person
 * has said. It is told whole by the entry of the account that receives it.
 */

import type { Day } from '../kernel/day.ts'
import { invariant } from '../kernel/invariant.ts'
import type { PersonId } from '../kernel/personId.ts'
import type { CardId, CardIdentity, ComputedCard } from '../law/card.ts'
import type { FeeId } from '../law/careOrder.ts'
import type { Account } from './account.ts'
import type { FeeRecord } from './feeRecord.ts'
import type { GivenRecord } from './givenRecord.ts'
import type { GroupAct } from './group.ts'
import { identitiesBefore } from './identity.ts'
import type { Aside, BareCard, Participation } from './participation.ts'
import type { CardOrder, ReadConsent } from './saidByPatient.ts'

export type Portfolio = Pick<Aside, 'records' | 'fixed' | 'computed' | 'window' | 'windowIdentity'> & {
  readonly given: readonly GivenRecord[]
  readonly participations: readonly Participation[]
  readonly asides: readonly Aside[]
  readonly consents: readonly ReadConsent[]
  readonly orders: readonly CardOrder[]
  readonly groupActs: readonly GroupAct[]
}

export const EMPTY_PORTFOLIO: Portfolio = {
  records: [],
  fixed: [],
  computed: [],
  window: [],
  windowIdentity: null,
  given: [],
  participations: [],
  asides: [],
  consents: [],
  orders: [],
  groupActs: [],
}

/** G1: all there is, of one who has been alone in the account: cards keep their ids. */
export function wholePortfolio(account: Account, person: PersonId, day: Day): Portfolio {
  const { computed, window, identity } = identitiesBefore(account.book, day)
  return {
    ...saidBy(account, person),
    records: [...account.records.values()],
    given: [...account.given.values()],
    asides: account.asides,
    orders: account.orders,
    fixed: account.book.fixed.map(bare),
    computed: [...computed].map(([card, fees]) => ({ card, fees: [...fees] })),
    window: [...window],
    windowIdentity: identity,
  }
}

/**
 * G2: the share of one who leaves a group: the fees, and of every fixed card one with the same dates and number under a new id. Other
 * cards that go on with these fees have another number too. `fresh`: as many as newCardsOf says.
 */
export function sharePortfolio(account: Account, person: PersonId, { day, fresh }: Sharing): Portfolio {
  const { book } = account
  const before = identitiesBefore(book, day)
  const isTheirs = (one: { readonly person: PersonId }): boolean => one.person.equals(person)
  const records = [...account.records.values()].filter(isTheirs)
  const own = new Set(records.map(({ id }) => id))
  const ownOf = (fees: ReadonlySet<FeeId>): FeeId[] => [...fees].filter((id) => own.has(id))
  const asides = account.asides.filter(isTheirs)
  const renamed = newNames(account, asides, fresh)
  return {
    ...saidBy(account, person),
    records: records.map((record) => withCard(record, (id) => renamed.get(id)?.id ?? id)),
    given: book.fixed.flatMap((card) => copyOf(account, person, card, renamed)),
    asides: asides.map((aside) => asideUnder(aside, renamed)),
    orders: [],
    fixed: book.fixed.map((card) => under(bare(card), renamed)),
    computed: [...before.computed].map(([card, fees]) => ({ card: under(card, renamed), fees: ownOf(fees) })),
    window: ownOf(before.window),
    windowIdentity: nameUnder(before.identity, renamed),
  }
}

export type Sharing = { readonly day: Day; readonly fresh: readonly CardIdentity[] }

/** How many new identities a leaver may need. */
export const newCardsOf = ({ book, asides }: Account): number =>
  book.fixed.length + book.computed.length + asides.flatMap(({ computed }) => computed).length + asides.length + 1

type NewNames = ReadonlyMap<CardId, CardIdentity>

/** A card that is set aside and goes on in the account is one card. */
function newNames({ book }: Account, asides: readonly Aside[], fresh: readonly CardIdentity[]): NewNames {
  const names = new Map<CardId, CardIdentity>()
  const rename = (identity: CardIdentity | null, keepsNumber: boolean): void => {
    if (identity === null || names.has(identity.id)) return
    const made = fresh[names.size]
    invariant(made !== undefined, 'identities enough for the cards of one who leaves')
    names.set(identity.id, keepsNumber ? { ...made, number: identity.number } : made)
  }
  for (const card of book.fixed) rename(identityOf(card), true)
  const others = [...book.computed, ...asides.flatMap(({ computed }) => computed.map(({ card }) => card))]
  for (const { identity } of others) rename(identity, false)
  for (const { windowIdentity } of [book, ...asides]) rename(windowIdentity, false)
  return names
}

/**
 * The portfolio as it stands among the cards of the account that receives it: a copy that meets the card that it is of is that card,
 * and below the limit there is one.
 */
export function amongCards(portfolio: Portfolio, fixed: readonly BareCard[], below: CardIdentity | null): Portfolio {
  const { windowIdentity } = portfolio
  const met = new Map<CardId, CardId>()
  if (below !== null && windowIdentity !== null) met.set(windowIdentity.id, below.id)
  for (const card of portfolio.fixed) {
    const [id, same] = [identityOf(card)?.id, identityOf(fixed.find((other) => isSameCard(other, card)) ?? null)?.id]
    if (id !== undefined && same !== undefined) met.set(id, same)
  }
  const nameOf = (id: CardId): CardId => met.get(id) ?? id
  return {
    ...portfolio,
    fixed: portfolio.fixed.filter((card) => !met.has(identityOf(card)?.id as CardId)),
    given: portfolio.given.filter(({ id }) => !met.has(id)),
    records: portfolio.records.map((record) => withCard(record, nameOf)),
    orders: portfolio.orders.map((order) => ({ ...order, cardId: nameOf(order.cardId) })),
  }
}

const isSameCard = (a: BareCard, b: BareCard): boolean =>
  a.kind === b.kind &&
  identityOf(a)?.number === identityOf(b)?.number &&
  a.principal === b.principal &&
  a.reached === b.reached &&
  a.end === b.end

const saidBy = ({ participations, consents, groupActs }: Account, person: PersonId) => ({
  participations: participations.filter((one) => one.person.equals(person)),
  consents: consents.filter((one) => one.person.equals(person)),
  groupActs: groupActs.filter((one) => one.person.equals(person)),
})

const bare = ({ fees: _, ...card }: Account['book']['fixed'][number]): BareCard => card

/** What a fixed card is known by. */
export function identityOf(card: BareCard | null): CardIdentity | null {
  if (card === null) return null
  return card.kind === 'given' ? { id: card.id, number: card.number } : card.identity
}

const nameUnder = (identity: CardIdentity | null, renamed: NewNames): CardIdentity | null =>
  identity === null ? null : (renamed.get(identity.id) ?? identity)

function under<Card extends BareCard | ComputedCard>(card: Card, renamed: NewNames): Card {
  if ('kind' in card && card.kind === 'given') return { ...card, id: renamed.get(card.id)?.id ?? card.id }
  return { ...card, identity: nameUnder((card as ComputedCard).identity, renamed) }
}

/** Fixed cards that were set aside are nobody else's. */
const asideUnder = (aside: Aside, renamed: NewNames): Aside => ({
  ...aside,
  computed: aside.computed.map(({ card, fees }) => ({ card: under(card, renamed), fees })),
  windowIdentity: nameUnder(aside.windowIdentity, renamed),
})

/** An annulled fee under the card that is now what its card was. */
const withCard = (record: FeeRecord, nameOf: (id: CardId) => CardId): FeeRecord =>
  record.annulled === null || record.annulled.card === null
    ? record
    : { ...record, annulled: { ...record.annulled, card: nameOf(record.annulled.card) } }

/** A given card of the group goes on as the leaver's own. */
function copyOf({ given }: Account, person: PersonId, card: BareCard, renamed: NewNames): GivenRecord[] {
  const record = card.kind === 'given' ? given.get(card.id) : undefined
  return record === undefined ? [] : [{ ...record, id: renamed.get(record.id)?.id ?? record.id, person }]
}
