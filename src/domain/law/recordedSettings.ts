/**
 * Settings as dated records (domain.md R5, C2): each value with the day from which it is in force and where it was read; what was
 * known at a moment is the records until then. Of two for the same principal, name and day the one recorded last holds.
 */

import type { Day } from '../kernel/day.ts'
import type { HsaId } from '../kernel/hsaId.ts'
import { invariant } from '../kernel/invariant.ts'
import type { Moment } from '../kernel/moment.ts'
import type { Ore } from '../kernel/money.ts'
import { ceilingsOf } from './ceiling.ts'
import type { ParticipationRules, PrincipalSettings } from './principal.ts'
import type { DatedRules, FinalCardPolicy, ReckoningSettings, SettingsHistory } from './settings.ts'

/** What each setting holds. Patterns stand as text, so that they can be recorded. */
export type SettingValues = ParticipationRules & {
  readonly name: string
  readonly cardTypes: readonly { readonly id: string; readonly name: string }[]
  /** C5: the amount, and the day through which it has been verified. */
  readonly ceiling: { readonly amount: Ore; readonly verifiedThrough: Day }
  readonly preliminaryHours: number
  readonly finalCardPolicy: FinalCardPolicy
  readonly freeBelowAge: number
  readonly freeFromAge: number
  readonly backdatingMonths: number
  readonly largestFee: Ore
  readonly cardNumberPrefix: string
  readonly reserveNumbers: readonly string[]
}

export type SettingName = keyof SettingValues

type SettingOf<Name extends SettingName> = {
  /** Null for an amount that holds for every principal without one of its own (C3a). */
  readonly principal: HsaId | null
  readonly name: Name
  readonly from: Day
  readonly value: SettingValues[Name]
  readonly source: string
}

export type RecordedSetting = { readonly [Name in SettingName]: SettingOf<Name> }[SettingName]

/** An entry of the settings' own account. `by` is who entered them; null when they came with a release. */
export type SettingsEntered = {
  readonly type: 'SettingsEntered'
  readonly settings: readonly RecordedSetting[]
  readonly recordedAt: Moment
  readonly by: HsaId | null
}

/** What the entries so far come to. */
export type KnownSettings = {
  /** How many entries there are: the newest version. */
  readonly version: number
  readonly recorded: readonly RecordedSetting[]
  readonly history: SettingsHistory
}

/** Takes every entry, in order. Versions that leave the reckoning as it was share its settings. */
export function knownSettings(entries: readonly SettingsEntered[]): KnownSettings {
  const recorded: RecordedSetting[] = []
  const history = entries.map(({ settings, recordedAt }, at) => {
    recorded.push(...settings)
    return { recordedAt, bears: at === 0 || settings.some(bearsOnReckoning), upTo: recorded.length }
  })
  let current: ReckoningSettings | null = null
  return {
    version: entries.length,
    recorded,
    history: history.map(({ recordedAt, bears, upTo }) => {
      if (bears || current === null) current = reckoningSettings(recorded.slice(0, upTo))
      return { recordedAt, settings: current }
    }),
  }
}

const bearsOnReckoning = ({ name }: RecordedSetting): boolean =>
  name === 'ceiling' || name === 'preliminaryHours' || name === 'finalCardPolicy'

function reckoningSettings(recorded: readonly RecordedSetting[]): ReckoningSettings {
  const amounts = recorded.flatMap((one) =>
    one.name === 'ceiling' ? [{ principal: one.principal, from: one.from, amount: one.value.amount }] : [],
  )
  const byPrincipal = new Map(principalsIn(recorded).map((id) => [id, datedRules(recorded, id)]))
  const [general] = byPrincipal.values()
  invariant(general !== undefined, 'the settings name at least one principal')
  return { ceilings: ceilingsOf(amounts), general, byPrincipal }
}

/** The principals that have settings, the installation's own first. */
export const principalsIn = (recorded: readonly RecordedSetting[]): HsaId[] => [
  ...new Set(recorded.flatMap(({ name, principal }) => (name === 'name' && principal !== null ? [principal] : []))),
]

/** What bears on the reckoning of one principal's cards, the latest first. */
export function datedRules(recorded: readonly RecordedSetting[], principal: HsaId): DatedRules[] {
  const days = recorded
    .filter((one) => one.principal === principal && (one.name === 'preliminaryHours' || one.name === 'finalCardPolicy'))
    .map(({ from }) => from)
  return [...new Set(days)]
    .sort((a, b) => b - a)
    .map((from) => ({
      from,
      preliminaryHours: valueOn(recorded, principal, 'preliminaryHours', from),
      finalCardPolicy: valueOn(recorded, principal, 'finalCardPolicy', from),
    }))
}

/** Gives the principal's settings as they are on the day; null for a principal that has none. */
export function principalOn(recorded: readonly RecordedSetting[], id: HsaId, day: Day): PrincipalSettings | null {
  if (!recorded.some(({ name, principal }) => name === 'name' && principal === id)) return null
  const value = <Name extends SettingName>(name: Name): SettingValues[Name] => valueOn(recorded, id, name, day)
  return {
    id,
    name: value('name'),
    cardTypes: value('cardTypes'),
    preliminaryHours: value('preliminaryHours'),
    finalCardPolicy: value('finalCardPolicy'),
    freeBelowAge: value('freeBelowAge'),
    freeFromAge: value('freeFromAge'),
    backdatingMonths: value('backdatingMonths'),
    largestFee: value('largestFee'),
    cardNumberPrefix: value('cardNumberPrefix'),
    reserveNumbers: value('reserveNumbers').map((pattern) => new RegExp(pattern)),
    optIn: value('optIn'),
    optOut: value('optOut'),
    eraseAfterDays: value('eraseAfterDays'),
    optOutBy: value('optOutBy'),
  }
}

/** The value in force on the day; before the first one, that. Throws when there is none. */
function valueOn<Name extends SettingName>(
  recorded: readonly RecordedSetting[],
  principal: HsaId,
  name: Name,
  day: Day,
): SettingValues[Name] {
  let found: SettingOf<Name> | null = null
  for (const one of recorded as readonly SettingOf<Name>[]) {
    if (one.name !== name || one.principal !== principal) continue
    if (found === null || isLater(one.from, found.from, day)) found = one
  }
  invariant(found !== null, `a principal with a setting ${name}`)
  return found.value
}

/** Of two days, both or neither come: the later of those that have come, the earlier of those that have not. */
function isLater(one: Day, other: Day, day: Day): boolean {
  if (one <= day) return other > day || one >= other
  return other > day && one <= other
}
