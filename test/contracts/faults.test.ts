/** Which messages are faults and which are read, from the bytes to the operation's element. */

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { registerTransaction } from '../../src/contracts/efrikort/fees3.ts'
import { type MessageRefusal, requestDecoder } from '../../src/contracts/soap/decode.ts'
import { faultAnswer } from '../../src/contracts/soap/fault.ts'
import { EFRIKORT, envelope, question, REGISTER, REGISTER_ACTION, registration, SOAP } from './samples.ts'

type Case = {
  readonly name: string
  readonly body: string | Uint8Array
  readonly contentType?: string
  readonly soapAction?: string
  readonly expect: 'read' | MessageRefusal
}

const RIGHT = envelope(registration())
const SOAP_12 = 'http://www.w3.org/2003/05/soap-envelope'
const header = (blocks: string) => `<soapenv:Header>${blocks}</soapenv:Header>`
const security = (attributes: string) => `<w:Security xmlns:w="urn:w" ${attributes}/>`
const utf16 = (text: string) => Buffer.from(text, 'utf16le')
const bigEndian = (text: string) => utf16(text).swap16()
const nested = (levels: number) => '<x:a xmlns:x="urn:x">'.repeat(levels) + '</x:a>'.repeat(levels)

const ENVELOPES: readonly Case[] = [
  { name: 'a plain message', body: RIGHT, expect: 'read' },
  { name: 'no content', body: '', expect: 'notWellFormed' },
  { name: 'no XML', body: 'hej', expect: 'notWellFormed' },
  { name: 'JSON', body: '{"amount": 250}', expect: 'notWellFormed' },
  { name: 'half a message', body: RIGHT.slice(0, -30), expect: 'notWellFormed' },
  { name: 'two roots', body: RIGHT + RIGHT, expect: 'notWellFormed' },
  { name: 'a crossed end tag', body: envelope('<a><b></a></b>'), expect: 'notWellFormed' },
  { name: 'a prefix never declared', body: envelope('<q:a/>'), expect: 'notWellFormed' },
  { name: 'a prefix named as a member of Object', body: envelope('<constructor:a/>'), expect: 'notWellFormed' },
  { name: 'the same attribute twice', body: envelope('<a b="1" b="2"/>'), expect: 'notWellFormed' },
  { name: 'an unknown entity', body: envelope('<a>&hej;</a>'), expect: 'notWellFormed' },
  { name: 'an entity named as a member of Object', body: envelope('<a>&toString;</a>'), expect: 'notWellFormed' },
  { name: 'a control character', body: envelope('<a>\u0001</a>'), expect: 'notWellFormed' },
  { name: 'a control character by number', body: envelope('<a>&#1;</a>'), expect: 'notWellFormed' },
  { name: 'half a surrogate pair by number', body: envelope('<a>&#xD800;</a>'), expect: 'notWellFormed' },
  {
    name: 'a control character under XML 1.1',
    body: `<?xml version="1.1"?>${envelope('<a>&#1;</a>')}`,
    expect: 'notWellFormed',
  },
  { name: 'a space before the XML declaration', body: ` <?xml version="1.0"?>${RIGHT}`, expect: 'notWellFormed' },
  { name: 'a document type', body: `<!DOCTYPE a>${RIGHT}`, expect: 'doctype' },
  { name: 'a document type with entities', body: `<!DOCTYPE a [<!ENTITY b "c">]>${RIGHT}`, expect: 'doctype' },
  {
    name: 'a document type with an outer file',
    body: `<!DOCTYPE a SYSTEM "file:///etc/passwd">${RIGHT}`,
    expect: 'doctype',
  },
  { name: '10 000 levels', body: '<a>'.repeat(10_000), expect: 'tooDeep' },
  { name: 'sixty levels in an extension', body: envelope(registration({ end: nested(60) })), expect: 'read' },
  { name: 'more than 64 levels', body: envelope(registration({ end: nested(70) })), expect: 'tooDeep' },
  { name: '10 001 elements', body: envelope('<a/>'.repeat(10_001)), expect: 'tooManyElements' },
  { name: 'a web page', body: '<html><body/></html>', expect: 'notSoap' },
  { name: 'the operation without an envelope', body: registration(), expect: 'notSoap' },
  { name: 'an envelope of no namespace', body: '<Envelope><Body/></Envelope>', expect: 'notSoap' },
  { name: 'a SOAP 1.2 envelope', body: RIGHT.replace(SOAP, SOAP_12), expect: 'soap12' },
  { name: 'no body', body: `<s:Envelope xmlns:s="${SOAP}"/>`, expect: 'notSoap' },
  { name: 'a header only', body: `<s:Envelope xmlns:s="${SOAP}"><s:Header/></s:Envelope>`, expect: 'notSoap' },
  {
    name: 'a header after the body',
    body: `<s:Envelope xmlns:s="${SOAP}"><s:Body/><s:Header/></s:Envelope>`,
    expect: 'notSoap',
  },
  {
    name: 'two bodies',
    body: RIGHT.replace('</soapenv:Envelope>', '<soapenv:Body/></soapenv:Envelope>'),
    expect: 'notSoap',
  },
  { name: 'text in the envelope', body: RIGHT.replace('<soapenv:Body>', 'hej<soapenv:Body>'), expect: 'notSoap' },
  { name: 'text in the body', body: RIGHT.replace('<soapenv:Body>', '<soapenv:Body>hej'), expect: 'notSoap' },
  { name: 'an empty body', body: envelope(''), expect: 'emptyBody' },
  { name: 'two elements in the body', body: envelope(registration() + registration()), expect: 'severalBodies' },
  { name: 'another operation', body: envelope(question()), expect: 'wrongBody' },
  {
    name: 'the operation in another namespace',
    body: envelope(registration().replaceAll(REGISTER, EFRIKORT)),
    expect: 'wrongBody',
  },
  {
    name: 'the root of the published prose',
    body: envelope(registration().replaceAll('r:RegisterTransaction', 'r:RegisterTransactionRequest')),
    expect: 'wrongBody',
  },
  {
    name: 'the answer sent as a request',
    body: envelope(`<r:RegisterTransactionResponse xmlns:r="${REGISTER}"/>`),
    expect: 'wrongBody',
  },
]

