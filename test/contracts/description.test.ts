/** The WSDL we serve says what the published one says, part for part. */

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { XmlDocument, type XmlElement } from 'libxml2-wasm'
import { contracts } from '../../src/contracts/efrikort/contracts.ts'
import { registerTransaction } from '../../src/contracts/efrikort/fees3.ts'
import type { Operation } from '../../src/contracts/soap/form.ts'
import { wsdlOf } from '../../src/contracts/soap/wsdl.ts'
import { find, readPublished, root, value, withoutPublished } from './published.ts'
import { EXTENSION } from './samples.ts'

test('the WSDL of each operation of every version has the published parts', { skip: withoutPublished }, async (t) => {
  for (const { version, operations } of contracts) {
    const published = readPublished(version as 1 | 2 | 3).operations
    for (const [name, operation] of Object.entries(operations)) {
      await t.test(`${name} ${version}`, () => {
        const wsdl = published.find((one) => one.operation.name === name)?.wsdl ?? ''
        assert.deepEqual(partsButExtension(ours(operation)), parts(root(wsdl)))
      })
    }
  }
})

test('the address is written so that no host can break the document', () => {
  const wsdl = wsdlOf(registerTransaction, (namespace) => namespace, 'http://a"><&b')
  assert.equal(
    value(XmlDocument.fromString(wsdl).root, 'wsdl:service/wsdl:port/soap:address/@location'),
    'http://a"><&b',
  )
})

/** The extension is ours and stands outside the published contract. */
const partsButExtension = (description: XmlElement): readonly string[] =>
  parts(description).filter((part) => part !== `import ${EXTENSION}`)

const ours = (operation: Operation): XmlElement =>
  XmlDocument.fromString(wsdlOf(operation, (namespace) => namespace, 'http://tempuri.org')).root

/** Each element with its attributes, prefixes resolved; documentation and the whereabouts of schemas left out. */
function parts(description: XmlElement): readonly string[] {
  const within = '*[not(ancestor-or-self::wsdl:documentation) and not(ancestor-or-self::wsdl:types)]'
  const imports = find(description, 'wsdl:types/xs:schema/xs:import').map((one) => `import ${value(one, '@namespace')}`)
  return [...imports, ...find(description, `descendant-or-self::${within}`).map(part)]
}

function part(element: XmlElement): string {
  const attributes = element.attrs.map(({ name, value }) => `${name}=${resolved(element, value)}`).sort()
  return `{${element.namespaceUri}}${element.name} ${attributes.join(' ')}`
}

function resolved(element: XmlElement, text: string): string {
  const [prefix, local] = text.split(':')
  const namespace = local === undefined ? undefined : element.namespaces[prefix ?? '']
  return namespace === undefined ? text : `{${namespace}}${local}`
}
