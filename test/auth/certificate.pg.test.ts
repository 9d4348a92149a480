/** Employees who come in by the certificate of their card, over TLS: the right one, and every other. */

import assert from 'node:assert/strict'
import type { AddressInfo } from 'node:net'
import { after, before, describe, type TestContext, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { openAuth } from '../../src/auth/auth.ts'
import { sessionStore } from '../../src/auth/sessionStore.ts'
import type { Issued } from '../../src/authority/authority.ts'
import type { Composed } from '../../src/compose.ts'
import { momentOf } from '../../src/domain/kernel/moment.ts'
import { openMetrics } from '../../src/observe/metrics.ts'
import { tlsLine } from '../../src/tlsLine.ts'
import { finallyDo } from '../platform/hosts.ts'
import { type Answer, clientOf, filesFor, holding, inDays, newAuthority } from '../service/certificates.ts'
import { openBrowser } from './browser.ts'
import { type Base, isOut, LIMITS, logIn, openBase, openHouse, pagesBehind, SVEN } from './house.ts'

const ROOT = newAuthority('The root')
const CARD = 'SE5599990000-E001'

let base: Base
before(async () => {
  base = await openBase()
})
after(() => base.close())

/** Gives what opens a line for a card: it sends one cookie on, as it was set. */
async function lineFor(t: TestContext) {
  const { files } = filesFor(t, ROOT)
  const environment = { name: null, portsOfRecord: base.world.ports } as unknown as Composed
  const { app } = await tlsLine({
    environments: [environment],
    files,
    logLevel: 'silent',
    metrics: openMetrics({ pools: () => [] }),
    webFor: (holderOf) => (part) =>
      pagesBehind(
        part,
        openAuth({
          ports: base.world.ports,
          store: sessionStore(base.pool),
          limits: LIMITS,
          wayIn: { kind: 'certificate', holderOf },
          address: (request) => `https://${request.host}`,
          isOwnAddress: false,
          isHttps: true,
        }),
      ),
  })
  finallyDo(t, () => app.close())
  await app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = app.server.address() as AddressInfo
  return (issued: Issued | null, isKept = false) => {
    const holder = holding(t, port, { issued, trusts: ROOT.certificate, isKept })
    return {
      logIn: () => holder.send({ path: '/logga-in?till=/sida' }),
      page: (cookie: string) => holder.send({ path: '/sida', headers: { cookie } }),
      post: (cookie: string, body: string, headers: Readonly<Record<string, string>> = {}) =>
        holder.send({
          path: '/sida/x/spara',
          body,
          headers: { cookie, 'content-type': 'application/x-www-form-urlencoded', ...headers },
        }),
      origin: `https://127.0.0.1:${port}`,
    }
  }
}

const cookieOf = ({ headers }: Answer): string => headers['set-cookie']?.[0]?.split(';', 1)[0] ?? ''
const sendsAway = ({ status, headers }: Answer): boolean =>
  status === 303 && headers.location === '/logga-in?till=%2Fsida'

describe('a card at the line', () => {
  test('of an employee in the directory logs in, as the directory knows them, with a cookie for https alone', async (t) => {
    const line = (await lineFor(t))(clientOf(ROOT, CARD.toLowerCase()))
    const entered = await line.logIn()
    assert.deepEqual([entered.status, entered.headers.location], [303, '/sida'])
    assert.match(
      entered.headers['set-cookie']?.[0] ?? '',
      /^__Host-efrikort=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    )
    assert.equal(entered.headers['strict-transport-security'], 'max-age=31536000')
    const told = JSON.parse((await line.page(cookieOf(entered))).body)
    assert.deepEqual([told.employee, told.name, told.assignment], [CARD, 'Sven Sköterska', 'SE5599990000-M001'])
    const posted = await line.post(cookieOf(entered), `csrf=${told.csrf}`, { origin: line.origin })
    assert.equal(posted.status, 200)
    assert.equal(
      (await line.post(cookieOf(entered), `csrf=${told.csrf}`, { origin: 'https://127.0.0.1:1' })).status,
      403,
    )
    assert.equal((await line.post(cookieOf(entered), 'csrf=x')).status, 403)
  })

  test('of one whom the directory does not know, a system or nobody, is told so', async (t) => {
    const open = await lineFor(t)
    for (const hsaId of ['SE2321000198-DEMO', 'SE-NOBODY']) {
      const { status, body, headers } = await open(clientOf(ROOT, hsaId)).logIn()
      assert.equal(status, 403)
      assert.match(body, /Kortet är giltigt, men den som har det är inte känd här/)
      assert.equal(headers['set-cookie'], undefined)
    }
    const nameless = await open(clientOf(ROOT, null)).logIn()
    assert.match(nameless.body, /Inget giltigt kort har visats/)
  })

  test('that has expired, of another issuer, or none at all, comes no further than the handshake', async (t) => {
    const open = await lineFor(t)
    const expired = clientOf(ROOT, CARD, { through: inDays(-0.1) })
    for (const issued of [expired, clientOf(newAuthority('Another'), CARD), null])
      await assert.rejects(open(issued).logIn(), /hang up|ECONNRESET|alert|EPROTO|disconnected/i)
  })

  test('that expires while its line is open is good for nothing more, nor is its session', async (t) => {
    const through = momentOf(Date.now() + 3_000)
    const line = (await lineFor(t))(clientOf(ROOT, CARD, { through }), true)
    const cookie = cookieOf(await line.logIn())
    assert.equal((await line.page(cookie)).status, 200)
    await sleep(Math.max(0, through - Date.now()) + 1_100)
    assert.ok(sendsAway(await line.page(cookie)))
    assert.match((await line.logIn()).body, /Inget giltigt kort har visats/)
  })
})

describe('a session that a card has begun', () => {
  test('is answered to the holder of that card alone', async (t) => {
    const open = await lineFor(t)
    const cookie = cookieOf(await open(clientOf(ROOT, CARD)).logIn())
    assert.ok(sendsAway(await open(clientOf(ROOT, 'SE2321000198-E001')).page(cookie)))
    assert.equal(
      (await open(clientOf(ROOT, CARD)).page(cookie)).status,
      200,
      'another card of the same employee will do',
    )
  })

  test('is nothing on the line of the identity provider, nor the other way about', async (t) => {
    const line = (await lineFor(t))(clientOf(ROOT, CARD))
    const house = await openHouse(base)
    finallyDo(t, () => house.close())
    const browser = openBrowser()
    browser.setValue('efrikort', cookieOf(await line.logIn()).split('=')[1] ?? '')
    assert.ok(await isOut(browser, house))
    const { browser: other } = await logIn(house, SVEN)
    assert.ok(sendsAway(await line.page(`__Host-efrikort=${other.value('efrikort')}`)))
  })
})
