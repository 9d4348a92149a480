/** A patient comes into the service or leaves it (domain.md S1, S2), and what is kept of one who has left is erased (S3). */

import type { Account } from '../account/account.ts'
import type {
  ContentErased,
  LedgerEntry,
  OpenClaim,
  OptedIn,
  OptedOut,
  ReadConsentSaid,
  Recorded,
} from '../account/ledgerEntry.ts'
import { isOfFee } from '../account/ledgerEntry.ts'
import { isSamePart, type Part, standingOf } from '../account/participation.ts'
import { recordInAccount } from '../account/recordInAccount.ts'
import { hasReadConsent } from '../account/saidByPatient.ts'
import { snapshotOf } from '../account/snapshot.ts'
import { knownStatementOf } from '../account/statement.ts'
import type { HsaId } from '../kernel/hsaId.ts'
import { invariant } from '../kernel/invariant.ts'
import { addHours, type Moment } from '../kernel/moment.ts'
import type { PersonId } from '../kernel/personId.ts'
import { no, ok, type Result } from '../kernel/result.ts'
import type { FeeId } from '../law/careOrder.ts'
import type { Circumstances, Decided } from './decided.ts'
import { mayBeSame } from './groupPerson.ts'
import type { Refusal } from './refusals.ts'
import { refuseStanding } from './standing.ts'

const HOURS_A_DAY = 24
const NOTHING: Decided = { entry: null, notices: [], card: null }

/** Takes an account, which it changes. Gives the entry to append; none when the person has said so already. */
export function optIn(account: Account, person: PersonId, circumstances: Circumstances): Result<Decided, Refusal> {
  const part = { person, principal: circumstances.principal.id }
  if (standingOf(account.participations, part) === 'in') return ok(NOTHING)
  const { now, by } = circumstances
  const also = alsoOf(account, part, 'out')
  return ok(recorded(account, { type: 'OptedIn', ...part, ...also, recordedAt: now, by, issued: [] }, circumstances))
}

/** Takes an account, which it changes. Gives the entry to append, with the money still owed; none when the person has left already. */
export function optOut(account: Account, person: PersonId, circumstances: Circumstances): Result<Decided, Refusal> {
  const { now, by, principal } = circumstances
  const part = { person, principal: principal.id }
  if (standingOf(account.participations, part) === 'out') return ok(NOTHING)
  const eraseAt = principal.optOut === 'erase' ? addHours(now, principal.eraseAfterDays * HOURS_A_DAY) : null
  const also = alsoOf(account, part, 'in')
  const leaving = [person, ...(also.also ?? [])]
  const claims = leaving.flatMap((one) => openClaims(account, { ...part, person: one }, now))
  const entry: OptedOut = { type: 'OptedOut', ...part, ...also, recordedAt: now, eraseAt, claims, by, issued: [] }
  return ok(recorded(account, entry, circumstances))
}

/** S2: the same person's other identities in the group; those of whom it is true already are passed over. */
function alsoOf({ members, participations }: Account, part: Part, standing: 'in' | 'out'): Pick<OptedOut, 'also'> {
  const also = members.filter(
    (one) =>
      !one.equals(part.person) &&
      mayBeSame(one, part.person) &&
      (standingOf(participations, { ...part, person: one }) === 'out') === (standing === 'out'),
  )
  return also.length === 0 ? {} : { also }
}

/** S4: takes an account, which it changes. The person lets the actor's provider see others' fees, or no longer; none to append when that is so already. */
export function setReadConsent(
  account: Account,
  { person, isGiven }: { readonly person: PersonId; readonly isGiven: boolean },
  circumstances: Circumstances,
): Result<Decided, Refusal> {
  const { now, by, principal } = circumstances
  const standing = refuseStanding(account, person, principal)
  if (standing !== null) return no(standing)
  const part = { person, principal: principal.id }
  if (hasReadConsent(account, person, by.provider) === isGiven) return ok(NOTHING)
  const entry: ReadConsentSaid = { type: 'ReadConsentSaid', ...part, isGiven, recordedAt: now, by, issued: [] }
  return ok(recorded(account, entry, circumstances))
}

function recorded(account: Account, entry: OptedIn | OptedOut | ReadConsentSaid, { spare }: Circumstances): Decided {
  const taken = recordInAccount(account, entry, spare)
  invariant(typeof taken === 'number', `an entry that the decision has found possible (${taken})`)
  return { ...NOTHING, entry: { ...entry, issued: spare.slice(0, taken) } }
}

