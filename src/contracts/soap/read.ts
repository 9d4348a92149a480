/**
 * Reads a record from its element by the contract's data, and reports the first thing wrong, in document order. What is
 * wrong here is an expected no about the message's content; it is never a fault.
 */

import { no, ok, type Result } from '../../domain/kernel/result.ts'
import type { AnyType, Cardinality, RecordType, SimpleType } from './form.ts'
import { type LexicalProblem, readAmount, readDay, readMoment, readTruth } from './lexical.ts'
import { attribute, isBlank, type XmlElement } from './xml.ts'

export type Problem =
  | 'missing'
  | 'repeated'
  | 'wrongOrder'
  | 'unknownElement'
  | 'unexpectedText'
  | 'nil'
  | 'tooLong'
  | 'unknownValue'
  | LexicalProblem

export type Invalid = {
  readonly kind: 'invalid'
  /** The element's name, with the names of those around it below the root: `amount`, `actor/employeeId`. */
  readonly element: string
  readonly problem: Problem
  /** The most characters that fit, when the problem is length. */
  readonly limit?: number
}

export type Values = { readonly [field: string]: unknown }

/** Reads one element. The path holds the names around it, and is empty for the root. */
export type Reader = (element: XmlElement, path: string) => Result<unknown, Invalid>
export type RecordReader = (element: XmlElement, path: string) => Result<Values, Invalid>

type Field = {
  readonly name: string
  readonly place: number
  readonly required: boolean
  readonly list: boolean
  readonly read: Reader
}

type Plan = {
  readonly namespace: string
  readonly fields: readonly Field[]
  readonly byName: ReadonlyMap<string, Field>
  /** Namespaces in which an element that has no place is an error and not an extension. */
  readonly contract: ReadonlySet<string>
}

/** How far the reading has come: the place of the last field met, and whether foreign elements have begun. */
type Progress = { readonly values: Record<string, unknown>; readonly met: Set<Field>; place: number; foreign: boolean }

const XSI = 'http://www.w3.org/2001/XMLSchema-instance'
const MAX_NAME = 64

export type Reading = {
  /** Namespaces in which an element that has no place is an error and not an extension. */
  readonly contract: ReadonlySet<string>
  /** Whether a required text may be empty: in an answer it may, from a caller it then tells nothing. */
  readonly mayBeBlank: boolean
}

/** Takes a record type and how it is read. Gives its reader; built once, used for every message. */
export function recordReader(type: RecordType, how: Reading): RecordReader {
  const fields = Object.entries(type.fields).map(([name, [inner, occurs]], place) => ({
    name,
    place,
    required: occurs.startsWith('1'),
    list: occurs.endsWith('*'),
    read: fieldReader(inner, occurs, how),
  }))
  const byName = new Map(fields.map((field) => [field.name, field]))
  const plan = { namespace: type.namespace, fields, byName, contract: how.contract }
  return (element, path) => readRecord(plan, element, path)
}

function readRecord(plan: Plan, element: XmlElement, path: string): Result<Values, Invalid> {
  if (!isBlank(element.text)) return no(invalid(path === '' ? element.name : path, 'unexpectedText'))
  const reading: Progress = { values: emptyLists(plan), met: new Set(), place: 0, foreign: false }
  for (const child of element.children) {
    const field = child.namespace === plan.namespace ? plan.byName.get(child.name) : undefined
    const refusal =
      field === undefined
        ? passForeign(plan, reading, child, path)
        : (misplaced(plan, reading, field, element, path) ?? takeField(reading, field, child, path))
    if (refusal !== undefined) return no(refusal)
  }
  const absent = plan.fields.find((field) => field.required && !reading.met.has(field))
  return absent === undefined ? ok(reading.values) : no(invalid(within(path, absent.name), 'missing'))
}

/** An element of no place: an error in the contract's own namespaces or in none, an extension in any other. */
function passForeign(plan: Plan, reading: Progress, child: XmlElement, path: string): Invalid | undefined {
  if (child.namespace === '' || plan.contract.has(child.namespace))
    return invalid(within(path, child.name.slice(0, MAX_NAME)), 'unknownElement')
  reading.foreign = true
  return undefined
}

