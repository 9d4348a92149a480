/** The one write path: load the account, decide, append; on a conflict, again. A fault is thrown, a refusal is a value. */

import { setTimeout } from 'node:timers/promises'
import { type Account, emptyAccount } from '../domain/account/account.ts'
import { accountOf, snapshotOf } from '../domain/account/snapshot.ts'
import type { Decided } from '../domain/decisions/decided.ts'
import type { Refusal } from '../domain/decisions/refusals.ts'
import { invariant } from '../domain/kernel/invariant.ts'
import type { Moment } from '../domain/kernel/moment.ts'
import type { PersonId } from '../domain/kernel/personId.ts'
import type { Result } from '../domain/kernel/result.ts'
import type { AccountId, Ledger, Ports, StoredAccount } from './ports.ts'

/** Whose account: a person's, opened if need be; or one that an id leads to. */
export type Address =
  | { readonly by: 'person'; readonly person: PersonId; readonly cardType: string }
  | { readonly by: 'account'; readonly account: AccountId }

/** Decides on an account at a moment that is not before its last recording. */
export type Decide = (account: Account, id: AccountId, now: Moment) => Result<Decided, Refusal>

const MOST_ATTEMPTS = 200
const LONGEST_PAUSE_MS = 20

/** Gives what was decided, once it is on disk; the refusal, with nothing written. Throws when the account stays contended. */
export async function perform(ports: Ports, address: Address, decide: Decide): Promise<Result<Decided, Refusal>> {
  return ports.inTurn(keyOf(address), async () => {
    for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
      const outcome = await attemptOnce(ports, address, decide)
      if (outcome !== 'conflict') return outcome
      await setTimeout(Math.random() * LONGEST_PAUSE_MS)
    }
    throw new Error('the account is contended: no attempt to append met the version it was decided on')
  })
}

const keyOf = (address: Address): string =>
  address.by === 'person' ? `${address.cardType} ${address.person.reveal()}` : String(address.account)

async function attemptOnce(
  ports: Ports,
  address: Address,
  decide: Decide,
): Promise<Result<Decided, Refusal> | 'conflict'> {
  const stored = await load(ports.ledger, address)
  const account =
    stored === null ? emptyAccount(ports.directory.reckoning) : accountOf(stored.snapshot, ports.directory.reckoning)
  const id = stored?.id ?? (address.by === 'account' ? address.account : ports.ids.account())
  const expectedVersion = account.version
  const decided = decide(account, id, notBefore(account, ports.now()))
  if (!decided.ok || decided.value.entry === null) return decided
  invariant(account.version === expectedVersion + 1, 'a decision records one entry')
  const appended = await ports.ledger.append({
    account: id,
    opens: stored === null && address.by === 'person' ? address : null,
    expectedVersion,
    entry: decided.value.entry,
    snapshot: snapshotOf(account),
  })
  return appended === 'conflict' ? 'conflict' : decided
}

const load = (ledger: Ledger, address: Address): Promise<StoredAccount | null> =>
  address.by === 'person'
    ? ledger.loadByPerson(address.person, address.cardType)
    : ledger.loadByAccount(address.account)

/** The moments of an account never fall, though a clock may be set back. */
const notBefore = (account: Account, now: Moment): Moment => Math.max(now, account.book.recordedAt) as Moment
