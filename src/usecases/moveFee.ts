/**
 * A fee registered for the wrong person is moved to the right one in one act (domain.md R1): annulled there and registered here in
 * one commit, so that it never stands with both or with neither.
 */

import { setTimeout } from 'node:timers/promises'
import { personOfFee } from '../domain/account/account.ts'
import { snapshotOf } from '../domain/account/snapshot.ts'
import { knownStatementOf } from '../domain/account/statement.ts'
import type { Circumstances, Decided } from '../domain/decisions/decided.ts'
import { moveFee as decideMove, type FeeMoved } from '../domain/decisions/moveFee.ts'
import type { Refusal } from '../domain/decisions/refusals.ts'
import { invariant } from '../domain/kernel/invariant.ts'
import { swedishDay } from '../domain/kernel/moment.ts'
import type { PersonId } from '../domain/kernel/personId.ts'
import { no, ok, type Result } from '../domain/kernel/result.ts'
import { addressOfFee, feeIdOf } from './changeFee.ts'
import type { Done } from './done.ts'
import type { AccessLine, Appending, Loaded } from './ledgerPort.ts'
import { answeredBefore, type Once, onceOf, orElseReused, rememberingOf, seenBefore } from './once.ts'
import { notBefore, type Opened, openAccount } from './openAccount.ts'
import { type ActPermitted, type ActRequest, permitPersonAct } from './permitAct.ts'
import type { Ports } from './ports.ts'
import { PREVIEWED, type Preview } from './preview.ts'
import { spareIdentities } from './spareIdentities.ts'

export type FeeMove = ActRequest & {
  readonly feeId: string
  /** To whom; of the fee's card type. */
  readonly person: string
  readonly cardType: string
  readonly reason: string | null
}

/** Both persons as they stand and as they would, each with its own account. */
export type MovePreview = { readonly from: Preview; readonly to: Preview }

const MOST_ATTEMPTS = 50
const LONGEST_PAUSE_MS = 20

/** Gives the fee as it is known from then on, once both accounts are on disk; the first refusal in order, with nothing recorded. Throws when they stay contended. */
export async function moveFee(ports: Ports, request: FeeMove): Promise<Result<Done, Refusal>> {
  const permitted = permitPersonAct(ports, request, { act: 'moveFee', form: null, now: ports.now() })
  if (!permitted.ok) return permitted
  const { caller: _, callId, ...told } = request
  const once = onceOf(permitted.value.system, callId, 'moveFee', told)
  for (let count = 1; count <= MOST_ATTEMPTS; count += 1) {
    const outcome = await attempt(ports, { request, permitted: permitted.value, once })
    if (outcome !== 'conflict') return outcome
    await setTimeout(Math.random() * LONGEST_PAUSE_MS)
  }
  throw new Error('the accounts are contended: no attempt to append met the versions it was decided on')
}

/** Gives what the move would come to for both, or the first refusal in order. Nothing is recorded but that somebody has looked. */
export async function previewMove(ports: Ports, request: FeeMove): Promise<Result<MovePreview, Refusal>> {
  const permitted = permitPersonAct(ports, request, { act: 'moveFee', form: null, now: ports.now() })
  if (!permitted.ok) return permitted
  const moving = { request, permitted: permitted.value, once: onceOf(permitted.value.system, null, 'moveFee', {}) }
  const before = await look(ports, moving)
  const seen = await look(ports, moving)
  await Promise.all(linesOf(moving, seen).map((line) => ports.ledger.note({ ...line, reason: PREVIEWED })))
  const decided = decideOn(ports, moving, seen)
  if (!decided.ok) return decided
  const { id } = seen.principal
  const previewOf = (side: 'from' | 'to', { notices }: Decided): Preview => ({
    before: knownStatementOf(before[side].account.book, seen.now, id),
    after: knownStatementOf(seen[side].account.book, seen.now, id),
    notices,
  })
  return ok({ from: previewOf('from', decided.value.annulled), to: previewOf('to', decided.value.registered) })
}

type Moving = {
  readonly request: FeeMove
  readonly permitted: ActPermitted & { readonly person: PersonId }
  readonly once: Once
}

/** What an attempt stands on. The two are one where both persons share an account. */
type Seen = {
  readonly loaded: { readonly from: Loaded; readonly to: Loaded }
  readonly from: Opened
  readonly to: Opened
  /** Whose the fee is now; null when nobody knows it. */
  readonly owner: PersonId | null
  /** How many entries each account held. */
  readonly versions: { readonly from: number; readonly to: number }
  readonly now: Circumstances['now']
  readonly principal: Circumstances['principal']
}

