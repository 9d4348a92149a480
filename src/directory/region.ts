/** Reads a region from its data (regions/): ceilings, tariffs and settings, each with source and date. Decides nothing. */

import { readFileSync } from 'node:fs'
import { type Day, parseDay } from '../domain/kernel/day.ts'
import { type HsaId, parseHsaId } from '../domain/kernel/hsaId.ts'
import { invariant } from '../domain/kernel/invariant.ts'
import { parseKronor } from '../domain/kernel/money.ts'
import type { CeilingAmount } from '../domain/law/ceiling.ts'
import type { ParticipationRules, PrincipalSettings } from '../domain/law/principal.ts'
import { datedRules, principalOn, type RecordedSetting } from '../domain/law/recordedSettings.ts'
import type { DatedRules, FinalCardPolicy } from '../domain/law/settings.ts'
import type { Practice } from '../usecases/ports.ts'

/** An amount with where it was read and the day through which it has been verified (C5). */
export type SourcedCeiling = CeilingAmount & { readonly source: string; readonly verifiedThrough: Day }

export type Region = {
  /** Every value of the file, as it is to be recorded. */
  readonly recorded: readonly RecordedSetting[]
  /** The newest values. */
  readonly settings: PrincipalSettings
  readonly rules: readonly DatedRules[]
  readonly ceilings: readonly SourcedCeiling[]
  /** How its tills work. */
  readonly practice: Practice
}

type Sourced<T> = { readonly value: T; readonly from: string; readonly source: string }

/** The settings that a file holds as they are recorded; the others are of another form in it. */
type PlainSettings = ParticipationRules & {
  readonly preliminaryHours: number
  readonly finalCardPolicy: FinalCardPolicy
  readonly freeBelowAge: number
  readonly freeFromAge: number
  readonly backdatingMonths: number
  readonly cardNumberPrefix: string
  readonly reserveNumbers: readonly string[]
}

type RegionFile = {
  readonly principal: { readonly id: string; readonly name: string }
  readonly cardTypes: Sourced<PrincipalSettings['cardTypes']>
  readonly ceilings: readonly { from: string; amount: string; source: string; verifiedThrough: string }[]
  readonly tariffs: Sourced<readonly { name: string; amount: string }[]>
  readonly till: Sourced<{ readonly purposes: readonly string[]; readonly removalBy: Practice['removalBy'] }>
  readonly support: Sourced<Practice['support']>
  readonly settings: { readonly [Name in keyof PlainSettings]: Sourced<PlainSettings[Name]> } & {
    readonly largestFee: Sourced<string>
  }
}

const GAVLEBORG = new URL('../../regions/gavleborg.json', import.meta.url)
const LAST = Number.POSITIVE_INFINITY as Day

/** Gives region Gävleborg, the first region and this installation's own. */
export const gavleborg = (): Region => readRegion(GAVLEBORG)

/** Takes the place of a region's file. Throws, naming what is wrong, when the file does not hold a region. */
export function readRegion(place: URL): Region {
  const file = JSON.parse(readFileSync(place, 'utf8')) as RegionFile
  const id = known(parseHsaId(file.principal.id), file.principal.id)
  const ceilings = file.ceilings.map(ceiling)
  const recorded = [...principalRecords(file, id), ...ceilings.map(ceilingRecord)]
  return {
    recorded,
    settings: known(principalOn(recorded, id, LAST), file.principal.id),
    rules: datedRules(recorded, id),
    ceilings,
    practice: practiceOf(file),
  }
}

const practiceOf = ({ tariffs, till, support }: RegionFile): Practice => ({
  purposes: new Set(till.value.purposes),
  removalBy: till.value.removalBy,
  tariffs: tariffs.value.map(({ name, amount }) => ({ name, amount: known(parseKronor(amount), amount) })),
  support: support.value,
})

function principalRecords({ principal, cardTypes, settings }: RegionFile, id: HsaId): RecordedSetting[] {
  const { largestFee, ...plain } = settings
  const record = (name: string, value: unknown, { from, source }: Sourced<unknown>): RecordedSetting =>
    ({ principal: id, name, from: known(parseDay(from), from), value, source }) as RecordedSetting
  return [
    record('name', principal.name, cardTypes),
    record('cardTypes', cardTypes.value, cardTypes),
    ...Object.entries(plain).map(([name, sourced]) => record(name, sourced.value, sourced)),
    record('largestFee', known(parseKronor(largestFee.value), 'largestFee'), largestFee),
  ]
}

const ceiling = ({ from, amount, source, verifiedThrough }: RegionFile['ceilings'][number]): SourcedCeiling => ({
  principal: null,
  from: known(parseDay(from), from),
  amount: known(parseKronor(amount), amount),
  source,
  verifiedThrough: known(parseDay(verifiedThrough), verifiedThrough),
})

const ceilingRecord = ({ principal, from, amount, source, verifiedThrough }: SourcedCeiling): RecordedSetting => ({
  principal,
  name: 'ceiling',
  from,
  value: { amount, verifiedThrough },
  source,
})

function known<T>(value: T | null, what: string): T {
  invariant(value !== null, `the region's file holds a well-formed value where it says "${what}"`)
  return value
}
