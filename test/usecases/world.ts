/** A world for the use cases in tests: the real ledger and directory, a clock that stands where a test puts it. */

import type { Pool } from 'pg'
import { syntheticPopulation } from '../../src/directory/population.ts'
import { gavleborg } from '../../src/directory/region.ts'
import { syntheticDirectory } from '../../src/directory/synthetic.ts'
import { syntheticCare } from '../../src/directory/syntheticFile.ts'
import { type Day, parseDay } from '../../src/domain/kernel/day.ts'
import type { HsaId } from '../../src/domain/kernel/hsaId.ts'
import { type Moment, parseMoment } from '../../src/domain/kernel/moment.ts'
import { type Ore, parseKronor } from '../../src/domain/kernel/money.ts'
import { changesIn } from '../../src/ledger/changes.ts'
import { finding } from '../../src/ledger/finding.ts'
import { handovers } from '../../src/ledger/handovers.ts'

import { randomIds } from '../../src/ledger/ids.ts'
import { postgresLedger } from '../../src/ledger/ledger.ts'
import { recordedSettings } from '../../src/ledger/settingsLedger.ts'
import type { Caller } from '../../src/usecases/checks.ts'
import { enterSettings } from '../../src/usecases/enterSettings.ts'
import { oneAtATime } from '../../src/usecases/oneAtATime.ts'
import type { Ports } from '../../src/usecases/ports.ts'
import type { RegistrationRequest } from '../../src/usecases/registerFee.ts'

export type World = { readonly ports: Ports; readonly setClock: (text: string) => void }

/** Takes a pool in the application's role. The clock stands at noon on 2 June 2025 until it is set. */
export async function worldOn(pool: Pool): Promise<World> {
  let now = moment('2025-06-02T12:00:00+02:00')
  const ledger = postgresLedger(pool)
  const region = gavleborg()
  await enterSettings({ ledger, now: () => now, by: null }, region.recorded)
  const ports: Ports = {
    ledger,
    settings: await recordedSettings(ledger),
    directory: syntheticDirectory(region, syntheticCare()),
    population: syntheticPopulation(syntheticCare()),
    finding: finding(pool),
    handovers: handovers(pool),
    ids: randomIds,
    inTurn: oneAtATime(),
    now: () => now,
    changes: changesIn(pool, () => undefined),
  }
  return {
    ports,
    setClock: (text) => {
      now = moment(text)
    },
  }
}

/** A caller in version 3, on a line without certificate. */
export const callerOf = (system: string): Caller => ({
  system: system as HsaId,
  fingerprint: null,
  onBehalfOf: null,
  version: 3,
})

/** A registration by the demo's own system; each field may be told otherwise. */
export const registration = (told: Partial<RegistrationRequest> & { person: string }): RegistrationRequest => ({
  caller: callerOf('SE2321000198-DEMO'),
  callId: null,
  principal: 'SE2321000198-1000',
  cardType: 'CARE_VISIT',
  visit: null,
  amount: kronor('250.00'),
  careProvider: 'SE2321000198-A',
  careUnit: 'SE2321000198-A1',
  actor: { employee: 'SE2321000198-E001', provider: 'SE2321000198-A', unit: null },
  ...told,
})

/** A reserve number for large sets of synthetic people, by its running number. */
export const reserveNumber = (number: number): string => `22900101${letters(number)}${number % 10}0`

const SIGNS = 'ABCDEFGHJKLMNPRSTUXYZ'
const letters = (number: number): string =>
  `${SIGNS[Math.floor(number / 210) % SIGNS.length]}${SIGNS[Math.floor(number / 10) % SIGNS.length]}`

export const kronor = (text: string): Ore => known(parseKronor(text), text)
export const day = (text: string): Day => known(parseDay(text), text)
export const moment = (text: string): Moment => known(parseMoment(text), text)

function known<T>(value: T | null, text: string): T {
  if (value === null) throw new Error(`the test tells a malformed value: ${text}`)
  return value
}
