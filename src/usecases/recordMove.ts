/** Both halves of a person's move recorded, each in its account, and appended in one commit with all that leads there from now on. */

import type { GroupEntry, PersonJoined, PersonLeft } from '../domain/account/ledgerEntry.ts'
import { identityOf, type Portfolio } from '../domain/account/portfolio.ts'
import { recordInAccount } from '../domain/account/recordInAccount.ts'
import { snapshotOf } from '../domain/account/snapshot.ts'
import { knownStatementOf } from '../domain/account/statement.ts'
import { nextLook } from '../domain/decisions/growUp.ts'
import { type Overcharges, overchargeNotices, overchargesOf } from '../domain/decisions/notices.ts'
import { invariant } from '../domain/kernel/invariant.ts'
import type { PersonId } from '../domain/kernel/personId.ts'
import type { CardIdentity } from '../domain/law/card.ts'
import type { PrincipalSettings } from '../domain/law/principal.ts'
import type { Done } from './done.ts'
import type { Appending, PersonMove, Remembering } from './ledgerPort.ts'
import { lineOfMove, type Moving, NOTHING_MOVED, type Seen, type Side } from './move.ts'
import { rememberingOf, seenBefore } from './once.ts'
import type { Ports } from './ports.ts'

export type Recording = { readonly joined: PersonJoined; readonly left: PersonLeft | null }

/** Gives what the caller is told once it is on disk. */
export async function recordMove(
  ports: Ports,
  { moving, seen }: { readonly moving: Moving; readonly seen: Seen },
  { joined, left }: Recording,
): Promise<Done | 'conflict'> {
  const { person } = moving
  const { sides, cardType, now, principal } = seen
  const [to, from] = joined.action === 'grouped' ? [sides.group, sides.own] : [sides.home, sides.group]
  const before = overchargesOn([to, from], seen)
  const arrival = { ...appendingOf(ports, to, joined, principal), line: lineOfMove(moving, now, person) }
  const departure = left === null ? [] : [appendingOf(ports, from, left, principal)]
  const done = { ...NOTHING_MOVED, notices: noticesOn([to, from], seen, before) }
  const opens = to.isThere ? null : { person: ownerOf(joined, person), cardType }
  const appendings = [{ ...arrival, opens, remember: rememberMove(moving, seen, done) }, ...departure]
  const where = { from: left === null ? null : from.id, to: to.id, ids: idsIn(joined.portfolio) }
  const move: PersonMove = { person, cardType, ...where, lookAt: nextLook(to.account, now) }
  const appended = await ports.ledger.appendTogether(appendings, move)
  return appended === 'conflict' ? 'conflict' : done
}

/** R3: what is remembered of the call. */
export const rememberMove = ({ once }: Moving, { loaded, now, principal }: Seen, done: Done): Remembering | null =>
  rememberingOf(once, { done, principal, now, seenAt: seenBefore(loaded.remembered) })

type Asked = Pick<Seen, 'now' | 'principal'>

export const statementOn = ({ account }: Side, { now, principal }: Asked) =>
  knownStatementOf(account.book, now, principal.id)

export const overchargesOn = (sides: readonly Side[], asked: Asked): Overcharges =>
  new Map(sides.flatMap((side) => [...overchargesOf(statementOn(side, asked))]))

/** O1, O2: what has been paid too much now that it is reckoned as one, or apart. */
export const noticesOn = (sides: readonly Side[], asked: Asked, before: Overcharges) =>
  sides.flatMap((side) => overchargeNotices(before, statementOn(side, asked), null))

/** Whose account is opened by it, beside the one who moves there. */
const ownerOf = ({ members }: PersonJoined, person: PersonId): PersonId | null =>
  members.find((one) => !one.equals(person)) ?? null

/** Records the entry in the account, and gives what is to be appended. */
function appendingOf(ports: Ports, side: Side, entry: GroupEntry, principal: PrincipalSettings): Appending {
  const { account, id, adopted } = side
  const expectedVersion = account.version
  const issued = recordOn(ports, side, entry, principal)
  return {
    account: id,
    opens: null,
    expectedVersion,
    entry: { ...entry, issued: [...adopted, ...issued] },
    settingsVersion: account.settingsVersion,
    snapshot: snapshotOf(account),
    line: null,
    remember: null,
  }
}

/** Records the entry in the account, which it changes. Gives the identities that its cards have taken. */
export function recordOn(
  ports: Ports,
  { account, id }: Side,
  entry: GroupEntry,
  { cardNumberPrefix }: PrincipalSettings,
): readonly CardIdentity[] {
  const coming = entry.type === 'PersonJoined' ? entry.portfolio.records.length : 0
  // The fees of both may make a card in every year that they reach back.
  const most = account.records.size + coming + 1
  const spare = Array.from({ length: most }, () => ports.ids.card(id, cardNumberPrefix))
  const taken = recordInAccount(account, entry, spare)
  invariant(typeof taken === 'number', `an entry that the decision has found possible (${taken})`)
  return spare.slice(0, taken)
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
