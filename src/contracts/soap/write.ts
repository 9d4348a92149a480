/**
 * Writes a record as XML by the contract's data. Callers hand over right values: a missing field, a text too long or a
 * value outside its choice is a bug and stops the program; only characters that XML forbids are mended.
 */

import type { Day } from '../../domain/kernel/day.ts'
import { invariant } from '../../domain/kernel/invariant.ts'
import type { Moment } from '../../domain/kernel/moment.ts'
import type { Ore } from '../../domain/kernel/money.ts'
import type { AnyType, Cardinality, Fields, SimpleType } from './form.ts'
import { writeAmount, writeDay, writeMoment } from './lexical.ts'
import { fits } from './read.ts'

/** Gives the prefix that stands for a namespace. */
export type Prefixes = ReadonlyMap<string, string>

type Writer = (value: unknown) => string

const MARKUP = /[&<>\r]/g
const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#13;' }
/** What no XML 1.0 document may hold; half surrogate pairs are mended apart. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to find
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g

/** Gives text as it may stand between two tags. */
export const escaped = (text: string): string => legal(text).replace(MARKUP, (mark) => ESCAPES[mark] ?? mark)

/** Gives text as it may stand in an attribute between double quotes. */
export const escapedAttribute = (text: string): string =>
  escaped(text).replaceAll('"', '&quot;').replaceAll('\n', '&#10;').replaceAll('\t', '&#9;')

/** Takes the fields of elements in one namespace. Gives a writer of their values, one element after the other. */
export function fieldsWriter(namespace: string, fields: Fields, prefixes: Prefixes): Writer {
  const prefix = prefixes.get(namespace)
  invariant(prefix !== undefined, 'every namespace of a message has a prefix')
  const writers = Object.entries(fields).map(([name, [type, occurs]]) => {
    const write = fieldWriter(`${prefix}:${name}`, type, occurs, prefixes)
    return (values: Readonly<Record<string, unknown>>) => write(values[name])
  })
  return (value) => {
    invariant(typeof value === 'object' && value !== null, 'a record is written from an object')
    let xml = ''
    for (const write of writers) xml += write(value as Record<string, unknown>)
    return xml
  }
}

function fieldWriter(tag: string, type: AnyType, occurs: Cardinality, prefixes: Prefixes): Writer {
  const content = type.kind === 'record' ? fieldsWriter(type.namespace, type.fields, prefixes) : simpleWriter(type)
  const one: Writer = (value) => `<${tag}>${content(value)}</${tag}>`
  if (occurs.endsWith('*')) return listWriter(one, tag, occurs)
  return (value) => {
    invariant(value !== undefined || occurs === '0..1', `${tag} is told`)
    return value === undefined ? '' : one(value)
  }
}

const listWriter =
  (one: Writer, tag: string, occurs: Cardinality): Writer =>
  (list) => {
    invariant(
      Array.isArray(list) && (occurs === '0..*' || list.length > 0),
      `${tag} is a list, of one or more if ${occurs}`,
    )
    return list.map(one).join('')
  }

function simpleWriter(type: SimpleType): Writer {
  switch (type.kind) {
    case 'text':
      return textWriter('maxLength' in type ? type.maxLength : undefined)
    case 'choice':
      return (value) => {
        invariant(typeof value === 'string' && type.values.includes(value), `a value of ${type.name}`)
        return value
      }
    case 'amount':
      return (value) => writeAmount(value as Ore)
    case 'day':
      return (value) => writeDay(value as Day)
    case 'moment':
      return (value) => writeMoment(value as Moment)
    case 'truth':
      return (value) => (value === true ? 'true' : 'false')
  }
}

const textWriter =
  (limit: number | undefined): Writer =>
  (value) => {
    invariant(typeof value === 'string', 'a text')
    invariant(limit === undefined || fits(value, limit), `a text of at most ${limit} characters`)
    return escaped(value)
  }

const legal = (text: string): string => text.toWellFormed().replace(FORBIDDEN, '\ufffd')
