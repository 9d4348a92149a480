/** Writes DER, the bytes of which certificates are made (X.690): the few kinds that the test authority needs. */

import { formatMoment, type Moment } from '../domain/kernel/moment.ts'

const SHORT_LENGTH = 0x80
const BYTE = 0x100

/** One value: its tag, how long it is, and what it is made of. */
export function value(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts)
  return Buffer.concat([Buffer.from([tag]), lengthOf(content.length), content])
}

function lengthOf(length: number): Buffer {
  if (length < SHORT_LENGTH) return Buffer.from([length])
  const bytes = bytesOf(length)
  return Buffer.from([SHORT_LENGTH + bytes.length, ...bytes])
}

/** A whole number's bytes, the greatest first. */
const bytesOf = (number: number): number[] =>
  number < BYTE ? [number] : [...bytesOf(Math.floor(number / BYTE)), number % BYTE]

export const sequence = (...parts: readonly Uint8Array[]): Buffer => value(0x30, ...parts)
export const setOf = (...parts: readonly Uint8Array[]): Buffer => value(0x31, ...parts)
export const truth = (): Buffer => value(0x01, Buffer.from([0xff]))
export const octets = (...parts: readonly Uint8Array[]): Buffer => value(0x04, ...parts)
export const utf8 = (text: string): Buffer => value(0x0c, Buffer.from(text, 'utf8'))
export const printable = (text: string): Buffer => value(0x13, Buffer.from(text, 'latin1'))

/** Wrapped under a number of the surrounding form. */
export const tagged = (number: number, ...parts: readonly Uint8Array[]): Buffer => value(0xa0 + number, ...parts)

/** In the place of another kind, whose tag it takes. */
export const inPlace = (number: number, ...parts: readonly Uint8Array[]): Buffer =>
  value(SHORT_LENGTH + number, ...parts)

/** A number of no sign; one whose first bit is set would be read as negative without a zero before it. */
export function integer(bytes: Uint8Array): Buffer {
  const [first = 0] = bytes
  return value(0x02, ...(first >= SHORT_LENGTH ? [Buffer.alloc(1)] : []), bytes)
}

export const small = (number: number): Buffer => integer(Buffer.from(bytesOf(number)))

export const bits = (bytes: Uint8Array, unused = 0): Buffer => value(0x03, Buffer.from([unused]), bytes)

const BASE = 128

/** Takes an object identifier with dots. */
export function objectId(dotted: string): Buffer {
  const [first = 0, second = 0, ...others] = dotted.split('.').map(Number)
  return value(0x06, Buffer.from([first * 40 + second, ...others.flatMap(inBase128)]))
}

/** Seven bits a byte, the greatest first; all but the last say that more follows. */
const inBase128 = (number: number): number[] => [...higher(Math.floor(number / BASE)), number % BASE]
const higher = (number: number): number[] =>
  number === 0 ? [] : [...higher(Math.floor(number / BASE)), BASE + (number % BASE)]

const LAST_OF_SHORT_YEARS = '2050'

/** Whole seconds in UTC: two digits for the years before 2050, four after. */
export function time(moment: Moment): Buffer {
  const text = formatMoment(moment)
  const digits = `${text.slice(0, 19).replace(/\D/g, '')}Z`
  return text < LAST_OF_SHORT_YEARS ? value(0x17, Buffer.from(digits.slice(2))) : value(0x18, Buffer.from(digits))
}
