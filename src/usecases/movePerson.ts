/** The write path of an act on two accounts: load both, decide, append both or none; on a conflict, again. */

import { setTimeout } from 'node:timers/promises'
import type { Account } from '../domain/account/account.ts'
import type { GroupEntry, PersonJoined, PersonLeft } from '../domain/account/ledgerEntry.ts'
import type { Portfolio } from '../domain/account/portfolio.ts'
import { recordInAccount } from '../domain/account/recordInAccount.ts'
import { snapshotOf } from '../domain/account/snapshot.ts'
import type { Circumstances } from '../domain/decisions/decided.ts'
import { type Moved, personsIn } from '../domain/decisions/groupPerson.ts'
import type { Refusal } from '../domain/decisions/refusals.ts'
import type { HsaId } from '../domain/kernel/hsaId.ts'
import { invariant } from '../domain/kernel/invariant.ts'
import { type Moment, swedishDay } from '../domain/kernel/moment.ts'
import type { PersonId } from '../domain/kernel/personId.ts'
import { no, ok, type Result } from '../domain/kernel/result.ts'
import type { CardIdentity } from '../domain/law/card.ts'
import type { PrincipalSettings } from '../domain/law/principal.ts'
import type { Done } from './done.ts'
import type { AccessLine, AccountId, Address, Appending, Loaded, PersonMove, Remembering } from './ledgerPort.ts'
import { answeredBefore, type Once, orElseReused, rememberingOf, seenBefore } from './once.ts'
import { notBefore, openAccount } from './openAccount.ts'
import type { Ports } from './ports.ts'
import { spareIdentities } from './spareIdentities.ts'

/** One account as it stands; one that is not there yet has the id it would have. */
export type Side = {
  readonly account: Account
  readonly id: AccountId
  readonly isThere: boolean
  readonly adopted: readonly CardIdentity[]
}

/** The group's account, the person's own, and one that may be opened. */
export type Halves = { readonly group: Side; readonly own: Side; readonly fresh: Side }

export type MoveDecided = (halves: Halves, circumstances: Circumstances) => Result<Moved, Refusal>

export type Moving = {
  readonly act: string
  /** Of the group. */
  readonly address: Address
  readonly person: PersonId
  readonly principal: HsaId
  readonly by: Circumstances['by']
  readonly once: Once
  /** Null: that of the group's account. */
  readonly cardType: string | null
}

const NOTHING: Done = { notices: [], card: null, feeId: null }
const MOST_ATTEMPTS = 50
const LONGEST_PAUSE_MS = 20

/** Gives that it is done, once both accounts are on disk; the refusal, with nothing recorded. Throws when they stay contended. */
export async function movePerson(ports: Ports, moving: Moving, decide: MoveDecided): Promise<Result<Done, Refusal>> {
  for (let count = 1; count <= MOST_ATTEMPTS; count += 1) {
    const outcome = await attempt(ports, moving, decide)
    if (outcome !== 'conflict') return outcome
    await setTimeout(Math.random() * LONGEST_PAUSE_MS)
  }
  throw new Error('the accounts are contended: no attempt to append met the versions it was decided on')
}

type Seen = {
  readonly halves: Halves
  readonly cardType: string
  readonly loaded: Loaded
  readonly now: Moment
  readonly principal: PrincipalSettings
}

async function attempt(ports: Ports, moving: Moving, decide: MoveDecided): Promise<Result<Done, Refusal> | 'conflict'> {
  const { once, by } = moving
  const seen = await look(ports, moving)
  if (seen === null) return no({ kind: 'CardUnknown' })
  const { halves, loaded, now, principal } = seen
  const before = answeredBefore(once, loaded.remembered, now)
  await noteOthers(ports, moving, seen)
  const tell = async <T>(outcome: T): Promise<T> => {
    await ports.ledger.note(lineFor(moving, now, moving.person))
    return outcome
  }
  if (before?.ok) return tell(before)
  const decided = orElseReused(decide(halves, { now, principal, by, spare: [] }), before)
  if (!decided.ok) return tell(decided)
  const { joined } = decided.value
  const remember = rememberingOf(once, { done: NOTHING, principal, now, seenAt: seenBefore(loaded.remembered) })
  if (joined !== null) return record(ports, moving, seen, { ...decided.value, joined, remember })
  await tell(null)
  if (remember === null) return ok(NOTHING)
  const kept = await ports.ledger.remember(halves.group.id, now, remember)
  return kept === 'conflict' ? 'conflict' : ok(NOTHING)
}

