/** Lives every profile in every version it is for, all in one calendar, against one running service with two environments. Gives what was answered. */

import type { TestContext } from 'node:test'
import { gavleborg } from '../../src/directory/region.ts'
import type { CallingSystem } from '../../src/domain/decisions/access.ts'
import type { HsaId } from '../../src/domain/kernel/hsaId.ts'
import { applicationPool, type Place } from '../../src/ledger/connect.ts'
import { postgresLedger } from '../../src/ledger/ledger.ts'
import { addRecord } from '../../src/ledger/systemRecords.ts'
import { enterSettings } from '../../src/usecases/enterSettings.ts'
import { people } from '../clients/people.ts'
import { A, B, B_SYSTEM } from '../service/desk.ts'
import { installationWith } from '../service/installation.ts'
import { OWN, setting } from '../usecases/counter.ts'
import { day, moment } from '../usecases/world.ts'
import { cosmic } from './cosmic.ts'
import { generic } from './generic.ts'
import { pricomp } from './pricomp.ts'
import { cardSayer, DAYS, type DayName, type Life, type Profile } from './profile.ts'
import { sgx } from './sgx.ts'
import { takecare } from './takecare.ts'
import { tillOf, type Version } from './till.ts'
import { writer } from './writer.ts'

export const PROFILES: readonly Profile[] = [cosmic, sgx, takecare, pricomp, writer, generic]

/** A step as it went; `expected` only where the answer was another. */
export type LivedStep = {
  readonly day: string
  readonly does: string
  readonly answer: string
  readonly expected?: string
}
export type Lived = { readonly profile: Profile; readonly version: Version; readonly steps: readonly LivedStep[] }

/** Lives all days. A step that throws ends the test. */
export async function liveAll(t: TestContext): Promise<readonly Lived[]> {
  const installation = await installationWith(
    t,
    REGIONS.map((name) => ({ name, clock: DAYS.monday, prepare: (place) => prepare(place, name) })),
  )
  const met = people()
  const runs = PROFILES.flatMap((profile) =>
    profile.versions.map((version) => {
      const address = installation.addressOf(profile.region)
      const hand = {
        version,
        till: tillOf(version, { address, system: systemOf(profile), at: A }),
        other: tillOf(version, { address, system: B_SYSTEM, at: B }),
        patient: met.adult,
        child: met.child,
        sayCard: cardSayer(),
      }
      return { profile, version, life: profile.live(hand), steps: [] as LivedStep[] }
    }),
  )
  for (const name of Object.keys(DAYS) as DayName[]) {
    if (name !== 'monday') await Promise.all(REGIONS.map((region) => installation.setClock(region, DAYS[name])))
    await Promise.all(runs.map(async ({ life, steps }) => steps.push(...(await liveDay(life, name)))))
  }
  return runs
}

async function liveDay(life: Life, name: DayName): Promise<readonly LivedStep[]> {
  const lived: LivedStep[] = []
  for (const { does, act, answer: expected } of life[name] ?? []) {
    const answer = await act()
    const instead = answer === expected ? {} : { expected }
    lived.push({ day: DAYS[name].slice(0, 'yyyy-mm-dd'.length), does, answer, ...instead })
  }
  return lived
}

const REGIONS = ['presumed', 'asked'] as const

const systemOf = ({ name }: Profile): string =>
  `SE2321000198-${name
    .replace(/[^A-Za-z]/g, '')
    .toUpperCase()
    .slice(0, 16)}`

/** Puts the profiles' systems on record, and in the region that asks its patients first, that it does. */
async function prepare(place: Place, region: (typeof REGIONS)[number]): Promise<void> {
  const pool = applicationPool(place, () => undefined, 1)
  try {
    const recordedAt = moment('2025-06-02T08:00:00+02:00')
    for (const profile of PROFILES)
      await addRecord(pool, { system: callingSystem(profile), version: 1, recordedAt, by: 'test' })
    if (region === 'presumed') return
    const asked = setting('optIn', '2025-01-01', 'asked', OWN)
    const entering = { ledger: postgresLedger(pool), now: () => recordedAt, by: null }
    await enterSettings(entering, [...gavleborg().recorded, asked])
  } finally {
    await pool.end()
  }
}

const callingSystem = (profile: Profile): CallingSystem => ({
  id: systemOf(profile) as HsaId,
  name: profile.name,
  vendor: 'Profile',
  grants: new Map(profile.granted.map((act) => [act, new Set(profile.versions)])),
  principals: new Set([OWN]),
  providers: new Set([A.provider as HsaId]),
  retrySeconds: profile.retrySeconds ?? 0,
  pins: new Set(),
  validFrom: day('2025-01-01'),
  validThrough: null,
  isPlatform: false,
})
