/** What is said of certificates and lists that soon may not be used: from which moment, in which words, how often. */

import assert from 'node:assert/strict'
import { X509Certificate } from 'node:crypto'
import { test } from 'node:test'
import { makeAuthority } from '../../src/authority/authority.ts'
import { parseHsaId } from '../../src/domain/kernel/hsaId.ts'
import { addHours } from '../../src/domain/kernel/moment.ts'
import { dailyWarnings, expiryOf, ownExpiries, seenCertificates, warningsAt } from '../../src/tls/expiries.ts'
import { revocationLists } from '../../src/tls/revocationList.ts'
import { moment } from '../usecases/world.ts'

const END = moment('2026-06-30T12:00:00Z')
const JOURNAL = parseHsaId('SE2321000198-JOURNAL') ?? assert.fail()

test('a certificate is told of from thirty days before its end', () => {
  const expiries = [expiryOf('client', JOURNAL, END)]
  assert.deepEqual(warningsAt(expiries, moment('2026-05-31T11:59:59Z')), [])
  const sentence =
    'the certificate with which SE2321000198-JOURNAL calls expires on 2026-06-30: its vendor must renew it'
  assert.deepEqual(warningsAt(expiries, moment('2026-05-31T12:00:00Z')), [sentence])
  assert.deepEqual(warningsAt(expiries, END), [sentence])
  assert.deepEqual(warningsAt(expiries, addHours(END, 1)), [sentence.replace('expires', 'expired')])
})

test('each kind says what is to be done', () => {
  const kinds = (['own', 'issuer'] as const).map((what) => expiryOf(what, 'NN', END))
  assert.deepEqual(warningsAt(kinds, END), [
    "the service's own certificate (NN) expires on 2026-06-30: replace the files of TLS_CERT and TLS_KEY",
    'the trusted issuer NN expires on 2026-06-30: add its successor to the files of TLS_CA',
  ])
})

/** What the files of an authority tell whose list is issued and due so. */
function listExpiry(issued: string, due: string) {
  const validity = { from: moment('2026-01-01T00:00:00Z'), through: moment('2055-01-01T00:00:00Z') }
  const root = makeAuthority({ name: 'The root', ...validity })
  const pem = root.revocations({ serials: [], from: moment(issued), through: moment(due) })
  const own = new X509Certificate(root.certificate)
  const revocations = revocationLists(Buffer.from(pem)) ?? assert.fail()
  return ownExpiries({ context: {}, own, issuers: [own], revocations }).filter(({ what }) => what === 'list')
}

test('a list of revoked certificates is told of from a day before the next is due, and when it is past', () => {
  const expiries = listExpiry('2026-06-23T12:00:00Z', '2026-06-30T12:00:00Z')
  assert.deepEqual(warningsAt(expiries, moment('2026-06-29T11:59:59Z')), [])
  const sentence =
    'the list of revoked certificates of The root expires on 2026-06-30: nobody whom it has issued is let in after that; replace the file of TLS_CRL'
  assert.deepEqual(warningsAt(expiries, moment('2026-06-29T12:00:00Z')), [sentence])
  assert.deepEqual(warningsAt(expiries, moment('2026-06-30T12:00:01Z')), [sentence.replace('expires', 'expired')])
})

test('a list that lives for hours is told of from the middle of its life', () => {
  const expiries = listExpiry('2026-06-30T00:00:00Z', '2026-06-30T12:00:00Z')
  assert.deepEqual(warningsAt(expiries, moment('2026-06-30T05:59:59Z')), [])
  assert.equal(warningsAt(expiries, moment('2026-06-30T06:00:00Z')).length, 1)
})

test('a year after 2049, which is written otherwise, is read as it is', () => {
  assert.deepEqual(
    listExpiry('2026-06-30T00:00:00Z', '2051-02-03T04:05:06Z').map(({ notAfter }) => notAfter),
    [moment('2051-02-03T04:05:06Z')],
  )
})

test('a warning is said once a day, and anew the day after', () => {
  const told: string[] = []
  const warn = dailyWarnings((line) => told.push(line))
  const [own, issuer] = [expiryOf('own', 'NN', END), expiryOf('issuer', 'NN', END)]
  warn([own], moment('2026-06-20T05:00:00Z'))
  warn([own], moment('2026-06-20T06:00:00Z'))
  assert.equal(told.length, 1)
  warn([own, issuer], moment('2026-06-20T07:00:00Z'))
  assert.equal(told.length, 2, 'another is said the same day')
  // In Sweden the next day has begun.
  warn([own, issuer], moment('2026-06-20T22:00:00Z'))
  assert.equal(told.length, 4)
})

test('a certificate that has not been seen for a week is forgotten: it has been renewed', () => {
  const seen = seenCertificates()
  const old = { system: JOURNAL, fingerprint: 'A', notAfter: END }
  const renewed = { ...old, fingerprint: 'B' }
  seen.see(old, moment('2026-06-01T12:00:00Z'))
  seen.see(renewed, moment('2026-06-05T12:00:00Z'))
  const listed = (at: string) => seen.list(moment(at)).map(({ fingerprint }) => fingerprint)
  assert.deepEqual(listed('2026-06-08T12:00:00Z'), ['A', 'B'])
  assert.deepEqual(listed('2026-06-09T12:00:00Z'), ['B'])
  seen.see(old, moment('2026-06-10T12:00:00Z'))
  assert.deepEqual(listed('2026-06-10T12:00:00Z'), ['B', 'A'])
})
