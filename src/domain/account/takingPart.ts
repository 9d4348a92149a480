/**
 * Leaving and coming back (domain.md S2): the fees and cards of one principal go out of sight and out of the reckoning, whole,
 * and stand aside until they are brought back as they were or erased. Other principals' remain.
 */

import { type Moment, swedishDay } from '../kernel/moment.ts'
import type { CardIdentity, ComputedCard, FixedCard, FrozenCard } from '../law/card.ts'
import type { FeeId } from '../law/careOrder.ts'
import type { Account } from './account.ts'
import type { FeeRecord } from './feeRecord.ts'
import { type IdentitiesBefore, identitiesBefore, passOnIdentities } from './identity.ts'
import { type Aside, type BareCard, isSamePart, type Part, type Participation } from './participation.ts'
import { rebuild } from './rebuild.ts'

/** S2: sets aside what the person has with the principal. Gives how many of the spare identities were taken by the cards that are left. */
export function leave(
  account: Account,
  { person, principal, recordedAt, eraseAt }: Part & { recordedAt: Moment; eraseAt: Moment | null },
  spare: readonly CardIdentity[],
): number {
  const { book } = account
  const part = { person, principal }
  const day = swedishDay(recordedAt)
  const before = identitiesBefore(book, day)
  const records = [...account.records.values()]
  const leaving = records.filter((record) => isSamePart(record, part))
  const staying = records.filter((record) => !isSamePart(record, part))
  const cards = book.fixed.filter((card) => isOfPart(card, account, part, staying))
  const aside = { ...part, records: leaving, ...whereThingsLay(before), fixed: cards.map(bare) }
  if (leaving.length + cards.length > 0) account.asides = [...account.asides, aside]
  account.records = new Map(staying.map((record) => [record.id, record]))
  for (const { id } of leaving) book.fees.set(id, null)
  for (const card of cards) if (card.kind === 'given') book.given.set(card.id, null)
  const stayingCards = book.fixed.filter((card) => !cards.includes(card))
  // What stays continues no card that has left: else one number would be two cards when that comes back.
  const computed = new Map([...before.computed].filter(([card]) => !leavesToo(card, part, staying)))
  const stood = { ...before, computed }
  say(account, { ...part, since: recordedAt, state: { kind: 'out', eraseAt } })
  return passOnIdentities(book, { before: stood, day, spare }, rebuild(account, stayingCards, stood, recordedAt))
}

/** A principal's cards leave with the last of those whom the account holds for it. */
const leavesToo = (card: Pick<FixedCard, 'principal'>, { principal }: Part, staying: readonly FeeRecord[]): boolean =>
  card.principal === principal && !staying.some((record) => record.principal === principal)

/** A given card is its person's, whoever else has fees in the account. */
function isOfPart(card: FixedCard, { given }: Account, part: Part, staying: readonly FeeRecord[]): boolean {
  const record = card.kind === 'given' ? given.get(card.id) : undefined
  return record === undefined ? leavesToo(card, part, staying) : isSamePart(record, part)
}

const bare = ({ fees: _, ...card }: FixedCard): BareCard => card

const whereThingsLay = ({ computed, window, identity }: IdentitiesBefore) => ({
  computed: [...computed].map(([card, fees]) => ({ card, fees: [...fees] })),
  window: [...window],
  windowIdentity: identity,
})

/** S2: the person is in; what was set aside stands as it stood, as though they had never left. Gives how many identities were taken. */
export function comeIn(
  account: Account,
  { person, principal, recordedAt }: Part & { recordedAt: Moment },
  spare: readonly CardIdentity[],
): number {
  const part = { person, principal }
  countIn(account, part, recordedAt)
  const aside = account.asides.find((one) => isSamePart(one, part))
  if (aside === undefined) return 0
  const { book } = account
  const day = swedishDay(recordedAt)
  const before = together(identitiesBefore(book, day), aside)
  account.asides = account.asides.filter((one) => one !== aside)
  const records = [...account.records.values(), ...aside.records].sort((a, b) => a.order - b.order)
  account.records = new Map(records.map((record) => [record.id, record]))
  const meanwhile = finalMeanwhile(aside, recordedAt).filter((card) => !isAmong(book.fixed, card))
  const fixed = [...book.fixed, ...aside.fixed, ...meanwhile].sort(inOrderOfFixing(account))
  return passOnIdentities(book, { before, day, spare }, rebuild(account, fixed, before, recordedAt))
}

