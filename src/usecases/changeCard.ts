/** A calling system changes, deletes or orders a card (domain.md L9–L11): the card's id leads to its account. */

import type { Account } from '../domain/account/account.ts'
import type { Act } from '../domain/decisions/access.ts'
import type { Circumstances, Decided } from '../domain/decisions/decided.ts'
import { deleteCard as decideDeletion } from '../domain/decisions/deleteCard.ts'
import { orderCard as decideOrder } from '../domain/decisions/orderCard.ts'
import type { Refusal } from '../domain/decisions/refusals.ts'
import { updateCard as decideUpdate, refuseUpdateForm } from '../domain/decisions/updateCard.ts'
import { ownerOfCard } from '../domain/decisions/whichCard.ts'
import type { Day } from '../domain/kernel/day.ts'
import type { PersonId } from '../domain/kernel/personId.ts'
import { no, type Result } from '../domain/kernel/result.ts'
import type { CardId } from '../domain/law/card.ts'
import { checkPerson, refuseCardType } from './checks.ts'
import type { Done } from './done.ts'
import type { Address } from './ledgerPort.ts'
import { onceOf } from './once.ts'
import { perform } from './perform.ts'
import { type ActRequest, actingOf, permitAct } from './permitAct.ts'
import type { Ids, Ports } from './ports.ts'

type CardActRequest = ActRequest & { readonly cardId: string }

/** What is null is not told, and stays. */
export type CardUpdate = CardActRequest & {
  readonly cardType: string | null
  readonly number: string | null
  readonly start: Day | null
  readonly reached: Day | null
  readonly end: Day | null
}

/** Gives the change once it is on disk, or the first refusal in order. One that changes nothing writes nothing. */
export async function updateCard(ports: Ports, request: CardUpdate): Promise<Result<Done, Refusal>> {
  const { number, start, reached, end, cardType } = request
  const form = refuseUpdateForm(request)
  return act(ports, request, { act: 'updateCard', form }, (account, circumstances, known) => {
    if (cardType !== null && known !== null && cardType !== known) return no({ kind: 'CardOfAnotherType' })
    return decideUpdate(account, { cardId: cardIdOf(request), number, start, reached, end }, circumstances)
  })
}

/** Gives the deletion once it is on disk, or the first refusal in order. */
export const deleteCard = (ports: Ports, request: CardActRequest): Promise<Result<Done, Refusal>> =>
  act(ports, request, { act: 'deleteCard', form: null }, (account, circumstances) =>
    decideDeletion(account, cardIdOf(request), circumstances),
  )

type DecideCard = (account: Account, circumstances: Circumstances, cardType: string | null) => Result<Decided, Refusal>

async function act(
  ports: Ports,
  request: CardActRequest,
  { act, form }: { readonly act: Act; readonly form: Refusal | null },
  decide: DecideCard,
): Promise<Result<Done, Refusal>> {
  const now = ports.now()
  const permitted = permitAct(ports, request, { act, form, now })
  if (!permitted.ok) return permitted
  const { system, principal, by } = permitted.value
  const cardId = cardIdOf(request)
  const { caller: _, callId, ...told } = request
  const performance = {
    address: addressOf(ports.ids, cardId),
    act,
    ...actingOf(permitted.value),
    subject: (account: Account) => ownerOfCard(account, cardId, { now, principal })?.person ?? null,
    reason: null,
    once: onceOf(system, callId, act, told),
  }
  return perform(ports, performance, (account, { cardType, ...given }) => decide(account, { ...given, by }, cardType))
}

/** Which card is ordered: one by its id, or the person's current one of a card type. */
export type CardOrderRequest = ActRequest & {
  readonly person: string
  readonly card: { readonly by: 'id'; readonly id: string } | { readonly by: 'type'; readonly cardType: string }
}

/** Gives the order once it is on disk, or the first refusal in order. One for a card ordered before writes nothing. */
export async function orderCard(ports: Ports, request: CardOrderRequest): Promise<Result<Done, Refusal>> {
  const now = ports.now()
  const person = checkPerson(ports, request.principal, request.person, now)
  if (person === null) return no({ kind: 'PersonIdInvalid' })
  const permitted = permitAct(ports, request, { act: 'orderCard', form: null, now })
  if (!permitted.ok) return permitted
  const { system, principal, by } = permitted.value
  const { card } = request
  const unused = card.by === 'type' ? refuseCardType(principal, card.cardType) : null
  if (unused !== null) return no(unused)
  const { caller: _, callId, ...told } = request
  const performance = {
    address: addressOfOrder(ports.ids, person, card),
    act: 'orderCard',
    ...actingOf(permitted.value),
    subject: () => person,
    reason: null,
    once: onceOf(system, callId, 'orderCard', told),
  }
  const cardId = card.by === 'id' ? (card.id.toLowerCase() as CardId) : null
  return perform(ports, performance, (account, given) => decideOrder(account, { person, cardId }, { ...given, by }))
}

const addressOfOrder = (ids: Ids, person: PersonId, card: CardOrderRequest['card']): Address =>
  card.by === 'type'
    ? { by: 'person', person, cardType: card.cardType }
    : addressOf(ids, card.id.toLowerCase() as CardId)

/** Ids made here carry their account; those of another system are looked up. */
const addressOf = (ids: Ids, cardId: CardId): Address => ({ by: 'id', id: cardId, carried: ids.accountOf(cardId) })

/** Ids made here are in lower case; a caller may have kept one in capitals. */
const cardIdOf = ({ cardId }: CardActRequest): CardId => cardId.toLowerCase() as CardId
