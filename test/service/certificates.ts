/** Certificates for a test: an authority, files that are written and replaced, and calls over TLS by those who hold them. */

import { once } from 'node:events'
import { renameSync, writeFileSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { Agent, request } from 'node:https'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import type { TestContext } from 'node:test'
import type { TLSSocket } from 'node:tls'
import { type Authority, type Issued, makeAuthority, type Wanted } from '../../src/authority/authority.ts'
import { type Moment, momentOf } from '../../src/domain/kernel/moment.ts'
import type { TlsFiles } from '../../src/tls/tlsSettings.ts'
import { finallyDo, makeFolder } from '../platform/hosts.ts'

const DAY_MS = 86_400_000

/** So many days from now. */
export const inDays = (days: number): Moment => momentOf(Date.now() + days * DAY_MS)
const YEAR = { from: inDays(-1), through: inDays(365) }

export const newAuthority = (name: string): Authority => makeAuthority({ name, ...YEAR })

export const clientOf = (authority: Authority, hsaId: string | null, told: Partial<Wanted> = {}): Issued =>
  authority.issue({ name: 'Journalen', hsaId, use: 'client', hosts: [], ...YEAR, ...told })

export const serverOf = (authority: Authority, told: Partial<Wanted> = {}): Issued =>
  authority.issue({ name: 'localhost', hsaId: null, use: 'server', hosts: ['127.0.0.1'], ...YEAR, ...told })

export const listOf = (authority: Authority, revoked: readonly Issued[], told: Partial<typeof YEAR> = {}): string =>
  authority.revocations({ serials: revoked.map(({ serial }) => serial), ...YEAR, ...told })

export type Folder = {
  readonly files: TlsFiles
  /** The settings that name the files. */
  readonly settings: Readonly<Record<string, string>>
  /** Each is replaced at once, as an operator moves a new file over the old one. */
  readonly replace: (told: { readonly server?: Issued; readonly issuers?: string; readonly list?: string }) => void
}

/** Files of a service, in a folder that is gone after the test. */
export function filesFor(t: TestContext, authority: Authority, server = serverOf(authority)): Folder {
  const folder = makeFolder(t)
  const place = (name: string): string => join(folder, name)
  const write = (name: string, text: string): void => {
    writeFileSync(place(`${name}.new`), text)
    renameSync(place(`${name}.new`), place(name))
  }
  const replace: Folder['replace'] = ({ server, issuers, list }) => {
    if (server !== undefined) write('server.pem', server.certificate)
    if (server !== undefined) write('server.key', server.key)
    if (issuers !== undefined) write('issuers.pem', issuers)
    if (list !== undefined) write('revoked.crl', list)
  }
  replace({ server, issuers: authority.certificate, list: listOf(authority, []) })
  const files = {
    certificate: place('server.pem'),
    key: place('server.key'),
    issuers: [place('issuers.pem')],
    revocations: [place('revoked.crl')],
  }
  const [TLS_CA, TLS_CRL] = [place('issuers.pem'), place('revoked.crl')]
  return { files, replace, settings: { TLS_CERT: files.certificate, TLS_KEY: files.key, TLS_CA, TLS_CRL } }
}

export type Answer = {
  readonly status: number
  readonly headers: IncomingMessage['headers']
  readonly body: string
  /** SHA-256 of the certificate that the service showed. */
  readonly shown: string
}

export type Sent = {
  readonly path?: string
  readonly body?: string
  readonly headers?: Readonly<Record<string, string>>
}

export type Holder = {
  /** Rejects when the service lets it not in. */
  readonly send: (sent: Sent) => Promise<Answer>
  /** How many lines have been opened. */
  readonly lines: () => number
}

/** One who calls with a certificate (or none) over one line as long as it stays open; `isKept` false: each call over a new one. */
export function holding(
  t: TestContext,
  port: number,
  held: { readonly issued: Issued | null; readonly trusts: string; readonly isKept: boolean },
): Holder {
  const { issued, trusts, isKept } = held
  const identity = issued === null ? {} : { cert: issued.certificate, key: issued.key }
  const agent = new Agent({ keepAlive: isKept, maxSockets: 1, ca: trusts, ...identity, maxCachedSessions: 0 })
  finallyDo(t, async () => agent.destroy())
  const lines = new Set<object>()
  const send = async ({ path = '/health/live', body, headers = {} }: Sent): Promise<Answer> => {
    const method = body === undefined ? 'GET' : 'POST'
    const asked = request({ host: '127.0.0.1', port, path, method, headers, agent })
    asked.end(body)
    const [response] = (await once(asked, 'response')) as [IncomingMessage]
    const socket = response.socket as TLSSocket
    lines.add(socket)
    const shown = socket.getPeerCertificate().fingerprint256
    return { status: response.statusCode ?? 0, headers: response.headers, shown, body: await text(response) }
  }
  return { send, lines: () => lines.size }
}
