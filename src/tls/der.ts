/** Reads DER (X.690), the bytes of which certificates and lists of revoked ones are made, as far as we ask of them. */

import { type Moment, parseMoment } from '../domain/kernel/moment.ts'

export type Element = {
  readonly tag: number
  readonly content: Buffer
  /** With its tag and length. */
  readonly whole: Buffer
}

const LONG_LENGTH = 0x80
const MOST_LENGTH_BYTES = 4

/** Takes bytes that hold one element after another. Gives them, or null when they hold something else. */
export function elementsOf(bytes: Buffer): Element[] | null {
  const elements: Element[] = []
  for (let at = 0; at < bytes.length; ) {
    const element = elementAt(bytes, at)
    if (element === null) return null
    elements.push(element)
    at += element.whole.length
  }
  return elements
}

function elementAt(bytes: Buffer, at: number): Element | null {
  const [tag, first] = [bytes[at], bytes[at + 1]]
  if (tag === undefined || first === undefined) return null
  const lengthBytes = first < LONG_LENGTH ? 0 : first - LONG_LENGTH
  const start = at + 2 + lengthBytes
  if (lengthBytes > MOST_LENGTH_BYTES || first === LONG_LENGTH || start > bytes.length) return null
  const end = start + (lengthBytes === 0 ? first : bytes.readUIntBE(at + 2, lengthBytes))
  return end > bytes.length ? null : { tag, content: bytes.subarray(start, end), whole: bytes.subarray(at, end) }
}

const SHORT_YEAR = 0x17
const LONG_YEAR = 0x18
const DIGITS = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/

export const isTime = ({ tag }: Element): boolean => tag === SHORT_YEAR || tag === LONG_YEAR

/** Gives the moment that the element tells, or null. Years of two digits are those from 1950 to 2049. */
export function timeOf(element: Element): Moment | null {
  if (!isTime(element)) return null
  const text = element.content.toString('latin1')
  const century = element.tag === LONG_YEAR ? '' : text < '50' ? '20' : '19'
  const [, year, month, day, hour, minute, second] = DIGITS.exec(century + text) ?? []
  return parseMoment(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
}
