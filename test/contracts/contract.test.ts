/** Our contract data equals the published contract, and every operation of it is accounted for. */

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { version3 } from '../../src/contracts/efrikort/version3.ts'
import type { AnyType, NamedType, Operation } from '../../src/contracts/soap/form.ts'
import { typesOfFields, typesWithin } from '../../src/contracts/soap/reach.ts'
import { readPublished, withoutPublished } from './published.ts'

/** Each operation of version 3, and whether we serve it. When one is entered, its line changes here. */
const OPERATIONS_3: Readonly<Record<string, 'served' | 'not yet'>> = {
  DeleteCard: 'not yet',
  DeleteTransaction: 'served',
  GetCardForPerson: 'served',
  GetExtendedCardForPerson: 'served',
  GetExtendedCardsForPerson: 'not yet',
  GetGroupForPerson: 'not yet',
  GroupPerson: 'not yet',
  OrderNewCard: 'not yet',
  RegisterCard: 'not yet',
  RegisterOptIn: 'not yet',
  RegisterOptOut: 'not yet',
  RegisterTransaction: 'served',
  UngroupPerson: 'not yet',
  UpdateCard: 'not yet',
  UpdateReadConsent: 'not yet',
  UpdateTransaction: 'served',
}

test('the table names every operation of the published version 3, and no other', { skip: withoutPublished }, () => {
  assert.deepEqual(Object.keys(OPERATIONS_3), Object.keys(readPublished(3).contract.operations).sort())
})

test('the operations we have entered are those the table calls served', () => {
  const served = Object.keys(OPERATIONS_3).filter((name) => OPERATIONS_3[name] === 'served')
  assert.deepEqual(Object.keys(version3.operations).sort(), served)
})

test('every named type of version 3 is entered as it is published', { skip: withoutPublished }, async (t) => {
  const ours = new Map(version3.types.map((type) => [type.name, lines(type)]))
  const published = readPublished(3).contract.types
  assert.deepEqual([...ours.keys()].sort(), published.map((type) => type.name).sort())
  for (const type of published) {
    await t.test(`${type.name} has the published names, order, cardinality and limits`, () => {
      assert.deepEqual(ours.get(type.name), lines(type))
    })
  }
})

test('every operation we serve is entered as it is published', { skip: withoutPublished }, async (t) => {
  const published = readPublished(3).contract.operations
  for (const operation of Object.values<Operation>(version3.operations)) {
    await t.test(`${operation.name} has the published namespaces, action, roots and fields`, () => {
      assert.deepEqual(operationLines(operation), operationLines(published[operation.name] as Operation))
    })
  }
})

test('what our operations are made of are the contract’s types themselves, not copies beside them', () => {
  const entered = new Set(version3.types)
  for (const { request, response, extension } of Object.values<Operation>(version3.operations)) {
    const fields = [request.type.fields, response.type.fields, extension?.fields ?? {}].flatMap(typesOfFields)
    for (const type of fields.flatMap(typesWithin)) assert.ok(entered.has(type), type.name)
  }
})

/** An operation as lines, in order; the extension is ours and stands outside the contract. */
const operationLines = ({ request, response, ...operation }: Operation): readonly string[] => [
  `${operation.name} ${operation.version}`,
  operation.namespace,
  operation.wsdlNamespace,
  operation.soapAction,
  `request ${request.element}`,
  ...lines(request.type),
  `response ${response.element}`,
  ...lines(response.type),
]

/** A type as lines: what it is called, what it may hold, and its fields in order. */
function lines(type: NamedType): readonly string[] {
  const head = `${type.kind} {${type.namespace}}${type.name}`
  if (type.kind === 'choice') return [head, ...type.values]
  if (type.kind === 'text') return [head, `at most ${type.maxLength}`]
  return [head, ...Object.entries(type.fields).map(([name, [inner, occurs]]) => `${name}: ${label(inner)} ${occurs}`)]
}

const label = (type: AnyType): string => ('name' in type ? `{${type.namespace}}${type.name}` : type.kind)
