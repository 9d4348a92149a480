/** A list of revoked certificates (RFC 5280, section 5): whose it is and when the next one is due. Who is on it is for OpenSSL to see. */

import type { X509Certificate } from 'node:crypto'
import type { Moment } from '../domain/kernel/moment.ts'
import { elementsOf, isTime, timeOf } from './der.ts'

export type RevocationList = {
  /** The issuer's name as it stands in its certificates. */
  readonly issuer: Buffer
  readonly issuedAt: Moment
  /** Null: it does not say. */
  readonly nextAt: Moment | null
  /** The list itself, as OpenSSL takes it. */
  readonly pem: string
}

const INTEGER = 0x02
const BLOCK = /-----BEGIN X509 CRL-----([^-]+)-----END X509 CRL-----/g

/** Takes a file's bytes: DER, as issuers publish it, or one or several in PEM. Gives the lists, or null when it holds something else. */
export function revocationLists(bytes: Buffer): RevocationList[] | null {
  const blocks = [...bytes.toString('latin1').matchAll(BLOCK)].map(([, text = '']) => Buffer.from(text, 'base64'))
  const lists = (blocks.length === 0 ? [bytes] : blocks).map(listOf)
  return lists.includes(null) ? null : (lists as RevocationList[])
}

function listOf(der: Buffer): RevocationList | null {
  const fields = innerFields(der)
  const [, issuer, issued, next] = fields[0]?.tag === INTEGER ? fields.slice(1) : fields
  const issuedAt = issued === undefined ? null : timeOf(issued)
  if (issuer === undefined || issuedAt === null) return null
  const nextAt = next !== undefined && isTime(next) ? timeOf(next) : null
  return { issuer: issuer.whole, issuedAt, nextAt, pem: pemOf(der) }
}

/** What a certificate's or list's signed part holds. */
function innerFields(der: Buffer) {
  const [whole] = elementsOf(der) ?? []
  const [signed] = elementsOf(whole?.content ?? Buffer.alloc(0)) ?? []
  return elementsOf(signed?.content ?? Buffer.alloc(0)) ?? []
}

const VERSION = 0xa0

/** The name of a certificate's subject, as it stands in what it issues. */
export function subjectName({ raw }: X509Certificate): Buffer {
  const fields = innerFields(raw)
  const [, , , , subject] = fields[0]?.tag === VERSION ? fields.slice(1) : fields
  return subject?.whole ?? Buffer.alloc(0)
}

const pemOf = (der: Buffer): string =>
  `-----BEGIN X509 CRL-----\n${der.toString('base64').replace(/.{64}/g, '$&\n')}\n-----END X509 CRL-----\n`
