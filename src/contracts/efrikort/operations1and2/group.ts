/** GroupPerson, UngroupPerson and GetGroupForPerson, versions 1 and 2: who shares a card. The group is told by any of its members. */

import type { GroupAct } from '../../../domain/account/group.ts'
import type { Caller } from '../../../usecases/checks.ts'
import { type GroupRequest, groupPerson, ungroupPerson } from '../../../usecases/group.ts'
import type { Ports } from '../../../usecases/ports.ts'
import { readGroup } from '../../../usecases/readGroup.ts'
import type { ValueOf } from '../../soap/form.ts'
import type { Call, Handler1and2 } from '../handlers.ts'
import { type EarlierVersion, isTellable, type Types1and2 } from '../types1and2.ts'
import type { Operations1and2 } from '../version1and2.ts'
import { doneResult, refusedResult, resultOf } from './outcome.ts'
import { toldAct } from './told.ts'

/** Gives the handler: message in, use case, answer out. */
export const groupPerson1and2 =
  (ports: Ports): Handler1and2<'GroupPerson', Caller> =>
  async (call) =>
    resultOf(await groupPerson(ports, requestOf(call)))

/** Gives the handler: message in, use case, answer out. */
export const ungroupPerson1and2 =
  (ports: Ports): Handler1and2<'UngroupPerson', Caller> =>
  async (call) =>
    resultOf(await ungroupPerson(ports, requestOf(call)))

function requestOf(call: Call<Operations1and2['GroupPerson'], Caller>): GroupRequest {
  const { CardOwnerPersonId, CardTypeId, PersonId } = call.message
  const group = { by: 'owner', person: CardOwnerPersonId, cardType: CardTypeId } as const
  return { ...toldAct(call), group, person: PersonId }
}

/** Gives the handler: message in, use case, answer out. */
export const getGroupForPerson1and2 =
  (ports: Ports, version: EarlierVersion): Handler1and2<'GetGroupForPerson', Caller> =>
  async ({ message, caller, careProviderId }) => {
    const group = await readGroup(ports, {
      caller,
      principal: message.CarePrincipalId,
      person: message.PersonId,
      cardType: message.CardTypeId,
      namedProvider: careProviderId ?? null,
    })
    if (!group.ok) return { Result: refusedResult(group.refusal), Persons: [], GroupAction: [] }
    const { persons, acts, cardType } = group.value
    return {
      Result: doneResult([]),
      Persons: persons.filter((person) => isTellable(person, version)).map((person) => ({ Id: person.reveal() })),
      GroupAction: acts.map((act) => groupAction(act, cardType)),
    }
  }

const groupAction = (
  { at, principal, action, cardNumber }: GroupAct,
  CardTypeId: string,
): ValueOf<Types1and2['GroupActionResultType']> => ({
  LoggedDate: at,
  CarePrincipalId: principal,
  CardTypeId,
  CardId: cardNumber ?? '',
  Action: action === 'grouped' ? 'GROUP_PERSON' : 'UNGROUP_PERSON',
})
