/**
 * Reads the published eFrikort contracts (XSD and WSDL) into the form our own contract is written in, so that the two
 * can be laid side by side. The files lie beside the project; a test that needs them is skipped by name without them.
 */

import { existsSync, globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { XmlDocument, type XmlElement } from 'libxml2-wasm'
import type { AnyType, Cardinality, Contract, NamedType, Operation, RecordType } from '../../src/contracts/soap/form.ts'

const FOLDER = fileURLToPath(new URL('../../../shared/contracts/cgi-efrikort/', import.meta.url))

/** The reason to skip a test that lays ours beside the published contract; false where it can be done. */
export const withoutPublished: string | false = existsSync(FOLDER)
  ? false
  : 'the published contracts are not beside the project (../shared/contracts)'

export type PublishedOperation = { readonly operation: Operation; readonly xsd: string; readonly wsdl: string }
export type Published = { readonly contract: Contract; readonly operations: readonly PublishedOperation[] }

export const NAMESPACES = {
  xs: 'http://www.w3.org/2001/XMLSchema',
  wsdl: 'http://schemas.xmlsoap.org/wsdl/',
  soap: 'http://schemas.xmlsoap.org/wsdl/soap/',
}

const BUILT_IN: Readonly<Record<string, AnyType>> = {
  string: { kind: 'text' },
  double: { kind: 'amount' },
  date: { kind: 'day' },
  dateTime: { kind: 'moment' },
  boolean: { kind: 'truth' },
}

/** Reads version 1, 2 or 3 whole. */
export function readPublished(version: 1 | 2 | 3): Published {
  const folder = join(FOLDER, `${version}.0`)
  const cores = files(folder, 'core_components/*efrikort*.xsd')
  const types = new Types()
  for (const path of cores) types.announce(root(path))
  const named = [...types.all()]
  const operations = files(folder, 'interactions/**/*.wsdl').map((wsdl) => readOperation(version, wsdl, types))
  return {
    contract: {
      version,
      types: named,
      operations: Object.fromEntries(operations.map(({ operation }) => [operation.name, operation])),
    },
    operations,
  }
}

/** Gives the root of an XML file. */
export const root = (path: string): XmlElement =>
  XmlDocument.fromString(readFileSync(path, 'utf8').trimStart(), { url: path }).root

/** Gives the elements an XPath finds. */
export const find = (node: XmlElement, xpath: string): readonly XmlElement[] =>
  node.find(xpath, NAMESPACES) as unknown as readonly XmlElement[]

/** Gives the value of an attribute of the one element (or of the node itself) that an XPath finds; empty if none. */
export const value = (node: XmlElement, xpath: string): string => {
  const found = node.get(xpath, NAMESPACES) as unknown as { readonly value?: string } | null
  return found?.value ?? ''
}

const files = (folder: string, pattern: string): readonly string[] =>
  globSync(pattern, { cwd: folder })
    .sort()
    .map((name) => join(folder, name))

function readOperation(version: number, wsdl: string, core: Types): PublishedOperation {
  const description = root(wsdl)
  const name = basename(wsdl).replace(/Interaction_.*$/, '')
  const xsd = join(wsdl, '..', `${name}Responder_${version}.0.xsd`)
  const schema = root(xsd)
  const own = new Types(core)
  own.announce(schema)
  const rootOf = (element: string) => {
    const [declared] = find(schema, `xs:element[@name="${element}"]`)
    if (declared === undefined) throw new Error(`${xsd} declares no element ${element}`)
    return { element, type: own.resolve(declared, value(declared, '@type')) as RecordType }
  }
  const part = (message: string) =>
    value(description, `wsdl:message[@name="${message}"]/wsdl:part[@name="parameters"]/@element`).replace(/^.*:/, '')
  const operation = {
    name,
    version,
    namespace: value(schema, '@targetNamespace'),
    wsdlNamespace: value(description, '@targetNamespace'),
    soapAction: value(description, 'wsdl:binding/wsdl:operation/soap:operation/@soapAction'),
    request: rootOf(part(`${name}Request`)),
    response: rootOf(part(`${name}Response`)),
  }
  return { operation, xsd, wsdl }
}

/** The types of one or more schemas, made when first asked for. */
class Types {
  readonly #declared = new Map<string, XmlElement>()
  readonly #made = new Map<string, NamedType>()
  readonly #outer: Types | undefined

  constructor(outer?: Types) {
    this.#outer = outer
  }

  announce(schema: XmlElement): void {
    for (const type of find(schema, 'xs:simpleType | xs:complexType')) {
      this.#declared.set(`{${value(schema, '@targetNamespace')}}${value(type, '@name')}`, type)
    }
  }

  *all(): Iterable<NamedType> {
    for (const key of this.#declared.keys()) yield this.#named(key)
  }

  /** Takes a qualified name as it stands in a schema, and the element it stands in. */
  resolve(at: XmlElement, qualified: string): AnyType {
    const [prefix, local] = qualified.includes(':') ? qualified.split(':') : ['', qualified]
    const namespace = at.namespaces[prefix ?? ''] ?? ''
    if (namespace !== NAMESPACES.xs) return this.#named(`{${namespace}}${local}`)
    const builtIn = BUILT_IN[local ?? '']
    if (builtIn === undefined) throw new Error(`no type of ours for xs:${local}`)
    return builtIn
  }

  #named(key: string): NamedType {
    const declared = this.#declared.get(key)
    if (declared === undefined && this.#outer !== undefined) return this.#outer.#named(key)
    if (declared === undefined) throw new Error(`${key} is not declared`)
    const type = this.#made.get(key) ?? this.#make(declared, key.slice(1, key.indexOf('}')))
    this.#made.set(key, type)
    return type
  }

  #make(declared: XmlElement, namespace: string): NamedType {
    const name = value(declared, '@name')
    const values = find(declared, 'xs:restriction/xs:enumeration').map((one) => value(one, '@value'))
    const maxLength = value(declared, 'xs:restriction/xs:maxLength/@value')
    if (declared.name === 'simpleType' && values.length > 0) return { kind: 'choice', name, namespace, values }
    if (declared.name === 'simpleType') return { kind: 'text', name, namespace, maxLength: Number(maxLength) }
    const fields = find(declared, 'xs:sequence/xs:element').map(
      (field) => [value(field, '@name'), [this.resolve(field, value(field, '@type')), cardinality(field)]] as const,
    )
    return { kind: 'record', name, namespace, fields: Object.fromEntries(fields) }
  }
}

function cardinality(field: XmlElement): Cardinality {
  const least = value(field, '@minOccurs') === '0' ? '0' : '1'
  return `${least}..${value(field, '@maxOccurs') === 'unbounded' ? '*' : '1'}`
}
