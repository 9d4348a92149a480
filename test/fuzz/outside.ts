/** What can be wrong, or merely strange, around the operation's element: envelope, bytes and HTTP headers. Each says what the service must make of it. */

import { gzipSync } from 'node:zlib'
import type { Operation } from '../../src/contracts/soap/form.ts'
import type { Chance } from '../faults/chance.ts'

/** A message as it goes out. */
export type Draft = { readonly bytes: Buffer; readonly headers: Readonly<Record<string, string>> }

export type Around = { readonly operation: Operation; readonly chance: Chance }

/** Takes the envelope as text. Null when it cannot be done with this one. */
type Wrapping = (envelope: string, around: Around) => Draft | null

const XML = { 'content-type': 'text/xml; charset=utf-8' }
const plain = (envelope: string, headers: Draft['headers'] = XML): Draft => ({ bytes: Buffer.from(envelope), headers })
const withAction = (action: string): Draft['headers'] => ({ ...XML, soapaction: action })
const declared = (envelope: string, encoding: string): string =>
  `<?xml version="1.0" encoding="${encoding}"?>${envelope.replace(/^<\?xml[^>]*>/, '')}`
/** Where the body's element begins and ends. */
const inBody = (envelope: string, change: (element: string) => string): string =>
  envelope.replace(
    /(<[\w-]+:Body>)([\s\S]*)(<\/[\w-]+:Body>)/,
    (_, open, element, close) => open + change(element) + close,
  )
const doctype = (envelope: string, declaration: string): string =>
  envelope.replace(/^(<\?xml[^>]*>\s*)?/, (start) => `${start}<!DOCTYPE e ${declaration}>`)

const withHeader = (envelope: string, block: (soap: string) => string): string =>
  envelope.replace(/<([\w-]+):(?:Header\/>|Header>|(?=Body>))/, (open, soap) =>
    open.endsWith('Header>')
      ? open + block(soap)
      : `<${soap}:Header>${block(soap)}</${soap}:Header>${open.endsWith('/>') ? '' : open}`,
  )

const LOGICAL = '<i:LogicalAddress xmlns:i="urn:riv:itintegration:registry:1">SE2321000198-1000</i:LogicalAddress>'

/** Without meaning: answered as if it were plain. */
export const HARMLESS: Readonly<Record<string, Wrapping>> = {
  plain: (envelope) => plain(envelope),
  'the action in quotes': (envelope, { operation }) => plain(envelope, withAction(`"${operation.soapAction}"`)),
  'the action bare': (envelope, { operation }) => plain(envelope, withAction(` ${operation.soapAction} `)),
  'no action': (envelope) => plain(envelope, withAction('""')),
  'a byte order mark': (envelope) => plain(`\ufeff${envelope}`),
  'UTF-16, little end first': (envelope) => ({
    bytes: Buffer.from(`\ufeff${envelope.replace(/^<\?xml[^>]*>/, '')}`, 'utf16le'),
    headers: { 'content-type': 'text/xml; charset=utf-16' },
  }),
  'UTF-16, big end first': (envelope) => ({
    bytes: Buffer.from(`\ufeff${declared(envelope, 'utf-16')}`, 'utf16le').swap16(),
    headers: { 'content-type': 'text/xml' },
  }),
  'Latin-1': (envelope) =>
    /^[\0-\x7f\xa0-\xff]*$/.test(envelope)
      ? { bytes: Buffer.from(declared(envelope, 'ISO-8859-1'), 'latin1'), headers: { 'content-type': 'text/xml' } }
      : null,
  'no type of content': (envelope) => plain(envelope, {}),
  'application/xml': (envelope) => plain(envelope, { 'content-type': 'Application/XML; Charset="UTF-8"' }),
  'a logical address': (envelope) => plain(withHeader(envelope, () => LOGICAL)),
  'headers of others': (envelope) =>
    plain(
      withHeader(
        envelope,
        (soap) => `${LOGICAL}<a:To xmlns:a="http://www.w3.org/2005/08/addressing" ${soap}:mustUnderstand="0">x</a:To>`,
      ),
    ),
  'an id of the call': (envelope, { chance }) => plain(envelope, { ...XML, 'idempotency-key': callId(chance) }),
  'blanks at the end': (envelope) => plain(`${envelope}\n<!-- slut -->\n`),
}

/** Never the same twice, and of any length and shape that a header may have. */
const callId = ({ below, oneOf }: Chance): string =>
  `${below(2 ** 31)}-${below(2 ** 31)}${oneOf(['', "'; --", '"{}', 'x'.repeat(300), '%00'])}`

