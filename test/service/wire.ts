/**
 * A journal system's side of the wire that shares no code with the service: it writes its messages as text and reads the
 * answers with libxml2, so that what a test sees is what stood on the wire. Where the published schemas lie beside the
 * project every answer is held against them.
 */

import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { XmlDocument, type XmlElement } from 'libxml2-wasm'
import { byPublished, type Validate } from '../contracts/validators.ts'

const SOAP = 'http://schemas.xmlsoap.org/soap/envelope/'
const DOMAIN = 'urn:riv:cgi:healthcare:efrikort'
export const EXTENSION = 'urn:se:efrikort:extension:1'
export const CALLER_HEADER = 'x-rivta-original-serviceconsumer-hsaid'
export const PUBLISHED = fileURLToPath(new URL('../../../shared/contracts/cgi-efrikort/3.0', import.meta.url))

/** The elements of each request, in the contract's order. */
const ORDER = {
  RegisterTransaction: [
    'carePrincipalId',
    'careProvider',
    'careUnit',
    'cardTypeId',
    'personId',
    'transactionDate',
    'amount',
    'actor',
  ],
  UpdateTransaction: [
    'carePrincipalId',
    'careProvider',
    'careUnit',
    'transactionId',
    'transactionDate',
    'amount',
    'updateReason',
    'actor',
  ],
  DeleteTransaction: ['carePrincipalId', 'transactionId', 'deleteReason', 'actor'],
  GetCardForPerson: ['carePrincipalId', 'personId', 'cardTypeId'],
  GetExtendedCardForPerson: ['carePrincipalId', 'personId', 'cardTypeId'],
  GetExtendedCardsForPerson: ['carePrincipalId', 'personId', 'cardTypeId'],
  RegisterCard: [
    'carePrincipalId',
    'personId',
    'cardTypeId',
    'preliminaryCardDate',
    'endDate',
    'cardId',
    'extendExisting',
    'cardReason',
    'actor',
  ],
  UpdateCard: ['carePrincipalId', 'cardSystemId', 'cardId', 'startDate', 'endDate', 'preliminaryCardDate', 'actor'],
  DeleteCard: ['carePrincipalId', 'cardSystemId', 'actor'],
  OrderNewCard: ['carePrincipalId', 'personId', 'cardSystemId', 'actor'],
  RegisterOptIn: ['carePrincipalId', 'personId', 'cardTypeId', 'actor'],
  RegisterOptOut: ['carePrincipalId', 'personId', 'cardTypeId', 'actor'],
  UpdateReadConsent: ['carePrincipalId', 'personId', 'cardTypeId', 'consent', 'actor'],
  GroupPerson: ['carePrincipalId', 'cardSystemId', 'personId', 'actor'],
  UngroupPerson: ['carePrincipalId', 'cardSystemId', 'personId', 'actor'],
  GetGroupForPerson: ['carePrincipalId', 'personId', 'cardTypeId'],
} as const

export type OperationName = keyof typeof ORDER
export const OPERATIONS = Object.keys(ORDER) as OperationName[]

const ACTOR = ['employeeId', 'careProviderId', 'careUnitId'] as const
export type ActorTold = Readonly<Partial<Record<(typeof ACTOR)[number], string | null>>>

/** What a message tells, as text; null is an element left out. `extension` names the asking provider at the end. */
export type Told = Readonly<Record<string, string | null>> & { readonly extension?: string | null }
export type Message = { readonly told: Told; readonly actor?: ActorTold }

/** An element read back: its text, or its children by local name, each a list. */
export type Tree = { readonly [name: string]: readonly (Tree | string)[] }

export type Reply = {
  readonly status: number
  readonly headers: Headers
  readonly xml: string
  /** The children of the answer's root, or those of the Fault. */
  readonly tree: Tree
  readonly isFault: boolean
}

export const pathTo = (operation: OperationName): string => `/efrikortService/${operation}/3/rivtabp21`

/** Writes the envelope of a call. */
export function envelopeOf(operation: OperationName, { told, actor }: Message): string {
  const element = (prefix: string, name: string, value: string | null | undefined) =>
    value === null || value === undefined ? '' : `<${prefix}:${name}>${escaped(value)}</${prefix}:${name}>`
  const fields = ORDER[operation].map((name) =>
    name === 'actor'
      ? `<q:actor>${ACTOR.map((field) => element('c', field, actor?.[field])).join('')}</q:actor>`
      : element('q', name, told[name]),
  )
  const end = element('x', 'careProviderId', told.extension)
  const namespaces = `xmlns:q="${DOMAIN}:${operation}Responder:3" xmlns:c="${DOMAIN}:3" xmlns:x="${EXTENSION}"`
  return `<e:Envelope xmlns:e="${SOAP}"><e:Header><h:LogicalAddress xmlns:h="urn:riv:itintegration:registry:1">SE2321000198-1000</h:LogicalAddress></e:Header><e:Body><q:${operation} ${namespaces}>${fields.join('')}${end}</q:${operation}></e:Body></e:Envelope>`
}

/** Takes the service's address and the HTTP headers that tell who calls. Posts one call and reads what came back. */
export async function post(
  address: string,
  operation: OperationName,
  message: Message,
  headers: Readonly<Record<string, string>>,
): Promise<Reply> {
  const response = await fetch(`${address}${pathTo(operation)}`, {
    method: 'POST',
    headers: { 'content-type': 'text/xml; charset=utf-8', ...headers },
    body: envelopeOf(operation, message),
  })
  const xml = await response.text()
  const read = readBody(xml)
  if (!read.isFault) validatorOf(operation)?.(xml)
  return { status: response.status, headers: response.headers, xml, ...read }
}

/** Reads the one element of a SOAP body. */
export function readBody(xml: string): { readonly tree: Tree; readonly isFault: boolean } {
  const document = XmlDocument.fromString(xml)
  try {
    const [root] = document.root.find('e:Body/*', { e: SOAP }) as unknown as XmlElement[]
    assert.ok(root, 'the body holds an element')
    return { tree: treeOf(root) as Tree, isFault: root.name === 'Fault' }
  } finally {
    document.dispose()
  }
}

function treeOf(element: XmlElement): Tree | string {
  const children = element.find('*') as unknown as XmlElement[]
  if (children.length === 0) return element.content
  const tree: Record<string, (Tree | string)[]> = {}
  for (const child of children) {
    tree[child.name] ??= []
    tree[child.name]?.push(treeOf(child))
  }
  return tree
}

const validators = new Map<OperationName, Validate>()

/** The validator by the published schema; undefined where the published contracts are not at hand. */
function validatorOf(operation: OperationName): Validate | undefined {
  const path = `${PUBLISHED}/interactions/${operation}Interaction/${operation}Responder_3.0.xsd`
  if (!validators.has(operation) && existsSync(path))
    validators.set(operation, byPublished(path, readFileSync(path, 'utf8')))
  return validators.get(operation)
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
