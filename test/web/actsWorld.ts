/** Patients for the tests of acts at the till: how they came to stand as they do, in plain words. */

import type { Counter } from '../usecases/counter.ts'
import { done } from '../usecases/counter.ts'
import type { PagesWorld } from './world.ts'

export const RUT = 'SE2321000198-E001;one'
export const SVEN = 'SE5599990000-E001;one'
export const LISA = 'SE2321000198-E002;one'
export const ADAM = 'SE2321000198-E003;one'
export const CECILIA = 'SE2321000198-E004;one'
export const NOON = '2025-06-02T12:00:00+02:00'
/** The preliminary time of a card of NOON has passed. */
export const LATER = '2025-06-05T12:00:00+02:00'

export type Patients = {
  /** An adult of a reserve number, with these fees of 300 kr each, the last one on the day of the clock. */
  readonly withFees: (...visits: readonly string[]) => Promise<string>
  /** One whose card is FINAL at LATER; the clock stands there afterwards. */
  readonly withFinalCard: (person?: string) => Promise<string>
  readonly child: () => string
}

export function patientsOf({ counter }: Pick<PagesWorld, 'counter'>): Patients {
  let met = 0
  const withFees: Patients['withFees'] = async (...visits) => {
    const person = counter.stranger()
    for (const visit of visits) done(await counter.register(person, visit, '300.00'))
    return person
  }
  return {
    withFees,
    withFinalCard: async (person = counter.stranger()) => {
      await reach(counter, person)
      counter.setClock(LATER)
      return person
    },
    child: () => {
      met += 1
      return `231701${String(1 + (met % 28)).padStart(2, '0')}A${'BCDEFGHJKL'[Math.floor(met / 28) % 10]}10`
    },
  }
}

/** A stranger with fees of these days and amounts; the clock stands at NOON afterwards. */
export async function someoneWith(counter: Counter, fees: readonly (readonly [string, string])[]): Promise<string> {
  counter.setClock(NOON)
  const person = counter.stranger()
  for (const [visit, amount] of fees) done(await counter.register(person, visit, amount))
  return person
}

/** 1 500 kr in five visits: 50 kr too much on the last. */
async function reach(counter: Counter, person: string): Promise<void> {
  counter.setClock(NOON)
  for (const month of ['01', '02', '03', '04', '05']) done(await counter.register(person, `2025-${month}-10`, '300.00'))
}
