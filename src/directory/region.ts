/** Reads a region from its data (regions/): ceilings, tariffs and settings, each with source and date. Decides nothing. */

import { readFileSync } from 'node:fs'
import { type Day, parseDay } from '../domain/kernel/day.ts'
import { parseHsaId } from '../domain/kernel/hsaId.ts'
import { invariant } from '../domain/kernel/invariant.ts'
import { type Ore, parseKronor } from '../domain/kernel/money.ts'
import type { CeilingAmount } from '../domain/law/ceiling.ts'
import type { FinalCardPolicy, PrincipalSettings } from '../domain/law/settings.ts'

export type Tariff = { readonly name: string; readonly amount: Ore }

/** An amount with where it was read and the day through which it has been verified (C5). */
export type SourcedCeiling = CeilingAmount & { readonly source: string; readonly verifiedThrough: Day }

export type Region = {
  readonly settings: PrincipalSettings
  readonly ceilings: readonly SourcedCeiling[]
  readonly tariffs: readonly Tariff[]
}

type Sourced<T> = { readonly value: T; readonly from: string; readonly source: string }

type RegionFile = {
  readonly principal: { readonly id: string; readonly name: string }
  readonly cardTypes: Sourced<PrincipalSettings['cardTypes']>
  readonly ceilings: readonly { from: string; amount: string; source: string; verifiedThrough: string }[]
  readonly tariffs: Sourced<readonly { name: string; amount: string }[]>
  readonly settings: {
    readonly preliminaryHours: Sourced<number>
    readonly finalCardPolicy: Sourced<FinalCardPolicy>
    readonly freeBelowAge: Sourced<number>
    readonly freeFromAge: Sourced<number>
    readonly backdatingMonths: Sourced<number>
    readonly largestFee: Sourced<string>
    readonly cardNumberPrefix: Sourced<string>
    readonly reserveNumbers: Sourced<readonly string[]>
  }
}

const GAVLEBORG = new URL('../../regions/gavleborg.json', import.meta.url)

/** Gives region Gävleborg, the first region and this installation's own. */
export const gavleborg = (): Region => readRegion(GAVLEBORG)

/** Takes the place of a region's file. Throws, naming what is wrong, when the file does not hold a region. */
export function readRegion(place: URL): Region {
  const file = JSON.parse(readFileSync(place, 'utf8')) as RegionFile
  return {
    settings: settingsOf(file),
    ceilings: file.ceilings.map(ceiling),
    tariffs: file.tariffs.value.map(({ name, amount }) => ({ name, amount: known(parseKronor(amount), amount) })),
  }
}

function settingsOf({ principal, cardTypes, settings }: RegionFile): PrincipalSettings {
  return {
    id: known(parseHsaId(principal.id), principal.id),
    name: principal.name,
    cardTypes: cardTypes.value,
    preliminaryHours: settings.preliminaryHours.value,
    finalCardPolicy: settings.finalCardPolicy.value,
    freeBelowAge: settings.freeBelowAge.value,
    freeFromAge: settings.freeFromAge.value,
    backdatingMonths: settings.backdatingMonths.value,
    largestFee: known(parseKronor(settings.largestFee.value), 'largestFee'),
    cardNumberPrefix: settings.cardNumberPrefix.value,
    reserveNumbers: settings.reserveNumbers.value.map((pattern) => new RegExp(pattern)),
  }
}

const ceiling = ({ from, amount, source, verifiedThrough }: RegionFile['ceilings'][number]): SourcedCeiling => ({
  principal: null,
  from: known(parseDay(from), from),
  amount: known(parseKronor(amount), amount),
  source,
  verifiedThrough: known(parseDay(verifiedThrough), verifiedThrough),
})

function known<T>(value: T | null, what: string): T {
  invariant(value !== null, `the region's file holds a well-formed value where it says "${what}"`)
  return value
}
