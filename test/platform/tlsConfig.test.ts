/** The settings of the line with certificates: what is needed, what is taken, and every fault of settings and files at once. */

import assert from 'node:assert/strict'
import { X509Certificate } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { writeTestAuthority } from '../../src/authority/testAuthority.ts'
import { type Environment, readConfig } from '../../src/config.ts'
import { momentOf } from '../../src/domain/kernel/moment.ts'
import { clientOf, inDays, listOf, newAuthority } from '../service/certificates.ts'
import { makeFolder } from './hosts.ts'

const HSA_IDS = ['SE2321000198-DEMO', 'SE2321000198-DEMO-A']

function made(t: TestContext) {
  const folder = makeFolder(t)
  const files = writeTestAuthority(folder, HSA_IDS, momentOf(Date.now()))
  const env = {
    TLS_PORT: '8443',
    TLS_CERT: files.server.certificate,
    TLS_KEY: files.server.key,
    TLS_CA: files.root,
    TLS_CRL: files.revocations,
  }
  const write = (name: string, content: string | Uint8Array): string => {
    writeFileSync(join(folder, name), content)
    return join(folder, name)
  }
  return { env, files, write }
}

const readText = (file: string): string => readFileSync(file, 'utf8')

function faultsOf(env: Environment): readonly string[] {
  const result = readConfig(env)
  assert.ok(!result.ok, 'it is refused')
  return result.refusal.split('\n').slice(1)
}

const tlsOf = (env: Environment) => {
  const result = readConfig(env)
  assert.ok(result.ok, result.ok ? '' : result.refusal)
  return result.value.tls
}

test('nothing said of TLS is no line with certificates', () => assert.equal(tlsOf({ TLS_HOST: ' ' }), null))

test('a line listens on loopback unless another address is told, and needs no lists', (t) => {
  const { env, files } = made(t)
  const told = { certificate: files.server.certificate, key: files.server.key, issuers: [files.root] }
  assert.deepEqual(tlsOf(env), {
    port: 8443,
    host: '127.0.0.1',
    files: { ...told, revocations: [files.revocations] },
  })
  assert.equal(tlsOf({ ...env, TLS_HOST: '0.0.0.0' })?.host, '0.0.0.0')
  assert.equal(tlsOf({ ...env, TLS_HOST: '::1' })?.host, '::1')
  assert.deepEqual(tlsOf({ ...env, TLS_CRL: '' })?.files.revocations, [])
})

test('whoever tells something of TLS is told all that is missing', () => {
  assert.deepEqual(faultsOf({ TLS_PORT: '8443' }), [
    "  TLS_CERT: expected the file of the service's own certificate, since TLS_PORT is told; got nothing.",
    '  TLS_KEY: expected the file of its private key, since TLS_PORT is told; got nothing.',
    "  TLS_CA: expected the files of those who issue callers' certificates, parted by commas, since TLS_PORT is told; got nothing.",
  ])
  assert.deepEqual(
    faultsOf({ PORT: 'x', TLS_CRL: 'a', TLS_HOST: 'localhost', TLS_CERT: 'c' }).map((fault) => fault.split(':')[0]),
    ['  PORT', '  TLS_PORT', '  TLS_KEY', '  TLS_CA', '  TLS_HOST'],
  )
})

test('a port or address that is none is refused with what was got', (t) => {
  const { env } = made(t)
  assert.deepEqual(faultsOf({ ...env, TLS_PORT: '65536', TLS_HOST: 'everywhere' }), [
    '  TLS_PORT: expected a whole number from 1 to 65535 (0 for any free port), got "65536".',
    '  TLS_HOST: expected an address of this machine (0.0.0.0 for all of them), got "everywhere".',
  ])
})

test('one port is not for both lines', (t) => {
  const { env } = made(t)
  assert.deepEqual(faultsOf({ ...env, PORT: '8443' }), [
    '  TLS_PORT: expected another port than PORT, got 8443 for both.',
  ])
  assert.equal(tlsOf({ ...env, PORT: '0', TLS_PORT: '0' })?.port, 0)
})

