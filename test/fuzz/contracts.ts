/** Every operation of eFrikort that is entered as data, now or later, whatever its version: found by looking, so that none is forgotten. */

import { globSync } from 'node:fs'
import { join } from 'node:path'
import type { Contract, Operation } from '../../src/contracts/soap/form.ts'

export type Entered = { readonly contract: Contract; readonly operation: Operation }

const FOLDER = join(import.meta.dirname, '../../src/contracts/efrikort')

/** Gives the operations of every contract that a file of the door exports under the name of its version. */
export async function enteredOperations(): Promise<readonly Entered[]> {
  const found: Entered[] = []
  for (const file of globSync('version*.ts', { cwd: FOLDER }).sort()) {
    const exported = (await import(join(FOLDER, file))) as Readonly<Record<string, unknown>>
    const contract = exported[file.replace('.ts', '')] as Contract | undefined
    if (contract === undefined) throw new Error(`${file} exports no contract of its name`)
    for (const operation of Object.values(contract.operations)) found.push({ contract, operation })
  }
  return found
}
