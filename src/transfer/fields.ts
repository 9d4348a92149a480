/** Reads single values out of a line's JSON, which nobody has checked, for an operator: a fault names the field and what it should hold. */

import { isBlank } from '../domain/decisions/registerCard.ts'
import { type Day, parseDay } from '../domain/kernel/day.ts'
import { type HsaId, parseHsaId } from '../domain/kernel/hsaId.ts'
import { type Moment, parseMoment } from '../domain/kernel/moment.ts'
import { type Ore, parseKronor } from '../domain/kernel/money.ts'
import type { CardId } from '../domain/law/card.ts'
import type { FeeId } from '../domain/law/careOrder.ts'
import type { LineRefusal } from './refusals.ts'

/** Thrown where a value is missing or has another form, and caught where the line is read. */
export class BadField extends Error {
  readonly refusal: LineRefusal

  constructor(refusal: LineRefusal) {
    super(refusal.kind)
    this.refusal = refusal
  }
}

/** An object of a line, and where it stands in it ("by."; empty for the line itself). */
export type Fields = { readonly json: Readonly<Record<string, unknown>>; readonly place: string }

/** Throws BadField. */
export function malformed(fields: Fields, name: string, expected: string): never {
  throw new BadField({ kind: 'Malformed', field: `${fields.place}${name}`, expected })
}

/** Takes any JSON. Throws BadField when it is no object, or has a field that is not among those it may have. */
export function readObject(
  json: unknown,
  { place, name, mayHave }: { place: string; name: string; mayHave: readonly string[] },
): Fields {
  if (!isObject(json)) malformed({ json: {}, place }, name, 'an object')
  if (Object.keys(json).some((field) => !mayHave.includes(field))) throw new BadField({ kind: 'UnknownField' })
  return { json, place: name === '' ? '' : `${place}${name}.` }
}

export const isObject = (json: unknown): json is Record<string, unknown> =>
  typeof json === 'object' && json !== null && !Array.isArray(json)

/** A field that is null counts as left out. */
export const has = ({ json }: Fields, name: string): boolean => (json[name] ?? null) !== null

export function readText(fields: Fields, name: string): string {
  const value = fields.json[name]
  if (typeof value !== 'string' || value === '') malformed(fields, name, 'text that is not empty')
  return value
}

export const readOptionalText = (fields: Fields, name: string): string | null =>
  has(fields, name) ? readText(fields, name) : null

const CONTROL = /\p{Cc}/u

/** No longer than what the contracts can tell of it. */
function readLimited(fields: Fields, name: string, longest: number): string {
  const text = readText(fields, name)
  if (text.length > longest || CONTROL.test(text) || !text.isWellFormed())
    malformed(fields, name, `text of at most ${longest} characters, none of them a control character`)
  return text
}

const LONGEST_ID = 36
const LONGEST_NUMBER = 20
const LONGEST_NAME = 128

export const readCardType = (fields: Fields): string => readLimited(fields, 'cardType', LONGEST_ID)

/** An id of another system, or one made here: kept in lower case, as the callers of the service are understood. */
const readId = (fields: Fields, name: string): string => readLimited(fields, name, LONGEST_ID).toLowerCase()

export const readFeeId = (fields: Fields, name = 'feeId'): FeeId => readId(fields, name) as FeeId

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

export function readCardId(fields: Fields, name: string): CardId {
  const id = readId(fields, name)
  return UUID.test(id) ? (id as CardId) : malformed(fields, name, 'a UUID')
}

/** As it is printed on the card. */
export function readCardNumber(fields: Fields): string {
  const number = readLimited(fields, 'number', LONGEST_NUMBER)
  return isBlank(number) ? malformed(fields, 'number', 'a number, not blanks alone') : number
}

/** A provider's or unit's HSA-id or name. */
export const readName = (fields: Fields, name: string): string => readLimited(fields, name, LONGEST_NAME)

export function readTruth(fields: Fields, name: string): boolean {
  const value = fields.json[name]
  return typeof value === 'boolean' ? value : malformed(fields, name, 'true or false')
}

export function readHsaId(fields: Fields, name: string): HsaId {
  return parseHsaId(readText(fields, name)) ?? malformed(fields, name, 'an HSA-id')
}

export function readDay(fields: Fields, name: string): Day {
  return parseDay(readText(fields, name)) ?? malformed(fields, name, 'a date of the calendar, YYYY-MM-DD')
}

const FIRST_MOMENT = 0
const AFTER_ALL = Date.UTC(9999, 0)

/** No further away than what the database and the calendar can hold. */
export function readMoment(fields: Fields, name: string): Moment {
  const moment = parseMoment(readText(fields, name))
  if (moment === null || moment < FIRST_MOMENT || moment >= AFTER_ALL)
    malformed(fields, name, 'a moment with its zone, from 1970 on, YYYY-MM-DDTHH:MM:SS+HH:MM')
  return moment
}

/** So many fees of so much that an account may hold are still counted exactly. */
const LARGEST_AMOUNT = parseKronor('1000000.00') as Ore

/** Whether it is more than nothing is judged when it is recorded. */
export function readAmount(fields: Fields, name: string): Ore {
  const amount = parseKronor(readText(fields, name))
  if (amount === null || amount > LARGEST_AMOUNT)
    malformed(fields, name, 'kronor as text with two decimals ("250.00"), at most 1000000.00')
  return amount
}

export function readList(fields: Fields, name: string): readonly unknown[] {
  if (!has(fields, name)) return []
  const value = fields.json[name]
  if (!Array.isArray(value)) malformed(fields, name, 'a list')
  return value
}

/** S1: whether the entry was the consent of one who had not been asked. */
export function readConsent(line: Fields): { readonly consent?: true } {
  if (!has(line, 'consent')) return {}
  if (line.json['consent'] !== true) malformed(line, 'consent', 'true, or nothing')
  return { consent: true }
}
