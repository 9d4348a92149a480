/** What is kept of one who has left is erased (domain.md S2, S3), in their account and in those that they have come from (G1, G2). */

import type { Account } from '../account/account.ts'
import { type ContentErased, isOfFee, type LedgerEntry, type Recorded } from '../account/ledgerEntry.ts'
import { isSamePart, type Part } from '../account/participation.ts'
import { recordInAccount } from '../account/recordInAccount.ts'
import { type Snapshot, snapshotOf } from '../account/snapshot.ts'
import { invariant } from '../kernel/invariant.ts'
import type { Moment } from '../kernel/moment.ts'
import type { PersonId } from '../kernel/personId.ts'
import type { CardId } from '../law/card.ts'
import type { FeeId } from '../law/careOrder.ts'

/** S2: those who have left and whose content is to be erased by the moment. */
export const dueForErasure = ({ participations }: Pick<Account, 'participations'>, now: Moment): Part[] =>
  participations.filter(({ state }) => state.kind === 'out' && state.eraseAt !== null && state.eraseAt <= now)

/** S3: the accounts that they have come from, each time, by the numbers that ids carry. */
export const formerAccounts = ({ arrivals }: Pick<Account, 'arrivals'>, person: PersonId): string[] =>
  arrivals.flatMap((one) => (one.person.equals(person) && one.from !== null ? [one.from] : []))

/** The fees and the given cards of a part, those that are told no more among them. */
export type Theirs = { readonly fees: ReadonlySet<FeeId>; readonly cards: ReadonlySet<CardId> }

export const NOTHING_KNOWN: Theirs = { fees: new Set(), cards: new Set() }

/** Takes an account, its entries as they stand, and what other accounts know. Gives all that is known of theirs. */
export function theirsIn(account: Account, part: Part, { entries, known }: Knowing): Theirs {
  const isTheirs = (one: Part): boolean => isSamePart(one, part)
  const brought = entries.flatMap(({ entry }) => (entry?.type === 'PersonJoined' ? [entry.portfolio] : []))
  const asides = [account, ...brought].flatMap((one) => one.asides)
  const records = [account.records.values(), ...[...brought, ...asides].map((one) => one.records)].flatMap((of) => [
    ...of,
  ])
  const given = [account.given.values(), ...brought.map((one) => one.given)].flatMap((of) => [...of])
  const told = entries.flatMap(({ entry }) =>
    entry !== null && 'principal' in entry && isTheirs(entry) ? [entry] : [],
  )
  return {
    fees: known.fees
      .union(new Set(records.filter(isTheirs).map(({ id }) => id)))
      .union(new Set(told.flatMap((entry) => (entry.type === 'FeeRegistered' ? [entry.feeId] : [])))),
    cards: known.cards
      .union(new Set(given.filter(isTheirs).map(({ id }) => id)))
      .union(new Set(told.flatMap((entry) => (entry.type === 'CardRegistered' ? [entry.cardId] : [])))),
  }
}

export type Knowing = { readonly entries: readonly Recorded[]; readonly known: Theirs }

/** Besides the fees' own: what these tell of cards, the erasure that follows tells of those that remain. */
const TELLING_CARDS: readonly string[] = ['ContentErased', 'SettingsAdopted', 'CardRenumbered']

/** True for what is theirs alone. */
function isOf(entry: LedgerEntry, part: Part, { fees, cards }: Theirs): boolean {
  if (isOfFee(entry)) return fees.has(entry.feeId)
  switch (entry.type) {
    case 'OptedIn':
    case 'OptedOut':
    case 'PersonLeft':
    case 'SettingsAdopted':
      return false
    case 'PersonJoined':
      // It tells all that they brought, whichever principal's.
      return entry.person.equals(part.person)
    case 'CardDeleted':
      return entry.fees.some((id) => fees.has(id))
    case 'CardCorrected':
    case 'CardWithdrawn':
    case 'CardRenumbered':
      return cards.has(entry.cardId)
    case 'ContentErased':
      return isSamePart(entry, part) || tellsOf(entry.remaining, part)
    case 'CardRegistered':
    case 'CardOrdered':
    case 'ReadConsentSaid':
      return isSamePart(entry, part)
  }
}

/** What stood when another was erased. */
const tellsOf = ({ records, given, asides, consents, orders, groupActs }: Snapshot, part: Part): boolean =>
  [...records, ...given, ...asides, ...consents, ...orders, ...groupActs].some((one) => isSamePart(one, part))

/** S3: whether the entries still tell something of theirs. */
export const isThereContentOf = (entries: readonly Recorded[], part: Part, theirs: Theirs): boolean =>
  entries.some(({ entry }) => entry !== null && isOf(entry, part, theirs))

/**
 * S3: takes an account, which it changes, its entries as they stand, and whose content is to go. Gives the entry that says so,
 * with the versions of all that is without content from then on: their own, and what only tells of cards.
 */
export function eraseContent(
  account: Account,
  part: Part,
  { entries, theirs, now }: { readonly entries: readonly Recorded[]; readonly theirs: Theirs; readonly now: Moment },
): ContentErased {
  const { person, principal } = part
  const isToGo = (entry: Recorded['entry']): boolean =>
    entry === null || TELLING_CARDS.includes(entry.type) || isOf(entry, part, theirs)
  const versions = entries.flatMap(({ entry }, at) => (isToGo(entry) ? [at + 1] : []))
  const common = { type: 'ContentErased', person, principal, recordedAt: now, versions, issued: [] } as const
  const taken = recordInAccount(account, { ...common, remaining: snapshotOf(account) }, [])
  invariant(taken === 0, 'an erasure makes no card')
  return { ...common, remaining: snapshotOf(account) }
}
