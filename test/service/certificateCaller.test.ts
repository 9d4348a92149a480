/** What the door reads out of a certificate and a header: an HSA-id or nothing, and what is told of others as it was told. */

import assert from 'node:assert/strict'
import { X509Certificate } from 'node:crypto'
import { test } from 'node:test'
import type { TLSSocket } from 'node:tls'
import type { FastifyRequest } from 'fastify'
import { momentOf } from '../../src/domain/kernel/moment.ts'
import { certificateCaller, type Holder, holderOf } from '../../src/http/certificateCaller.ts'
import { clientOf, newAuthority } from './certificates.ts'
import { CALLER_HEADER } from './wire.ts'

const certificate = new X509Certificate(clientOf(newAuthority('The root'), 'SE-1').certificate)

/** A line whose certificate has these serial numbers in its subject. */
const lineWith = (serialNumber: unknown, shown: X509Certificate | undefined = certificate): TLSSocket =>
  ({
    getPeerX509Certificate: () => shown,
    getPeerCertificate: () => ({ subject: { serialNumber } }),
  }) as unknown as TLSSocket

test('a certificate is held by the HSA-id in its serialNumber, and by nobody when there is none, or several', () => {
  assert.equal(holderOf(lineWith('se2321000198-journal'))?.system, 'SE2321000198-JOURNAL')
  for (const wrong of [undefined, '', 'two words', ['SE-1', 'SE-2'], 'X'.repeat(33)])
    assert.equal(holderOf(lineWith(wrong)), null, String(wrong))
  const nothing = { getPeerX509Certificate: () => undefined, getPeerCertificate: () => ({}) } as unknown as TLSSocket
  assert.equal(holderOf(nothing), null)
})

const request = (told?: string) => ({ headers: told === undefined ? {} : { [CALLER_HEADER]: told } }) as FastifyRequest
const holder: Holder = holderOf(lineWith('SE-1')) ?? assert.fail()

test('the caller is the holder, in the version it speaks, and what it tells of others is handed on as it is', () => {
  const fingerprint = certificate.fingerprint256.replaceAll(':', '')
  const caller = { system: 'SE-1', fingerprint, onBehalfOf: null, version: 2 }
  assert.deepEqual(certificateCaller(holder, request(), 2), caller)
  assert.deepEqual(certificateCaller(holder, request(' se-9 '), 2), { ...caller, onBehalfOf: 'se-9' })
  assert.deepEqual(certificateCaller(holder, request(''), 2), { ...caller, onBehalfOf: '' })
  assert.equal(certificateCaller(null, request('SE-9'), 2), null)
})

test('a certificate that has expired while its line stood open is nobody’s', () => {
  const now = Date.now()
  assert.equal(certificateCaller({ ...holder, notAfter: momentOf(now - 1) }, request(), 3), null)
  assert.notEqual(certificateCaller({ ...holder, notAfter: momentOf(now + 60_000) }, request(), 3), null)
})
