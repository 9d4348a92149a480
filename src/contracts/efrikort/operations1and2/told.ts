/** What every act of versions 1 and 2 tells, in our words: who calls, its id for the call, the principal, the actor. */

import type { Caller } from '../../../usecases/checks.ts'
import type { ActRequest, PersonActRequest } from '../../../usecases/permitAct.ts'
import type { ValueOf } from '../../soap/form.ts'
import type { Types1and2 } from '../types1and2.ts'

type Act = { readonly CarePrincipalId: string; readonly Actor: ValueOf<Types1and2['ActorType']> }
type Told<Message> = { readonly message: Message; readonly caller: Caller; readonly idempotencyKey?: string }

export const toldAct = ({ message, caller, idempotencyKey }: Told<Act>): ActRequest => ({
  caller,
  callId: idempotencyKey ?? null,
  principal: message.CarePrincipalId,
  actor: {
    employee: message.Actor.EmployeeId,
    provider: message.Actor.CareProviderId,
    unit: message.Actor.CareUnitId ?? null,
  },
})

type PersonAct = Act & { readonly PersonId: string; readonly CardTypeId: string }

/** The same of an act on a person of a card type. */
export const toldPersonAct = (told: Told<PersonAct>): PersonActRequest => ({
  ...toldAct(told),
  person: told.message.PersonId,
  cardType: told.message.CardTypeId,
})
