/**
 * Measures our codec over two XML parsers, saxes and libxml2-wasm, on one registration, in one run and interleaved.
 * Run by hand: `node test/contracts/parserBench.ts`. docs/decisions/xml-parser.md rests on it.
 */

import assert from 'node:assert/strict'
import { XmlElement as LibElement, XmlDocument, XmlText } from 'libxml2-wasm'
import { registerTransaction } from '../../src/contracts/efrikort/fees3.ts'
import { version3 } from '../../src/contracts/efrikort/version3.ts'
import { requestDecoder } from '../../src/contracts/soap/decode.ts'
import { openEnvelope } from '../../src/contracts/soap/envelope.ts'
import { namespacesWithin } from '../../src/contracts/soap/reach.ts'
import { recordReader } from '../../src/contracts/soap/read.ts'
import { MOST_ELEMENTS, parseXml, type XmlElement } from '../../src/contracts/soap/xml.ts'
import { envelope, registration } from './samples.ts'
import { byServed } from './validators.ts'

const TEXT = `<?xml version="1.0" encoding="UTF-8"?>${envelope(registration(), '<soapenv:Header><i:LogicalAddress xmlns:i="urn:riv:itintegration:registry:1">SE2321000198-1000</i:LogicalAddress></soapenv:Header>')}`
const BYTES = Buffer.from(TEXT)
const ROUNDS = 12
const PER_ROUND = 1500

const read = recordReader(registerTransaction.request.type, {
  contract: new Set(namespacesWithin(registerTransaction.request.type)),
  mayBeBlank: false,
})
const decodeBySaxes = requestDecoder(registerTransaction)
const validate = byServed(version3, registerTransaction)

function amountFrom(root: XmlElement): unknown {
  const element = openEnvelope(root)
  const message = element.ok ? read(element.value, '') : element
  return message.ok ? (message.value as { readonly amount: unknown }).amount : message.refusal
}

/** The same tree, walked out of libxml2's: every step is a call into WebAssembly. */
function treeOf(element: LibElement): XmlElement {
  const tree: XmlElement = {
    namespace: element.namespaceUri,
    name: element.name,
    children: [],
    text: '',
    attributes: undefined,
  }
  for (let child = element.firstChild; child !== null; child = child.next) {
    if (child instanceof LibElement) tree.children.push(treeOf(child))
    else if (child instanceof XmlText) tree.text += child.content
  }
  return tree
}

function withLibxml2<T>(use: (document: XmlDocument) => T): T {
  const document = XmlDocument.fromBuffer(BYTES)
  try {
    return use(document)
  } finally {
    document.dispose()
  }
}

const ways: readonly (readonly [string, () => unknown])[] = [
  ['saxes: text to tree', () => parseXml(TEXT, MOST_ELEMENTS.request)],
  [
    'saxes: bytes to message, our decoder as it runs',
    () => decodeBySaxes({ body: BYTES, contentType: 'text/xml', soapAction: '' }),
  ],
  ['libxml2-wasm: parse alone', () => withLibxml2((document) => document.root)],
  [
    'libxml2-wasm: bytes to message, same record reader',
    () => withLibxml2((document) => amountFrom(treeOf(document.root))),
  ],
  ['libxml2-wasm: parse and validate, no message yet', () => validate(TEXT)],
]

const decoded = decodeBySaxes({ body: BYTES, contentType: 'text/xml', soapAction: '' })
assert.ok(decoded.kind === 'message' && decoded.message.amount === 25000)
assert.equal(
  withLibxml2((document) => amountFrom(treeOf(document.root))),
  25000,
)

const best = ways.map(() => Number.POSITIVE_INFINITY)
for (let round = 0; round < ROUNDS; round++) {
  ways.forEach(([, way], place) => {
    const started = performance.now()
    for (let run = 0; run < PER_ROUND; run++) way()
    const micros = ((performance.now() - started) * 1000) / PER_ROUND
    best[place] = Math.min(best[place] ?? micros, micros)
  })
}
const base = best[1] ?? 1
console.log(`${BYTES.length} bytes, node ${process.version}, best of ${ROUNDS} rounds of ${PER_ROUND}`)
ways.forEach(([name], place) => {
  const micros = best[place] ?? 0
  console.log(`${micros.toFixed(1).padStart(7)} µs  ${(micros / base).toFixed(2).padStart(5)}  ${name}`)
})
