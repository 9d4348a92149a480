/**
 * What a person takes along from one account to another (domain.md G1, G2): fees with their history, cards, and what the person
 * has said. It is told whole by the entry of the account that receives it.
 */

import type { Day } from '../kernel/day.ts'
import type { PersonId } from '../kernel/personId.ts'
import type { CardId, CardIdentity } from '../law/card.ts'
import type { Account } from './account.ts'
import type { GivenRecord } from './givenRecord.ts'
import type { GroupAct } from './group.ts'
import { type IdentitiesBefore, identitiesBefore } from './identity.ts'
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
 * G2: the share of one who leaves a group: the fees, and of every card one with the same dates and number under a new id. `fresh`:
 * a new id for each card of the account, fixed ones first.
 */
export function sharePortfolio(account: Account, person: PersonId, { day, fresh }: Sharing): Portfolio {
  const { book } = account
  const before = identitiesBefore(book, day)
  const isTheirs = (one: { readonly person: PersonId }): boolean => one.person.equals(person)
  const records = [...account.records.values()].filter(isTheirs)
  const own = new Set(records.map(({ id }) => id))
  const copies = book.fixed.map((card, at) => ({ from: idOf(card), card: renamed(bare(card), fresh[at]) }))
  const given = copies.flatMap(({ from, card }) => copyOf(account, person, from, idOf(card)))
  return {
    ...saidBy(account, person),
    records,
    given,
    asides: account.asides.filter(isTheirs),
    orders: [],
    fixed: copies.map(({ card }) => card),
    computed: sharesOfComputed(before, own, fresh.slice(copies.length)),
    window: [],
    windowIdentity: null,
  }
}

export type Sharing = { readonly day: Day; readonly fresh: readonly CardId[] }

const saidBy = ({ participations, consents, groupActs }: Account, person: PersonId) => ({
  participations: participations.filter((one) => one.person.equals(person)),
  consents: consents.filter((one) => one.person.equals(person)),
  groupActs: groupActs.filter((one) => one.person.equals(person)),
})

/** L3: a computed card of which some fees leave goes on at both, here under a new id. */
const sharesOfComputed = (
  { computed }: IdentitiesBefore,
  own: ReadonlySet<string>,
  fresh: readonly CardId[],
): Portfolio['computed'] =>
  [...computed].map(([card, fees], at) => ({
    card: { ...card, identity: identityUnder(card.identity, fresh[at]) },
    fees: [...fees].filter((id) => own.has(id)),
  }))

const bare = ({ fees: _, ...card }: Account['book']['fixed'][number]): BareCard => card

const idOf = (card: BareCard): CardId | undefined => (card.kind === 'given' ? card.id : card.identity?.id)

function renamed(card: BareCard, id: CardId | undefined): BareCard {
  if (card.kind === 'given') return { ...card, id: id ?? card.id }
  return { ...card, identity: identityUnder(card.identity, id) }
}

const identityUnder = (identity: CardIdentity | null, id: CardId | undefined): CardIdentity | null =>
  identity === null || id === undefined ? identity : { ...identity, id }

/** A given card of the group goes on as the leaver's own. */
function copyOf({ given }: Account, person: PersonId, from: CardId | undefined, id: CardId | undefined): GivenRecord[] {
  const record = from === undefined ? undefined : given.get(from)
  return record === undefined || id === undefined ? [] : [{ ...record, id, person }]
}
