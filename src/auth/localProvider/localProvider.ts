/**
 * The demo's own identity provider, which plays the SITHS card with synthetic employees: a server of its own on loopback, beside the
 * service in the same process. Never started where anybody else can reach the service.
 */

import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import type Provider from 'oidc-provider'
import { isOfOurSite } from '../guard.ts'
import { securityHeaders } from '../headers.ts'
import type { ProviderSettings } from '../identityProvider.ts'
import { styleSheet } from '../layout.ts'
import { newSecret } from '../secrets.ts'
import { CARD_STYLE, type Card, type CardFault, cardPage, overPage } from './cardPage.ts'
import { CARD_LEVEL, configurationOf } from './configuration.ts'
import { loadProvider } from './load.ts'
import { pinCheck } from './pins.ts'

export type CardHolder = Card & {
  readonly pin: string
  /** What is told of the employee. */
  readonly claims: Readonly<Record<string, unknown>>
}

export type LocalProvider = {
  /** How the service reaches it. */
  readonly settings: ProviderSettings
  readonly close: () => Promise<void>
}

type Wanted = {
  readonly holders: readonly CardHolder[]
  /** The service's address, to which browsers come back. */
  readonly service: string
  readonly claimNames: readonly string[]
  /** 0: any free port. */
  readonly port: number
  readonly now?: () => number
}

const HOST = '127.0.0.1'
const CLIENT = 'e-frikort'

/** Makes keys and secret anew, and listens. */
export async function startLocalProvider(wanted: Wanted): Promise<LocalProvider> {
  const { holders, service, claimNames, port, now = Date.now } = wanted
  const server = createServer()
  server.listen(port, HOST)
  await once(server, 'listening').catch((fault: NodeJS.ErrnoException) => {
    if (fault.code !== 'EADDRINUSE') throw fault
    throw new Error(`port ${port} is taken by another program. Choose another one: WEB_DEMO_LOGIN_PORT=${port + 1}`)
  })
  const issuer = `http://${HOST}:${(server.address() as AddressInfo).port}`
  const client = { id: CLIENT, secret: newSecret(), redirectUris: [`${service}/logga-in/svar`] }
  const claimsOf = (id: string) => holders.find((one) => one.id === id)?.claims ?? null
  const { default: OidcProvider } = await loadProvider()
  const provider = new OidcProvider(issuer, configurationOf({ client, service, claimsOf, claimNames }))
  const tryPin = pinCheck(new Map(holders.map(({ id, pin }) => [id, pin])), now)
  const desk: CardDesk = { provider, issuer, service, cards: holders, tryPin }
  const answer = provider.callback()
  server.on('request', (request, response) => {
    route(desk, { request, response, answer }).catch(() => over(desk, response))
  })
  return {
    settings: { issuer, clientId: client.id, clientSecret: client.secret, claims: claimNames, levels: [] },
    close: () => closed(server),
  }
}

type CardDesk = {
  readonly provider: Provider
  readonly issuer: string
  readonly service: string
  readonly cards: readonly Card[]
  readonly tryPin: ReturnType<typeof pinCheck>
}

type Exchange = { readonly request: IncomingMessage; readonly response: ServerResponse }

async function route(
  desk: CardDesk,
  { request, response, answer }: Exchange & { readonly answer: Handler },
): Promise<void> {
  const path = (request.url ?? '').split('?', 1)[0] ?? ''
  for (const [name, value] of Object.entries(headersOf(desk))) response.setHeader(name, value)
  if (path === CARD_STYLE) return void response.setHeader('content-type', 'text/css; charset=utf-8').end(styleSheet())
  if (!path.startsWith('/kort/')) return answer(withoutFormerCard(request), response)
  if (request.method === 'GET') return ask(desk, { request, response }, { chosen: null, fault: null })
  if (request.method === 'POST' && isOfOurSite(request, desk.issuer)) return check(desk, { request, response })
  over(desk, response)
}

/** The till is shared: whose card was shown before is forgotten, or the next one would first have to log the former out. */
function withoutFormerCard(request: IncomingMessage): IncomingMessage {
  const { cookie } = request.headers
  if (cookie === undefined) return request
  request.headers.cookie = cookie
    .split(/; */)
    .filter((one) => !/^_session(\.sig)?=/.test(one))
    .join('; ')
  return request
}

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>

/** After the PIN the browser is sent on to the service, and a browser follows a form there only when the page says so. */
function headersOf({ service }: CardDesk): Readonly<Record<string, string>> {
  const headers = securityHeaders({ isHttps: false })
  const policy =
    headers['content-security-policy']?.replace("form-action 'self'", `form-action 'self' ${service}`) ?? ''
  return { ...headers, 'content-security-policy': policy, 'cache-control': 'no-store' }
}

type Shown = { readonly chosen: string | null; readonly fault: CardFault | null }

async function ask({ provider, cards }: CardDesk, { request, response }: Exchange, shown: Shown): Promise<void> {
  const { uid } = await provider.interactionDetails(request, response)
  response.statusCode = shown.fault === null ? 200 : 422
  sendPage(response, cardPage({ cards, action: `/kort/${uid}`, ...shown }))
}

const LONGEST_FORM = 4_096

async function check(desk: CardDesk, exchange: Exchange): Promise<void> {
  const { request, response } = exchange
  if (Number(request.headers['content-length'] ?? LONGEST_FORM) >= LONGEST_FORM) return over(desk, response)
  const form = new URLSearchParams(await text(request))
  // Before anything else: a form without a login under way tries no PIN.
  await desk.provider.interactionDetails(request, response)
  const end = (result: Readonly<Record<string, unknown>>) =>
    desk.provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false })
  if (form.has('avbryt')) return end({ error: 'access_denied' })
  const chosen = desk.cards.find(({ id }) => id === form.get('kort'))?.id ?? null
  if (chosen === null) return ask(desk, exchange, { chosen, fault: { kind: 'notChosen' } })
  const tried = desk.tryPin(chosen, form.get('pin') ?? '')
  if (tried.kind === 'right') return end({ login: { accountId: chosen, remember: false, acr: CARD_LEVEL } })
  return ask(desk, exchange, { chosen, fault: tried })
}

/** What has been begun elsewhere, or too long ago. */
function over({ service }: CardDesk, response: ServerResponse): void {
  if (response.headersSent) return void response.end()
  response.statusCode = 400
  sendPage(response, overPage(service))
}

const sendPage = (response: ServerResponse, page: string): void =>
  void response.setHeader('content-type', 'text/html; charset=utf-8').end(page)

async function closed(server: Server): Promise<void> {
  server.close()
  server.closeAllConnections()
  if (server.listening) await once(server, 'close')
}