const HEADERS: readonly Case[] = [
  {
    name: 'a logical address',
    body: envelope(
      registration(),
      header('<i:LogicalAddress xmlns:i="urn:riv:itintegration:registry:1">vad som helst</i:LogicalAddress>'),
    ),
    expect: 'read',
  },
  {
    name: 'a logical address that must be understood',
    body: envelope(
      registration(),
      header(`<i:LogicalAddress xmlns:i="urn:riv:itintegration:registry:1" soapenv:mustUnderstand="1"/>`),
    ),
    expect: 'read',
  },
  { name: 'an empty header', body: envelope(registration(), header('')), expect: 'read' },
  { name: 'an unknown header', body: envelope(registration(), header(security(''))), expect: 'read' },
  {
    name: 'an unknown header that need not be understood',
    body: envelope(registration(), header(security('soapenv:mustUnderstand="0"'))),
    expect: 'read',
  },
  {
    name: 'an unknown header that must be understood',
    body: envelope(registration(), header(security('soapenv:mustUnderstand="1"'))),
    expect: 'mustUnderstand',
  },
  {
    name: 'one for the next actor that must be understood',
    body: envelope(
      registration(),
      header(security('soapenv:mustUnderstand="1" soapenv:actor="http://schemas.xmlsoap.org/soap/actor/next"')),
    ),
    expect: 'mustUnderstand',
  },
  {
    name: 'one for somebody else that must be understood',
    body: envelope(registration(), header(security('soapenv:mustUnderstand="1" soapenv:actor="urn:other"'))),
    expect: 'read',
  },
  {
    name: 'mustUnderstand of no namespace',
    body: envelope(registration(), header(security('mustUnderstand="1"'))),
    expect: 'read',
  },
]

