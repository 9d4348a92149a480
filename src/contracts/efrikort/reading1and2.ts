/** The questions of versions 1 and 2, as data. They carry no actor, but may end with the provider that asks. */

import type { Fields, Operation } from '../soap/form.ts'
import { askingProvider } from './askingProvider.ts'
import { operationsIn } from './operation1and2.ts'
import type { EarlierVersion, Types1and2 } from './types1and2.ts'

/** Takes the version and its types. */
export function questions1and2(version: EarlierVersion, types: Types1and2) {
  const { CardTypeId, HsaId, PersonIdValue } = types
  const extension = askingProvider(HsaId)
  const question = operationsIn('querying', version)
  const personAndCardType = {
    CarePrincipalId: [HsaId, '1..1'],
    PersonId: [PersonIdValue, '1..1'],
    CardTypeId: [CardTypeId, '1..1'],
  } as const satisfies Fields
  return {
    GetCardForPerson: {
      ...question('GetCardForPerson', personAndCardType, {
        GetCardForPersonResultType: [types.GetCardForPersonResultType, '1..1'],
      }),
      extension,
    },
    GetExtendedCardForPerson: {
      ...question('GetExtendedCardForPerson', personAndCardType, {
        GetExtendedCardResultType: [types.GetExtendedCardResultType, '1..1'],
      }),
      extension,
    },
    GetGroupForPerson: {
      ...question('GetGroupForPerson', personAndCardType, {
        GetGroupForPersonResultType: [types.GetGroupForPersonResultType, '1..1'],
      }),
      extension,
    },
  } as const satisfies Record<string, Operation>
}
