/**
 * RegisterCard, UpdateCard, DeleteCard and OrderNewCard, versions 1 and 2: what is done to a card itself. What an update leaves out
 * stays; a card is ordered by person and card type, and is then the current one.
 */

import { deleteCard, orderCard, updateCard } from '../../../usecases/changeCard.ts'
import type { Caller } from '../../../usecases/checks.ts'
import type { Ports } from '../../../usecases/ports.ts'
import { registerCard } from '../../../usecases/registerCard.ts'
import type { Handler1and2 } from '../handlers.ts'
import type { EarlierVersion } from '../types1and2.ts'
import { card1and2 } from './card.ts'
import { doneResult, refusedResult, resultOf } from './outcome.ts'
import { toldAct, toldPersonAct } from './told.ts'

/** Gives the handler: message in, use case, answer out. Registering a card is the consent of one who was never asked (domain.md S1). */
export const registerCard1and2 =
  (ports: Ports, version: EarlierVersion): Handler1and2<'RegisterCard', Caller> =>
  async (call) => {
    const { LimitReachedDate, EndDate, CardId, ExtendExisting, CardReason } = call.message
    const registered = await registerCard(ports, {
      ...toldPersonAct(call),
      validFrom: LimitReachedDate,
      validThrough: EndDate,
      number: CardId ?? null,
      extendExisting: ExtendExisting,
      reason: CardReason,
      isConsent: true,
    })
    if (!registered.ok) return { Result: refusedResult(registered.refusal) }
    const { notices, view } = registered.value
    return { Result: doneResult(notices), ...(view === null ? {} : { Card: card1and2(view, version) }) }
  }

/** Gives the handler: message in, use case, answer out. */
export const updateCard1and2 =
  (ports: Ports): Handler1and2<'UpdateCard', Caller> =>
  async (call) => {
    const { CardSystemId, CardTypeId, CardId, StartDate, LimitReachedDate, EndDate } = call.message
    const update = await updateCard(ports, {
      ...toldAct(call),
      cardId: CardSystemId,
      cardType: CardTypeId ?? null,
      number: CardId ?? null,
      start: StartDate ?? null,
      reached: LimitReachedDate ?? null,
      end: EndDate ?? null,
    })
    return resultOf(update)
  }

/** Gives the handler: message in, use case, answer out. */
export const deleteCard1and2 =
  (ports: Ports): Handler1and2<'DeleteCard', Caller> =>
  async (call) =>
    resultOf(await deleteCard(ports, { ...toldAct(call), cardId: call.message.CardSystemId }))

/** Gives the handler: message in, use case, answer out. */
export const orderNewCard1and2 =
  (ports: Ports): Handler1and2<'OrderNewCard', Caller> =>
  async (call) => {
    const { PersonId, CardTypeId } = call.message
    const card = { by: 'type', cardType: CardTypeId } as const
    return resultOf(await orderCard(ports, { ...toldAct(call), person: PersonId, card }))
  }
