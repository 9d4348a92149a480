/**
 * Each SOAP toolkit has habits of its own: prefixes, xsi:type, where namespaces stand, headers that it adds, encodings. Messages
 * written as they write them lie in messages/ (as sent, but for the length); each must be read and answered as the plain one is.
 */

import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { stubDoor } from './stub.ts'

const FOLDER = join(import.meta.dirname, 'messages')
const NAMES = globSync('*.http', { cwd: FOLDER }).sort()

type Recorded = {
  readonly url: string
  readonly headers: Readonly<Record<string, string | string[]>>
  readonly body: Buffer
}

/** Reads a recorded message: request line, headers, an empty line, the body. */
function recorded(name: string): Recorded {
  const text = readFileSync(join(FOLDER, name), 'utf8')
  const end = text.indexOf('\n\n')
  const [requestLine = '', ...lines] = text.slice(0, end).split('\n')
  const headers: Record<string, string> = {}
  for (const line of lines) {
    const colon = line.indexOf(':')
    const key = line.slice(0, colon).toLowerCase()
    headers[key] = [headers[key] ?? [], line.slice(colon + 1).trim()].flat().join(', ')
  }
  const url = requestLine.split(' ')[1] ?? ''
  return { url, headers, body: encoded(text.slice(end + 2), headers['content-type'] ?? '') }
}

/** The files are kept as UTF-8; on the wire a message is in the encoding that its headers tell. */
function encoded(text: string, contentType: string): Buffer {
  if (contentType.includes('utf-16')) return Buffer.from(`\ufeff${text}`, 'utf16le')
  return Buffer.from(text, contentType.includes('8859-1') ? 'latin1' : 'utf8')
}

async function answerTo({ url, headers, body }: Recorded) {
  const { app, calls, log } = await stubDoor()
  const answer = await app.inject({ method: 'POST', url, headers, payload: body })
  const [call] = calls as { readonly message: object; readonly correlationId: string }[]
  return { status: answer.statusCode, text: answer.body, message: call?.message, calls: calls.length, log }
}

const READ = {
  carePrincipalId: 'SE2321000198-1000',
  careProvider: 'SE2321000198-A',
  careUnit: 'Hälsocentralen Åmot & Co',
  cardTypeId: 'CARE_VISIT',
  personId: '191212121212',
  transactionDate: 20210,
  amount: 25050,
  actor: { employeeId: 'SE2321000198-E001', careProviderId: 'SE2321000198-A' },
}

const plain = await answerTo(recorded('plain.http'))

test('the plain message is read, and answered OK', () => {
  assert.deepEqual(plain.message, READ)
  assert.match(plain.text, /resultCode>OK</)
})

for (const name of NAMES) {
  test(`a message as ${name.replace('.http', '')} writes it is read and answered as the plain one`, async () => {
    assert.deepEqual(await answerTo(recorded(name)), plain)
  })
}

test('the toolkits of journal systems are all among them', () => {
  const known = [
    'dotnet-wcf',
    'dotnet-asmx',
    'cxf',
    'metro',
    'axis1',
    'axis2',
    'gsoap',
    'python-zeep',
    'php-soapclient',
  ]
  for (const toolkit of known) assert.ok(NAMES.includes(`${toolkit}.http`), toolkit)
})
