/** What an operation's address answers to GET: its WSDL, the schemas that the WSDL imports, or a short text. */

import type { Contract, Operation } from '../soap/form.ts'
import { schemaName, schemasOf } from '../soap/schema.ts'
import { wsdlOf } from '../soap/wsdl.ts'

export type Description = { readonly status: 200 | 404 | 405; readonly contentType: string; readonly text: string }

/** Takes the query's names and values, and the address at which the asker reached us. */
export type Describe = (query: Readonly<Record<string, unknown>>, address: string) => Description

const XML = 'text/xml; charset=utf-8'
const PLAIN = 'text/plain; charset=utf-8'

/** Takes an operation of a contract and its path. Gives what answers GET there; schemas are written once. */
export function describerOf(contract: Contract, operation: Operation, path: string): Describe {
  const lastOfPath = path.slice(path.lastIndexOf('/') + 1)
  const locate = (namespace: string) => `${lastOfPath}?xsd=${schemaName(namespace)}`
  const schemas = new Map(
    [...schemasOf(contract, operation, locate)].map(([namespace, schema]) => [schemaName(namespace), schema]),
  )
  return (query, address) => {
    const asked = new Map(Object.entries(query).map(([name, value]) => [name.toLowerCase(), value]))
    if (asked.has('wsdl')) return { status: 200, contentType: XML, text: wsdlOf(operation, locate, address) }
    if (!asked.has('xsd'))
      return { status: 405, contentType: PLAIN, text: 'Tjänsten anropas med POST. Beskrivningen finns på ?wsdl.\n' }
    const schema = schemas.get(String(asked.get('xsd')))
    if (schema !== undefined) return { status: 200, contentType: XML, text: schema }
    return { status: 404, contentType: PLAIN, text: 'Det finns inget sådant schema.\n' }
  }
}
