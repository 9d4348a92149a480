/** A physical card is ordered (domain.md L11): for a FINAL card and a person on it, once. */

import type { Account } from '../account/account.ts'
import { orderOf } from '../account/saidByPatient.ts'
import { knownStatementOf } from '../account/statement.ts'
import type { PersonId } from '../kernel/personId.ts'
import { no, ok, type Result } from '../kernel/result.ts'
import type { CardId, CardIdentity } from '../law/card.ts'
import { type Circumstances, type Decided, recordAndCompare } from './decided.ts'
import type { Refusal } from './refusals.ts'
import { refuseStanding } from './standing.ts'
import { cardOf, ownerOfOwnCard } from './whichCard.ts'

/** `cardId` null: the person's current card. */
export type OrderCard = { readonly person: PersonId; readonly cardId: CardId | null }

/** Takes an account, which it changes, and the command. Gives the entry to append; none, and a notice, when the card is ordered already. */
export function orderCard(
  account: Account,
  command: OrderCard,
  circumstances: Circumstances,
): Result<Decided, Refusal> {
  const { person } = command
  const { now, by, principal } = circumstances
  const found =
    command.cardId === null
      ? currentOf(account, person, circumstances)
      : byId(account, { person, cardId: command.cardId }, circumstances)
  if (!found.ok) return found
  const { card, status } = found.value
  if (status === 'EXPIRED') return no({ kind: 'CardIsExpired' })
  if (status !== 'FINAL' || card === null) return no({ kind: 'CardIsNotFinal' })
  const ordered = orderOf(account, person, card.id)
  if (ordered !== null)
    return ok({ entry: null, notices: [{ kind: 'AlreadyOrdered', orderedAt: ordered.orderedAt }], card })
  const told = { person, principal: principal.id, cardId: card.id, recordedAt: now, by, issued: [] }
  const recorded = recordAndCompare(account, { type: 'CardOrdered', ...told }, circumstances, null)
  return recorded.ok ? ok({ ...recorded.value, card }) : recorded
}

type Orderable = { readonly card: CardIdentity | null; readonly status: string }

/** That the person is not on it is told before anything of one who is. */
function byId(
  account: Account,
  { person, cardId }: { readonly person: PersonId; readonly cardId: CardId },
  circumstances: Circumstances,
): Result<Orderable, Refusal> {
  const owner = ownerOfOwnCard(account, cardId, circumstances)
  if (!owner.ok) return owner
  if (!isMember(account, person)) return no({ kind: 'PersonNotOnCard' })
  const standing = refuseStanding(account, person, circumstances.principal)
  if (standing !== null) return no(standing)
  const found = cardOf(account, cardId, circumstances)
  return found.ok ? ok({ card: found.value.card.identity, status: found.value.card.status }) : found
}

/** Where there is no card, none is FINAL. */
function currentOf(account: Account, person: PersonId, { now, principal }: Circumstances): Result<Orderable, Refusal> {
  const standing = refuseStanding(account, person, principal)
  if (standing !== null) return no(standing)
  const { current } = account.version === 0 ? NO_CARD : knownStatementOf(account.book, now, principal.id)
  if (current === null) return ok({ card: null, status: 'BELOW_LIMIT' })
  if (current.principal !== principal.id) return no({ kind: 'CardOfAnotherPrincipal' })
  return ok({ card: current.identity, status: current.status })
}

const NO_CARD = { current: null }

export const isMember = ({ members, records, given, asides }: Account, person: PersonId): boolean =>
  members.some((one) => one.equals(person)) ||
  [...records.values(), ...given.values(), ...asides].some((one) => one.person.equals(person))
