/**
 * A person's identity: personnummer, samordningsnummer or reserve number. It prints masked wherever it is printed; only
 * reveal() gives the text, and the callers of reveal are few on purpose.
 */

import { type Day, dayOf } from './day.ts'

export type PersonIdKind = 'personnummer' | 'samordningsnummer' | 'reservnummer'

const MASK = '[person]'

export class PersonId {
  readonly kind: PersonIdKind
  /** Null when the identity does not tell. */
  readonly birthDay: Day | null
  readonly #text: string

  private constructor(kind: PersonIdKind, text: string, birthDay: Day | null) {
    this.kind = kind
    this.#text = text
    this.birthDay = birthDay
  }

  /**
   * Takes text of 12 or 13 characters without separator, the patterns of the reserve numbers that the principal takes, and
   * today's date. Gives the identity, or null: a date that is no date or lies ahead, a wrong check digit, no known pattern.
   */
  static parse(text: string, reservePatterns: readonly RegExp[], today: Day): PersonId | null {
    if (/^\d{12}$/.test(text)) return PersonId.#parseDigits(text, today)
    // Counted before it is changed: some letters become two in capitals.
    if (!/^[0-9A-Za-z]{12,13}$/.test(text)) return null
    const upper = text.toUpperCase()
    if (!reservePatterns.some((pattern) => pattern.test(upper))) return null
    return new PersonId('reservnummer', upper, birthDayOfReserveNumber(upper))
  }

  /** Takes text that an identity has given before, as the ledger kept it. */
  static known(kind: PersonIdKind, text: string): PersonId {
    const birthDay = kind === 'reservnummer' ? birthDayOfReserveNumber(text) : birthDayOfDigits(text)
    return new PersonId(kind, text, birthDay)
  }

  static #parseDigits(text: string, today: Day): PersonId | null {
    const birthDay = birthDayOfDigits(text)
    if (birthDay === null || birthDay > today || !hasRightCheckDigit(text)) return null
    return new PersonId(isCoordinationNumber(text) ? 'samordningsnummer' : 'personnummer', text, birthDay)
  }

  /** Gives the identity itself: for the ledger and for the answer to one who may know it, never for a log. */
  reveal(): string {
    return this.#text
  }

  /** How many characters the identity has: not every version of a contract holds the longest. */
  get length(): number {
    return this.#text.length
  }

  /** True when both are the same identity. */
  equals(other: PersonId): boolean {
    return this.#text === other.#text
  }

  toString(): string {
    return MASK
  }

  toJSON(): string {
    return MASK
  }
}

const EARLIEST_YEAR = 1800
const COORDINATION_DAYS = 60

const isCoordinationNumber = (text: string): boolean => Number(text.slice(6, 8)) > COORDINATION_DAYS

function birthDayOfDigits(text: string): Day | null {
  const written = Number(text.slice(6, 8))
  const year = Number(text.slice(0, 4))
  if (year < EARLIEST_YEAR) return null
  const day = written > COORDINATION_DAYS ? written - COORDINATION_DAYS : written
  return dayOf({ year, month: Number(text.slice(4, 6)), day })
}

/** The national form XXYYMMDDNNGC: XX is the birth century raised by a multiple of three, from 22 on; 00 when unknown. */
function birthDayOfReserveNumber(text: string): Day | null {
  const match = /^(\d{2})(\d{2})(\d{2})(\d{2})[A-Z]{2}/.exec(text)
  if (match === null) return null
  const raised = Number(match[1])
  if (raised < 22) return null
  const century = raised % 3 === 1 ? 19 : raised % 3 === 2 ? 20 : null
  if (century === null) return null
  return dayOf({ year: century * 100 + Number(match[2]), month: Number(match[3]), day: Number(match[4]) })
}

/** The modulus-10 check digit over the last ten digits. */
function hasRightCheckDigit(text: string): boolean {
  let sum = 0
  for (let at = 2; at < 12; at += 1) {
    const doubled = Number(text[at]) * (at % 2 === 0 ? 2 : 1)
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return sum % 10 === 0
}