const ACTIONS: readonly Case[] = [
  { name: 'the action in quotes', body: RIGHT, soapAction: `"${REGISTER_ACTION}"`, expect: 'read' },
  { name: 'the action bare', body: RIGHT, soapAction: REGISTER_ACTION, expect: 'read' },
  { name: 'the action empty in quotes', body: RIGHT, soapAction: '""', expect: 'read' },
  { name: 'no action', body: RIGHT, soapAction: '', expect: 'read' },
  {
    name: 'another action',
    body: RIGHT,
    soapAction: `"${REGISTER_ACTION.replace('Register', 'Update')}"`,
    expect: 'wrongAction',
  },
  {
    name: 'an action of another version',
    body: RIGHT,
    soapAction: REGISTER_ACTION.replace(':3:', ':2:'),
    expect: 'wrongAction',
  },
]

/** As .NET writes: a default namespace at each level, and declarations that nobody uses. */
const unprefixed = `<s:Envelope xmlns:s="${SOAP}"><s:Body xmlns:xsd="http://www.w3.org/2001/XMLSchema">${registration()
  .replace(/<(\/?)r:/g, '<$1')
  .replace('xmlns:r=', 'xmlns=')
  .replace(/<c:(\w+)>/g, `<$1 xmlns="${EFRIKORT}">`)
  .replace(/<\/c:/g, '</')}</s:Body></s:Envelope>`
const HABITS: readonly Case[] = [
  {
    name: 'default namespaces instead of prefixes',
    body: unprefixed,
    expect: 'read',
  },
  { name: 'a comment within a value', body: RIGHT.replace('>250<', '>2<!-- hej -->50<'), expect: 'read' },
  { name: 'a value in CDATA', body: RIGHT.replace('>250<', '><![CDATA[250]]><'), expect: 'read' },
  {
    name: 'a processing instruction',
    body: RIGHT.replace('<soapenv:Body>', '<?hej du?><soapenv:Body>'),
    expect: 'read',
  },
  { name: 'white space everywhere', body: RIGHT.replaceAll('><', '>\r\n\t <'), expect: 'read' },
  { name: 'white space around the number', body: RIGHT.replace('>250<', '>\n 250 \n<'), expect: 'read' },
  {
    name: 'xsi:type and schemaLocation',
    body: RIGHT.replace(
      '<r:amount>',
      '<r:amount xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:type="xs:double" i:schemaLocation="urn:a b">',
    ),
    expect: 'read',
  },
  {
    name: 'an encodingStyle',
    body: RIGHT.replace('<soapenv:Body>', '<soapenv:Body soapenv:encodingStyle="">'),
    expect: 'read',
  },
  {
    name: 'a qualified element after the body',
    body: RIGHT.replace('</soapenv:Envelope>', '<q:a xmlns:q="urn:q"/></soapenv:Envelope>'),
    expect: 'read',
  },
  {
    name: 'an XML declaration',
    body: `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${RIGHT}\n<!-- slut -->`,
    expect: 'read',
  },
]