test('every file that cannot be read, or holds something else, is named, and nothing of what it holds', (t) => {
  const { env, write } = made(t)
  const secret = write('secret', 'hush')
  const cut = write('cut', '-----BEGIN CERTIFICATE-----\nhush\n-----END CERTIFICATE-----\n')
  const faults = faultsOf({ ...env, TLS_CERT: cut, TLS_KEY: secret, TLS_CA: `${env.TLS_CA},/none`, TLS_CRL: secret })
  assert.deepEqual(faults, [
    `  TLS_CERT: expected a certificate in PEM in ${cut}, got something else.`,
    `  TLS_KEY: expected a private key in PEM without passphrase in ${secret}, got something else.`,
    '  TLS_CA: expected certificates in PEM in /none, but it cannot be read (ENOENT).',
    `  TLS_CRL: expected a list of revoked certificates in ${secret}, got something else.`,
  ])
  assert.doesNotMatch(faults.join(), /hush/)
})

test('a key of another certificate, an issuer without the one above it, and a missing list are told', (t) => {
  const { env, files, write } = made(t)
  const root = newAuthority('The root')
  const below = root.authorityBelow({ name: 'Below', from: inDays(-1), through: inDays(9) })
  const faults = faultsOf({
    ...env,
    TLS_KEY: files.expired.key,
    TLS_CA: `${files.root}, ${write('below.pem', below.certificate)}`,
  })
  assert.deepEqual(faults, [
    '  TLS_KEY: expected the key of the certificate of TLS_CERT, got another.',
    '  TLS_CA: expected every issuer up to the root, got none that has issued Below.',
    '  TLS_CRL: expected a list of every issuer in TLS_CA, got none of Below.',
  ])
  const issuers = write('issuers.pem', root.certificate + below.certificate)
  const lists = write('lists.crl', listOf(root, []) + listOf(below, []))
  assert.ok(tlsOf({ ...env, TLS_CA: issuers, TLS_CRL: lists }), 'several may stand in one file')
})

test('a list is taken as issuers publish it, in DER', (t) => {
  const { env, write } = made(t)
  const root = newAuthority('The root')
  const der = Buffer.from(listOf(root, [clientOf(root, 'SE-1')]).replace(/-----.*-----|\n/g, ''), 'base64')
  const told = { ...env, TLS_CA: write('root2.pem', root.certificate) }
  assert.ok(tlsOf({ ...told, TLS_CRL: write('list.der', der) }))
  const cut = write('cut.der', der.subarray(0, -1))
  assert.deepEqual(faultsOf({ ...told, TLS_CRL: cut }), [
    `  TLS_CRL: expected a list of revoked certificates in ${cut}, got something else.`,
  ])
})

test('the test authority makes a server, clients by their HSA-ids, one expired, one revoked and one of a stranger', (t) => {
  const { files } = made(t)
  const certificate = ({ certificate }: { certificate: string }) => new X509Certificate(readText(certificate))
  const root = new X509Certificate(readText(files.root))
  const serial = (holder: { certificate: string }) => /serialNumber=(.*)/.exec(certificate(holder).subject)?.[1]
  const isOurs = (holder: { certificate: string }) => certificate(holder).verify(root.publicKey)
  assert.equal(certificate(files.server).checkIP('127.0.0.1'), '127.0.0.1')
  assert.equal(certificate(files.server).checkHost('localhost'), 'localhost')
  assert.deepEqual(
    Object.entries(files.clients).map(([id, holder]) => [id, serial(holder), isOurs(holder)]),
    [
      ['SE2321000198-DEMO', 'SE2321000198-DEMO', true],
      ['SE2321000198-DEMO-A', 'SE2321000198-DEMO-A', true],
    ],
  )
  const others = [files.expired, files.revoked, files.stranger]
  assert.deepEqual(others.map(serial), Array(3).fill('SE2321000198-DEMO'))
  assert.deepEqual(others.map(isOurs), [true, true, false])
  assert.deepEqual(
    others.map((holder) => certificate(holder).validToDate.getTime() > Date.now()),
    [false, true, true],
  )
})
