/** The operations of versions 1 and 2 on persons, as data: out of the service, and groups. */

import type { Fields } from '../soap/form.ts'
import { operationsIn } from './operation1and2.ts'
import type { EarlierVersion, Types1and2 } from './types1and2.ts'

/** Takes the version and its types. */
export function personOperations1and2(version: EarlierVersion, types: Types1and2) {
  const { ActorType, CardTypeId, HsaId, PersonIdValue } = types
  const operation = operationsIn('administration', version)
  const resultAlone = { ResultType: [types.ResultType, '1..1'] } as const
  const membership = {
    CarePrincipalId: [HsaId, '1..1'],
    CardOwnerPersonId: [PersonIdValue, '1..1'],
    CardTypeId: [CardTypeId, '1..1'],
    PersonId: [PersonIdValue, '1..1'],
    Actor: [ActorType, '1..1'],
  } as const satisfies Fields
  return {
    FinishAccount: operation(
      'FinishAccount',
      {
        CarePrincipalId: [HsaId, '1..1'],
        PersonId: [PersonIdValue, '1..1'],
        CardTypeId: [CardTypeId, '1..1'],
        Actor: [ActorType, '1..1'],
      },
      resultAlone,
    ),
    GroupPerson: operation('GroupPerson', membership, resultAlone),
    UngroupPerson: operation('UngroupPerson', membership, resultAlone),
  }
}
