/**
 * The proof by crowding: many callers on one account (or a few) through several services on one database, each service with queues
 * and memory of its own. All succeed in some order; how long each waited and how often it tried is measured.
 */

import assert from 'node:assert/strict'
import { AsyncLocalStorage } from 'node:async_hooks'
import type { TestContext } from 'node:test'
import type { Pool } from 'pg'
import { applicationPool, type Place } from '../../src/ledger/connect.ts'
import { migrate } from '../../src/ledger/migrate.ts'
import { correctFee } from '../../src/usecases/changeFee.ts'
import type { Ledger } from '../../src/usecases/ledgerPort.ts'
import type { Ports } from '../../src/usecases/ports.ts'
import { registerFee } from '../../src/usecases/registerFee.ts'
import type { DatabaseKind } from '../ledger/databases.ts'
import { finallyDo } from '../platform/hosts.ts'
import { kronor, registration, reserveNumber, worldOn } from '../usecases/world.ts'
import { examineAccount } from './auditAccount.ts'
import { type Chance, chanceOf } from './chance.ts'

export type CrowdPlan = {
  readonly kind: DatabaseKind
  readonly services: number
  /** At each service. */
  readonly callers: number
  /** By each caller, one after the other. */
  readonly calls: number
  readonly accounts: number
  /** False: nobody waits for the others of the same service, so that the ledger meets them all at once. */
  readonly inTurn: boolean
  readonly seed: number
}

export type CrowdReport = {
  readonly calls: number
  /** Milliseconds that each call took, in rising order. */
  readonly waits: readonly number[]
  /** Attempts that each call took, in rising order. */
  readonly attempts: readonly number[]
  /** Calls that held the account for their last attempt. */
  readonly exclusive: number
  /** How the luckiest caller's mean wait compares with the unluckiest's. */
  readonly fairness: number
  readonly deadlocks: number
  readonly seconds: number
}

type Tally = { attempts: number; isExclusive: boolean }

/** Throws when a call fails, or the ledger holds anything but what was answered. */
export async function proveCrowd(t: TestContext, plan: CrowdPlan): Promise<CrowdReport> {
  const database = await plan.kind.open()
  finallyDo(t, database.stop)
  await migrate(database.place, () => undefined)
  const pools = Array.from({ length: plan.services }, () => applicationPool(database.place, () => undefined))
  const report = await crowd(pools, plan).finally(() => Promise.all(pools.map((pool) => pool.end())))
  // A connection tells its figures when it ends.
  return { ...report, deadlocks: await deadlocksOn(database.place) }
}

async function crowd(pools: readonly Pool[], plan: CrowdPlan): Promise<Omit<CrowdReport, 'deadlocks'>> {
  const services: Ports[] = []
  for (const pool of pools) services.push(await metered(pool, plan))
  const begun = performance.now()
  const chance = chanceOf(plan.seed)
  const callers = services.flatMap((ports) => Array.from({ length: plan.callers }, () => ports))
  const logs = await Promise.all(callers.map((ports, place) => callerAt(ports, plan, { place, chance })))
  const seconds = (performance.now() - begun) / 1000
  await examine(pools[0] as Pool, services[0] as Ports, plan)
  return { ...summary(logs), seconds }
}

const tallies = new AsyncLocalStorage<Tally>()

/** A service's own ports, with the real clock; each load outside the exclusive turn, and each such turn, is an attempt. */
async function metered(pool: Pool, { inTurn }: CrowdPlan): Promise<Ports> {
  const { ports } = await worldOn(pool)
  const { ledger } = ports
  const count = (isExclusive: boolean): void => {
    const tally = tallies.getStore()
    if (tally === undefined) return
    tally.attempts += 1
    tally.isExclusive ||= isExclusive
  }
  const load: Ledger['load'] = (address, key) => {
    count(false)
    return ledger.load(address, key)
  }
  const exclusively: Ledger['exclusively'] = (address, attempt) => {
    count(true)
    return ledger.exclusively(address, attempt)
  }
  const counted = { ...ports, ledger: { ...ledger, load, exclusively } }
  return inTurn ? counted : { ...counted, inTurn: (_key, act) => act() }
}

type Wait = { readonly ms: number; readonly attempts: number; readonly isExclusive: boolean }

/** Registers, and corrects every third of its own fees, which comes to the ledger by another way than a registration. */
async function callerAt(
  ports: Ports,
  { calls, accounts }: CrowdPlan,
  { place, chance }: { readonly place: number; readonly chance: Chance },
): Promise<Wait[]> {
  const waits: Wait[] = []
  let fee: string | null = null
  for (let call = 1; call <= calls; call += 1) {
    const told = registration({ person: reserveNumber(1 + chance.below(accounts)), amount: kronor('1.00') })
    const tally: Tally = { attempts: 0, isExclusive: false }
    const begun = performance.now()
    const answer = await tallies.run(tally, () =>
      fee !== null && call % 3 === 0
        ? correctFee(ports, { ...told, feeId: fee, visit: null, amount: kronor(`${2 + place}.00`), reason: null })
        : registerFee(ports, told),
    )
    assert.ok(answer.ok, answer.ok ? '' : `a call is refused: ${answer.refusal.kind}`)
    fee = call % 3 === 1 ? answer.value.feeId : fee
    waits.push({ ms: performance.now() - begun, attempts: tally.attempts, isExclusive: tally.isExclusive })
  }
  return waits
}

/** As many entries as answers, in whole accounts. */
async function examine(pool: Pool, ports: Ports, { services, callers, calls }: CrowdPlan): Promise<void> {
  const { rows } = await pool.query<{ id: string }>(
    'select account_id::text as id from account where account_id > 0 order by 1',
  )
  const faults: string[] = []
  const { history } = ports.settings.known()
  let entries = 0
  for (const { id } of rows) entries += (await examineAccount(pool, id, { history, faults })).length
  assert.deepEqual(faults, [])
  assert.equal(entries, services * callers * calls)
}

function summary(logs: readonly (readonly Wait[])[]): Omit<CrowdReport, 'deadlocks' | 'seconds'> {
  const all = logs.flat()
  const means = logs.map((waits) => waits.reduce((sum, { ms }) => sum + ms, 0) / waits.length)
  return {
    calls: all.length,
    waits: all.map(({ ms }) => ms).sort(ascending),
    attempts: all.map(({ attempts }) => attempts).sort(ascending),
    exclusive: all.filter(({ isExclusive }) => isExclusive).length,
    fairness: Math.max(...means) / Math.min(...means),
  }
}

const ascending = (a: number, b: number): number => a - b

/** The one at a share of a rising list: 0.5 is the median, 1 the last. */
export const at = (rising: readonly number[], share: number): number =>
  rising[Math.min(rising.length - 1, Math.floor(rising.length * share))] ?? 0

async function deadlocksOn(place: Place): Promise<number> {
  const pool = applicationPool(place, () => undefined, 1)
  try {
    const { rows } = await pool.query<{ deadlocks: string }>(
      'select deadlocks from pg_stat_database where datname = current_database()',
    )
    return Number(rows[0]?.deadlocks)
  } finally {
    await pool.end()
  }
}
