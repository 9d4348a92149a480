/**
 * Who calls on a line that asks for a certificate: the HSA-id in its subject's serialNumber. TLS has refused everybody whose certificate is
 * not right; whom it lets in is for the use cases to say. For whom a system says that it calls is handed on, believed or not.
 */

import type { X509Certificate } from 'node:crypto'
import type { TLSSocket } from 'node:tls'
import type { FastifyRequest } from 'fastify'
import { parseFingerprint } from '../domain/decisions/caller.ts'
import { type HsaId, parseHsaId } from '../domain/kernel/hsaId.ts'
import { type Moment, momentOf } from '../domain/kernel/moment.ts'
import type { SystemCaller } from '../usecases/checks.ts'
import { ON_BEHALF_HEADER } from './caller.ts'

/** What a certificate tells of the one who holds it. */
export type Holder = { readonly system: HsaId; readonly fingerprint: string; readonly notAfter: Moment }

/** Takes the socket of a handshake that has been accepted. Gives null when its certificate holds no HSA-id, or several. */
export function holderOf(socket: TLSSocket): Holder | null {
  const certificate = socket.getPeerX509Certificate()
  // The parsed subject, and not its text: there a name can be made to look like another field.
  const told: unknown = socket.getPeerCertificate().subject?.['serialNumber']
  const system = typeof told === 'string' ? parseHsaId(told.trim()) : null
  const fingerprint = parseFingerprint(certificate?.fingerprint256 ?? '')
  if (certificate === undefined || system === null || fingerprint === null) return null
  return { system, fingerprint, notAfter: momentOf(certificate.validToDate.getTime()) }
}

/** Whether one of the issuers has issued it itself: it is not enough that a root stands above it. */
export const isIssuedBy = (certificate: X509Certificate | undefined, issuers: readonly X509Certificate[]): boolean =>
  certificate !== undefined &&
  issuers.some((issuer) => certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey))

/** Gives the caller; null when nobody is known to hold the line, or the certificate has expired since. */
export function certificateCaller(holder: Holder | null, { headers }: FastifyRequest, version: number): SystemCaller {
  if (holder === null || holder.notAfter < Date.now()) return null
  const told = headers[ON_BEHALF_HEADER]
  const onBehalfOf = told === undefined ? null : String(told).trim()
  return { system: holder.system, fingerprint: holder.fingerprint, onBehalfOf, version }
}
