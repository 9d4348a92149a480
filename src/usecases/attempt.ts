/**
 * One attempt at an act: look at the account, decide, record. A call that came before is answered as then (domain.md R3), and the
 * access log is told whatever comes of it (S6).
 */

import { isOfFee, type LedgerEntry } from '../domain/account/ledgerEntry.ts'
import { recordInAccount } from '../domain/account/recordInAccount.ts'
import { snapshotOf } from '../domain/account/snapshot.ts'
import type { Decided } from '../domain/decisions/decided.ts'
import type { Refusal } from '../domain/decisions/refusals.ts'
import { invariant } from '../domain/kernel/invariant.ts'
import { type Moment, swedishDay } from '../domain/kernel/moment.ts'
import { ok, type Result } from '../domain/kernel/result.ts'
import type { CardIdentity } from '../domain/law/card.ts'
import type { PrincipalSettings } from '../domain/law/principal.ts'
import type { Done } from './done.ts'
import type { AccessLine, Address, Loaded, Remembering, Turn } from './ledgerPort.ts'
import { answeredBefore, orElseReused, rememberingOf, seenBefore } from './once.ts'
import { notBefore, type Opened, openAccount } from './openAccount.ts'
import type { Decide, Performance } from './performance.ts'
import type { Ports } from './ports.ts'
import { spareIdentities } from './spareIdentities.ts'

export type Attempt = {
  readonly ports: Ports
  readonly turn: Turn
  readonly performance: Performance
  readonly decide: Decide
}

export type Outcome = Result<Done, Refusal> | 'conflict'

/** `conflict`: the account has changed since it was loaded, or the call's id has been used; nothing is written. */
export async function attempt(attempted: Attempt): Promise<Outcome> {
  const seen = await look(attempted)
  if (seen.before?.ok) return tellLog(attempted, seen, seen.before)
  const { version } = seen.opened.account
  const decided = orElseReused(decideOn(attempted, seen), seen.before)
  if (!decided.ok) return tellLog(attempted, seen, decided)
  const entry = decided.value.entry ?? adoptionOf(seen.opened, seen.moment)
  const done = doneOf(decided.value)
  return entry === null ? recordNothing(attempted, seen, done) : record(attempted, seen, { entry, done, version })
}

/** What the attempt stands on. */
type Seen = {
  readonly loaded: Loaded
  readonly opened: Opened
  readonly principal: PrincipalSettings
  /** Not before the account's last recording. */
  readonly moment: Moment
  /** The answer of before, or that the call's id was used for another content; null for a new call. */
  readonly before: Result<Done, Refusal> | null
  readonly line: AccessLine | null
}

export async function look({ ports, turn, performance }: Attempt): Promise<Seen> {
  const { address, once } = performance
  const loaded = await turn.load(address, once.key)
  const now = ports.now()
  const id = loaded.account?.id ?? (address.by === 'account' ? address.account : ports.ids.account())
  const opened = await openAccount(ports, loaded, { id, prefix: prefixOf(ports, performance, now) })
  const principal = opened.settings.principal(performance.principal, swedishDay(now))
  invariant(principal !== null, 'a principal that has been permitted has settings')
  const moment = notBefore(opened.account, now)
  const before = unlessUndone(performance, opened, answeredBefore(once, loaded.remembered, now))
  return { loaded, opened, principal, moment, before, line: lineOf(performance, opened, moment) }
}

/** R3: an identical call is a retry only while what it came to stands. One with an id of its own is answered as then all the same. */
function unlessUndone({ once, isUndone }: Performance, { account }: Opened, before: Seen['before']): Seen['before'] {
  const isRetry = once.retrySeconds !== null && before?.ok === true
  return isRetry && isUndone?.(account, before.value) === true ? null : before
}

export function decideOn(
  { ports, performance, decide }: Attempt,
  { loaded, opened, principal, moment }: Seen,
): Result<Decided, Refusal> {
  const { account, id } = opened
  const spare = spareIdentities(ports.ids, id, account, principal.cardNumberPrefix)
  const cardType = loaded.account?.cardType ?? cardTypeOf(performance.address)
  return decide(account, { now: moment, principal, spare, cardType, reach: performance.reach }, id)
}

const cardTypeOf = (address: Address): string | null => (address.by === 'person' ? address.cardType : null)

async function tellLog<T>({ ports }: Attempt, { line }: Seen, outcome: T): Promise<T> {
  if (line !== null) await ports.ledger.note(line)
  return outcome
}

async function recordNothing(attempted: Attempt, seen: Seen, done: Done): Promise<Outcome> {
  await tellLog(attempted, seen, done)
  const remember = rememberOf(attempted, seen, done)
  if (remember === null) return ok(done)
  const kept = await attempted.ports.ledger.remember(seen.opened.id, seen.moment, remember)
  return kept === 'conflict' ? 'conflict' : ok(done)
}

type Deciding = { readonly entry: LedgerEntry; readonly done: Done; readonly version: number }

async function record(attempted: Attempt, seen: Seen, { entry, done, version }: Deciding): Promise<Outcome> {
  const { loaded, opened, line } = seen
  const { account, id, adopted } = opened
  const { address } = attempted.performance
  invariant(account.version === version + 1, 'a decision records one entry')
  const appended = await attempted.turn.append({
    account: id,
    opens: loaded.account === null && address.by === 'person' ? address : null,
    expectedVersion: version,
    entry: withAdopted(entry, adopted),
    settingsVersion: account.settingsVersion,
    snapshot: snapshotOf(account),
    line,
    remember: rememberOf(attempted, seen, done),
  })
  return appended === 'conflict' ? 'conflict' : ok(done)
}

const rememberOf = ({ performance }: Attempt, { loaded, principal, moment }: Seen, done: Done): Remembering | null =>
  rememberingOf(performance.once, { done, principal, now: moment, seenAt: seenBefore(loaded.remembered) })

const doneOf = ({ entry, notices, card }: Decided): Done => ({
  notices,
  card,
  feeId: entry !== null && isOfFee(entry) ? entry.feeId : null,
})

/** R5: an act that records nothing may still tell of a card that newer settings have made, which is then known by that identity. */
function adoptionOf({ account, adopted }: Opened, now: Moment): LedgerEntry | null {
  if (adopted.length === 0) return null
  const entry: LedgerEntry = { type: 'SettingsAdopted', recordedAt: now, issued: [] }
  recordInAccount(account, entry, [])
  return entry
}

/** R5: what newer settings had made was made first. */
const withAdopted = (entry: LedgerEntry, adopted: readonly CardIdentity[]): LedgerEntry =>
  adopted.length === 0 ? entry : { ...entry, issued: [...adopted, ...entry.issued] }

const prefixOf = ({ settings }: Ports, { principal }: Performance, now: Moment): string =>
  settings.known().principal(principal, swedishDay(now))?.cardNumberPrefix ?? ''

function lineOf(
  { act, by, assignment, subject, reason }: Performance,
  { account }: Opened,
  at: Moment,
): AccessLine | null {
  const person = subject(account)
  return person === null ? null : { at, person, act, ...by, assignment, reason }
}
