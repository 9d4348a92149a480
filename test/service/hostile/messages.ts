/** Messages that nobody should send, and what each must be answered. What the decoder alone shows is in test/contracts; these go the whole way. */

import { gzipSync } from 'node:zlib'
import {
  ACTOR,
  EFRIKORT,
  envelope,
  REGISTER,
  type RegistrationParts,
  registration,
  SOAP,
} from '../../contracts/samples.ts'

export type Hostile = {
  readonly name: string
  readonly body: string | Uint8Array
  readonly headers?: Readonly<Record<string, string>>
  /** HTTP status, and the fault's code or the result code, with what its sentence must hold. */
  readonly expect: readonly [status: number, code: string, says: RegExp]
  /** The account was looked at before the refusal: that leaves its line in the access log. */
  readonly looks?: true
}

/** Today's visit of somebody nobody has met. */
const told = (changed: RegistrationParts & { readonly end?: string } = {}): string =>
  registration({ transactionDate: '', personId: '<r:personId>22900101YY90</r:personId>', ...changed })
const right = envelope(told())
const element = (name: string, value: string) => ({ [name]: `<r:${name}>${value}</r:${name}>` })

const fault = (name: string, body: string | Uint8Array, says: RegExp, headers = {}): Hostile => ({
  name,
  body,
  headers,
  expect: [500, 'soap:Client', says],
})
const invalid = (
  name: string,
  changed: RegistrationParts & { readonly end?: string },
  says: RegExp,
  looks?: true,
): Hostile => ({
  name,
  body: envelope(told(changed)),
  expect: [200, 'VALIDATION_ERROR', says],
  ...(looks === undefined ? {} : { looks }),
})
const denied = (name: string, changed: RegistrationParts, headers = {}): Hostile => ({
  name,
  body: envelope(told(changed)),
  headers,
  expect: [200, 'ACCESSDENIED', /\.$/],
})

const DTD = /dokumenttypsdeklaration/
const laughs = Array.from({ length: 9 }, (_, at) => `<!ENTITY l${at + 1} "${`&l${at};`.repeat(10)}">`).join('')
const withDtd = (dtd: string, entity: string): string =>
  `<!DOCTYPE e [${dtd}]>${right.replace('SE2321000198-A1', entity)}`

const DOCUMENT_TYPES: readonly Hostile[] = [
  fault('a thousand million laughs', withDtd(`<!ENTITY l0 "ha">${laughs}`, '&l9;'), DTD),
  fault('an entity that is a file', withDtd('<!ENTITY f SYSTEM "file:///etc/passwd">', '&f;'), DTD),
  fault('an entity fetched from elsewhere', withDtd('<!ENTITY f SYSTEM "http://127.0.0.1:9/">', '&f;'), DTD),
  fault('a parameter entity', withDtd('<!ENTITY % p SYSTEM "file:///etc/hostname"> %p;', 'x'), DTD),
  fault('a document type of another name in capitals', `<!DOCTYPE RegisterTransaction PUBLIC "a" "b">${right}`, DTD),
]

const MEGABYTE = 1_048_576
const LARGE: readonly Hostile[] = [
  fault('10 megabytes of text', right.replace('SE2321000198-A1', 'x'.repeat(10 * MEGABYTE)), /för stort/),
  fault('10 megabytes of blanks after the message', right + ' '.repeat(10 * MEGABYTE), /för stort/),
  fault('10 000 levels within the actor', right.replace('<c:employeeId>', '<c:a>'.repeat(10_000)), /nivåer/),
  fault('40 000 elements', envelope(told({ end: '<x:a xmlns:x="urn:x"/>'.repeat(40_000) })), /element/),
  {
    name: 'a megabyte of one name',
    body: envelope(told({ end: `<r:${'n'.repeat(1_000_000)}/>` })),
    expect: [200, 'VALIDATION_ERROR', /^Uppgiften n{64} finns inte i kontraktet/],
  },
]

