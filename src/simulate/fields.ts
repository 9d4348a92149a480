/** Reads single values out of untrusted JSON, each with the place it stands in, so that an error can name it. */

import { type Day, parseDay } from '../domain/kernel/day.ts'
import { type Moment, parseMoment } from '../domain/kernel/moment.ts'
import { type Ore, parseKronor } from '../domain/kernel/money.ts'

/** A value that is missing or has another form than it must. `place` names it, `expected` says in Swedish what it should be. */
export class Malformed extends Error {
  readonly place: string
  readonly expected: string

  constructor(place: string, expected: string) {
    super(`${place}: ska vara ${expected}`)
    this.place = place
    this.expected = expected
  }
}

/** An object's fields and its place in the whole. A field that is null counts as absent. */
export type Fields = {
  readonly has: (name: string) => boolean
  readonly value: (name: string) => unknown
  readonly at: (name: string) => string
}

/** Takes any JSON and its place. Throws Malformed when it is no object. */
export function readFields(json: unknown, place: string): Fields {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) throw new Malformed(place, 'ett objekt')
  const fields = json as Record<string, unknown>
  const value = (name: string): unknown => (Object.hasOwn(fields, name) ? fields[name] : undefined) ?? undefined
  return { value, has: (name) => value(name) !== undefined, at: (name) => `${place}.${name}` }
}

export function readList(fields: Fields, name: string): readonly unknown[] {
  const value = fields.value(name)
  if (!Array.isArray(value)) throw new Malformed(fields.at(name), 'en lista')
  return value
}

/** Text that is not empty; `otherwise` when it is absent and may be. */
export function readText(fields: Fields, name: string, otherwise?: string): string {
  const value = fields.value(name)
  if (value === undefined && otherwise !== undefined) return otherwise
  if (typeof value !== 'string' || value === '') throw new Malformed(fields.at(name), 'en text')
  return value
}

export function readDay(fields: Fields, name: string): Day {
  const day = parseDay(readText(fields, name))
  if (day === null) throw new Malformed(fields.at(name), 'ett datum i kalendern, ÅÅÅÅ-MM-DD')
  return day
}

export function readMoment(fields: Fields, name: string): Moment {
  const moment = parseMoment(readText(fields, name))
  if (moment === null) throw new Malformed(fields.at(name), 'en tidpunkt med tidszon, ÅÅÅÅ-MM-DDTTT:MM:SS+ZZ:ZZ')
  return moment
}

/** Kronor as text with exactly two decimals; its sign and size are judged later, when the entry is recorded. */
export function readAmount(fields: Fields, name: string): Ore {
  const amount = parseKronor(readText(fields, name))
  if (amount === null) throw new Malformed(fields.at(name), 'ett belopp i kronor med två decimaler, som "250.00"')
  return amount
}