async function look(ports: Ports, { request, permitted, once }: Moving): Promise<Seen> {
  const { ledger, ids } = ports
  const { person } = permitted
  const from = await ledger.load(addressOfFee(ids, feeIdOf(request)), once.key)
  const to = await ledger.load({ by: 'person', person, cardType: request.cardType }, null)
  const settings = await ports.settings.atLeast(Math.max(from.settingsVersion, to.settingsVersion))
  const principal = settings.principal(permitted.principal.id, swedishDay(ports.now()))
  invariant(principal !== null, 'a principal that has been permitted has settings')
  const prefix = principal.cardNumberPrefix
  const openedOf = (loaded: Loaded) => openAccount(ports, loaded, { id: loaded.account?.id ?? ids.account(), prefix })
  const opened = await openedOf(from)
  const other = from.account !== null && from.account.id === to.account?.id ? opened : await openedOf(to)
  const now = notBefore(other.account, notBefore(opened.account, ports.now()))
  const versions = { from: opened.account.version, to: other.account.version }
  const owner = personOfFee(opened.account, feeIdOf(request))
  return { loaded: { from, to }, from: opened, to: other, owner, versions, now, principal }
}

function decideOn({ ids }: Ports, { request, permitted }: Moving, seen: Seen): Result<FeeMoved, Refusal> {
  const { from, to, now, principal } = seen
  const { by, reach, person } = permitted
  const sideOf = ({ account, id }: Opened) => ({
    account,
    circumstances: { now, principal, by, reach, spare: spareIdentities(ids, id, account, principal.cardNumberPrefix) },
  })
  const isOfCardType = seen.loaded.from.account === null || seen.loaded.from.account.cardType === request.cardType
  const decided = decideMove(
    { from: sideOf(from), to: sideOf(to) },
    { feeId: feeIdOf(request), newId: ids.fee(to.id), person, reason: request.reason },
  )
  return decided.ok && !isOfCardType ? no({ kind: 'FeeOfAnotherCardType' }) : decided
}

type Outcome = Result<Done, Refusal> | 'conflict'

async function attempt(ports: Ports, moving: Moving): Promise<Outcome> {
  const seen = await look(ports, moving)
  const lines = linesOf(moving, seen)
  const before = answeredBefore(moving.once, seen.loaded.from.remembered, seen.now)
  if (before?.ok) return tellLog(ports, lines, before)
  const decided = orElseReused(decideOn(ports, moving, seen), before)
  if (!decided.ok) return tellLog(ports, lines, decided)
  const done = doneOf(decided.value)
  const remember = rememberingOf(moving.once, {
    done,
    principal: seen.principal,
    now: seen.now,
    seenAt: seenBefore(seen.loaded.from.remembered),
  })
  const [appendedFrom, appendedTo] = appendingsOf(seen, decided.value)
  const [line = null, lineTo = null] = lines.length > 1 ? lines : [null, ...lines]
  const { person } = moving.permitted
  const opens = seen.loaded.to.account === null ? { person, cardType: moving.request.cardType } : null
  const appended = await ports.ledger.appendTogether(
    [
      { ...appendedFrom, line, remember },
      { ...appendedTo, line: lineTo, opens },
    ],
    null,
  )
  return appended === 'conflict' ? 'conflict' : ok(done)
}

/** Where both share an account, its second entry follows the first. */
function appendingsOf(seen: Seen, { annulled, registered }: FeeMoved): [Appending, Appending] {
  const from = appendingOf(seen, 'from', annulled)
  const to = appendingOf(seen, 'to', registered)
  if (seen.from !== seen.to) return [from, to]
  return [
    from,
    { ...to, expectedVersion: to.expectedVersion + 1, entry: { ...to.entry, issued: registered.entry?.issued ?? [] } },
  ]
}

function appendingOf(seen: Seen, side: 'from' | 'to', { entry }: Decided): Appending {
  const { account, id, adopted } = seen[side]
  invariant(entry !== null, 'a move records an entry in each account')
  return {
    account: id,
    opens: null,
    expectedVersion: seen.versions[side],
    entry: { ...entry, issued: [...adopted, ...entry.issued] },
    settingsVersion: account.settingsVersion,
    snapshot: snapshotOf(account),
    line: null,
    remember: null,
  }
}

/** The fee is known by its new id; what both must see is told. */
const doneOf = ({ annulled, registered }: FeeMoved): Done => ({
  notices: [...annulled.notices, ...registered.notices],
  card: registered.card,
  feeId: registered.entry?.type === 'FeeRegistered' ? registered.entry.feeId : null,
})

/** S6: of both whose data are opened; the owner of the fee first. */
function linesOf({ permitted }: Moving, { owner, now }: Seen): AccessLine[] {
  const { by, staff, person } = permitted
  const line = { at: now, act: 'moveFee', ...by, assignment: staff?.assignment.id ?? null, reason: null }
  return [...(owner === null ? [] : [owner]), person].map((one) => ({ ...line, person: one }))
}

async function tellLog<T>(ports: Ports, lines: readonly AccessLine[], outcome: T): Promise<T> {
  await Promise.all(lines.map((line) => ports.ledger.note(line)))
  return outcome
}