/** Null when no account is known by what was told, and none is opened by it. */
async function look(
  ports: Ports,
  { address, once, person, principal: id, cardType: told }: Moving,
): Promise<Seen | null> {
  const { ledger } = ports
  const loaded = await ledger.load(address, once.key)
  const cardType = told ?? loaded.account?.cardType
  if (cardType === undefined) return null
  const ownLoaded = await ledger.load({ by: 'person', person, cardType }, null)
  const principal = (await ports.settings.atLeast(loaded.settingsVersion)).principal(id, swedishDay(ports.now()))
  invariant(principal !== null, 'a principal that has been permitted has settings')
  const prefix = principal.cardNumberPrefix
  const group = await sideOf(ports, loaded, prefix)
  const own = await sideOf(ports, ownLoaded, prefix)
  const fresh = await sideOf(ports, { ...ownLoaded, account: null }, prefix)
  const now = notBefore(own.account, notBefore(group.account, ports.now()))
  return { halves: { group, own, fresh }, cardType, loaded, now, principal }
}

async function sideOf(ports: Ports, loaded: Loaded, prefix: string): Promise<Side> {
  const id = loaded.account?.id ?? ports.ids.account()
  const { account, adopted } = await openAccount(ports, loaded, { id, prefix })
  return { account, id, isThere: loaded.account !== null, adopted }
}

const lineFor = ({ act, by }: Moving, at: Moment, person: PersonId): AccessLine => ({
  at,
  person,
  act,
  ...by,
  assignment: null,
  reason: null,
})

/** S6: a line for everyone else whose account is opened for it. */
async function noteOthers(ports: Ports, moving: Moving, { halves, now }: Seen): Promise<void> {
  const others = personsIn(halves.group.account, null).filter((one) => !one.equals(moving.person))
  await Promise.all(others.map((one) => ports.ledger.note(lineFor(moving, now, one))))
}

type Recording = {
  readonly joined: PersonJoined
  readonly left: PersonLeft | null
  readonly remember: Remembering | null
}

async function record(
  ports: Ports,
  moving: Moving,
  { halves, cardType, principal, now }: Seen,
  { joined, left, remember }: Recording,
): Promise<Result<Done, Refusal> | 'conflict'> {
  const { person } = moving
  const line = lineFor(moving, now, person)
  const [to, from] = joined.action === 'grouped' ? [halves.group, halves.own] : [halves.fresh, halves.group]
  const opens = to.isThere ? null : { person: ownerOf(joined, person), cardType }
  const appendings = [
    { ...appendingOf(ports, to, joined, principal), opens, line, remember },
    ...(left === null ? [] : [appendingOf(ports, from, left, principal)]),
  ]
  const ids = idsIn(joined.portfolio)
  const move: PersonMove = { person, cardType, from: left === null ? null : from.id, to: to.id, ids }
  const appended = await ports.ledger.appendTogether(appendings, move)
  return appended === 'conflict' ? 'conflict' : ok(NOTHING)
}

/** Whose account is opened by it, beside the one who moves there. */
const ownerOf = ({ members }: PersonJoined, person: PersonId): PersonId | null =>
  members.find((one) => !one.equals(person)) ?? null

/** Records the entry in the account, and gives what is to be appended. */
function appendingOf(ports: Ports, side: Side, entry: GroupEntry, { cardNumberPrefix }: PrincipalSettings): Appending {
  const { account, id, adopted } = side
  const expectedVersion = account.version
  const coming = entry.type === 'PersonJoined' ? entry.portfolio.computed.length : 0
  const more = Array.from({ length: coming }, () => ports.ids.card(id, cardNumberPrefix))
  const spare = [...spareIdentities(ports.ids, id, account, cardNumberPrefix), ...more]
  const taken = recordInAccount(account, entry, spare)
  invariant(typeof taken === 'number', `an entry that the decision has found possible (${taken})`)
  return {
    account: id,
    opens: null,
    expectedVersion,
    entry: { ...entry, issued: [...adopted, ...spare.slice(0, taken)] },
    settingsVersion: account.settingsVersion,
    snapshot: snapshotOf(account),
    line: null,
    remember: null,
  }
}

/** Every id by which somebody may ask for what moves along. */
function idsIn({ records, asides, given, fixed, computed, windowIdentity }: Portfolio): string[] {
  const identities = [...fixed.map(identityOf), ...computed.map(({ card }) => card.identity), windowIdentity]
  return [
    ...records.map(({ id }) => id),
    ...asides.flatMap((aside) => aside.records.map(({ id }) => id)),
    ...given.map(({ id }) => id),
    ...identities.flatMap((identity) => (identity === null ? [] : [identity.id])),
  ]
}

const identityOf = (card: Portfolio['fixed'][number]): Pick<CardIdentity, 'id'> | null =>
  card.kind === 'given' ? card : card.identity
