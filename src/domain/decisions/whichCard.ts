/** Which card an act on a card means, and whether it is the principal's (domain.md L9, L10, section 9). */

import type { Account } from '../account/account.ts'
import type { GivenRecord } from '../account/givenRecord.ts'
import type { Aside, Part } from '../account/participation.ts'
import {
  type BelowLimitStatement,
  type CardStatement,
  type GivenStatement,
  knownStatementOf,
  type ReachedStatement,
} from '../account/statement.ts'
import type { HsaId } from '../kernel/hsaId.ts'
import type { PersonId } from '../kernel/personId.ts'
import { no, ok, type Result } from '../kernel/result.ts'
import type { CardId } from '../law/card.ts'
import type { FeeId } from '../law/careOrder.ts'
import type { Circumstances } from './decided.ts'
import type { Refusal } from './refusals.ts'
import { refuseStanding } from './standing.ts'

/** A card as it stands, with what is known of it beside its days if it was given by hand. */
export type FoundCard =
  | { readonly card: GivenStatement; readonly given: GivenRecord }
  | { readonly card: ReachedStatement | BelowLimitStatement; readonly given: null }

/** Gives the card: known, of the principal told, of one who is in the service, and not withdrawn. */
export function cardOf(account: Account, cardId: CardId, circumstances: Circumstances): Result<FoundCard, Refusal> {
  const owner = ownerOfOwnCard(account, cardId, circumstances)
  if (!owner.ok) return owner
  const standing = refuseStanding(account, owner.value.person, circumstances.principal)
  if (standing !== null) return no(standing)
  const given = account.given.get(cardId) ?? null
  if (given?.isWithdrawn) return no({ kind: 'CardAlreadyWithdrawn' })
  const card = statedCard(account, cardId, circumstances)
  if (card === undefined) return no({ kind: 'CardUnknown' })
  if (card.kind !== 'given') return ok({ card, given: null })
  return given === null ? no({ kind: 'CardUnknown' }) : ok({ card, given })
}

/** Gives whose the card is: known, and of the principal told. */
export function ownerOfOwnCard(account: Account, cardId: CardId, asked: Asked): Result<Part, Refusal> {
  const owner = ownerOfCard(account, cardId, asked)
  if (owner === null) return no({ kind: 'CardUnknown' })
  return owner.principal === asked.principal.id ? ok(owner) : no({ kind: 'CardOfAnotherPrincipal' })
}

type Asked = Pick<Circumstances, 'now' | 'principal'>

/** Whose a card is, one that was withdrawn or set aside too (S2, S6); null when the account knows no such card. */
export function ownerOfCard(account: Account, cardId: CardId, asked: Asked): Part | null {
  const given = account.given.get(cardId)
  if (given !== undefined) return given
  const card = statedCard(account, cardId, asked)
  if (card === undefined) return ownerOfSetAside(account, cardId)
  const person = personOn(account, card)
  return person === null ? null : { person, principal: card.principal }
}

const statedCard = ({ version, book }: Account, cardId: CardId, { now, principal }: Asked) =>
  version === 0
    ? undefined
    : knownStatementOf(book, now, principal.id).cards.find(({ identity }) => identity?.id === cardId)

/** A FINAL card stands though its fees are gone from it (L6): it is of whoever the account is of. */
function personOn({ records, members }: Account, { shares }: CardStatement): PersonId | null {
  const [first] = shares
  const [any] = records.values()
  const [member] = members
  return (first === undefined ? any : records.get(first.fee.id))?.person ?? member ?? null
}

function ownerOfSetAside({ asides }: Account, cardId: CardId): Part | null {
  for (const aside of asides) {
    const principal = principalOfSetAside(aside, cardId)
    if (principal !== null) return { person: aside.person, principal }
  }
  return null
}

/** Among what one who has left took along: a card of theirs, or one that held a fee of theirs. */
function principalOfSetAside(
  { principal, records, fixed, computed, window, windowIdentity }: Aside,
  cardId: CardId,
): HsaId | null {
  const isTheirs = (fee: FeeId): boolean => records.some(({ id }) => id === fee)
  const final = fixed.find((card) => card.kind === 'frozen' && card.identity?.id === cardId)
  if (final !== undefined) return final.principal
  const reached = computed.find(({ card, fees }) => card.identity?.id === cardId && fees.some(isTheirs))
  if (reached !== undefined) return reached.card.principal
  return windowIdentity?.id === cardId && window.some(isTheirs) ? principal : null
}
