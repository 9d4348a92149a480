/** Values of the contract's simple types as text: what a till would tell, what the form merely allows, and what it forbids. */

import type { AnyType, RecordType, SimpleType } from '../../src/contracts/soap/form.ts'
import type { Chance } from '../faults/chance.ts'
import { A, B, PRINCIPAL } from '../service/desk.ts'

/** What the fuzzer has met: whom it asks for, and what the service has told. */
export type Known = {
  readonly person: (chance: Chance) => string
  readonly fee: (chance: Chance) => string
  readonly card: (chance: Chance) => string
}

type Around = { readonly chance: Chance; readonly known: Known }

/** By the name of the field, in any spelling: the contract's versions differ in capitals alone. */
const BY_NAME: readonly (readonly [RegExp, (around: Around) => string])[] = [
  [/personid|^id$/i, ({ chance, known }) => known.person(chance)],
  [/careprincipal/i, () => PRINCIPAL],
  [/cardtypeid/i, () => 'CARE_VISIT'],
  [/transactionid/i, ({ chance, known }) => known.fee(chance)],
  [/cardid/i, ({ chance }) => `G ${chance.below(1_000)}`],
  [/cardsystemid/i, ({ chance, known }) => known.card(chance)],
  [/careprovider/i, ({ chance }) => (chance.inHundred(85) ? A.provider : B.provider)],
  [/careunit/i, ({ chance }) => (chance.inHundred(85) ? A.unit : B.unit)],
  [/employee/i, () => A.employee],
]

/** The last day and the last year in the world of the tests. */
const TODAY = Date.UTC(2025, 5, 2)
const DAY_MS = 86_400_000
const YEAR_DAYS = 365
const MONTH_DAYS = 30

/** What a till would tell; null where any value is as good. */
export function sensibleValue(name: string, type: SimpleType, around: Around): string | null {
  const { below } = around.chance
  if (type.kind === 'day' && /enddate/i.test(name)) return dayBefore(-below(YEAR_DAYS - MONTH_DAYS))
  if (type.kind === 'day' && /preliminary|limitreached/i.test(name)) return dayBefore(below(MONTH_DAYS))
  if (type.kind === 'day') return dayBefore(below(YEAR_DAYS))
  if (type.kind === 'moment') return `${dayBefore(below(YEAR_DAYS))}T0${below(10)}:${10 + below(50)}:00`
  if (type.kind === 'amount') return `${1 + below(1200)}${['', '.5', '.25', '.00'][below(4)]}`
  if (type.kind !== 'text') return null
  return BY_NAME.find(([form]) => form.test(name))?.[1](around) ?? null
}

const dayBefore = (days: number): string => new Date(TODAY - days * DAY_MS).toISOString().slice(0, 10)

/** Characters of every length, and those that mean something to somebody. */
const SIGNS = [...`aZ09 _-.,:;/\\'"&<>%$#{}[]()=*+?!@|~^\`åÖéß€\u00a0\u0301\u200d\u202e\u2028中𝔉👩`]
const WORDS = ["' or 1=1 --", '#{x}', '__proto__', '../../etc', '%s%n', '<b>', 'null', 'NaN', ']]>', '&amp;']

/** Anything that the form allows. */
export function randomValue(type: SimpleType, chance: Chance): string {
  const { below, oneOf } = chance
  switch (type.kind) {
    case 'text':
      return textOf(1 + below(Math.min(limitOf(type), 60)), chance)
    case 'choice':
      return oneOf(type.values)
    case 'amount':
      return oneOf([
        '-0',
        '0',
        '1e3',
        '2.5E2',
        '+7',
        '.5',
        '5.',
        '-100',
        '99999999999.99',
        '1e-400',
        '0.30000000000000004',
      ])
    case 'day':
      return oneOf(['0001-01-01', '9999-12-31', '2024-02-29', '2025-06-02Z', '2025-06-03+14:00', '1970-01-01-14:00'])
    case 'moment':
      return oneOf([
        '2025-06-02T24:00:00',
        '0001-01-01T00:00:00Z',
        '2025-06-01T12:00:00.123456789',
        '2025-10-26T02:30:00',
      ])
    case 'truth':
      return oneOf(['true', 'false', '0', '1'])
  }
}

function textOf(length: number, { inHundred, below, oneOf }: Chance): string {
  const text = inHundred(30) ? oneOf(WORDS) : Array.from({ length: 1 + below(length) }, () => oneOf(SIGNS)).join('')
  const fitting = [...text].slice(0, length).join('').trim()
  return fitting === '' ? 'x' : fitting
}

const limitOf = (type: SimpleType): number => ('maxLength' in type ? (type.maxLength ?? 200) : 200)

/** Something that the form forbids; null for a text without limit, which nothing can break. */
export function brokenValue(type: Exclude<AnyType, RecordType>, { below, oneOf }: Chance): string | null {
  switch (type.kind) {
    case 'text':
      return 'maxLength' in type ? 'å'.repeat((type.maxLength ?? 0) + 1 + below(3)) : null
    case 'choice':
      return oneOf(['x', 'OKEJ', type.values[0]?.toLowerCase() ?? 'x', type.values.join(' ')])
    case 'amount':
      return oneOf(['mycket', 'NaN', 'INF', '-INF', '1e400', '0.005', '1,5', '0x10', '1 000', '--1', '1e13', '\u0661'])
    case 'day':
      return oneOf(['2025-02-29', '2025-13-01', '20250602', '2025-06-02T10:00:00', 'i dag', '10000-01-01', '2025-6-2'])
    case 'moment':
      return oneOf(['2025-06-02', '2025-06-02T25:00:00', '2025-06-02 10:00:00', 'nu', '2025-03-30T02:30:00'])
    case 'truth':
      return oneOf(['TRUE', 'ja', '2', 'True'])
  }
}
