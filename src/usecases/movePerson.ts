/** The write path of an act on two accounts: load both, decide, append both or none; on a conflict, again. */

import { setTimeout } from 'node:timers/promises'
import { eachOnce } from '../domain/account/group.ts'
import { personsIn } from '../domain/decisions/groupPerson.ts'
import type { Refusal } from '../domain/decisions/refusals.ts'
import { invariant } from '../domain/kernel/invariant.ts'
import { type Moment, swedishDay } from '../domain/kernel/moment.ts'
import type { PersonId } from '../domain/kernel/personId.ts'
import { no, ok, type Result } from '../domain/kernel/result.ts'
import type { Done } from './done.ts'
import type { Loaded } from './ledgerPort.ts'
import { lineOfMove, type MoveDecided, type Moving, NOTHING_MOVED, type Seen, type Side } from './move.ts'
import { answeredBefore, orElseReused } from './once.ts'
import { notBefore, openAccount } from './openAccount.ts'
import type { Ports } from './ports.ts'
import { recordMove, rememberMove } from './recordMove.ts'

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

type Attempt = {
  readonly moving: Moving
  readonly decide: MoveDecided
  /** Those who have their line already, from an attempt that met a conflict. */
  readonly noted: PersonId[]
}

type Outcome = Result<Done, Refusal> | 'conflict'

async function attempt(ports: Ports, attempted: Attempt): Promise<Outcome> {
  const { moving, decide } = attempted
  const { once, by } = moving
  const seen = await lookAtBoth(ports, moving)
  if (seen === null) return no({ kind: 'CardUnknown' })
  const { sides, loaded, now, principal } = seen
  const before = answeredBefore(once, loaded.remembered, now)
  await noteSharers(ports, attempted, seen)
  const anew = decide(sides, { now, principal, by, spare: [], reach: 'provider' })
  // R3: an identical call is a retry only while what it came to stands: one that would move somebody is made anew.
  const isUndone = once.retrySeconds !== null && anew.ok && anew.value.joined !== null
  if (before?.ok && !isUndone) return tellLog(ports, moving, now, before)
  const decided = orElseReused(anew, before)
  // An append meets the versions seen or none; where nothing is appended, they are met here.
  if (!(decided.ok && decided.value.joined !== null) && !(await isStill(ports, moving, seen))) return 'conflict'
  if (!decided.ok) return tellLog(ports, moving, now, decided)
  const { joined, left } = decided.value
  if (joined === null) return recordNothing(ports, moving, seen)
  const recorded = await recordMove(ports, { moving, seen }, { joined, left })
  return recorded === 'conflict' ? 'conflict' : ok(recorded)
}

/** The group is looked at before the person's own account: if it still is as it was, both were so at one moment. */
async function isStill({ ledger }: Ports, { address }: Moving, { loaded }: Seen): Promise<boolean> {
  const { account } = await ledger.load(address, null)
  return account?.id === loaded.account?.id && account?.version === loaded.account?.version
}

async function recordNothing(ports: Ports, moving: Moving, seen: Seen): Promise<Outcome> {
  const remember = rememberMove(moving, seen, NOTHING_MOVED)
  const kept = remember === null ? null : await ports.ledger.remember(seen.sides.group.id, seen.now, remember)
  return kept === 'conflict' ? 'conflict' : tellLog(ports, moving, seen.now, ok(NOTHING_MOVED))
}

async function tellLog<T>({ ledger }: Ports, moving: Moving, now: Moment, outcome: T): Promise<T> {
  await ledger.note(lineOfMove(moving, now, moving.person))
  return outcome
}

const NOBODY: Pick<Loaded, 'account'> = { account: null }

/** Null when no account is known by what was told, and none is opened by it. */
export async function lookAtBoth(
  ports: Ports,
  { address, once, person, joins, principal: id, cardType: told }: Moving,
): Promise<Seen | null> {
  const { ledger } = ports
  const loaded = await ledger.load(address, once.key)
  const cardType = told ?? loaded.account?.cardType
  if (cardType === undefined) return null
  const loadedOf = (one: PersonId) => ledger.load({ by: 'person', person: one, cardType }, null)
  const ownLoaded = await loadedOf(person)
  const homeLoaded = joins === null ? { ...ownLoaded, ...NOBODY } : await loadedOf(joins)
  const principal = (await ports.settings.atLeast(loaded.settingsVersion)).principal(id, swedishDay(ports.now()))
  invariant(principal !== null, 'a principal that has been permitted has settings')
  const prefix = principal.cardNumberPrefix
  const [group, own, home] = await Promise.all([loaded, ownLoaded, homeLoaded].map((one) => sideOf(ports, one, prefix)))
  invariant(group !== undefined && own !== undefined && home !== undefined, 'as many sides as were loaded')
  const now = [group, own, home].reduce((moment, { account }) => notBefore(account, moment), ports.now())
  return { sides: { group, own, home }, cardType, loaded, now, principal }
}

async function sideOf(ports: Ports, loaded: Loaded, prefix: string): Promise<Side> {
  const id = loaded.account?.id ?? ports.ids.account()
  const { account, adopted } = await openAccount(ports, loaded, { id, prefix })
  return { account, id, isThere: loaded.account !== null, adopted }
}

/** S6: a line for everyone else in the accounts that are opened: with whom one shares is of each of them. */
export async function noteSharers(
  ports: Ports,
  { moving, noted }: Pick<Attempt, 'moving' | 'noted'>,
  { sides, now }: Seen,
): Promise<void> {
  const { person, owner } = moving
  const { group, own, home } = sides
  const sharers = [
    ...personsIn(group.account, owner),
    ...[own, home].flatMap(({ account }) => personsIn(account, null)),
  ]
  const known = [person, ...noted]
  const others = eachOnce(sharers).filter((one) => !known.some((other) => other.equals(one)))
  await Promise.all(others.map((one) => ports.ledger.note(lineOfMove(moving, now, one))))
  noted.push(...others)
}
