/** Every operation of every version of eFrikort that the door speaks. */

import { contracts } from '../../src/contracts/efrikort/contracts.ts'
import type { Contract, Operation } from '../../src/contracts/soap/form.ts'

export type Entered = { readonly contract: Contract; readonly operation: Operation }

/** Gives the operations of each contract, served or not. */
export const enteredOperations = (): readonly Entered[] =>
  contracts.flatMap((contract) => Object.values(contract.operations).map((operation) => ({ contract, operation })))
