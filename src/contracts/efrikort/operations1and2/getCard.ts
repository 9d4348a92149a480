/** GetCardForPerson and GetExtendedCardForPerson, versions 1 and 2: the current card, without and with its fees. No card is no error. */

import type { Caller } from '../../../usecases/checks.ts'
import type { Ports } from '../../../usecases/ports.ts'
import { type CardRequest, readCard } from '../../../usecases/readCard.ts'
import type { Call, Handler1and2 } from '../handlers.ts'
import type { EarlierVersion } from '../types1and2.ts'
import type { Operations1and2 } from '../version1and2.ts'
import { card1and2, extendedCard1and2 } from './card.ts'
import { doneResult, refusedResult } from './outcome.ts'

/** Gives the handler: message in, use case, answer out. */
export const getCardForPerson1and2 =
  (ports: Ports, version: EarlierVersion): Handler1and2<'GetCardForPerson', Caller> =>
  async (call) => {
    const view = await readCard(ports, requestOf('readCard', call))
    if (!view.ok) return { Result: refusedResult(view.refusal) }
    return { Result: doneResult([]), ...(view.value === null ? {} : { Card: card1and2(view.value, version) }) }
  }

/** Gives the handler: message in, use case, answer out. */
export const getExtendedCardForPerson1and2 =
  (ports: Ports, version: EarlierVersion): Handler1and2<'GetExtendedCardForPerson', Caller> =>
  async (call) => {
    const view = await readCard(ports, requestOf('readCardWithFees', call))
    if (!view.ok) return { Result: refusedResult(view.refusal) }
    if (view.value === null) return { Result: doneResult([]) }
    const asked = { version, personAsked: call.message.PersonId.toUpperCase() }
    return { Result: doneResult([]), ExtendedCard: extendedCard1and2(view.value, asked) }
  }

type ReadCall = Pick<Call<Operations1and2['GetCardForPerson'], Caller>, 'message' | 'caller' | 'careProviderId'>

const requestOf = (act: CardRequest['act'], { message, caller, careProviderId }: ReadCall): CardRequest => ({
  caller,
  act,
  principal: message.CarePrincipalId,
  person: message.PersonId,
  cardType: message.CardTypeId,
  namedProvider: careProviderId ?? null,
})
