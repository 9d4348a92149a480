/** The service as its own process for hostile tests, with a look into its tables. */

import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { finallyDo, makeFolder } from '../../platform/hosts.ts'
import { type Service, startService } from '../process.ts'
import { openTables, type Tables } from './tables.ts'

export type Standing = { readonly service: Service; readonly address: string; readonly tables: Tables }

/** Starts it on a database of its own; both are gone when the test ends. */
export async function standing(t: TestContext): Promise<Standing> {
  const folder = join(makeFolder(t), 'data')
  const service = startService(t, { EFRIKORT_DATA: folder })
  const address = await service.address
  const tables = await openTables(folder)
  finallyDo(t, tables.close)
  return { service, address, tables }
}