const NAMED = envelope(registration({ careUnit: '<r:careUnit>Hälsocentralen Åmot</r:careUnit>' }))
const declaring = (encoding: string, text = NAMED) => `<?xml version="1.0" encoding="${encoding}"?>${text}`
const ENCODINGS: readonly Case[] = [
  { name: 'UTF-8 without a word', body: NAMED, contentType: 'text/xml', expect: 'read' },
  { name: 'UTF-8 with a byte order mark', body: `\ufeff${declaring('utf-8')}`, expect: 'read' },
  {
    name: 'UTF-8 with a byte order mark, whatever the charset says',
    body: `\ufeff${NAMED}`,
    contentType: 'text/xml; charset=iso-8859-1',
    expect: 'read',
  },
  { name: 'UTF-8 declared as UTF-16', body: declaring('utf-16'), contentType: 'text/xml', expect: 'read' },
  {
    name: 'UTF-8 declared as Latin-1, with the charset parameter in the right',
    body: declaring('iso-8859-1'),
    contentType: 'text/xml; charset="UTF-8"',
    expect: 'read',
  },
  {
    name: 'UTF-16 with a mark, little end first',
    body: utf16(`\ufeff${declaring('utf-16')}`),
    contentType: 'text/xml; charset=utf-16',
    expect: 'read',
  },
  {
    name: 'UTF-16 with a mark, big end first',
    body: bigEndian(`\ufeff${declaring('utf-16')}`),
    contentType: 'text/xml',
    expect: 'read',
  },
  { name: 'UTF-16 without a mark', body: utf16(declaring('utf-16')), contentType: 'text/xml', expect: 'read' },
  {
    name: 'UTF-16, big end first, told by the charset alone',
    body: bigEndian(NAMED),
    contentType: 'text/xml;charset=utf-16',
    expect: 'read',
  },
  {
    name: 'Latin-1 by declaration',
    body: Buffer.from(declaring('ISO-8859-1'), 'latin1'),
    contentType: 'text/xml',
    expect: 'read',
  },
  {
    name: 'Windows-1252 by charset',
    body: Buffer.from(NAMED, 'latin1'),
    contentType: 'text/xml; charset=Windows-1252',
    expect: 'read',
  },
  {
    name: 'Latin-1 that says it is UTF-8',
    body: Buffer.from(NAMED, 'latin1'),
    contentType: 'text/xml; charset=utf-8',
    expect: 'unknownEncoding',
  },
  {
    name: 'half a UTF-16 character',
    body: utf16(NAMED).subarray(0, -1),
    contentType: 'text/xml',
    expect: 'unknownEncoding',
  },
  {
    name: 'half a surrogate pair in UTF-16',
    body: utf16(NAMED.replace('Å', '\ud800')),
    contentType: 'text/xml',
    expect: 'unknownEncoding',
  },
  { name: 'an encoding nobody has', body: declaring('klingon'), contentType: 'text/xml', expect: 'unknownEncoding' },
  { name: 'UTF-7', body: declaring('utf-7'), contentType: 'text/xml', expect: 'unknownEncoding' },
  {
    name: 'an encoding named as a member of Object',
    body: NAMED,
    contentType: 'text/xml; charset=constructor',
    expect: 'unknownEncoding',
  },
]

const decode = requestDecoder(registerTransaction)

function outcome({ body, contentType = 'text/xml; charset=utf-8', soapAction = '' }: Case) {
  return decode({ body: typeof body === 'string' ? Buffer.from(body) : body, contentType, soapAction })
}

for (const given of [...ENVELOPES, ...HEADERS, ...ACTIONS, ...HABITS]) {
  test(`${given.name}: ${given.expect}`, () => {
    const decoded = outcome(given)
    if (decoded.kind === 'message') assert.deepEqual([given.expect, decoded.message.amount], ['read', 25000])
    else assert.equal(decoded.kind === 'fault' ? decoded.reason : decoded, given.expect)
  })
}

for (const given of ENCODINGS) {
  test(`${given.name}: ${given.expect}`, () => {
    const decoded = outcome(given)
    if (decoded.kind === 'message')
      assert.deepEqual([given.expect, decoded.message.careUnit], ['read', 'Hälsocentralen Åmot'])
    else assert.equal(decoded.kind === 'fault' ? decoded.reason : decoded, given.expect)
  })
}

test('a fault tells code, one sentence and an id, and keeps detail for the body', () => {
  const { status, xml } = faultAnswer('notWellFormed', 'f-1')
  assert.equal(status, 500)
  assert.match(
    xml,
    /<faultcode>soap:Client<\/faultcode><faultstring>Anropet är inte välformad XML. Fel-id: f-1<\/faultstring><detail>/,
  )
  assert.match(faultAnswer('broken', 'f-2').xml, /<faultcode>soap:Server<\/faultcode>/)
  assert.match(faultAnswer('soap12', 'f-3').xml, /<faultcode>soap:VersionMismatch<\/faultcode>/)
  assert.match(faultAnswer('mustUnderstand', 'f-4').xml, /<faultcode>soap:MustUnderstand<\/faultcode>/)
  assert.doesNotMatch(faultAnswer('mustUnderstand', 'f-4').xml, /<detail>/)
})

test('a row of a million blanks is read in no time', () => {
  const started = performance.now()
  outcome({ name: '', body: RIGHT.replace('>250<', `>2${' '.repeat(1_000_000)}5<`), expect: 'read' })
  assert.ok(performance.now() - started < 1000)
})
