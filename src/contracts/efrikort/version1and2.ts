/** eFrikort versions 1 and 2 as data: 13 operations each, alike but for their numbers and the length of an identity. */

import type { Contract } from '../soap/form.ts'
import { cardOperations1and2 } from './cards1and2.ts'
import { feeOperations1and2 } from './fees1and2.ts'
import { personOperations1and2 } from './persons1and2.ts'
import { questions1and2 } from './reading1and2.ts'
import { allOf, type EarlierVersion, types1and2 } from './types1and2.ts'

export type Operations1and2 = ReturnType<typeof earlier>['operations']

export const version1 = earlier(1)
export const version2 = earlier(2)

function earlier(version: EarlierVersion) {
  const types = types1and2(version)
  const operations = {
    ...feeOperations1and2(version, types),
    ...questions1and2(version, types),
    ...cardOperations1and2(version, types),
    ...personOperations1and2(version, types),
  }
  return { version, types: allOf(types), operations } as const satisfies Contract
}
