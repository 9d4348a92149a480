/** Certificates, key and lists of revoked certificates out of their files, all faults at once. It repeats nothing of what the files hold. */

import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createSecureContext, type SecureContextOptions } from 'node:tls'
import { no, ok, type Result } from '../domain/kernel/result.ts'
import { type RevocationList, revocationLists, subjectName } from './revocationList.ts'
import type { TlsFiles } from './tlsSettings.ts'

export type Credentials = {
  /** As the server takes them. */
  readonly context: SecureContextOptions
  readonly own: X509Certificate
  readonly issuers: readonly X509Certificate[]
  readonly revocations: readonly RevocationList[]
}

/** Reads the files. Gives what they hold, or a sentence a fault, by the names of the settings. */
export function readCredentials(files: TlsFiles): Result<Credentials, readonly string[]> {
  const faults: string[] = []
  const read = <T>(name: string, file: string, make: (bytes: Buffer) => T | null, what: string): T | null => {
    const made = madeOf(file, make)
    if (made.ok) return made.value
    faults.push(`${name}: expected ${what} in ${file}, ${made.refusal}.`)
    return null
  }
  const own = read('TLS_CERT', files.certificate, certificatesOf, 'a certificate in PEM')
  const key = read('TLS_KEY', files.key, createPrivateKey, 'a private key in PEM without passphrase')
  const issuers = files.issuers.map((file) => read('TLS_CA', file, certificatesOf, 'certificates in PEM'))
  const lists = files.revocations.map((file) =>
    read('TLS_CRL', file, revocationLists, 'a list of revoked certificates'),
  )
  if (faults.length > 0) return no(faults)
  return together({ own: own ?? [], key, issuers: present(issuers), revocations: present(lists) })
}

const present = <T>(lists: readonly (readonly T[] | null)[]): T[] => lists.flatMap((list) => list ?? [])

function madeOf<T>(file: string, make: (bytes: Buffer) => T | null): Result<T, string> {
  let bytes: Buffer
  try {
    bytes = readFileSync(file)
  } catch (fault) {
    return no(`but it cannot be read (${(fault as NodeJS.ErrnoException).code})`)
  }
  try {
    const made = make(bytes)
    return made === null ? no('got something else') : ok(made)
  } catch {
    return no('got something else')
  }
}

const BLOCK = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g

function certificatesOf(bytes: Buffer): X509Certificate[] | null {
  const blocks = bytes.toString('latin1').match(BLOCK)
  return blocks === null ? null : blocks.map((block) => new X509Certificate(block))
}

type Read = {
  readonly own: readonly X509Certificate[]
  readonly key: KeyObject | null
  readonly issuers: readonly X509Certificate[]
  readonly revocations: readonly RevocationList[]
}

/** Whether what has been read belongs together. */
function together({ own: chain, key, issuers, revocations }: Read): Result<Credentials, readonly string[]> {
  const [own] = chain
  if (own === undefined || key === null) return no(['TLS_CERT: expected a certificate.'])
  const faults = [
    ...(own.checkPrivateKey(key) ? [] : ['TLS_KEY: expected the key of the certificate of TLS_CERT, got another.']),
    ...issuers.flatMap((issuer) => issuerFaults(issuer, issuers)),
    ...(revocations.length === 0 ? [] : issuers.flatMap((issuer) => listFaults(issuer, revocations))),
  ]
  if (faults.length > 0) return no(faults)
  const context = contextOf({ own: chain, key, issuers, revocations })
  try {
    createSecureContext(context)
    return ok({ context, own, issuers, revocations })
  } catch (fault) {
    return no([
      `TLS_CERT, TLS_KEY, TLS_CA, TLS_CRL: OpenSSL cannot use them (${(fault as NodeJS.ErrnoException).code}).`,
    ])
  }
}

/** OpenSSL trusts a certificate only as far as it can follow it to a root. */
const issuerFaults = (issuer: X509Certificate, all: readonly X509Certificate[]): string[] =>
  all.some((above) => issuer.checkIssued(above))
    ? []
    : [`TLS_CA: expected every issuer up to the root, got none that has issued ${nameOf(issuer)}.`]

/** Where there is one list, OpenSSL wants one of every issuer, and lets nobody in without. */
const listFaults = (issuer: X509Certificate, lists: readonly RevocationList[]): string[] =>
  lists.some((list) => list.issuer.equals(subjectName(issuer)))
    ? []
    : [`TLS_CRL: expected a list of every issuer in TLS_CA, got none of ${nameOf(issuer)}.`]

const contextOf = ({ own, key, issuers, revocations }: Read): SecureContextOptions => ({
  cert: own.map(String).join(''),
  key: key?.export({ type: 'pkcs8', format: 'pem' }) as string,
  ca: issuers.map(String),
  ...(revocations.length === 0 ? {} : { crl: revocations.map(({ pem }) => pem) }),
})

const NAME = /^(?:CN|O)=(.+)$/m

/** What an issuer calls itself. */
export const nameOf = ({ subject }: X509Certificate): string =>
  NAME.exec(subject ?? '')?.[1] ?? 'an issuer without a name'
