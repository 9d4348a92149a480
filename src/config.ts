/** The service's settings out of its environment, all faults at once, before anything is opened. It changes nothing. */

import { accessSync, constants, existsSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { readWebSettings, WEB_NAMES, type WebSettings } from './auth/webSettings.ts'
import { no, ok, type Result } from './domain/kernel/result.ts'
import { ENVIRONMENT_NAME } from './ledger/environmentName.ts'
import { readCredentials } from './tls/credentials.ts'
import { readTlsSettings, TLS_NAMES, type TlsSettings } from './tls/tlsSettings.ts'

export type Config = {
  /** 0 asks the system for a free port. */
  readonly port: number
  /** Absolute; need not exist yet. */
  readonly dataFolder: string
  readonly database: DatabaseChoice
  readonly logLevel: LogLevel
  /** Where signed heads of the chain are written; absolute, need not exist yet. */
  readonly headsFolder: string
  /** Which environment a tool works in; null: the installation's own. A service serves them all. */
  readonly environment: string | null
  /** The line on which systems call with certificates; null: there is none. */
  readonly tls: TlsSettings | null
  /** Logging in to the web application. */
  readonly web: WebSettings
}

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const
export type LogLevel = (typeof LOG_LEVELS)[number]

export type DatabaseChoice =
  | { readonly kind: 'embedded' }
  /** One's own PostgreSQL. The URL may hold a password: never print it. */
  | { readonly kind: 'url'; readonly url: string }

export type Environment = Readonly<Record<string, string | undefined>>

/** Takes the environment (PORT, EFRIKORT_DATA, DATABASE_URL, LOG_LEVEL, EFRIKORT_HEADS, EFRIKORT_ENVIRONMENT, TLS_…, OIDC_…, WEB_…; empty is absent). Gives the settings, or one message that names every fault. */
export function readConfig(env: Environment): Result<Config, string> {
  const port = readPort(given(env, 'PORT'))
  const dataFolder = resolve(given(env, 'EFRIKORT_DATA') ?? join(import.meta.dirname, '..', 'data'))
  const database = readDatabase(given(env, 'DATABASE_URL'))
  const folder =
    database.ok && database.value.kind === 'url' ? ok(dataFolder) : checkFolder('EFRIKORT_DATA', dataFolder)
  const logLevel = readLogLevel(given(env, 'LOG_LEVEL'))
  const headsFolder = resolve(given(env, 'EFRIKORT_HEADS') ?? join(dataFolder, 'heads'))
  const heads = checkFolder('EFRIKORT_HEADS', headsFolder)
  const environment = readEnvironment(given(env, 'EFRIKORT_ENVIRONMENT'))
  const tls = readTls(env, port.ok ? port.value : 0)
  const web = readWebSettings(Object.fromEntries(WEB_NAMES.map((name) => [name, given(env, name)])))
  if (port.ok && folder.ok && database.ok && logLevel.ok && heads.ok && environment.ok && tls.ok && web.ok) {
    const read = {
      port: port.value,
      database: database.value,
      logLevel: logLevel.value,
      environment: environment.value,
      tls: tls.value,
      web: web.value,
    }
    return ok({ ...read, dataFolder, headsFolder })
  }
  const isOfHeads = given(env, 'EFRIKORT_HEADS') !== undefined
  const faults = [port, folder, database, logLevel, environment, ...(isOfHeads || folder.ok ? [heads] : [])].flatMap(
    (setting) => (setting.ok ? [] : [`  ${setting.refusal}`]),
  )
  const ofLines = [tls, web].flatMap((setting) => (setting.ok ? [] : setting.refusal.map((fault) => `  ${fault}`)))
  return no(['The settings in the environment cannot be used:', ...faults, ...ofLines].join('\n'))
}

function given(env: Environment, name: string): string | undefined {
  const value = env[name]?.trim()
  return value === '' ? undefined : value
}

const DEFAULT_PORT = 8080
const HIGHEST_PORT = 65_535

function readPort(text: string | undefined): Result<number, string> {
  if (text === undefined) return ok(DEFAULT_PORT)
  if (/^\d{1,5}$/.test(text) && Number(text) <= HIGHEST_PORT) return ok(Number(text))
  return no(`PORT: expected a whole number from 1 to ${HIGHEST_PORT} (0 for any free port), got "${text}".`)
}

function readLogLevel(text = 'info'): Result<LogLevel, string> {
  const level = LOG_LEVELS.find((known) => known === text)
  return level === undefined ? no(`LOG_LEVEL: expected one of ${LOG_LEVELS.join(', ')}, got "${text}".`) : ok(level)
}

function readEnvironment(text: string | undefined): Result<string | null, string> {
  if (text === undefined) return ok(null)
  if (ENVIRONMENT_NAME.test(text)) return ok(text)
  return no('EFRIKORT_ENVIRONMENT: expected the name of an environment (small letters and digits), got something else.')
}

/** Also whether the files hold what they must: a service that cannot let in whom it should is better not started. */
function readTls(env: Environment, port: number): Result<TlsSettings | null, readonly string[]> {
  const settings = readTlsSettings(Object.fromEntries(TLS_NAMES.map((name) => [name, given(env, name)])))
  if (!settings.ok || settings.value === null) return settings
  if (port > 0 && port === settings.value.port)
    return no([`TLS_PORT: expected another port than PORT, got ${port} for both.`])
  const credentials = readCredentials(settings.value.files)
  return credentials.ok ? settings : credentials
}

/** The folder itself may be missing, but the nearest one above it that exists must take a new folder. */
function checkFolder(setting: string, folder: string): Result<string, string> {
  let nearest = folder
  while (!existsSync(nearest) && dirname(nearest) !== nearest) nearest = dirname(nearest)
  if (!statSync(nearest).isDirectory()) return no(`${setting}: expected a folder, but ${nearest} is a file.`)
  try {
    accessSync(nearest, constants.W_OK | constants.X_OK)
    return ok(folder)
  } catch {
    return no(`${setting}: expected a folder that this user may write to, but may not write to ${nearest}.`)
  }
}

const URL_FORM = 'DATABASE_URL: expected postgres://user:password@host:5432/database'

/** The text is never repeated in a fault: it may hold a password. */
function readDatabase(text: string | undefined): Result<DatabaseChoice, string> {
  if (text === undefined) return ok({ kind: 'embedded' })
  const url = URL.parse(text)
  if (url === null) {
    return no(`${URL_FORM}, got something else (signs like # / ? @ in the password are written %23 %2F %3F %40).`)
  }
  if (url.protocol !== 'postgres:' && url.protocol !== 'postgresql:') {
    return no(`${URL_FORM}, got another kind of address.`)
  }
  if (url.pathname.length < 2) return no(`${URL_FORM}, got none: the database's name is missing at the end.`)
  if (![url.username, url.password, url.pathname, url.hostname].every(isWellEscaped)) {
    return no(`${URL_FORM}, got a % that is followed by no two hexadecimal digits (a % itself is written %25).`)
  }
  return ok({ kind: 'url', url: text })
}

function isWellEscaped(part: string): boolean {
  try {
    decodeURIComponent(part)
    return true
  } catch {
    return false
  }
}
