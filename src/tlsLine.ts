/** The line on which systems call with certificates: the server on it, the files it follows, the callers it knows, and what expires when. */

import { constants } from 'node:crypto'
import type { ServerOptions } from 'node:https'
import type { SecureContextOptions, Server, TLSSocket } from 'node:tls'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Composed } from './compose.ts'
import { type Moment, momentOf } from './domain/kernel/moment.ts'
import { httpApp, type Line, type WebDoor } from './http/app.ts'
import { certificateCaller, type Holder, holderOf, isIssuedBy } from './http/certificateCaller.ts'
import type { Job } from './jobs.ts'
import type { Metrics } from './observe/metrics.ts'
import { type Credentials, readCredentials } from './tls/credentials.ts'
import { dailyWarnings, type Expiry, expiryOf, ownExpiries, seenCertificates } from './tls/expiries.ts'
import { followFiles } from './tls/followFiles.ts'
import type { TlsFiles } from './tls/tlsSettings.ts'

export type TlsLine = {
  readonly app: FastifyInstance
  readonly jobs: readonly Job[]
  /** Until when every certificate and list of ours may be used, and those with which systems on record have called. */
  readonly certificateExpiries: () => readonly Expiry[]
}

type Served = {
  /** The installation's own first. */
  readonly environments: readonly Composed[]
  readonly files: TlsFiles
  readonly logLevel: string
  /** Where the other line counts. */
  readonly metrics: Metrics
  /** Takes who holds a line by a certificate that may still be used. Gives the web application on this line. */
  readonly webFor?: (holderOf: HolderOf) => WebDoor
}

export type HolderOf = (request: FastifyRequest) => Holder['system'] | null

/** What the line knows: the certificates that are used now, who holds each connection, and since which of them. */
type State = {
  credentials: Credentials
  readonly connections: WeakMap<object, { readonly holder: Holder | null; readonly since: Credentials }>
  readonly seen: ReturnType<typeof seenCertificates>
}

const FOLLOW_MS = 2_000
const WARN_MS = 3_600_000

/** It listens nowhere by itself. Throws when the files have become unfit since the settings were read. */
export async function tlsLine({ environments, files, logLevel, metrics, webFor }: Served): Promise<TlsLine> {
  let tell: (line: string) => void = () => undefined
  let use: (credentials: Credentials) => void = () => undefined
  const look = followFiles({ files, onNew: (credentials) => use(credentials), tell: (line) => tell(line) })
  const state: State = { credentials: readNow(files), connections: new WeakMap(), seen: seenCertificates() }
  const [own, ...others] = environments.map(({ name, portsOfRecord }) => ({ name: name ?? '', ports: portsOfRecord }))
  if (own === undefined) throw new Error('invariant broken: the installation has an environment of its own')
  const web = webFor?.((request) => holderNow(state, request, momentOf(Date.now())))
  const app = await httpApp(
    own.ports,
    others,
    { logLevel, metrics, ...(web === undefined ? {} : { web }) },
    lineOf(state),
  )
  tell = (line) => app.log.warn(line)
  // Fastify knows its servers by their HTTP side alone.
  const server = app.server as unknown as Server
  use = (credentials) => {
    server.setSecureContext(contextOf(credentials))
    state.credentials = credentials
  }
  greet(server, state, tell)
  const isOnRecord = (id: Holder['system']) =>
    environments.some(({ portsOfRecord }) => portsOfRecord.directory.system(id))
  const certificateExpiries = () => [...ownExpiries(state.credentials), ...clientExpiries(state, isOnRecord)]
  metrics.watchExpiries(() => certificateExpiries().map(expiryState))
  const warn = dailyWarnings(tell)
  const warnNow = async (): Promise<void> => warn(certificateExpiries(), momentOf(Date.now()))
  await warnNow()
  const jobs = [
    { name: 'see new certificates', everyMs: FOLLOW_MS, run: async () => look(), atStop: false },
    { name: 'warn of certificates that expire', everyMs: WARN_MS, run: warnNow, atStop: false },
  ]
  return { app, jobs, certificateExpiries }
}

const MS_PER_SECOND = 1_000

const expiryState = ({ what, name, notAfter }: Expiry) => ({
  use: what,
  name,
  notAfterSeconds: notAfter / MS_PER_SECOND,
})

function readNow(files: TlsFiles): Credentials {
  const read = readCredentials(files)
  if (read.ok) return read.value
  throw new Error(read.refusal.join('\n'))
}

const HANDSHAKE_PATIENCE_MS = 10_000

const lineOf = (state: State): Line => ({
  https: httpsOptions(state.credentials),
  callerOf: (request, version) =>
    certificateCaller(state.connections.get(request.socket)?.holder ?? null, request, version),
  // Opened under the certificates, issuers and lists of before, it is asked again for what is right now.
  isOutdated: ({ socket }) => state.connections.get(socket)?.since !== state.credentials,
})

/** A line may stay open longer than the certificate with which it was opened. */
function holderNow({ connections }: State, { socket }: FastifyRequest, now: Moment): Holder['system'] | null {
  const holder = connections.get(socket)?.holder ?? null
  return holder === null || holder.notAfter < now ? null : holder.system
}

const httpsOptions = (credentials: Credentials): ServerOptions => ({
  ...contextOf(credentials),
  requestCert: true,
  rejectUnauthorized: true,
  handshakeTimeout: HANDSHAKE_PATIENCE_MS,
})

/** No session is taken up again: a certificate that has expired or been revoked meanwhile would not be looked at. */
const contextOf = ({ context }: Credentials): SecureContextOptions => ({
  ...context,
  secureOptions: constants.SSL_OP_NO_TICKET,
})

/** Tells of each handshake that fails, by its reason alone, and keeps who holds each connection. */
function greet(server: Server, state: State, tell: (line: string) => void): void {
  const refused = (why: string): void => tell(`a handshake was refused (${why})`)
  // It comes once more when the socket closes.
  const told = new WeakSet<object>()
  server.on('tlsClientError', (fault: NodeJS.ErrnoException, socket) => {
    const why = String(socket.authorizationError ?? fault.code)
    // Who leaves by itself in the middle of it (a look whether the port answers) has not been refused.
    if (!told.has(socket) && why !== 'ECONNRESET') refused(why)
    told.add(socket)
  })
  server.prependListener('secureConnection', (socket: TLSSocket) => {
    const since = state.credentials
    if (!isIssuedBy(socket.getPeerX509Certificate(), since.issuers)) {
      refused('ISSUER_NOT_IN_TLS_CA')
      socket.destroy()
      return
    }
    const holder = holderOf(socket)
    state.connections.set(socket, { holder, since })
    if (holder !== null) state.seen.see(holder, momentOf(Date.now()))
  })
}

/** Systems on record alone: what others call themselves may be a person's number. */
const clientExpiries = ({ seen }: State, isOnRecord: (id: Holder['system']) => boolean): Expiry[] =>
  seen
    .list(momentOf(Date.now()))
    .filter(({ system }) => isOnRecord(system))
    .map(({ system, notAfter }) => expiryOf('client', system, notAfter))
