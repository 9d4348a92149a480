/** What can be wrong, or merely strange, inside the operation's element. Each says what the service must make of it. */

import type { Chance } from '../faults/chance.ts'
import { bare, type Element } from './tree.ts'
import { brokenValue } from './values.ts'

/** `invalid`: VALIDATION_ERROR and nothing stored; `any`: whatever the rules say, and no fault. */
export type Verdict = 'invalid' | 'any'

/** Changes a message; null when there is nothing in it to change so. */
type Change = (root: Element, chance: Chance) => Verdict | null

const XSI = 'http://www.w3.org/2001/XMLSchema-instance'
const stranger = (chance: Chance): Element => {
  const element = bare(`urn:x:${chance.below(3)}`, chance.oneOf(['own', 'amount', 'personId', 'Envelope']), 'hej')
  if (chance.inHundred(50)) element.children.push(bare(element.namespace, 'deep', '1'))
  if (element.children.length > 0) element.text = ''
  return element
}

/** A record of the message, its root included, that has fields. */
const aRecord = (root: Element, { oneOf }: Chance): Element => oneOf(recordsIn(root))

const recordsIn = (element: Element): Element[] =>
  element.children.some(({ type }) => type !== null)
    ? [element, ...element.children.flatMap(recordsIn)]
    : element.children.flatMap(recordsIn)

/** Fields of the contract proper: what ends a message in another namespace may be left out, and be anything. */
const fieldsOf = (record: Element): Element[] =>
  record.children.filter(({ type, namespace }) => type !== null && namespace !== EXTENSION)
const EXTENSION = 'urn:se:efrikort:extension:1'

function aField(root: Element, chance: Chance, fits: (field: Element) => boolean): readonly [Element, Element] | null {
  const all = recordsIn(root).flatMap((record) =>
    fieldsOf(record)
      .filter(fits)
      .map((field) => [record, field] as const),
  )
  return all.length === 0 ? null : chance.oneOf(all)
}

const isSimple = ({ type }: Element): boolean => type !== null && type.kind !== 'record'
const isRequired = ({ occurs }: Element): boolean => occurs === '1..1'
const isSingle = ({ occurs }: Element): boolean => occurs.endsWith('1')
const placeOf = (record: Element, field: Element): number => record.children.indexOf(field)

/** Takes the change of one field. */
const ofField =
  (
    fits: (field: Element) => boolean,
    change: (field: Element, record: Element, chance: Chance) => Verdict | null,
  ): Change =>
  (root, chance) => {
    const found = aField(root, chance, fits)
    return found === null ? null : change(found[1], found[0], chance)
  }

const insertAt = (record: Element, place: number, element: Element): void => {
  record.children.splice(place, 0, element)
}

export const CHANGES: Readonly<Record<string, Change>> = {
  'nothing changed': () => 'any',
  'a field left out': ofField(isRequired, (field, record) => {
    record.children.splice(placeOf(record, field), 1)
    return 'invalid'
  }),
  'a field twice': ofField(isSingle, (field, record) => {
    insertAt(record, placeOf(record, field), structuredClone(field))
    return 'invalid'
  }),
  'two neighbours changed about': (root, chance) => {
    const record = aRecord(root, chance)
    const fields = fieldsOf(record)
    const place = chance.below(Math.max(1, fields.length - 1))
    const [one, other] = [fields[place], fields[place + 1]]
    if (one === undefined || other === undefined || one.name === other.name) return null
    record.children.splice(place, 2, other, one)
    return 'invalid'
  },
  'a field of another name': ofField(
    () => true,
    (field, _record, { oneOf }) => {
      field.name = oneOf([`${field.name}s`, `${field.name}X`, `_${field.name}`, 'constructor', 'x'.repeat(300)])
      return 'invalid'
    },
  ),
  'a field of no namespace': ofField(
    () => true,
    (field) => {
      field.namespace = ''
      return 'invalid'
    },
  ),
  'a required field in a namespace of others': ofField(isRequired, (field, _record, chance) => {
    field.namespace = `urn:x:${chance.below(3)}`
    return 'invalid'
  }),
  'an unknown element of the contract': (root, chance) => {
    const record = aRecord(root, chance)
    insertAt(record, chance.below(fieldsOf(record).length + 1), bare(fieldsOf(record)[0]?.namespace ?? '', 'more', 'x'))
    return 'invalid'
  },
  'a stranger at the end': (root, chance) => {
    aRecord(root, chance).children.push(stranger(chance))
    return 'any'
  },
  'a stranger before a field': ofField(
    () => true,
    (field, record, chance) => {
      insertAt(record, placeOf(record, field), stranger(chance))
      return 'invalid'
    },
  ),
  'text between the fields': (root, chance) => {
    aRecord(root, chance).text = 'hej'
    return 'invalid'
  },
  'an element within a value': ofField(isSimple, (field, _record, chance) => {
    field.children.push(stranger(chance))
    return 'invalid'
  }),
  'a value that the form forbids': ofField(isSimple, (field, _record, chance) => {
    if (field.type === null || field.type.kind === 'record') return null
    const value = brokenValue(field.type, chance)
    if (value === null) return null
    field.text = value
    return 'invalid'
  }),
  'a required value of nothing': ofField(
    (field) => isSimple(field) && isRequired(field),
    (field, _record, { oneOf }) => {
      field.text = oneOf(['', ' ', '\n\t', '\u00a0'])
      return 'invalid'
    },
  ),
  'a field said to be nil': ofField(
    () => true,
    (field, _record, { oneOf }) => {
      field.attributes = ` xmlns:n="${XSI}" n:nil="${oneOf(['true', '1', ' true '])}"`
      return 'invalid'
    },
  ),
  'attributes that nobody asked for': ofField(
    () => true,
    (field, _record, { oneOf }) => {
      field.attributes = oneOf([
        ` xmlns:n="${XSI}" n:nil="false"`,
        ` xmlns:n="${XSI}" n:type="whatever"`,
        ' id="a" href="#b"',
        ' xml:lang="sv" xml:space="preserve"',
        ' constructor="x" __proto__="y"',
      ])
      return 'any'
    },
  ),
}
