/** The settings of the line that asks for certificates, out of the environment. Whether the files hold what they must is for credentials.ts to say. */

import { isIP } from 'node:net'
import { resolve } from 'node:path'
import { no, ok, type Result } from '../domain/kernel/result.ts'

/** Where certificates, key and lists lie; absolute. */
export type TlsFiles = {
  /** Our own, with those between it and the root after it. */
  readonly certificate: string
  readonly key: string
  /** Those who may issue callers' certificates, up to the root. */
  readonly issuers: readonly string[]
  /** Lists of revoked certificates: one of each issuer, or none at all. */
  readonly revocations: readonly string[]
}

export type TlsSettings = {
  /** 0 asks the system for a free port. */
  readonly port: number
  /** The address of this machine on which it listens. */
  readonly host: string
  readonly files: TlsFiles
}

export const TLS_NAMES = ['TLS_PORT', 'TLS_HOST', 'TLS_CERT', 'TLS_KEY', 'TLS_CA', 'TLS_CRL'] as const
type Name = (typeof TLS_NAMES)[number]
export type TlsGiven = Readonly<Partial<Record<Name, string | undefined>>>

const LOOPBACK = '127.0.0.1'
const HIGHEST_PORT = 65_535

/** Takes what is given of each name (absent when empty). Gives the settings, null when nothing is given, or every fault. */
export function readTlsSettings(given: TlsGiven): Result<TlsSettings | null, readonly string[]> {
  if (TLS_NAMES.every((name) => given[name] === undefined)) return ok(null)
  const { TLS_PORT: port = '', TLS_HOST: host = LOOPBACK, TLS_CERT: certificate, TLS_KEY: key } = given
  const issuers = filesOf(given.TLS_CA)
  const revocations = filesOf(given.TLS_CRL)
  const faults = [...missing(given), ...portFault(port), ...hostFault(host)]
  if (faults.length > 0 || certificate === undefined || key === undefined) return no(faults)
  return ok({
    port: Number(port),
    host,
    files: { certificate: resolve(certificate), key: resolve(key), issuers, revocations },
  })
}

const NEEDED: readonly (readonly [Name, string])[] = [
  ['TLS_PORT', 'the port on which systems with certificates are answered'],
  ['TLS_CERT', "the file of the service's own certificate"],
  ['TLS_KEY', 'the file of its private key'],
  ['TLS_CA', "the files of those who issue callers' certificates, parted by commas"],
]

function missing(given: TlsGiven): string[] {
  const told = TLS_NAMES.filter((name) => given[name] !== undefined).join(', ')
  return NEEDED.flatMap(([name, what]) =>
    given[name] === undefined
      ? [`${name}: expected ${what}, since ${told} ${told.includes(',') ? 'are' : 'is'} told; got nothing.`]
      : [],
  )
}

const portFault = (text: string): string[] =>
  text === '' || (/^\d{1,5}$/.test(text) && Number(text) <= HIGHEST_PORT)
    ? []
    : [`TLS_PORT: expected a whole number from 1 to ${HIGHEST_PORT} (0 for any free port), got "${text}".`]

const hostFault = (text: string): string[] =>
  isIP(text) > 0 ? [] : [`TLS_HOST: expected an address of this machine (0.0.0.0 for all of them), got "${text}".`]

const filesOf = (text = ''): string[] =>
  text
    .split(',')
    .map((file) => file.trim())
    .filter((file) => file !== '')
    .map((file) => resolve(file))
