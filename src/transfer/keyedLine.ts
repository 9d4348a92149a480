/** The little that must be known of a line before it is read: whether it can be, and which account it tells of. */

import { isUtf8 } from 'node:buffer'
import { isObject } from './fields.ts'
import type { FileLine } from './lines.ts'
import type { LineRefusal } from './refusals.ts'

export type KeyedLine =
  | { readonly kind: 'blank' }
  /** It tells no account, and so could be of either of those it stands between. */
  | { readonly kind: 'unreadable'; readonly refusal: LineRefusal }
  | { readonly kind: 'told'; readonly key: string; readonly json: Readonly<Record<string, unknown>> }

/** Takes a line of the file. Equal keys are the same account. */
export function keyedLine({ bytes }: FileLine): KeyedLine {
  if (bytes === null) return unreadable('LineTooLong')
  if (!isUtf8(bytes)) return unreadable('NotUtf8')
  const text = bytes.toString('utf8')
  if (text.trim() === '') return { kind: 'blank' }
  const json = parsed(text)
  if (!isObject(json)) return unreadable('NotJson')
  const { person, cardType } = json
  if (typeof person !== 'string' || typeof cardType !== 'string') return unreadable('AccountNotTold')
  return { kind: 'told', key: `${person.toUpperCase()}\n${cardType}`, json }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

const unreadable = (kind: 'LineTooLong' | 'NotUtf8' | 'NotJson' | 'AccountNotTold'): KeyedLine => ({
  kind: 'unreadable',
  refusal: { kind },
})
