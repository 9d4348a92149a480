/** Writes the schemas that describe an operation, one for each namespace, from the contract's data alone. */

import { text } from './enter.ts'
import { REGISTRY } from './envelope.ts'
import type { AnyType, Cardinality, Contract, Fields, LooseElements, NamedType, Operation, RecordType } from './form.ts'
import { typesOfFields } from './reach.ts'
import { escapedAttribute } from './write.ts'

/** Gives the address at which a namespace's schema can be fetched. */
export type Locate = (namespace: string) => string

/** What a namespace holds: types, and elements declared on their own. */
type Holding = { readonly namespace: string; readonly types: readonly NamedType[]; readonly elements: Fields }

const BUILT_IN = { text: 'string', amount: 'double', day: 'date', moment: 'dateTime', truth: 'boolean' } as const
const ANY = '<xs:any namespace="##other" processContents="lax" minOccurs="0" maxOccurs="unbounded"/>'

/** The header that every call may carry. */
const LOGICAL_ADDRESS: LooseElements = { namespace: REGISTRY, fields: { LogicalAddress: [text, '1..1'] } }

/** Takes an operation of a contract. Gives the schemas it needs by their namespaces, the operation's own first. */
export function schemasOf(contract: Contract, operation: Operation, locate: Locate): ReadonlyMap<string, string> {
  const holdings = [rootsOf(operation), ...typesOf(contract), ...[LOGICAL_ADDRESS, operation.extension].flatMap(loose)]
  return new Map(holdings.map((holding) => [holding.namespace, schema(holding, locate)]))
}

/** Gives the name under which a namespace's schema is fetched: the namespace without `urn:`, with dots for colons. */
export const schemaName = (namespace: string): string => namespace.replace(/^urn:/, '').replaceAll(':', '.')

function rootsOf({ namespace, request, response }: Operation): Holding {
  const elements = { [request.element]: [request.type, '1..1'], [response.element]: [response.type, '1..1'] } as const
  return { namespace, types: [request.type, response.type], elements }
}

/** All the contract's types are described for every operation, so that a client of several meets one and the same schema. */
function typesOf({ types }: Contract): readonly Holding[] {
  const namespaces = [...new Set(types.map((type) => type.namespace))]
  return namespaces.map((namespace) => ({
    namespace,
    types: types.filter((type) => type.namespace === namespace),
    elements: {},
  }))
}

const loose = (given: LooseElements | undefined): readonly Holding[] =>
  given === undefined ? [] : [{ namespace: given.namespace, types: [], elements: given.fields }]

function schema({ namespace, types, elements }: Holding, locate: Locate): string {
  const used = [
    ...typesOfFields(elements),
    ...types.flatMap((type) => (type.kind === 'record' ? typesOfFields(type.fields) : [])),
  ]
  const others = new Set(
    used.flatMap((type) => ('name' in type && type.namespace !== namespace ? [type.namespace] : [])),
  )
  const prefixes = new Map([[namespace, 'tns'], ...[...others].map((uri, place) => [uri, `n${place}`] as const)])
  const declarations = [...prefixes].map(([uri, prefix]) => `xmlns:${prefix}="${escapedAttribute(uri)}"`).join(' ')
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" ${declarations} targetNamespace="${escapedAttribute(namespace)}" elementFormDefault="qualified">`,
    ...[...others].map(
      (uri) => `  <xs:import namespace="${escapedAttribute(uri)}" schemaLocation="${escapedAttribute(locate(uri))}"/>`,
    ),
    ...Object.entries(elements).map(
      ([name, [type]]) => `  <xs:element name="${name}" type="${typeName(type, prefixes)}"/>`,
    ),
    ...types.map((type) => definition(type, prefixes)),
    '</xs:schema>\n',
  ].join('\n')
}

function definition(type: NamedType, prefixes: ReadonlyMap<string, string>): string {
  switch (type.kind) {
    case 'record':
      return complexType(type, prefixes)
    case 'choice':
      return simpleType(
        type.name,
        type.values.map((value) => `<xs:enumeration value="${escapedAttribute(value)}"/>`),
      )
    case 'text':
      return simpleType(type.name, type.maxLength === undefined ? [] : [`<xs:maxLength value="${type.maxLength}"/>`])
  }
}

const simpleType = (name: string, facets: readonly string[]): string =>
  `  <xs:simpleType name="${name}"><xs:restriction base="xs:string">${facets.join('')}</xs:restriction></xs:simpleType>`

function complexType({ name, fields }: RecordType, prefixes: ReadonlyMap<string, string>): string {
  const elements = Object.entries(fields).map(
    ([field, [type, occurs]]) =>
      `      <xs:element name="${field}" type="${typeName(type, prefixes)}"${bounds(occurs)}/>`,
  )
  const sequence = ['    <xs:sequence>', ...elements, `      ${ANY}`, '    </xs:sequence>']
  return [`  <xs:complexType name="${name}">`, ...sequence, '  </xs:complexType>'].join('\n')
}

const bounds = (occurs: Cardinality): string =>
  (occurs.startsWith('0') ? ' minOccurs="0"' : '') + (occurs.endsWith('*') ? ' maxOccurs="unbounded"' : '')

const typeName = (type: AnyType, prefixes: ReadonlyMap<string, string>): string =>
  'name' in type ? `${prefixes.get(type.namespace)}:${type.name}` : `xs:${BUILT_IN[type.kind]}`
