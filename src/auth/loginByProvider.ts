/** A login at the identity provider: begun in one browser, come back to the same, once, within some minutes. */

import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Staff } from '../domain/decisions/staff.ts'
import { swedishDay } from '../domain/kernel/moment.ts'
import { staffOf } from './claims.ts'
import { readCookie, setCookie } from './cookies.ts'
import type { Desk } from './desk.ts'
import type { RefusalKind } from './pages.ts'
import { digestOf, newSecret } from './secrets.ts'

export type LoginEnd =
  | { readonly kind: 'leave'; readonly address: string }
  | { readonly kind: 'refused'; readonly why: RefusalKind }
  | { readonly kind: 'loggedIn'; readonly staff: Staff; readonly returnTo: string }

const PATIENCE_SECONDS = 600
export const LOGIN_PATIENCE_MS = PATIENCE_SECONDS * 1_000

type Leaving = { readonly request: FastifyRequest; readonly reply: FastifyReply; readonly returnTo: string }

/** The state is bound to the browser by a cookie: an answer that somebody else has brought about is of no use here. */
export async function beginAtProvider(desk: Desk, { request, reply, returnTo }: Leaving): Promise<LoginEnd> {
  const provider = providerOf(desk)
  if (provider === null) return { kind: 'refused', why: 'noProvider' }
  const address = desk.address(request)
  if (desk.isOwnAddress && `http://${request.host}` !== address)
    return { kind: 'leave', address: `${address}/logga-in?till=${encodeURIComponent(returnTo)}` }
  const browser = readCookie(desk.jar, request, 'efrikort-login') ?? newSecret()
  const state = newSecret()
  try {
    const begun = await provider.begin({ redirectUri: `${address}/logga-in/svar`, state })
    const { nonce, verifier } = begun
    const digest = digestOf(`${browser} ${state}`)
    await desk.store.beginLogin({ digest, nonce, verifier, returnTo, begunAt: desk.ports.now() })
    setCookie(desk.jar, reply, { name: 'efrikort-login', value: browser, seconds: PATIENCE_SECONDS })
    return { kind: 'leave', address: begun.address }
  } catch (fault) {
    request.log.warn({ code: codeOf(fault) }, 'the identity provider could not be asked')
    return { kind: 'refused', why: 'silent' }
  }
}

export async function finishAtProvider(desk: Desk, request: FastifyRequest): Promise<LoginEnd> {
  const provider = providerOf(desk)
  if (provider === null) return { kind: 'refused', why: 'noProvider' }
  const { state, error } = request.query as Readonly<Record<string, unknown>>
  const browser = readCookie(desk.jar, request, 'efrikort-login')
  if (browser === null || typeof state !== 'string') return { kind: 'refused', why: 'old' }
  const begun = await desk.store.takeLogin(digestOf(`${browser} ${state}`))
  if (begun === null || desk.ports.now() - begun.begunAt > LOGIN_PATIENCE_MS) return { kind: 'refused', why: 'old' }
  if (error === 'access_denied') return { kind: 'refused', why: 'cancelled' }
  try {
    const claims = await provider.finish(new URL(request.url, desk.address(request)), { ...begun, state })
    return loggedIn(desk, request, { claims, returnTo: begun.returnTo })
  } catch (fault) {
    request.log.warn({ code: codeOf(fault) }, 'an answer of the identity provider was not accepted')
    return { kind: 'refused', why: 'broken' }
  }
}

type Told = { readonly claims: Readonly<Record<string, unknown>>; readonly returnTo: string }

function loggedIn(desk: Desk, request: FastifyRequest, { claims, returnTo }: Told): LoginEnd {
  const { ports, wayIn } = desk
  if (wayIn.kind !== 'provider') return { kind: 'refused', why: 'noProvider' }
  const principal = ports.settings.known().own(swedishDay(ports.now())).id
  const staff = staffOf(claims, wayIn.names, { directory: ports.directory, principal })
  if (staff.ok) return { kind: 'loggedIn', staff: staff.value, returnTo }
  request.log.warn(staff.refusal, 'the identity provider told of an employee in a way that cannot be read')
  return { kind: 'refused', why: 'claims' }
}

const providerOf = ({ wayIn }: Desk) => (wayIn.kind === 'provider' ? wayIn.provider() : null)

/** A fault's words may quote what came; its code does not. */
function codeOf(fault: unknown): string {
  const { code, error, name } = fault as { readonly code?: unknown; readonly error?: unknown; readonly name?: unknown }
  return [code, error, name].find((one) => typeof one === 'string' && /^\w{1,60}$/.test(one))?.toString() ?? 'unknown'
}
