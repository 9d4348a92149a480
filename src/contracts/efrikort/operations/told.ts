/** What every act of version 3 tells, in our words: who calls, its id for the call, the principal, the actor. */

import type { Caller } from '../../../usecases/checks.ts'
import type { ActRequest, PersonActRequest } from '../../../usecases/permitAct.ts'
import type { ValueOf } from '../../soap/form.ts'
import type { ActorType } from '../types3.ts'
import { toldActor } from './actor.ts'

type Act = { readonly carePrincipalId: string; readonly actor: ValueOf<typeof ActorType> }
type Told<Message> = { readonly message: Message; readonly caller: Caller; readonly idempotencyKey?: string }

export const toldAct = ({ message, caller, idempotencyKey }: Told<Act>): ActRequest => ({
  caller,
  callId: idempotencyKey ?? null,
  principal: message.carePrincipalId,
  actor: toldActor(message.actor),
})

type PersonAct = Act & { readonly personId: string; readonly cardTypeId: string }

/** The same of an act on a person of a card type. */
export const toldPersonAct = (told: Told<PersonAct>): PersonActRequest => ({
  ...toldAct(told),
  person: told.message.personId,
  cardType: told.message.cardTypeId,
})