/** S2: claims of money are kept until settled, whatever becomes of the fees. */
function openClaims(account: Account, part: Part, now: Moment): OpenClaim[] {
  if (account.version === 0) return []
  const { cards } = knownStatementOf(account.book, now, part.principal)
  return cards
    .flatMap((card) => card.shares)
    .filter(({ overcharged }) => overcharged > 0)
    .flatMap(({ fee, overcharged }) => {
      const record = account.records.get(fee.id)
      if (record === undefined || !isSamePart(record, part)) return []
      return [{ feeId: fee.id, provider: record.values.careProvider, visit: fee.visit, overcharged }]
    })
}

/** S2: those who have left and whose content is to be erased by the moment. */
export const dueForErasure = ({ participations }: Account, now: Moment): Part[] =>
  participations.filter(({ state }) => state.kind === 'out' && state.eraseAt !== null && state.eraseAt <= now)

/** Besides the fees' own: what these tell of cards, the erasure that follows tells of those that remain. */
const TELLING_CARDS: readonly string[] = ['ContentErased', 'SettingsAdopted', 'CardRenumbered']

/** Every fee of theirs that has ever stood in the account, one who has moved on from it included. */
function feesEver({ asides }: Account, part: Part, entries: readonly Recorded[]): ReadonlySet<FeeId> {
  const isTheirs = (one: Part): boolean => isSamePart(one, part)
  const brought = entries.flatMap(({ entry }) => (entry?.type === 'PersonJoined' ? [entry.portfolio] : []))
  const registered = entries.flatMap(({ entry }) =>
    entry?.type === 'FeeRegistered' && isTheirs(entry) ? [entry.feeId] : [],
  )
  const records = [
    ...brought.flatMap((portfolio) => portfolio.records),
    ...[...asides, ...brought.flatMap((portfolio) => portfolio.asides)].flatMap((aside) => aside.records),
  ]
  return new Set([...registered, ...records.filter(isTheirs).map(({ id }) => id)])
}

/** S3: the accounts that they have come from, by the numbers that ids carry. */
export const formerAccounts = (entries: readonly Recorded[], person: PersonId): string[] =>
  entries.flatMap(({ entry }) =>
    entry?.type === 'PersonJoined' && entry.person.equals(person) && entry.from !== null ? [entry.from] : [],
  )

/** What tells of a card given to the person, of a card ordered, and of read consent. */
function isOfTheirCard(entry: LedgerEntry, { given }: Account, part: Part): boolean {
  if (entry.type === 'OptedIn' || entry.type === 'OptedOut' || entry.type === 'PersonLeft') return false
  // It tells all that they brought, whichever principal's.
  if (entry.type === 'PersonJoined') return entry.person.equals(part.person)
  if ('person' in entry) return isSamePart(entry, part)
  const card = 'cardId' in entry ? given.get(entry.cardId) : undefined
  return card !== undefined && isSamePart(card, part)
}

/** True for what is without content from the erasure on: their own, and what only tells of cards. */
const isTheirs = (account: Account, part: Part, entries: readonly Recorded[]): ((entry: LedgerEntry) => boolean) => {
  const fees = feesEver(account, part, entries)
  return (entry) =>
    (isOfFee(entry) && fees.has(entry.feeId)) ||
    (entry.type === 'CardDeleted' && entry.fees.some((id) => fees.has(id))) ||
    isOfTheirCard(entry, account, part)
}

/** S3: whether the entries still tell something of theirs. */
export function isThereContentOf(account: Account, part: Part, entries: readonly Recorded[]): boolean {
  const isOne = isTheirs(account, part, entries)
  return entries.some(({ entry }) => entry !== null && isOne(entry))
}

/**
 * S3: takes an account, which it changes, its entries as they stand, and whose content is to go. Gives the entry that says so,
 * with the versions of all that is without content from then on.
 */
export function eraseContent(
  account: Account,
  part: { readonly person: PersonId; readonly principal: HsaId },
  { entries, now }: { readonly entries: readonly Recorded[]; readonly now: Moment },
): ContentErased {
  const { person, principal } = part
  const isOne = isTheirs(account, part, entries)
  const isToGo = (entry: Recorded['entry']): boolean =>
    entry === null || TELLING_CARDS.includes(entry.type) || isOne(entry)
  const versions = entries.flatMap(({ entry }, at) => (isToGo(entry) ? [at + 1] : []))
  const common = { type: 'ContentErased', person, principal, recordedAt: now, versions, issued: [] } as const
  const taken = recordInAccount(account, { ...common, remaining: snapshotOf(account) }, [])
  invariant(taken === 0, 'an erasure makes no card')
  return { ...common, remaining: snapshotOf(account) }
}
