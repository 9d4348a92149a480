/** GetCardForPerson, GetExtendedCardForPerson and GetExtendedCardsForPerson, version 3: cards, without and with their fees. No card is no error. */

import type { Caller } from '../../../usecases/checks.ts'
import type { Ports } from '../../../usecases/ports.ts'
import { type CardRequest, readCard, readCards } from '../../../usecases/readCard.ts'
import type { Call, Handler3 } from '../handlers.ts'
import type { Operations3 } from '../version3.ts'
import { card3, extendedCard3 } from './card.ts'
import { doneResult, refusedResult } from './outcome.ts'

/** Gives the handler: message in, use case, answer out. */
export const getCardForPerson3 =
  (ports: Ports): Handler3<'GetCardForPerson', Caller> =>
  async (call) => {
    const view = await readCard(ports, requestOf('readCard', call))
    if (!view.ok) return { result: refusedResult(view.refusal) }
    return { result: doneResult([]), ...(view.value === null ? {} : { card: card3(view.value) }) }
  }

/** Gives the handler: message in, use case, answer out. */
export const getExtendedCardForPerson3 =
  (ports: Ports): Handler3<'GetExtendedCardForPerson', Caller> =>
  async (call) => {
    const view = await readCard(ports, requestOf('readCardWithFees', call))
    if (!view.ok) return { result: refusedResult(view.refusal) }
    return { result: doneResult([]), ...(view.value === null ? {} : { extendedCard: extendedCard3(view.value) }) }
  }

/** Gives the handler: message in, use case, answer out. */
export const getExtendedCardsForPerson3 =
  (ports: Ports): Handler3<'GetExtendedCardsForPerson', Caller> =>
  async (call) => {
    const views = await readCards(ports, requestOf('readCardWithFees', call))
    if (!views.ok) return { result: refusedResult(views.refusal), extendedCard: [] }
    return { result: doneResult([]), extendedCard: views.value.map(extendedCard3) }
  }

type ReadCall = Pick<Call<Operations3['GetCardForPerson'], Caller>, 'message' | 'caller' | 'careProviderId'>

const requestOf = (act: CardRequest['act'], { message, caller, careProviderId }: ReadCall): CardRequest => ({
  caller,
  act,
  principal: message.carePrincipalId,
  person: message.personId,
  cardType: message.cardTypeId,
  namedProvider: careProviderId ?? null,
})
