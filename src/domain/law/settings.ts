/** The settings that bear on the reckoning (domain.md C2, L2, L6, R5): dated, and recorded with the moment they became known. */

import type { Day } from '../kernel/day.ts'
import type { HsaId } from '../kernel/hsaId.ts'
import { invariant } from '../kernel/invariant.ts'
import type { Moment } from '../kernel/moment.ts'
import { type CeilingAmount, type Ceilings, ceilingsOf } from './ceiling.ts'

/** L6: `keep`, a fee on a card that is or was FINAL may be corrected, and the card stays; `refuse`, it may not. */
export type FinalCardPolicy = 'keep' | 'refuse'

export type PrincipalRules = {
  /** L2: whole hours from the recording that reached the ceiling until the card is FINAL. */
  readonly preliminaryHours: number
  readonly finalCardPolicy: FinalCardPolicy
}

/** Rules in force from a day until later ones are entered. */
export type DatedRules = PrincipalRules & { readonly from: Day }

export type ReckoningSettings = {
  readonly ceilings: Ceilings
  /** For principals not named in `byPrincipal`. Each list has the latest first day first, and holds at least one. */
  readonly general: readonly DatedRules[]
  readonly byPrincipal: ReadonlyMap<HsaId, readonly DatedRules[]>
}

/** The settings as they were known from a moment on. Versions that changed nothing here share one `settings`. */
export type SettingsVersion = { readonly recordedAt: Moment; readonly settings: ReckoningSettings }

/** R5: every version, the first first. Version 1 is what the installation began with, and was always known. */
export type SettingsHistory = readonly SettingsVersion[]

/** The amounts and the rules of an installation with one principal; of the rules the latest first. */
export type Installation = { readonly ceilings: readonly CeilingAmount[]; readonly rules: readonly DatedRules[] }

const BEFORE_ALL = Number.NEGATIVE_INFINITY

/** Takes an installation with one principal. Gives its settings. */
export const settingsOf = ({ ceilings, rules }: Installation): ReckoningSettings => ({
  ceilings: ceilingsOf(ceilings),
  general: rules,
  byPrincipal: new Map(),
})

/** Gives the rules of the principal on the day; before the first ones, those. */
export function rulesOf(settings: ReckoningSettings, principal: HsaId, day: Day): PrincipalRules {
  const latestFirst = settings.byPrincipal.get(principal) ?? settings.general
  const inForce = latestFirst.find(({ from }) => from <= day) ?? latestFirst[latestFirst.length - 1]
  invariant(inForce !== undefined, 'rules are known for every principal')
  return inForce
}

/** A history of settings that have never changed. */
export const neverChanged = (settings: ReckoningSettings): SettingsHistory => [
  { recordedAt: BEFORE_ALL as Moment, settings },
]

/** Gives a version by its number, from 1. Throws when it is not known. */
export function settingsVersion(history: SettingsHistory, version: number): SettingsVersion {
  const found = history[version - 1]
  invariant(found !== undefined, 'a version of the settings that has been recorded')
  return found
}

/** Gives the number of the version that was known at the moment: at least 1. */
export function versionKnownAt(history: SettingsHistory, moment: Moment): number {
  let version = 1
  for (let at = 1; at < history.length; at += 1)
    if ((history[at] as SettingsVersion).recordedAt <= moment) version = at + 1
  return version
}
