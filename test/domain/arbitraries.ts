/** Histories for properties: plain ones that shrink (fees within three years), and nasty ones from the naive model's seeds. */

import fc from 'fast-check'
import { gavleborg } from '../../src/directory/region.ts'
import type { Entry, FeeRegistered } from '../../src/domain/account/entry.ts'
import { addDays, type Day, dayOf } from '../../src/domain/kernel/day.ts'
import { type HsaId, parseHsaId } from '../../src/domain/kernel/hsaId.ts'
import { addHours, type Moment, parseMoment } from '../../src/domain/kernel/moment.ts'
import { ore } from '../../src/domain/kernel/money.ts'
import type { FeeId } from '../../src/domain/law/careOrder.ts'
import type { ReckoningSettings } from '../../src/domain/law/settings.ts'
import { settingsOf } from '../../src/domain/law/settings.ts'
import { type History, readHistory } from '../../src/simulate/history.ts'
import { historyFromSeed } from '../naive/histories.ts'

export const installation = settingsOf(gavleborg())
export const PRINCIPAL = parseHsaId('SE2321000198-1000') as HsaId

const LONG = 1_000_000
/** Settings by which no card becomes FINAL within a century. */
export const neverFinal: ReckoningSettings = {
  ...installation,
  general: [{ from: Number.NEGATIVE_INFINITY as Day, preliminaryHours: LONG, finalCardPolicy: 'keep' }],
}

const FIRST_DAY = dayOf({ year: 2023, month: 1, day: 1 }) as Day
const DAYS = 1095
/** When the fees of these histories are recorded, one an hour: after the last of the visits. */
export const RECORDING = parseMoment('2026-01-02T09:00:00+01:00') as Moment

export type PlainFee = { readonly visit: Day; readonly amount: number }

/** A fee on any day of three years; amounts from one öre to more than any ceiling, and often ones that add up to it. */
export const plainFee: fc.Arbitrary<PlainFee> = fc.record({
  visit: fc.integer({ min: 0, max: DAYS - 1 }).map((days) => addDays(FIRST_DAY, days)),
  amount: fc.oneof(fc.constantFrom(1, 10_000, 25_000, 50_000, 100_000), fc.integer({ min: 1, max: 160_000 })),
})

export const plainFees = fc.array(plainFee, { minLength: 1, maxLength: 25 })

/** Registers the fee as the hour-th recording. */
export const registered = ({ visit, amount }: PlainFee, id: string, hour: number): FeeRegistered => ({
  type: 'FeeRegistered',
  feeId: id as FeeId,
  principal: PRINCIPAL,
  visitDate: visit,
  amount: ore(amount),
  recordedAt: addHours(RECORDING, hour),
})

const MOST = 1_000_000

/** A nasty history by its seed: `historyFromSeed(seed)` makes it again. Few are refused; they are passed over by those who use it. */
export const seeds = fc.noShrink(fc.integer({ min: 0, max: MOST }))

export const nastyHistory = (seed: number): History => readHistory(historyFromSeed(seed), installation)

/** The entries known at the moment of asking. */
export const knownEntries = ({ entries, question }: History): readonly Entry[] =>
  entries.filter((entry) => entry.recordedAt <= question.asOf)