const BYTES: readonly Hostile[] = [
  fault('a zip', gzipSync(right), /välformad|teckenkodning/),
  fault('half a surrogate pair as UTF-8 bytes', bytesFor('\u00ed\u00a0\u0080'), /teckenkodning/),
  fault('a byte that no UTF-8 begins with', bytesFor('\u00ff'), /teckenkodning/),
  fault('a NUL', right.replace('SE2321000198-A1', 'a\0b'), /välformad/),
  fault('a NUL by number', right.replace('SE2321000198-A1', 'a&#0;b'), /välformad/),
  fault('an escape sequence for a terminal', right.replace('SE2321000198-A1', '\u001b[2J'), /välformad/),
  fault('a character that is none', right.replace('SE2321000198-A1', '\uffff'), /välformad/),
  fault('half a surrogate pair by number', right.replace('SE2321000198-A1', '&#xDC00;'), /välformad/),
  fault('UTF-16 that says it is UTF-8', Buffer.from(right, 'utf16le'), /teckenkodning|välformad/),
]

/** The text's characters as single bytes, so that a test can write what no text holds. */
function bytesFor(unit: string): Uint8Array {
  return Buffer.from(right.replace('SE2321000198-A1', unit), 'latin1')
}

const ENVELOPES: readonly Hostile[] = [
  {
    name: 'SOAP 1.2',
    body: right.replace(SOAP, 'http://www.w3.org/2003/05/soap-envelope'),
    expect: [500, 'soap:VersionMismatch', /SOAP 1\.1/],
  },
  fault('an envelope within the envelope', envelope(right), /Body/),
  fault(
    'the body twice',
    right.replace('</soapenv:Envelope>', '<soapenv:Body/></soapenv:Envelope>'),
    /SOAP 1\.1-kuvert/,
  ),
  fault('the operation of version 2', right.replaceAll(REGISTER, REGISTER.replace(/3$/, '2')), /hör inte till/),
  fault(
    'the operation in no namespace',
    right.replaceAll('r:', '').replace('xmlns:r', 'xmlns:unused'),
    /hör inte till/,
  ),
  fault('the namespace with a slash', right.replaceAll(REGISTER, `${REGISTER}/`), /hör inte till/),
  fault('two registrations', envelope(told() + told()), /mer än ett element/),
  fault('the action of DeleteTransaction', right, /SOAPAction/, {
    SOAPAction: `"${REGISTER.replace('Register', 'Delete')}"`,
  }),
  fault('an action of markup', right, /SOAPAction/, { SOAPAction: '"><script>' }),
  {
    name: 'a zip that says so',
    body: gzipSync(right),
    headers: { 'Content-Encoding': 'gzip' },
    expect: [415, 'soap:Client', /komprimerat/],
  },
  {
    name: 'Brotli by name',
    body: right,
    headers: { 'Content-Encoding': 'br' },
    expect: [415, 'soap:Client', /komprimerat/],
  },
  {
    name: 'an attachment',
    body: right,
    headers: { 'Content-Type': 'multipart/related; type="application/xop+xml"; boundary=b' },
    expect: [415, 'soap:Client', /text\/xml/],
  },
]

