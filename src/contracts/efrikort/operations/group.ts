/** GroupPerson, UngroupPerson and GetGroupForPerson, version 3: who shares a card. */

import type { GroupAct } from '../../../domain/account/group.ts'
import { invariant } from '../../../domain/kernel/invariant.ts'
import type { Caller } from '../../../usecases/checks.ts'
import { type GroupRequest, groupPerson, ungroupPerson } from '../../../usecases/group.ts'
import type { Ports } from '../../../usecases/ports.ts'
import { type GroupView, readGroup } from '../../../usecases/readGroup.ts'
import type { ValueOf } from '../../soap/form.ts'
import type { Call, Handler3 } from '../handlers.ts'
import { getGroupForPerson } from '../reading3.ts'
import { refusalResult } from '../refusal.ts'
import type { GroupActionResultType } from '../types3.ts'
import type { Operations3 } from '../version3.ts'
import { doneResult, refusedResult, resultOf } from './outcome.ts'
import { toldAct } from './told.ts'

/** Gives the handler: message in, use case, answer out. */
export const groupPerson3 =
  (ports: Ports): Handler3<'GroupPerson', Caller> =>
  async (call) =>
    resultOf(await groupPerson(ports, requestOf(call)))

/** Gives the handler: message in, use case, answer out. */
export const ungroupPerson3 =
  (ports: Ports): Handler3<'UngroupPerson', Caller> =>
  async (call) =>
    resultOf(await ungroupPerson(ports, requestOf(call)))

const requestOf = (call: Call<Operations3['GroupPerson'], Caller>): GroupRequest => ({
  ...toldAct(call),
  group: { by: 'card', id: call.message.cardSystemId },
  person: call.message.personId,
})

/** Gives the handler: message in, use case, answer out. On a refusal it names the person asked for. */
export const getGroupForPerson3 =
  (ports: Ports): Handler3<'GetGroupForPerson', Caller> =>
  async ({ message, caller, careProviderId }) => {
    const group = await readGroup(ports, {
      caller,
      principal: message.carePrincipalId,
      person: message.personId,
      cardType: message.cardTypeId,
      namedProvider: careProviderId ?? null,
    })
    if (group.ok) return groupResult(group.value)
    const { resultCode, resultText = '' } = refusedResult(group.refusal)
    return refusalResult(getGroupForPerson, { resultCode, resultText, given: () => message.personId })
  }

function groupResult({ persons, acts, cardType }: GroupView) {
  const [first, ...others] = persons.map((person) => person.reveal())
  invariant(first !== undefined, 'the one asked for, at least')
  const groupAction = acts.map((act) => groupAction3(act, cardType))
  return { result: doneResult([]), groupAction, personIds: [first, ...others] as const }
}

const groupAction3 = (
  { at, principal, action, cardNumber }: GroupAct,
  cardTypeId: string,
): ValueOf<typeof GroupActionResultType> => ({
  loggedDate: at,
  carePrincipalId: principal,
  cardTypeId,
  cardId: cardNumber ?? '',
  action: action === 'grouped' ? 'GROUP_PERSON' : 'UNGROUP_PERSON',
})
