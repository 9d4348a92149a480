/** Synthetic patients for the journeys, each in a state of its own, as lines for `efrikort import`: what happened stands relative to today. */

import { asLines, fee, part } from '../transfer/files.ts'
import { reserveNumber } from '../usecases/world.ts'

const A = 'SE2321000198-A'
const A1 = 'SE2321000198-A1'
const B = 'SE5599990000-B'
const B1 = 'SE5599990000-B1'

/** Everyone whom a journey meets. A journey that changes something has patients of its own. */
export const PATIENTS = {
  /** Of the population register: Test Testsson. */
  named: '199001012385',
  old: '191212121212',
  child: '201701012393',
  protected: '22750303ZZ08',
  /** Free as of a FINAL card; the last fee took 50 kr too much, at B. */
  reached: reserveNumber(1),
  /** A card of today, still PRELIMINARY. */
  preliminary: reserveNumber(2),
  /** A card that has expired, and two fees since. */
  expired: reserveNumber(3),
  /** Has left. */
  left: reserveNumber(4),
  /** 150 kr from the card. */
  near: reserveNumber(5),
  /** One fee that falls out in days, one that has. */
  falling: reserveNumber(6),
  /** A fee of two hundred, at both providers. */
  shared: reserveNumber(7),
  /** Sixty fees of ten kronor. */
  many: reserveNumber(8),
  /** As `reached`, for a journey that corrects it. */
  corrected: reserveNumber(9),
  /** Nobody has met them. */
  new: reserveNumber(20),
  moved: reserveNumber(21),
  receiver: reserveNumber(22),
  twice: reserveNumber(23),
  receipt: reserveNumber(24),
  scriptless: reserveNumber(25),
  live: reserveNumber(26),
  offline: reserveNumber(27),
  ended: reserveNumber(28),
  keyboard: reserveNumber(29),
  holder: reserveNumber(30),
  joins: reserveNumber(31),
  /** Children, by reserve numbers. */
  sister: '23170101AA10',
  brother: '23180101AB10',
} as const

export type Patient = keyof typeof PATIENTS

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

export const daysAgo = (days: number): string => swedishDay(Date.now() - days * DAY_MS)

const swedishDay = (milliseconds: number): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Stockholm' }).format(milliseconds)

type Visit = readonly [days: number, amount: string, at?: 'A' | 'B']

/** Visits some days ago, each recorded at once. */
const visits = (patient: Patient, told: readonly Visit[]): string =>
  asLines(
    ...told.map(([days, amount, at = 'A'], index) => {
      const recorded = Date.now() - days * DAY_MS - HOUR_MS
      return fee(PATIENTS[patient], `${patient}-${index}`, {
        visitDate: swedishDay(recorded),
        recordedAt: new Date(recorded).toISOString(),
        amount,
        ...(at === 'A' ? { careProvider: A, careUnit: A1 } : { careProvider: B, careUnit: B1 }),
        by: {
          system: 'SE2321000198-OLD',
          employee: `SE${at === 'A' ? A.slice(2, 12) : B.slice(2, 12)}-E001`,
          provider: at === 'A' ? A : B,
        },
      })
    }),
  )

const SIX_FEES: readonly Visit[] = [
  [150, '250.00'],
  [120, '250.00', 'B'],
  [90, '250.00'],
  [60, '250.00'],
  [30, '250.00', 'B'],
  [10, '250.00', 'B'],
]

/** What the file of the old system holds. */
export const history = (): string =>
  [
    visits('reached', SIX_FEES),
    visits(
      'corrected',
      SIX_FEES.map(([days, amount]) => [days, amount]),
    ),
    visits('preliminary', [...SIX_FEES.slice(0, 5), [0, '200.00']]),
    visits('expired', [
      ...[800, 780, 760, 740, 720, 700].map((days): Visit => [days, '250.00']),
      [40, '250.00'],
      [20, '100.00', 'B'],
    ]),
    visits('left', [[50, '250.00']]),
    asLines(
      part(PATIENTS.left, 'OptedOut', {
        recordedAt: new Date(Date.now() - 20 * DAY_MS).toISOString(),
        eraseAt: 'never',
      }),
    ),
    visits('near', [
      [200, '1050.00'],
      [20, '250.00'],
    ]),
    visits('falling', [
      [400, '250.00'],
      [361, '250.00'],
      [100, '100.00', 'B'],
      [12, '250.00'],
    ]),
    visits('shared', [
      [30, '200.00'],
      [14, '200.00', 'B'],
    ]),
    visits(
      'many',
      Array.from({ length: 60 }, (_, index): Visit => [300 - index * 5, '10.00', index % 3 === 0 ? 'B' : 'A']),
    ),
    visits('protected', [
      [70, '250.00', 'B'],
      [35, '250.00'],
    ]),
    visits('sister', [[25, '250.00']]),
    visits('brother', [[15, '100.00', 'B']]),
  ].join('')
