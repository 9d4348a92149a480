/**
 * An authority that issues and revokes certificates, for tests and the demo alone: it lives in memory, and its key is written nowhere.
 * The forms are those of RFC 5280; keys are of the curve P-256.
 */

import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import { isIP } from 'node:net'
import type { Moment } from '../domain/kernel/moment.ts'
import {
  bits,
  inPlace,
  integer,
  objectId,
  octets,
  printable,
  sequence,
  setOf,
  small,
  tagged,
  time,
  truth,
  utf8,
} from './der.ts'

/** A certificate and its private key, as PEM. */
export type Issued = { readonly certificate: string; readonly key: string; readonly serial: Buffer }

export type Validity = { readonly from: Moment; readonly through: Moment }

export type Wanted = Validity & {
  readonly name: string
  /** The HSA-id in the subject's serialNumber; null for none. */
  readonly hsaId: string | null
  readonly use: 'server' | 'client'
  /** The names and addresses of a server. */
  readonly hosts: readonly string[]
}

export type Revocations = Validity & { readonly serials: readonly Buffer[] }

export type Authority = {
  /** Its own certificate, as PEM. */
  readonly certificate: string
  readonly issue: (wanted: Wanted) => Issued
  /** Another authority, certified by this one. */
  readonly authorityBelow: (named: Named) => Authority
  /** A list of revoked certificates, as PEM. `through`: when the next one is due. */
  readonly revocations: (revocations: Revocations) => string
}

type Named = Validity & { readonly name: string }

/** Makes a root with a new key. */
export const makeAuthority = (named: Named): Authority => authorityUnder(null, named)

function authorityUnder(above: Issuer | null, { name, ...validity }: Named): Authority {
  const { publicKey, privateKey } = newKeys()
  const own: Issuer = { name: nameOf(name, null), key: privateKey, keyId: keyIdOf(publicKey) }
  const certified = { ...validity, subject: own.name, publicKey, serial: newSerial() }
  return {
    certificate: certify(above ?? own, { ...certified, extensions: AUTHORITY_EXTENSIONS }),
    issue: (wanted) => issue(own, wanted),
    authorityBelow: (below) => authorityUnder(own, below),
    revocations: (revocations) => revoke(own, revocations),
  }
}

type Issuer = { readonly name: Buffer; readonly key: KeyObject; readonly keyId: Buffer }

function issue(issuer: Issuer, { name, hsaId, use, hosts, from, through }: Wanted): Issued {
  const { publicKey, privateKey } = newKeys()
  const serial = newSerial()
  const extensions = [...LEAF_EXTENSIONS, USES[use], ...(hosts.length === 0 ? [] : [hostsExtension(hosts)])]
  const certificate = certify(issuer, { from, through, subject: nameOf(name, hsaId), publicKey, serial, extensions })
  return { certificate, serial, key: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string }
}

const newKeys = () => generateKeyPairSync('ec', { namedCurve: 'P-256' })

const SERIAL_BYTES = 16
/** Its first bit is not set and it is not zero, so that all write it alike. */
function newSerial(): Buffer {
  const bytes = randomBytes(SERIAL_BYTES)
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40
  return bytes
}

type Certified = Validity & {
  readonly subject: Buffer
  readonly publicKey: KeyObject
  readonly serial: Buffer
  readonly extensions: readonly Buffer[]
}

const VERSION_3 = tagged(0, small(2))

function certify(issuer: Issuer, { from, through, subject, publicKey, serial, extensions }: Certified): string {
  const ofKeys = [
    extension('2.5.29.14', octets(keyIdOf(publicKey))),
    extension('2.5.29.35', sequence(inPlace(0, issuer.keyId))),
  ]
  const told = sequence(
    VERSION_3,
    integer(serial),
    ECDSA_WITH_SHA256,
    issuer.name,
    sequence(time(from), time(through)),
    subject,
    publicKey.export({ type: 'spki', format: 'der' }),
    tagged(3, sequence(...extensions, ...ofKeys)),
  )
  return pem('CERTIFICATE', signed(issuer, told))
}

const CRL_VERSION_2 = small(1)

function revoke(issuer: Issuer, { from, through, serials }: Revocations): string {
  const revoked = serials.map((serial) => sequence(integer(serial), time(from)))
  const told = sequence(
    CRL_VERSION_2,
    ECDSA_WITH_SHA256,
    issuer.name,
    time(from),
    time(through),
    ...(revoked.length === 0 ? [] : [sequence(...revoked)]),
    tagged(0, sequence(extension('2.5.29.35', sequence(inPlace(0, issuer.keyId))))),
  )
  return pem('X509 CRL', signed(issuer, told))
}

const ECDSA_WITH_SHA256 = sequence(objectId('1.2.840.10045.4.3.2'))

const signed = ({ key }: Issuer, told: Buffer): Buffer =>
  sequence(told, ECDSA_WITH_SHA256, bits(sign('sha256', told, key)))

const LINE = /.{1,64}/g
const pem = (label: string, der: Buffer): string =>
  [`-----BEGIN ${label}-----`, ...(der.toString('base64').match(LINE) ?? []), `-----END ${label}-----`, ''].join('\n')

const nameOf = (name: string, hsaId: string | null): Buffer =>
  sequence(
    setOf(sequence(objectId('2.5.4.6'), printable('SE'))),
    setOf(sequence(objectId('2.5.4.3'), utf8(name))),
    ...(hsaId === null ? [] : [setOf(sequence(objectId('2.5.4.5'), utf8(hsaId)))]),
  )

const keyIdOf = (publicKey: KeyObject): Buffer =>
  createHash('sha1')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest()

const extension = (id: string, content: Buffer): Buffer => sequence(objectId(id), octets(content))
const critical = (id: string, content: Buffer): Buffer => sequence(objectId(id), truth(), octets(content))

/** Bits are counted from the highest: keyCertSign is the sixth, cRLSign the seventh, digitalSignature the first. */
const AUTHORITY_EXTENSIONS = [
  critical('2.5.29.19', sequence(truth())),
  critical('2.5.29.15', bits(Buffer.from([0b0000_0110]), 1)),
]
const LEAF_EXTENSIONS = [critical('2.5.29.15', bits(Buffer.from([0b1000_0000]), 7))]
const USES = {
  server: extension('2.5.29.37', sequence(objectId('1.3.6.1.5.5.7.3.1'))),
  client: extension('2.5.29.37', sequence(objectId('1.3.6.1.5.5.7.3.2'))),
}

const hostsExtension = (hosts: readonly string[]): Buffer =>
  extension(
    '2.5.29.17',
    sequence(...hosts.map((host) => (isIP(host) === 4 ? ipv4(host) : inPlace(2, Buffer.from(host))))),
  )

const ipv4 = (address: string): Buffer => inPlace(7, Buffer.from(address.split('.').map(Number)))
