/** Our contract data equals the three published versions, and every operation of them is accounted for. */

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { contracts } from '../../src/contracts/efrikort/contracts.ts'
import { pathOf } from '../../src/contracts/efrikort/routes.ts'
import type { AnyType, NamedType, Operation } from '../../src/contracts/soap/form.ts'
import { typesOfFields, typesWithin } from '../../src/contracts/soap/reach.ts'
import { httpApp } from '../../src/http/app.ts'
import type { Ports } from '../../src/usecases/ports.ts'
import { readPublished, withoutPublished } from './published.ts'

type Served = 'served' | 'not yet'

/** Each operation of versions 1 and 2, and whether both are served. When they are, the line changes here. */
const OPERATIONS_1_AND_2: Readonly<Record<string, Served>> = {
  DeleteCard: 'served',
  DeleteTransaction: 'served',
  FinishAccount: 'served',
  GetCardForPerson: 'served',
  GetExtendedCardForPerson: 'served',
  GetGroupForPerson: 'served',
  GroupPerson: 'served',
  OrderNewCard: 'served',
  RegisterCard: 'served',
  RegisterTransaction: 'served',
  UngroupPerson: 'served',
  UpdateCard: 'served',
  UpdateTransaction: 'served',
}

/** Each operation of version 3, and whether it is served. When it is, its line changes here. */
const OPERATIONS_3: Readonly<Record<string, Served>> = {
  DeleteCard: 'served',
  DeleteTransaction: 'served',
  GetCardForPerson: 'served',
  GetExtendedCardForPerson: 'served',
  GetExtendedCardsForPerson: 'served',
  GetGroupForPerson: 'served',
  GroupPerson: 'served',
  OrderNewCard: 'served',
  RegisterCard: 'served',
  RegisterOptIn: 'served',
  RegisterOptOut: 'served',
  RegisterTransaction: 'served',
  UngroupPerson: 'served',
  UpdateCard: 'served',
  UpdateReadConsent: 'served',
  UpdateTransaction: 'served',
}

const VERSIONS = [
  { version: 1, table: OPERATIONS_1_AND_2 },
  { version: 2, table: OPERATIONS_1_AND_2 },
  { version: 3, table: OPERATIONS_3 },
] as const

const ours = (version: 1 | 2 | 3) => {
  const contract = contracts.find((one) => one.version === version)
  assert.ok(contract, `version ${version} is entered`)
  return contract
}

test('the tables hold the 42 operations of the three versions', () => {
  assert.equal(VERSIONS.flatMap(({ table }) => Object.keys(table)).length, 42)
  for (const { version, table } of VERSIONS)
    assert.deepEqual(Object.keys(ours(version).operations).sort(), Object.keys(table), `version ${version}`)
})

test('the running service answers at the address of each operation that a table calls served, and at no other', async () => {
  const app = await httpApp({} as Ports, [], { quiet: true })
  for (const { version, table } of VERSIONS)
    for (const operation of Object.values(ours(version).operations)) {
      const { statusCode } = await app.inject({ method: 'GET', url: `${pathOf(operation)}?wsdl` })
      assert.equal(statusCode === 200 ? 'served' : 'not yet', table[operation.name], pathOf(operation))
    }
})

for (const { version } of VERSIONS) {
  test(`every named type of version ${version} is entered as it is published`, {
    skip: withoutPublished,
  }, async (t) => {
    const entered = new Map(ours(version).types.map((type) => [type.name, lines(type)]))
    const published = readPublished(version).contract.types
    assert.deepEqual([...entered.keys()].sort(), published.map((type) => type.name).sort())
    for (const type of published) {
      await t.test(`${type.name} has the published names, order, cardinality and limits`, () => {
        assert.deepEqual(entered.get(type.name), lines(type))
      })
    }
  })

  test(`every operation of version ${version} is entered as it is published`, { skip: withoutPublished }, async (t) => {
    const { operations } = ours(version)
    const published = readPublished(version).contract.operations
    assert.deepEqual(Object.keys(operations).sort(), Object.keys(published).sort())
    for (const [name, operation] of Object.entries(operations)) {
      await t.test(`${name} has the published namespaces, action, roots and fields`, () => {
        assert.deepEqual(operationLines(operation), operationLines(published[name] as Operation))
      })
    }
  })

  test(`the operations of version ${version} are made of the contract’s types themselves, not copies beside them`, () => {
    const { types, operations } = ours(version)
    const entered = new Set(types)
    for (const { request, response, extension } of Object.values(operations)) {
      const fields = [request.type.fields, response.type.fields, extension?.fields ?? {}].flatMap(typesOfFields)
      for (const type of fields.flatMap(typesWithin)) assert.ok(entered.has(type), type.name)
    }
  })
}

test('every question may end with the provider that asks, and nothing else may', () => {
  for (const { operations } of contracts)
    for (const { name, extension } of Object.values(operations))
      assert.deepEqual(Object.keys(extension?.fields ?? {}), name.startsWith('Get') ? ['careProviderId'] : [], name)
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
