/** Which card an act on a card means, and whether it is the principal's (domain.md L9, L10, section 9). */

import type { Account } from '../account/account.ts'
import type { GivenRecord } from '../account/givenRecord.ts'
import {
  type BelowLimitStatement,
  type CardStatement,
  type GivenStatement,
  knownStatementOf,
  type ReachedStatement,
} from '../account/statement.ts'
import type { PersonId } from '../kernel/personId.ts'
import { no, ok, type Result } from '../kernel/result.ts'
import type { CardId } from '../law/card.ts'
import type { Circumstances } from './decided.ts'
import type { Refusal } from './refusals.ts'
import { refuseStanding } from './standing.ts'

/** A card as it stands, with what is known of it beside its days if it was given by hand. */
export type FoundCard =
  | { readonly card: GivenStatement; readonly given: GivenRecord }
  | { readonly card: ReachedStatement | BelowLimitStatement; readonly given: null }

/** Gives the card: known, of the principal told, not withdrawn, and of one who is in the service. */
export function cardOf(account: Account, cardId: CardId, circumstances: Circumstances): Result<FoundCard, Refusal> {
  const { principal } = circumstances
  const given = account.given.get(cardId) ?? null
  const isWithdrawn = given?.isWithdrawn ?? false
  const card = cardsOf(account, circumstances).find(({ identity }) => identity?.id === cardId)
  if (card === undefined && given === null) return no({ kind: 'CardUnknown' })
  if ((given ?? card)?.principal !== principal.id) return no({ kind: 'CardOfAnotherPrincipal' })
  const person = personOf(account, card, given)
  const standing = person === null ? null : refuseStanding(account, person, principal)
  if (standing !== null) return no(standing)
  if (isWithdrawn) return no({ kind: 'CardAlreadyWithdrawn' })
  if (card === undefined) return no({ kind: 'CardUnknown' })
  if (card.kind !== 'given') return ok({ card, given: null })
  return given === null ? no({ kind: 'CardUnknown' }) : ok({ card, given })
}

/** Whose data an act on the card concerns (S6); null when the account knows no such card. */
export function personOfCard(
  account: Account,
  cardId: CardId,
  circumstances: Pick<Circumstances, 'now' | 'principal'>,
): PersonId | null {
  const card = cardsOf(account, circumstances).find(({ identity }) => identity?.id === cardId)
  return personOf(account, card, account.given.get(cardId) ?? null)
}

const cardsOf = ({ version, book }: Account, { now, principal }: Pick<Circumstances, 'now' | 'principal'>) =>
  version === 0 ? [] : knownStatementOf(book, now, principal.id).cards

function personOf({ records }: Account, card: CardStatement | undefined, given: GivenRecord | null): PersonId | null {
  if (given !== null) return given.person
  const [first] = card?.shares ?? []
  return first === undefined ? null : (records.get(first.fee.id)?.person ?? null)
}
