/** RegisterCard, UpdateCard, DeleteCard and OrderNewCard, version 3: what is done to a card itself. */

import { deleteCard, orderCard, updateCard } from '../../../usecases/changeCard.ts'
import type { Caller } from '../../../usecases/checks.ts'
import type { Ports } from '../../../usecases/ports.ts'
import { registerCard } from '../../../usecases/registerCard.ts'
import type { Handler3 } from '../handlers.ts'
import { card3 } from './card.ts'
import { doneResult, refusedResult, resultOf } from './outcome.ts'
import { toldAct, toldPersonAct } from './told.ts'

/** Gives the handler: message in, use case, answer out. */
export const registerCard3 =
  (ports: Ports): Handler3<'RegisterCard', Caller> =>
  async (call) => {
    const { preliminaryCardDate, endDate, cardId, extendExisting, cardReason } = call.message
    const registered = await registerCard(ports, {
      ...toldPersonAct(call),
      validFrom: preliminaryCardDate,
      validThrough: endDate,
      number: cardId ?? null,
      extendExisting,
      reason: cardReason,
    })
    if (!registered.ok) return { result: refusedResult(registered.refusal) }
    const { notices, view } = registered.value
    return { result: doneResult(notices), ...(view === null ? {} : { card: card3(view) }) }
  }

/** Gives the handler: message in, use case, answer out. */
export const updateCard3 =
  (ports: Ports): Handler3<'UpdateCard', Caller> =>
  async (call) => {
    const { cardSystemId, cardId, startDate, preliminaryCardDate, endDate } = call.message
    const told = { number: cardId, start: startDate, reached: preliminaryCardDate, end: endDate }
    return resultOf(await updateCard(ports, { ...toldAct(call), cardId: cardSystemId, cardType: null, ...told }))
  }

/** Gives the handler: message in, use case, answer out. */
export const deleteCard3 =
  (ports: Ports): Handler3<'DeleteCard', Caller> =>
  async (call) =>
    resultOf(await deleteCard(ports, { ...toldAct(call), cardId: call.message.cardSystemId }))

/** Gives the handler: message in, use case, answer out. */
export const orderNewCard3 =
  (ports: Ports): Handler3<'OrderNewCard', Caller> =>
  async (call) => {
    const card = { by: 'id', id: call.message.cardSystemId } as const
    return resultOf(await orderCard(ports, { ...toldAct(call), person: call.message.personId, card }))
  }
