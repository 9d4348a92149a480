/**
 * The one write path: load the account, decide, append; on a conflict, again. A call that came before is answered as then (R3),
 * and every act leaves a line in the access log (S6). A fault is thrown, a refusal is a value.
 */

import { setTimeout } from 'node:timers/promises'
import type { Account } from '../domain/account/account.ts'
import { isOfFee, type LedgerEntry } from '../domain/account/ledgerEntry.ts'
import { snapshotOf } from '../domain/account/snapshot.ts'
import type { Circumstances, Decided } from '../domain/decisions/decided.ts'
import type { Refusal } from '../domain/decisions/refusals.ts'
import type { HsaId } from '../domain/kernel/hsaId.ts'
import { invariant } from '../domain/kernel/invariant.ts'
import { type Moment, swedishDay } from '../domain/kernel/moment.ts'
import type { PersonId } from '../domain/kernel/personId.ts'
import { ok, type Result } from '../domain/kernel/result.ts'
import type { CardIdentity } from '../domain/law/card.ts'
import type { PrincipalSettings } from '../domain/law/principal.ts'
import type { Done } from './done.ts'
import type { AccessLine, AccountId, Address, Turn } from './ledgerPort.ts'
import { answeredBefore, type Once, rememberingOf, seenBefore } from './once.ts'
import { type Opened, openAccount } from './openAccount.ts'
import type { Ports } from './ports.ts'
import { spareIdentities } from './spareIdentities.ts'

/** What is done, by whom, to whom. */
export type Performance = {
  readonly address: Address
  readonly act: string
  readonly principal: HsaId
  readonly by: Pick<AccessLine, 'system' | 'employee' | 'provider' | 'unit'>
  /** Whose data it concerns; null when the account does not know what is asked for. */
  readonly subject: (account: Account) => PersonId | null
  /** Why, where one must say (S6). A fee's own reason is its content, and does not come here. */
  readonly reason: string | null
  readonly once: Once
}

/** Decides on an account at a moment that is not before its last recording. */
export type Decide = (account: Account, given: Given, id: AccountId) => Result<Decided, Refusal>

/** What this path adds to a decision's circumstances; who acts the use case knows. */
export type Given = Omit<Circumstances, 'by'>

const MOST_ATTEMPTS = 50
const OPTIMISTIC_ATTEMPTS = 3
const LONGEST_PAUSE_MS = 20

/** Gives what was decided, once it is on disk; the refusal, with nothing recorded. Throws when the account stays contended. */
export async function perform(ports: Ports, performance: Performance, decide: Decide): Promise<Result<Done, Refusal>> {
  const { ledger } = ports
  return ports.inTurn(keyOf(performance.address), async () => {
    for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt += 1) {
      const outcome =
        attempt <= OPTIMISTIC_ATTEMPTS
          ? await attemptOnce(ports, ledger, performance, decide)
          : await ledger.exclusively(performance.address, (turn) => attemptOnce(ports, turn, performance, decide))
      if (outcome !== 'conflict') return outcome
      await setTimeout(Math.random() * LONGEST_PAUSE_MS)
    }
    throw new Error('the account is contended: no attempt to append met the version it was decided on')
  })
}

function keyOf(address: Address): string {
  switch (address.by) {
    case 'person':
      return `${address.cardType} ${address.person.reveal()}`
    case 'account':
      return String(address.account)
    case 'foreignId':
      return address.id
  }
}

async function attemptOnce(
  ports: Ports,
  turn: Turn,
  performance: Performance,
  decide: Decide,
): Promise<Result<Done, Refusal> | 'conflict'> {
  const { address, once } = performance
  const loaded = await turn.load(address, once.key)
  const now = ports.now()
  const before = answeredBefore(once, loaded.remembered, now)
  if (before !== null && !before.ok) return before
  const id = loaded.account?.id ?? (address.by === 'account' ? address.account : ports.ids.account())
  const opened = await openAccount(ports, loaded, { id, prefix: prefixOf(ports, performance, now) })
  const moment = notBefore(opened.account, now)
  const line = lineOf(performance, opened.account, moment)
  if (before !== null) {
    if (line !== null) await ports.ledger.note(line)
    return before
  }
  const { version } = opened.account
  const spare = spareIdentities(ports.ids, id, opened.account, prefixOf(ports, performance, now))
  const principal = principalThen(opened, performance, now)
  const decided = decide(opened.account, { now: moment, principal, spare }, id)
  if (!decided.ok || decided.value.entry === null) {
    if (line !== null) await ports.ledger.note(line)
    return decided.ok ? ok(doneOf(decided.value)) : decided
  }
  invariant(opened.account.version === version + 1, 'a decision records one entry')
  const done = doneOf(decided.value)
  const appended = await turn.append({
    account: id,
    opens: loaded.account === null && address.by === 'person' ? address : null,
    expectedVersion: version,
    entry: withAdopted(decided.value.entry, opened.adopted),
    settingsVersion: opened.account.settingsVersion,
    snapshot: snapshotOf(opened.account),
    line,
    remember: rememberingOf(once, { done, principal, now: moment, seenAt: seenBefore(loaded.remembered) }),
  })
  return appended === 'conflict' ? 'conflict' : ok(done)
}

const doneOf = ({ entry, notices, card }: Decided): Done => ({
  notices,
  card,
  feeId: entry !== null && isOfFee(entry) ? entry.feeId : null,
})

/** R5: what newer settings had made was made first. */
const withAdopted = (entry: LedgerEntry, adopted: readonly CardIdentity[]): LedgerEntry =>
  adopted.length === 0 ? entry : { ...entry, issued: [...adopted, ...entry.issued] }

function principalThen({ settings }: Opened, { principal }: Performance, now: Moment): PrincipalSettings {
  const found = settings.principal(principal, swedishDay(now))
  invariant(found !== null, 'a principal that has been permitted has settings')
  return found
}

const prefixOf = ({ settings }: Ports, { principal }: Performance, now: Moment): string =>
  settings.known().principal(principal, swedishDay(now))?.cardNumberPrefix ?? ''

/** The moments of an account never fall, though a clock may be set back. */
export const notBefore = (account: Account, now: Moment): Moment => Math.max(now, account.book.recordedAt) as Moment

function lineOf({ act, by, subject, reason }: Performance, account: Account, at: Moment): AccessLine | null {
  const person = subject(account)
  return person === null ? null : { at, person, act, ...by, assignment: null, reason }
}