const CORE_AMOUNT = `<c:amount>250</c:amount>`
const INSIDE: readonly Hostile[] = [
  invalid(
    'the amount twice',
    { amount: '<r:amount>250</r:amount><r:amount>1</r:amount>' },
    /^Uppgiften amount förekommer mer än en gång/,
  ),
  invalid(
    'two persons',
    { personId: '<r:personId>191212121212</r:personId>'.repeat(2) },
    /^Uppgiften personId förekommer/,
  ),
  invalid('two actors', { actor: ACTOR + ACTOR }, /^Uppgiften actor förekommer/),
  invalid('a repeated amount far behind', { end: '<r:amount>1</r:amount>' }, /^Uppgiften amount förekommer/),
  invalid('the amount in the core namespace', { amount: CORE_AMOUNT }, /^Uppgiften amount finns inte/),
  invalid(
    'the amount in a namespace of somebody else',
    { amount: '<x:amount xmlns:x="urn:x">250</x:amount>' },
    /^Uppgiften \w+ /,
  ),
  invalid('1e400', element('amount', '1e400'), /^Uppgiften amount är ett för stort tal/),
  invalid('1e13 kronor', element('amount', '1e13'), /^Uppgiften amount är ett för stort tal/),
  invalid('minus zero', element('amount', '-0'), /^Uppgiften amount: Beloppet ska vara större än noll/),
  invalid('minus zero point zero e five', element('amount', '-0.0e5'), /^Uppgiften amount: Beloppet/),
  invalid('next to nothing', element('amount', '1e-300'), /^Uppgiften amount: Beloppet ska vara större än noll/),
  invalid('NaN', element('amount', 'NaN'), /^Uppgiften amount är inte ett tal/),
  invalid('INF', element('amount', 'INF'), /^Uppgiften amount är inte ett tal/),
  invalid('-INF', element('amount', '-INF'), /^Uppgiften amount är inte ett tal/),
  invalid('a minus', element('amount', '-250'), /^Uppgiften amount: Beloppet/),
  invalid(
    'a day that never was',
    element('transactionDate', '2025-02-29'),
    /^Uppgiften transactionDate är inte ett datum/,
  ),
  invalid('the year ten thousand', element('transactionDate', '10000-01-01'), /^Uppgiften transactionDate är inte/),
  invalid('the last day of all', element('transactionDate', '9999-12-31'), /^Uppgiften transactionDate: Besöksdatumet/),
  invalid(
    'the first day of all',
    element('transactionDate', '0001-01-01'),
    /^Uppgiften transactionDate: Besöksdatumet/,
    true,
  ),
  invalid('a zone that is none', element('transactionDate', '2026-01-01+25:00'), /^Uppgiften transactionDate är inte/),
  invalid('an identity with a hyphen', element('personId', '19121212-1212'), /^Uppgiften personId: Personidentiteten/),
  invalid(
    'an identity of Arabic digits',
    element('personId', '١٩١٢١٢١٢١٢١٢'),
    /^Uppgiften personId: Personidentiteten/,
  ),
  invalid('SQL for an identity', element('personId', "1' or '1'='1"), /^Uppgiften personId: Personidentiteten/),
  invalid(
    'SQL for a principal',
    element('carePrincipalId', "SE'); drop table entry; --"),
    /^Uppgiften carePrincipalId: HSA-id/,
  ),
  invalid('SQL for a card type', element('cardTypeId', "x' union select null --"), /^Uppgiften cardTypeId: /),
  invalid(
    'markup for an employee',
    { actor: ACTOR.replace('SE2321000198-E001', '&lt;a b="c"/&gt;') },
    /^Uppgiften actor\/employeeId: HSA-id/,
  ),
  invalid(
    'a line break in an employee',
    { actor: ACTOR.replace('E001', 'E0\n01') },
    /^Uppgiften actor\/employeeId: HSA-id/,
  ),
  invalid('nothing but a comment', element('personId', '<!-- 191212121212 -->'), /^Uppgiften personId saknas/),
  denied('a principal of SQL without a blank', element('carePrincipalId', "SE');drop/**/table/**/entry;--")),
  denied('a provider of markup', { actor: ACTOR.replace('SE2321000198-A<', '&lt;/q:x&gt;&amp;<') }),
  denied('a calling system of SQL', {}, { 'X-RIVTA-Original-Serviceconsumer-Hsaid': "x'--" }),
  denied(
    'a calling system named twice',
    {},
    { 'x-rivta-original-serviceconsumer-hsaid': 'SE2321000198-DEMO, SE2321000198-DEMO' },
  ),
]

export const HOSTILE: readonly Hostile[] = [...DOCUMENT_TYPES, ...LARGE, ...BYTES, ...ENVELOPES, ...INSIDE]

