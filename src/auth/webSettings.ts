/** The settings of logging in to the web application, out of the environment: the identity provider, the address, how long a session lasts. */

import { no, ok, type Result } from '../domain/kernel/result.ts'
import { CLAIM_NAMES, type ClaimName, type ClaimNames } from './claims.ts'
import type { Limits } from './sessions.ts'

export type WebSettings = {
  /** Null: the demo's own, where that may be. */
  readonly provider: {
    readonly issuer: string
    readonly clientId: string
    readonly clientSecret: string
    readonly levels: readonly string[]
  } | null
  readonly names: ClaimNames
  /** Where browsers reach the service, without a slash at the end; null: at its own port on this machine. */
  readonly address: string | null
  readonly limits: Limits
  /** The port of the demo's own identity provider; 0: any free one. */
  readonly demoPort: number
}

export const WEB_NAMES = [
  'OIDC_ISSUER',
  'OIDC_CLIENT_ID',
  'OIDC_CLIENT_SECRET',
  'OIDC_LEVELS',
  'OIDC_CLAIMS',
  'WEB_ADDRESS',
  'WEB_IDLE_MINUTES',
  'WEB_LONGEST_HOURS',
  'WEB_DEMO_LOGIN_PORT',
] as const
type Name = (typeof WEB_NAMES)[number]
export type WebGiven = Readonly<Partial<Record<Name, string | undefined>>>

const DEFAULT_IDLE = 15
const LONGEST_IDLE = 60
const DEFAULT_HOURS = 12
const LONGEST_HOURS = 24
const MS_PER_MINUTE = 60_000
const MS_PER_HOUR = 3_600_000
const HIGHEST_PORT = 65_535

/** Takes what is given of each name (absent when empty). Gives the settings, or every fault. */
export function readWebSettings(given: WebGiven): Result<WebSettings, readonly string[]> {
  const provider = readProvider(given)
  const names = readNames(given.OIDC_CLAIMS)
  const address = readAddress('WEB_ADDRESS', given.WEB_ADDRESS)
  const idle = readWhole('WEB_IDLE_MINUTES', given.WEB_IDLE_MINUTES, { usual: DEFAULT_IDLE, from: 1, to: LONGEST_IDLE })
  const hours = readWhole('WEB_LONGEST_HOURS', given.WEB_LONGEST_HOURS, {
    usual: DEFAULT_HOURS,
    from: 1,
    to: LONGEST_HOURS,
  })
  const port = readWhole('WEB_DEMO_LOGIN_PORT', given.WEB_DEMO_LOGIN_PORT, { usual: 0, from: 0, to: HIGHEST_PORT })
  if (provider.ok && names.ok && address.ok && idle.ok && hours.ok && port.ok) {
    const limits = { idleMs: idle.value * MS_PER_MINUTE, longestMs: hours.value * MS_PER_HOUR }
    const read = { provider: provider.value, names: names.value, address: address.value, demoPort: port.value }
    return ok({ ...read, limits })
  }
  return no([provider, names, address, idle, hours, port].flatMap((read) => (read.ok ? [] : read.refusal)))
}

const PROVIDER_NAMES = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'] as const

/** All of it or nothing; the secret is never repeated. */
function readProvider(given: WebGiven): Result<WebSettings['provider'], readonly string[]> {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = given
  const told = PROVIDER_NAMES.filter((name) => given[name] !== undefined)
  if (told.length === 0) return ok(null)
  const levels = (given.OIDC_LEVELS ?? '').split(/[\s,]+/).filter(Boolean)
  const missing = PROVIDER_NAMES.filter((name) => given[name] === undefined)
  const faults = missing.map(
    (name) =>
      `${name}: expected a value, since ${told.join(', ')} ${told.length === 1 ? 'is' : 'are'} told; got nothing.`,
  )
  if (issuer === undefined || clientId === undefined || clientSecret === undefined) return no(faults)
  return isAddress(issuer)
    ? ok({ issuer, clientId, clientSecret, levels })
    : no([`OIDC_ISSUER: ${EXPECTED}, got "${issuer}".`])
}

const EXPECTED = 'expected an address that begins with https:// (http:// on this machine alone)'

function readAddress(name: Name, text: string | undefined): Result<string | null, readonly string[]> {
  if (text === undefined) return ok(null)
  const url = URL.parse(text)
  if (url === null || !isAddress(text) || url.pathname !== '/' || url.search !== '' || url.hash !== '')
    return no([`${name}: ${EXPECTED} and has no path, got "${text}".`])
  return ok(url.origin)
}

function isAddress(text: string): boolean {
  const url = URL.parse(text)
  if (url === null || url.username !== '' || url.password !== '') return false
  return url.protocol === 'https:' || (url.protocol === 'http:' && isThisMachine(url.hostname))
}

/** True for a name or an address that leads nowhere but here. */
export const isThisMachine = (host: string): boolean => /^(127(\.\d{1,3}){3}|localhost|\[?::1\]?)$/.test(host)

type Range = { readonly usual: number; readonly from: number; readonly to: number }

function readWhole(
  name: Name,
  text: string | undefined,
  { usual, from, to }: Range,
): Result<number, readonly string[]> {
  if (text === undefined) return ok(usual)
  const isWhole = /^\d{1,5}$/.test(text) && Number(text) >= from && Number(text) <= to
  return isWhole ? ok(Number(text)) : no([`${name}: expected a whole number from ${from} to ${to}, got "${text}".`])
}

const NAME = /^[!-~]{1,100}$/

/** "roles=systemRole,assignment.id=commissionHsaId": those that the provider calls otherwise than is usual. */
function readNames(text = ''): Result<ClaimNames, readonly string[]> {
  const names: Record<ClaimName, string> = { ...CLAIM_NAMES }
  const faults: string[] = []
  for (const told of text
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean)) {
    const [ours = '', theirs = ''] = told.split(/=(.*)/s)
    if (isClaimName(ours) && NAME.test(theirs)) names[ours] = theirs
    else
      faults.push(
        `OIDC_CLAIMS: expected NAME=CLAIM parted by commas, NAME one of ${Object.keys(CLAIM_NAMES).join(', ')}; got "${told}".`,
      )
  }
  return faults.length === 0 ? ok(names) : no(faults)
}

const isClaimName = (text: string): text is ClaimName => Object.hasOwn(CLAIM_NAMES, text)