/** Must be a fault, and the sender's. */
export const FAULTY: Readonly<Record<string, Wrapping>> = {
  nothing: () => plain(''),
  'half of it': (envelope, { chance }) => plain(envelope.trimEnd().slice(0, -1 - chance.below(envelope.length / 2))),
  'text before it': (envelope) => plain(`hej${envelope}`),
  'text after it': (envelope) => plain(`${envelope}hej`),
  'it twice': (envelope) => plain(envelope.replace(/^<\?xml[^>]*>/, '').repeat(2)),
  'a document type': (envelope, { chance }) =>
    plain(
      doctype(
        envelope,
        chance.oneOf([
          '',
          '[]',
          'SYSTEM "file:///etc/passwd"',
          '[<!ENTITY a "b">]',
          '[<!ENTITY % p SYSTEM "http://127.0.0.1:9/"> %p;]',
        ]),
      ),
    ),
  'an unknown entity': (envelope, { chance }) =>
    plain(
      inBody(envelope, (element) => `${element}<x>&${chance.oneOf(['nbsp', 'toString', 'xxe', '__proto__'])};</x>`),
    ),
  'a character that XML forbids': (envelope, { chance }) =>
    plain(
      inBody(
        envelope,
        (element) =>
          `${chance.oneOf(['\0', '\x01', '\x1b', '\uffff', '&#0;', '&#x1f;', '&#xD800;', '&#x110000;'])}${element}`,
      ),
    ),
  'a prefix never declared': (envelope) => plain(inBody(envelope, (element) => `${element}<nobody:a/>`)),
  'too many levels': (envelope, { chance }) => plain(inBody(envelope, () => '<a>'.repeat(65 + chance.below(2_000)))),
  'too many elements': (envelope) => plain(inBody(envelope, (element) => element + '<a/>'.repeat(10_001))),
  'an empty body': (envelope) => plain(inBody(envelope, () => '')),
  'two elements in the body': (envelope) => plain(inBody(envelope, (element) => element + element)),
  'text in the body': (envelope) => plain(inBody(envelope, (element) => `hej${element}`)),
  'another operation': (envelope, { operation }) =>
    plain(envelope.replaceAll(`${operation.request.element}`, `${operation.request.element}2`)),
  'another namespace': (envelope, { operation }) =>
    plain(envelope.replaceAll(operation.request.type.namespace, 'urn:x')),
  'SOAP 1.2': (envelope) =>
    plain(envelope.replace('http://schemas.xmlsoap.org/soap/envelope/', 'http://www.w3.org/2003/05/soap-envelope')),
  'no SOAP': (envelope) => plain(envelope.replace('http://schemas.xmlsoap.org/soap/envelope/', 'urn:x')),
  'a header to be understood': (envelope) =>
    plain(withHeader(envelope, (soap) => `<w:a xmlns:w="urn:w" ${soap}:mustUnderstand="1"/>`)),
  'another action': (envelope, { operation }) => plain(envelope, withAction(`"${operation.soapAction}x"`)),
  'another type of content': (envelope, { chance }) =>
    plain(envelope, {
      'content-type': chance.oneOf([
        'application/json',
        'text/plain',
        'multipart/related; boundary=x',
        'application/soap+xml',
        'x',
        'text/html; charset=utf-8',
      ]),
    }),
  'a zip': (envelope, { chance }) => ({
    bytes: gzipSync(envelope),
    headers: chance.inHundred(50) ? XML : { ...XML, 'content-encoding': 'gzip' },
  }),
  'an encoding that nobody has': (envelope, { chance }) =>
    plain(envelope, {
      'content-type': `text/xml; charset=${chance.oneOf(['klingon', 'utf-7', 'constructor', 'ibm037'])}`,
    }),
  'bytes that are no UTF-8': (envelope, { chance }) =>
    spoiled(envelope, chance.oneOf([[0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf5, 0x80, 0x80, 0x80]])),
  'half a UTF-16 character': (envelope) => ({
    bytes: Buffer.from(`\ufeff${envelope}`, 'utf16le').subarray(0, -1),
    headers: { 'content-type': 'text/xml' },
  }),
}

/** The bytes put before the end of the body. */
function spoiled(envelope: string, bytes: readonly number[]): Draft {
  const at = envelope.lastIndexOf('</')
  return {
    bytes: Buffer.concat([Buffer.from(envelope.slice(0, at)), Buffer.from(bytes), Buffer.from(envelope.slice(at))]),
    headers: XML,
  }
}

/** Some bytes changed by chance: no telling what it has become. */
export function damaged(envelope: string, { below, inHundred, oneOf }: Chance): Draft {
  const bytes = Buffer.from(envelope)
  for (let times = 1 + below(3); times > 0; times -= 1) {
    const at = below(bytes.length)
    bytes[at] = inHundred(50) ? (bytes[at] as number) ^ (1 << below(8)) : oneOf([...Buffer.from('<>&"\'/=: \0?!-[]0a')])
  }
  return {
    bytes: inHundred(10) ? Buffer.concat([bytes, bytes]).subarray(0, below(2 * bytes.length)) : bytes,
    headers: XML,
  }
}
