/** The recorded settings as the use cases ask of them: a principal's on a day, the history that the reckoning goes by. */

import type { Day } from '../domain/kernel/day.ts'
import type { HsaId } from '../domain/kernel/hsaId.ts'
import { invariant } from '../domain/kernel/invariant.ts'
import type { PrincipalSettings } from '../domain/law/principal.ts'
import {
  type KnownSettings,
  knownSettings,
  principalOn,
  principalsIn,
  type SettingsEntered,
} from '../domain/law/recordedSettings.ts'

export type SettingsView = KnownSettings & {
  readonly principal: (id: HsaId, day: Day) => PrincipalSettings | null
  /** The installation's own principal: its identity patterns hold where the principal asked for is not known. */
  readonly own: (day: Day) => PrincipalSettings
}

/** Takes every entry of the settings, at least one. A principal's settings of a day are put together once. */
export function settingsView(entries: readonly SettingsEntered[]): SettingsView {
  const known = knownSettings(entries)
  const [ownId] = principalsIn(known.recorded)
  const remembered = new Map<string, PrincipalSettings | null>()
  const principal = (id: HsaId, day: Day): PrincipalSettings | null => {
    const key = `${day} ${id}`
    const found = remembered.get(key)
    if (found !== undefined) return found
    if (remembered.size >= MOST_REMEMBERED) remembered.clear()
    const settings = principalOn(known.recorded, id, day)
    remembered.set(key, settings)
    return settings
  }
  const own = (day: Day): PrincipalSettings => {
    const settings = ownId === undefined ? null : principal(ownId, day)
    invariant(settings !== null, 'settings have been recorded')
    return settings
  }
  return { ...known, principal, own }
}

/** A caller may ask for principals that there are none of. */
const MOST_REMEMBERED = 1_000
