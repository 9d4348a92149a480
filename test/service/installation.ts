/** A service in a process of its own, with environments beside the installation's, each with a clock that a test sets forward. */

import assert from 'node:assert/strict'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { aheadFor } from '../../src/commands/environment.ts'
import type { Place } from '../../src/ledger/connect.ts'
import { findRunning, startEmbedded } from '../../src/ledger/embedded/embedded.ts'
import { createEnvironment, placeOf, setClock } from '../../src/ledger/environments.ts'
import { migrate } from '../../src/ledger/migrate.ts'
import { placeCluster } from '../ledger/databases.ts'
import { makeFolder } from '../platform/hosts.ts'
import { A, BOTH_SYSTEM, deskAt } from './desk.ts'
import { startService } from './process.ts'

export type EnvironmentToMake = {
  readonly name: string
  /** What its clock shows at the start: a span from the world's, or a Swedish time. */
  readonly clock: string
  /** Records something in its database before the service is there. */
  readonly prepare?: (place: Place) => Promise<void>
}

export type Installation = {
  readonly addressOf: (environment: string) => string
  /** Sets the clock forward, to another day, and waits until the service goes by it. */
  readonly setClock: (environment: string, time: string) => Promise<void>
}

/** Makes the environments, then starts the service; both are gone when the test ends. */
export async function installationWith(
  t: TestContext,
  environments: readonly EnvironmentToMake[],
): Promise<Installation> {
  const dataFolder = join(makeFolder(t), 'data')
  await make(dataFolder, environments)
  const service = startService(t, { EFRIKORT_DATA: dataFolder, LOG_LEVEL: 'warn' })
  const address = await service.address
  const addressOf = (environment: string) => `${address}/environments/${environment}`
  return {
    addressOf,
    setClock: async (environment, time) => {
      const place = findRunning(dataFolder)
      assert.ok(place !== null, 'the database runs')
      await setClock(place, environment, aheadOf(time))
      await followed(addressOf(environment), new Date(Date.now() + aheadOf(time)))
    },
  }
}

async function make(dataFolder: string, environments: readonly EnvironmentToMake[]): Promise<void> {
  const quiet = () => undefined
  await placeCluster(dataFolder)
  const embedded = await startEmbedded({ dataFolder, log: quiet })
  try {
    await migrate(embedded.connection, quiet)
    for (const { name, clock, prepare } of environments) {
      await createEnvironment(embedded.connection, name, quiet)
      await setClock(embedded.connection, name, aheadOf(clock))
      await prepare?.(placeOf(embedded.connection, name))
    }
  } finally {
    await embedded.stop()
  }
}

function aheadOf(time: string): number {
  const ahead = aheadFor(time, Date.now())
  assert.ok(ahead !== null, time)
  return ahead
}

/** One whose visits tell that the clock has been set: a visit on the new day lies in the future until then. */
const PROBE = '22800101AA10'
const PATIENCE = 100

async function followed(address: string, moment: Date): Promise<void> {
  const day = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Stockholm' }).format(moment)
  const desk = deskAt(address, BOTH_SYSTEM, A)
  for (let attempt = 0; (await desk.register(PROBE, day, '1.00')).code === 'VALIDATION_ERROR'; attempt += 1) {
    assert.ok(attempt < PATIENCE, 'the service follows the clock within ten seconds')
    await sleep(100)
  }
}
