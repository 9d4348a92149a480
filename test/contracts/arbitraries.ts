/** Random messages made from the contract's data: whatever the data allows, these can become. */

import fc from 'fast-check'
import type { AnyType, Cardinality, RecordType } from '../../src/contracts/soap/form.ts'
import type { Day } from '../../src/domain/kernel/day.ts'
import type { Moment } from '../../src/domain/kernel/moment.ts'
import type { Ore } from '../../src/domain/kernel/money.ts'

const DAYS = { min: -719_162, max: 2_932_896 }
const SECONDS = { min: Date.UTC(1900, 0, 1) / 1000, max: Date.UTC(2100, 0, 1) / 1000 }
const LARGEST_ORE = 1e13
/** Pieces that break naive writers, among ordinary characters of one and of two code units. */
const PIECES = [
  '&',
  '<',
  '>',
  '"',
  "'",
  ']]>',
  '&amp;',
  '<!--',
  '\r\n',
  '\r',
  '\t',
  ' ',
  '\u00a0',
  'å',
  'Ö',
  '𝔉',
  '👩‍⚕️',
  'e\u0301',
]

/** Gives random values of a record. */
export const recordOf = (type: RecordType): fc.Arbitrary<Record<string, unknown>> =>
  fc
    .record(
      Object.fromEntries(
        Object.entries(type.fields).map(([name, [inner, occurs]]) => [name, occurring(inner, occurs)]),
      ),
    )
    .map((values) => Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)))

function occurring(type: AnyType, occurs: Cardinality): fc.Arbitrary<unknown> {
  if (occurs === '0..1') return fc.option(anyOf(type), { nil: undefined })
  return occurs === '1..1' ? anyOf(type) : fc.array(anyOf(type), { minLength: Number(occurs[0]), maxLength: 3 })
}

function anyOf(type: AnyType): fc.Arbitrary<unknown> {
  switch (type.kind) {
    case 'record':
      return recordOf(type)
    case 'choice':
      return fc.constantFrom(...type.values)
    case 'text':
      return textUpTo('maxLength' in type ? (type.maxLength ?? 200) : 200)
    case 'amount':
      return fc.integer({ min: -LARGEST_ORE, max: LARGEST_ORE }).map((ore) => (ore + 0) as Ore)
    case 'day':
      return fc.integer(DAYS).map((day) => day as Day)
    case 'moment':
      return fc
        .integer(SECONDS)
        .filter(isNotInTheRepeatedHour)
        .map((seconds) => (seconds * 1000) as Moment)
    case 'truth':
      return fc.boolean()
  }
}

/** Texts without white space at the ends, never blank, cut by characters and not by code units. */
const textUpTo = (limit: number): fc.Arbitrary<string> =>
  fc
    .array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: 'binary', maxLength: 3 })), { maxLength: 30 })
    .map((pieces) => [...pieces.join('')].filter(isLegal).slice(0, limit).join('').trim())
    .filter((text) => text !== '')

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML 1.0 forbids
const isLegal = (character: string): boolean => !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(character)

/** Without offset, the second passing of autumn's repeated hour cannot be told from the first. */
function isNotInTheRepeatedHour(seconds: number): boolean {
  const clock = (at: number) => new Date(at * 1000).toLocaleString('sv-SE', { timeZone: 'Europe/Stockholm' })
  return clock(seconds) !== clock(seconds - 3600)
}
