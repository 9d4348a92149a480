/** A service with login on a real PostgreSQL, its clock set by the test, the demo's own identity provider beside it, and a small page behind the login. */

import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import type { Pool } from 'pg'
import { openAuth } from '../../src/auth/auth.ts'
import { CLAIM_NAMES } from '../../src/auth/claims.ts'
import { type IdentityProvider, identityProvider } from '../../src/auth/identityProvider.ts'
import { forgetKeptForm, keptForm } from '../../src/auth/keptForm.ts'
import { type CardHolder, startLocalProvider } from '../../src/auth/localProvider/localProvider.ts'
import { sessionStore } from '../../src/auth/sessionStore.ts'
import type { Auth } from '../../src/auth/visitor.ts'
import { demoHolders } from '../../src/demoHolders.ts'
import { httpApp } from '../../src/http/app.ts'
import { applicationPool } from '../../src/ledger/connect.ts'
import { migrate } from '../../src/ledger/migrate.ts'
import { DATABASES } from '../ledger/databases.ts'
import { type World, worldOn } from '../usecases/world.ts'
import { type Browser, openBrowser, type Page } from './browser.ts'

export const RUT = { kort: 'SE2321000198-E001', pin: '1111' }
export const SVEN = { kort: 'SE5599990000-E001', pin: '2222' }
export const KALLE = { kort: 'SE2321000198-E005', pin: '6666' }
export const VERA = { kort: 'SE2321000198-E006', pin: '7777' }
export type Card = typeof RUT

export const LIMITS = { idleMs: 15 * 60_000, longestMs: 12 * 3_600_000 }

export type Base = {
  readonly pool: Pool
  readonly world: World
  readonly close: () => Promise<void>
}

/** A new database with a clock that stands at noon on 2 June 2025 until it is set. */
export async function openBase(): Promise<Base> {
  const [embedded] = DATABASES
  if (embedded === undefined) throw new Error('the embedded database is the first of the kinds')
  const database = await embedded.open()
  await migrate(database.place, () => undefined)
  const pool = applicationPool(database.place, () => undefined)
  const world = await worldOn(pool)
  const close = async (): Promise<void> => {
    await pool.end()
    await database.stop()
  }
  return { pool, world, close }
}

export type House = {
  readonly address: string
  readonly close: () => Promise<void>
}

type Wanted = {
  readonly holders?: readonly CardHolder[]
  /** No identity provider at all. */
  readonly isWithout?: boolean
  readonly cardNow?: () => number
  readonly levels?: readonly string[]
}

/** One process of the service, as it were: several on one base share what is in the database alone. */
export async function openHouse({ pool, world }: Base, wanted: Wanted = {}): Promise<House> {
  let address = ''
  let provider: IdentityProvider | null = null
  const auth = openAuth({
    ports: world.ports,
    store: sessionStore(pool),
    limits: LIMITS,
    wayIn: { kind: 'provider', provider: () => provider, names: CLAIM_NAMES },
    address: () => address,
    isOwnAddress: true,
    isHttps: false,
  })
  const app = await httpApp(world.ports, [], { quiet: true, web: (part) => pagesBehind(part, auth) })
  await app.listen({ host: '127.0.0.1', port: 0 })
  address = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
  const claimNames = [CLAIM_NAMES.employee, CLAIM_NAMES.name, CLAIM_NAMES.roles, CLAIM_NAMES.assignments]
  const { holders = demoHolders(), isWithout = false, cardNow = Date.now, levels = [] } = wanted
  const local = await startLocalProvider({ holders, service: address, claimNames, port: 0, now: cardNow })
  if (!isWithout) provider = identityProvider({ ...local.settings, levels })
  const close = async (): Promise<void> => void (await Promise.all([app.close(), local.close()]))
  return { address, close }
}

/** A page that tells the visitor as JSON, and takes a form. */
export function pagesBehind(part: FastifyInstance, auth: Auth): void {
  auth.register(part)
  part.get('/sida', async (request, reply) => {
    const visitor = await auth.visitorOf(request)
    if (visitor === null) return reply.redirect(auth.loginAddress(request.url), 303)
    const { person, remember } = request.query as Record<string, string | undefined>
    if (remember !== undefined) await visitor.remember('note', remember)
    const reference = person === undefined ? null : await visitor.refer(person)
    const { employee, name, assignment } = visitor.staff
    const switchable = visitor.assignments.map(({ id }) => id)
    const told = {
      employee,
      name,
      assignment: assignment.id,
      provider: assignment.provider,
      switchable,
      csrf: visitor.csrf,
    }
    return { ...told, language: visitor.language, reference, note: visitor.recall('note'), kept: keptForm(visitor) }
  })
  part.get('/sida/:reference', async (request, reply) => {
    const visitor = await auth.visitorOf(request)
    if (visitor === null) return reply.redirect(auth.loginAddress(request.url), 303)
    return { person: visitor.personOf((request.params as { reference: string }).reference) }
  })
  part.post('/sida/:reference/spara', async (request, reply) => {
    const visitor = await auth.visitorOf(request)
    const { reference } = request.params as { reference: string }
    if (visitor === null) return reply.redirect(await auth.keepForm(request, `/sida/${reference}`), 303)
    await forgetKeptForm(visitor)
    return { saved: request.body, person: visitor.personOf(reference) }
  })
  part.post('/bara-post', async (request, reply) => {
    const visitor = await auth.visitorOf(request)
    if (visitor === null) return reply.redirect(await auth.keepForm(request, null), 303)
    return { saved: request.body }
  })
  part.post('/utifran', { config: { takesOtherSites: true } }, async () => ({ taken: true }))
}

/** Goes through the card's page. Gives where that leads to. */
export async function showCard(browser: Browser, address: string, card: Card): Promise<Page> {
  const page = await browser.visit(address)
  return browser.submit(page, /^\/kort\//, card)
}

/** One who is logged in and has chosen the first assignment. Gives what the page tells of the visitor. */
export async function logIn(house: House, card: Card, browser: Browser = openBrowser()) {
  const page = await showCard(browser, `${house.address}/logga-in?till=/sida`, card)
  const [, first] = /name="uppdrag" value="([^"]+)"/.exec(page.text) ?? []
  const end = first === undefined ? page : await browser.submit(page, '/uppdrag', { uppdrag: first })
  return { browser, page: end, visitor: JSON.parse(end.text) as VisitorTold }
}

export type VisitorTold = {
  readonly employee: string
  readonly name: string
  readonly assignment: string
  readonly provider: string
  readonly switchable: readonly string[]
  readonly csrf: string
  readonly language: string
  readonly reference: string | null
  readonly note: unknown
  readonly kept: { readonly page: string; readonly postedTo: string; readonly fields: unknown } | null
}

export const visitorAt = async (browser: Browser, address: string): Promise<VisitorTold> =>
  JSON.parse((await browser.visit(address)).text) as VisitorTold

/** True when the page behind the login sends one away. */
export const isOut = async (browser: Browser, house: House): Promise<boolean> => {
  const { status, headers } = await browser.step(`${house.address}/sida`)
  return status === 303 && headers.get('location') === '/logga-in?till=%2Fsida'
}