/** L2, L4: cards of the principal's own that became FINAL while set aside: no settings recorded since move them. */
const finalMeanwhile = ({ computed, principal }: Aside, now: Moment): Omit<FrozenCard, 'fees'>[] =>
  computed
    .filter(({ card }) => card.principal === principal && card.finalAt <= now)
    .map(({ card }) => ({ ...card, kind: 'frozen' }))

/** In a group it may have gone on with the fees of others. */
const isAmong = (fixed: readonly FixedCard[], { identity }: Omit<FrozenCard, 'fees'>): boolean =>
  fixed.some((one) => one.kind === 'frozen' && one.identity?.id === identity?.id)

/** How the cards stood before, those that were set aside among them; one that has gone on meanwhile has the number it has now (L9). */
function together(now: IdentitiesBefore, aside: Aside): IdentitiesBefore {
  const standing = [...now.computed.keys()].map(({ identity }) => identity)
  const nowOf = (identity: CardIdentity | null): CardIdentity | null =>
    standing.find((one) => one?.id === identity?.id) ?? (now.identity?.id === identity?.id ? now.identity : identity)
  const setAside = aside.computed.map(({ card, fees }): [ComputedCard, ReadonlySet<FeeId>] => [
    { ...card, identity: nowOf(card.identity) },
    new Set(fees),
  ])
  const known = new Set(setAside.map(([{ identity }]) => identity?.id))
  const others = [...now.computed].filter(([{ identity }]) => !known.has(identity?.id))
  return {
    window: new Set([...now.window, ...aside.window]),
    identity: now.identity ?? nowOf(aside.windowIdentity),
    computed: new Map([...setAside, ...others]),
  }
}

/**
 * Section 3, step 1: a given card is fixed from its recording, a computed one from the moment it became FINAL. At one instant
 * what became FINAL goes first, by reached date, and then what was recorded, in the order of recording (L2).
 */
export function inOrderOfFixing({ given }: Pick<Account, 'given'>): (a: BareCard, b: BareCard) => number {
  const recorded = [...given.keys()]
  const place = (card: BareCard): number => (card.kind === 'given' ? recorded.indexOf(card.id) : NOT_GIVEN)
  return (a, b) => {
    const atOnce = place(a) - place(b) || a.reached - b.reached
    return fixedAt(a) - fixedAt(b) || atOnce
  }
}

const NOT_GIVEN = -1

const fixedAt = (card: BareCard): Moment => (card.kind === 'given' ? card.reachedAt : card.finalAt)

/** S3: what was set aside is gone, and is not brought back. */
export function forget(account: Account, { person, principal, recordedAt }: Part & { recordedAt: Moment }): void {
  const part = { person, principal }
  account.asides = account.asides.filter((one) => !isSamePart(one, part))
  account.consents = account.consents.filter((one) => !isSamePart(one, part))
  account.orders = account.orders.filter((one) => !isSamePart(one, part))
  account.given = new Map([...account.given].filter(([, one]) => !isSamePart(one, part)))
  account.groupActs = account.groupActs.filter((one) => !isSamePart(one, part))
  // One who has moved on is told of by the account that they moved to.
  if (!account.departed.some((one) => one.person.equals(person)))
    say(account, { ...part, since: recordedAt, state: { kind: 'erased' } })
}

/** S1: the person is in from then on, as by a registration that is a consent. */
export const countIn = (account: Account, { person, principal }: Part, since: Moment): void =>
  say(account, { person, principal, since, state: { kind: 'in' } })

/** S1: the newest that has been said of a part takes the place of what was said before. */
export function say(account: Account, said: Participation): void {
  account.participations = [...account.participations.filter((one) => !isSamePart(one, said)), said]
}
