/** The write path of an act on two accounts: load both, decide, append both or none; on a conflict, again. */

import { setTimeout } from 'node:timers/promises'
import type { Account } from '../domain/account/account.ts'
import { eachOnce } from '../domain/account/group.ts'
import type { GroupEntry, PersonJoined, PersonLeft } from '../domain/account/ledgerEntry.ts'
import { identityOf, type Portfolio } from '../domain/account/portfolio.ts'
import { recordInAccount } from '../domain/account/recordInAccount.ts'
import { snapshotOf } from '../domain/account/snapshot.ts'
import { knownStatementOf } from '../domain/account/statement.ts'
import type { Circumstances } from '../domain/decisions/decided.ts'
import { type Moved, personsIn } from '../domain/decisions/groupPerson.ts'
import { type Overcharges, overchargeNotices, overchargesOf } from '../domain/decisions/notices.ts'
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
  /** Null where the group is told by a card. */
  readonly owner: PersonId | null
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
  const noted: PersonId[] = []
  for (let count = 1; count <= MOST_ATTEMPTS; count += 1) {
    const outcome = await attempt(ports, { moving, decide, noted })
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

type Attempt = {
  readonly moving: Moving
  readonly decide: MoveDecided
  /** Those who have their line already, from an attempt that met a conflict. */
  readonly noted: PersonId[]
}

async function attempt(ports: Ports, attempted: Attempt): Promise<Result<Done, Refusal> | 'conflict'> {
  const { moving, decide } = attempted
  const { once, by } = moving
  const seen = await look(ports, moving)
  if (seen === null) return no({ kind: 'CardUnknown' })
  const { halves, loaded, now, principal } = seen
  const before = answeredBefore(once, loaded.remembered, now)
  await noteSharers(ports, attempted, seen)
  const anew = decide(halves, { now, principal, by, spare: [] })
  // R3: an identical call is a retry only while what it came to stands: one that would move somebody is made anew.
  const isUndone = once.retrySeconds !== null && anew.ok && anew.value.joined !== null
  if (before?.ok && !isUndone) return tellLog(ports, moving, now, before)
  const decided = orElseReused(anew, before)
  if (!decided.ok) return tellLog(ports, moving, now, decided)
  const { joined, left } = decided.value
  return joined === null ? recordNothing(ports, moving, seen) : record(ports, moving, seen, { joined, left })
}

async function recordNothing(ports: Ports, moving: Moving, seen: Seen): Promise<Result<Done, Refusal> | 'conflict'> {
  const remember = rememberOf(moving, seen, NOTHING)
  const kept = remember === null ? null : await ports.ledger.remember(seen.halves.group.id, seen.now, remember)
  return kept === 'conflict' ? 'conflict' : tellLog(ports, moving, seen.now, ok(NOTHING))
}

const rememberOf = ({ once }: Moving, { loaded, now, principal }: Seen, done: Done): Remembering | null =>
  rememberingOf(once, { done, principal, now, seenAt: seenBefore(loaded.remembered) })

async function tellLog<T>({ ledger }: Ports, moving: Moving, now: Moment, outcome: T): Promise<T> {
  await ledger.note(lineOf(moving, now, moving.person))
  return outcome
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

/** S6: a line for everyone else in the accounts that are opened: with whom one shares is of each of them. */
async function noteSharers(ports: Ports, { moving, noted }: Attempt, { halves, now }: Seen): Promise<void> {
  const { person, owner } = moving
  const sharers = [...personsIn(halves.group.account, owner), ...personsIn(halves.own.account, null)]
  const known = [person, ...noted]
  const others = eachOnce(sharers).filter((one) => !known.some((other) => other.equals(one)))
  await Promise.all(others.map((one) => ports.ledger.note(lineOf(moving, now, one))))
  noted.push(...others)
}

const lineOf = ({ act, by }: Moving, at: Moment, person: PersonId): AccessLine => ({
  at,
  person,
  act,
  ...by,
  assignment: null,
  reason: null,
})

type Recording = { readonly joined: PersonJoined; readonly left: PersonLeft | null }

async function record(
  ports: Ports,
  moving: Moving,
  seen: Seen,
  { joined, left }: Recording,
): Promise<Result<Done, Refusal> | 'conflict'> {
  const { person } = moving
  const { halves, cardType, now, principal } = seen
  const [to, from] = joined.action === 'grouped' ? [halves.group, halves.own] : [halves.fresh, halves.group]
  const before = overchargesIn([to, from], seen)
  const first = { ...appendingOf(ports, to, joined, principal), line: lineOf(moving, now, person) }
  const second = left === null ? [] : [appendingOf(ports, from, left, principal)]
  const notices = [to, from].flatMap((side) => overchargeNotices(before, statementOn(side, seen), null))
  const done = { ...NOTHING, notices }
  const opens = to.isThere ? null : { person: ownerOf(joined, person), cardType }
  const appendings = [{ ...first, opens, remember: rememberOf(moving, seen, done) }, ...second]
  const ids = idsIn(joined.portfolio)
  const move: PersonMove = { person, cardType, from: left === null ? null : from.id, to: to.id, ids }
  const appended = await ports.ledger.appendTogether(appendings, move)
  return appended === 'conflict' ? 'conflict' : ok(done)
}

type Asked = Pick<Seen, 'now' | 'principal'>

const statementOn = ({ account }: Side, { now, principal }: Asked) => knownStatementOf(account.book, now, principal.id)

const overchargesIn = (sides: readonly Side[], asked: Asked): Overcharges =>
  new Map(sides.flatMap((side) => [...overchargesOf(statementOn(side, asked))]))

/** Whose account is opened by it, beside the one who moves there. */
const ownerOf = ({ members }: PersonJoined, person: PersonId): PersonId | null =>
  members.find((one) => !one.equals(person)) ?? null

/** Records the entry in the account, and gives what is to be appended. */
function appendingOf(ports: Ports, side: Side, entry: GroupEntry, { cardNumberPrefix }: PrincipalSettings): Appending {
  const { account, id, adopted } = side
  const expectedVersion = account.version
  const coming = entry.type === 'PersonJoined' ? entry.portfolio.records.length : 0
  // The fees of both may make a card in every year that they reach back.
  const most = account.records.size + coming + 1
  const spare = Array.from({ length: most }, () => ports.ids.card(id, cardNumberPrefix))
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
const idsIn = (portfolio: Portfolio): string[] => [
  ...portfolio.given.map(({ id }) => id),
  ...[portfolio, ...portfolio.asides].flatMap(({ records, fixed, computed, windowIdentity }) => [
    ...records.map(({ id }) => id),
    ...[...fixed.map(identityOf), ...computed.map(({ card }) => card.identity), windowIdentity].flatMap(
      (identity) => identity?.id ?? [],
    ),
  ]),
]