/** A field may stand only after all before it; one left out is named where it should have stood. */
function misplaced(
  plan: Plan,
  reading: Progress,
  field: Field,
  element: XmlElement,
  path: string,
): Invalid | undefined {
  const again = reading.met.has(field)
  if (again && !field.list) return invalid(within(path, field.name), 'repeated')
  if (reading.foreign || field.place < reading.place) return invalid(within(path, field.name), 'wrongOrder')
  const skipped = plan.fields.slice(reading.place, field.place)
  const absent = skipped.find((other) => other.required && !reading.met.has(other))
  if (absent === undefined) return undefined
  return stands(plan, absent, element)
    ? invalid(within(path, field.name), 'wrongOrder')
    : invalid(within(path, absent.name), 'missing')
}

/** True when the field stands anywhere in the element: then it is not left out, but the one met now came too early. */
const stands = (plan: Plan, field: Field, element: XmlElement): boolean =>
  element.children.some((child) => child.namespace === plan.namespace && child.name === field.name)

function takeField(reading: Progress, field: Field, child: XmlElement, path: string): Invalid | undefined {
  reading.place = field.place
  reading.met.add(field)
  const read = field.read(child, within(path, field.name))
  if (!read.ok) return read.refusal
  const list = reading.values[field.name]
  if (Array.isArray(list)) list.push(read.value)
  else if (read.value !== undefined) reading.values[field.name] = read.value
  return undefined
}

/** Reads a field by its type; undefined stands for an optional text that is blank, which counts as left out. */
function fieldReader(type: AnyType, occurs: Cardinality, how: Reading): Reader {
  const record = type.kind === 'record' ? recordReader(type, how) : undefined
  const simple = type.kind === 'record' ? undefined : simpleReader(type)
  const optional = occurs === '0..1'
  return (element, path) => {
    if (isNil(element)) return no(invalid(path, optional ? 'nil' : 'missing'))
    if (record !== undefined) return record(element, path)
    const inner = element.children[0]
    if (inner !== undefined) return no(invalid(within(path, inner.name.slice(0, MAX_NAME)), 'unknownElement'))
    const blank = isBlank(element.text)
    if (blank && !optional && !(how.mayBeBlank && type.kind === 'text')) return no(invalid(path, 'missing'))
    if (blank && optional && type.kind === 'text') return ok(undefined)
    return (simple as Reader)(element, path)
  }
}

function simpleReader(type: SimpleType): Reader {
  switch (type.kind) {
    case 'text':
      return textReader('maxLength' in type ? type.maxLength : undefined)
    case 'choice':
      return spelledBy((text) => (type.values.includes(text.trim()) ? ok(text.trim()) : no('unknownValue')))
    case 'amount':
      return spelledBy(readAmount)
    case 'day':
      return spelledBy(readDay)
    case 'moment':
      return spelledBy(readMoment)
    case 'truth':
      return spelledBy(readTruth)
  }
}

const textReader =
  (limit: number | undefined): Reader =>
  (element, path) => {
    const text = element.text.trim()
    return limit === undefined || fits(text, limit) ? ok(text) : no({ ...invalid(path, 'tooLong'), limit })
  }

const spelledBy =
  (read: (text: string) => Result<unknown, Problem>): Reader =>
  (element, path) => {
    const value = read(element.text)
    return value.ok ? value : no(invalid(path, value.refusal))
  }

/** True when a text has no more characters than the limit, counted as XML Schema counts: an astral one is one. */
export function fits(text: string, limit: number): boolean {
  if (text.length <= limit) return true
  return text.length <= limit * 2 && [...text].length <= limit
}

function emptyLists(plan: Plan): Record<string, unknown> {
  const values: Record<string, unknown> = {}
  for (const field of plan.fields) if (field.list) values[field.name] = []
  return values
}

function isNil(element: XmlElement): boolean {
  const nil = attribute(element, XSI, 'nil')?.trim()
  return nil === 'true' || nil === '1'
}

const invalid = (element: string, problem: Problem): Invalid => ({ kind: 'invalid', element, problem })
const within = (path: string, name: string): string => (path === '' ? name : `${path}/${name}`)