/** Strange, and allowed: registered as the plain message would be. */
export type Strange = {
  readonly name: string
  readonly body: (person: string) => string | Uint8Array
  readonly headers?: Readonly<Record<string, string>>
}

const of =
  (changed: RegistrationParts & { readonly end?: string }, wrap = (text: string) => text) =>
  (person: string) =>
    wrap(envelope(told({ personId: `<r:personId>${person}</r:personId>`, ...changed })))
const today = (zone: string): string => new Date().toLocaleDateString('sv-SE', { timeZone: 'Europe/Stockholm' }) + zone
const foreign = `<x:a xmlns:x="urn:x" xmlns:r="${REGISTER}"><r:amount>1</r:amount><x:b/></x:a>`
const XML_1 = '<?xml version="1.0" encoding="utf-16"?>'

export const STRANGE: readonly Strange[] = [
  { name: 'the action in quotes', body: of({}), headers: { SOAPAction: `"${REGISTER}:RegisterTransaction"` } },
  { name: 'the action bare', body: of({}), headers: { SOAPAction: `${REGISTER}:RegisterTransaction` } },
  { name: 'the action empty', body: of({}), headers: { SOAPAction: '""' } },
  { name: 'a byte order mark', body: of({}, (text) => `\ufeff${text}`) },
  {
    name: 'UTF-16, little end first',
    body: (person) => Buffer.from(`\ufeff${XML_1}${of({})(person)}`, 'utf16le'),
    headers: { 'Content-Type': 'text/xml; charset=utf-16' },
  },
  {
    name: 'UTF-16, big end first',
    body: (person) => Buffer.from(`\ufeff${XML_1}${of({})(person)}`, 'utf16le').swap16(),
    headers: { 'Content-Type': 'text/xml' },
  },
  { name: 'the amount in CDATA', body: of({ amount: '<r:amount><![CDATA[25]]>0</r:amount>' }) },
  { name: 'the amount in two halves around a comment', body: of({ amount: '<r:amount>2<!-- - -->50</r:amount>' }) },
  {
    name: 'processing instructions',
    body: of(
      {},
      (text) => `<?xml-stylesheet href="file:///etc/passwd"?>${text.replace('<r:amount>', '<?php exit ?><r:amount>')}`,
    ),
  },
  {
    name: 'today with a zone',
    body: of({ transactionDate: `<r:transactionDate>${today('+14:00')}</r:transactionDate>` }),
  },
  { name: 'today in Greenwich', body: of({ transactionDate: `<r:transactionDate>${today('Z')}</r:transactionDate>` }) },
  { name: 'elements of others at the end', body: of({ end: foreign.repeat(50) }) },
  {
    name: 'elements of others at the end of the actor',
    body: of({ actor: ACTOR.replace('</r:actor>', `${foreign}</r:actor>`) }),
  },
  {
    name: 'a header of the contract',
    body: of({}, (text) =>
      text.replace(
        '<soapenv:Body>',
        '<soapenv:Header><i:LogicalAddress xmlns:i="urn:riv:itintegration:registry:1">x</i:LogicalAddress></soapenv:Header><soapenv:Body>',
      ),
    ),
  },
  { name: 'the amount as 2.5E2', body: of({ amount: '<r:amount>+2.5E2</r:amount>' }) },
  {
    name: 'SQL and markup for a unit',
    body: of({ careUnit: "<r:careUnit>'); drop table entry; -- &lt;script&gt;&amp;amp; \\u0000 $x</r:careUnit>" }),
  },
  {
    name: 'names of JavaScript for a unit',
    body: of({ careUnit: '<r:careUnit>__proto__ constructor toString</r:careUnit>' }),
  },
  {
    name: 'the actor first in another prefix',
    body: of({
      actor: ACTOR.replaceAll('c:', 'constructor:').replace('<r:actor>', `<r:actor xmlns:constructor="${EFRIKORT}">`),
    }),
  },
]
