/** GetCardForPerson and GetExtendedCardForPerson, version 3: the current card, without and with its fees. No card is no error. */

import type { Caller } from '../../../usecases/checks.ts'
import type { Ports } from '../../../usecases/ports.ts'
import { type CardRequest, readCard } from '../../../usecases/readCard.ts'
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

type ReadCall = Pick<Call<Operations3['GetCardForPerson'], Caller>, 'message' | 'caller' | 'careProviderId'>

const requestOf = (act: CardRequest['act'], { message, caller, careProviderId }: ReadCall): CardRequest => ({
  caller,
  act,
  principal: message.carePrincipalId,
  person: message.personId,
  cardType: message.cardTypeId,
  namedProvider: careProviderId ?? null,
})
