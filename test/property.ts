/**
 * fast-check with one seed for all properties of a run, so that the same code has the same result. `script/test` takes the one below;
 * EFRIKORT_SEED gives another, and `script/prove rules` tries one after the other.
 */

import fc from 'fast-check'

const SEED = 20_230_530

/** The seed of a run. Throws when the environment tells one that is no whole number. */
export function seedOfRun(): number {
  const told = process.env['EFRIKORT_SEED']
  if (told === undefined) return SEED
  if (!/^\d{1,9}$/.test(told)) throw new Error(`EFRIKORT_SEED is a whole number of at most nine digits, not "${told}"`)
  return Number(told)
}

fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: seedOfRun() })

export { fc }
