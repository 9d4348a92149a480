/** The service as its own process for hostile tests, with a look into its tables. */

import assert from 'node:assert/strict'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { findRunning } from '../../../src/ledger/embedded/embedded.ts'
import { finallyDo, makeFolder } from '../../platform/hosts.ts'
import { type Service, startService } from '../process.ts'
import { openTables, type Tables } from './tables.ts'

export type Standing = { readonly service: Service; readonly address: string; readonly tables: Tables }

/** Starts it on a database of its own; both are gone when the test ends. */
export async function standing(t: TestContext): Promise<Standing> {
  const folder = join(makeFolder(t), 'data')
  const service = startService(t, { EFRIKORT_DATA: folder })
  const address = await service.address
  const place = findRunning(folder)
  assert.ok(place !== null, 'its database runs')
  const tables = await openTables(place)
  finallyDo(t, tables.close)
  return { service, address, tables }
}
