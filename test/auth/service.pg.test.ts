/** Login in the service as its own process, as an operator starts it: with the demo's provider, without where others may come, and what its log says. */

import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { DATABASES } from '../ledger/databases.ts'
import { finallyDo, makeFolder } from '../platform/hosts.ts'
import { clientOf, filesFor, holding, newAuthority } from '../service/certificates.ts'
import { type Service, startService } from '../service/process.ts'
import { openBrowser, said } from './browser.ts'
import { RUT, SVEN, showCard } from './house.ts'

const start = (
  t: TestContext,
  settings: Readonly<Record<string, string>>,
  dataFolder = `${makeFolder(t)}/data`,
): Service => startService(t, { EFRIKORT_DATA: dataFolder, ...settings })

test('the demo tells who can log in, lets them in, and knows them after a restart; its log names nobody', async (t) => {
  const dataFolder = `${makeFolder(t)}/data`
  const service = start(t, {}, dataFolder)
  const address = await service.address
  assert.match(service.stdout(), new RegExp(`Log in +${address}/`))
  assert.match(service.stdout(), /SE5599990000-E001 \(Sven Sköterska, PIN 2222\)/)
  const browser = openBrowser()
  const wrong = await showCard(browser, `${address}/logga-in`, { ...SVEN, pin: '9' })
  assert.match(said(wrong), /Fel PIN-kod/)
  await browser.submit(wrong, /^\/kort\//, SVEN)
  assert.ok(browser.value('efrikort'))
  await openBrowser().visit(`${address}/logga-in/svar?code=${SVEN.kort}&state=x`)
  assert.doesNotMatch(service.stderr(), /E001|Sven|Sköterska|oidc-provider|2222/i)
  assert.match(service.stderr(), /"why":"old","msg":"a login was refused"/)
  assert.equal(await service.signal('SIGTERM'), 0)

  const again = start(t, {}, dataFolder)
  const { status, headers } = await browser.step(`${await again.address}/uppdrag`)
  assert.deepEqual([status, headers.get('location')], [200, null])
})

const [, outside] = DATABASES
test('two services on one database know each other’s sessions', { skip: outside?.skip ?? true }, async (t) => {
  const database = await (outside ?? assert.fail()).open()
  finallyDo(t, database.stop)
  const url = 'connectionString' in database.place ? database.place.connectionString : assert.fail()
  const one = start(t, { DATABASE_URL: url })
  const first = await one.address
  const second = await start(t, { DATABASE_URL: url }).address
  const browser = openBrowser()
  const choice = await showCard(browser, `${first}/logga-in?till=/uppdrag`, RUT)
  const chosen = await browser.submit({ ...choice, url: new URL(second) }, '/uppdrag', { uppdrag: 'SE2321000198-M002' })
  assert.equal(chosen.url.origin, second)
  assert.match((await browser.visit(`${first}/uppdrag`)).text, /value="SE2321000198-M002" required checked/)
  await browser.submit(await browser.visit(`${second}/uppdrag`), '/logga-ut', {})
  assert.equal((await browser.step(`${first}/uppdrag`)).status, 303)
})

const BEYOND: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  ['the line with certificates listens beyond this machine', { TLS_HOST: '0.0.0.0' }],
  ['browsers come by an address beyond this machine', { WEB_ADDRESS: 'https://efrikort.invalid' }],
]
for (const [name, settings] of BEYOND)
  test(`where ${name}, nobody plays a card, and an employee's certificate still logs in`, async (t) => {
    const root = newAuthority('The root')
    const { settings: files } = filesFor(t, root)
    const service = start(t, { TLS_PORT: '0', ...files, ...settings })
    const page = await openBrowser().visit(`${await service.address}/logga-in`)
    assert.equal(page.status, 503)
    assert.match(said(page), /Ingen inloggningstjänst är inställd/)
    assert.doesNotMatch(service.stdout(), /PIN/)
    const port = Number(/answered at https:\/\/[\d.]+:(\d+)/.exec(service.stdout())?.[1])
    const line = holding(t, port, { issued: clientOf(root, RUT.kort), trusts: root.certificate, isKept: false })
    const { status, headers } = await line.send({ path: '/logga-in' })
    assert.deepEqual([status, headers.location], [303, '/uppdrag?till=%2F'])
  })

test('a provider that does not answer is told, and asked again at the next login', async (t) => {
  const OIDC = { OIDC_ISSUER: 'http://127.0.0.1:9', OIDC_CLIENT_ID: 'e-frikort', OIDC_CLIENT_SECRET: 'hemligt' }
  const service = start(t, OIDC)
  const page = await openBrowser().visit(`${await service.address}/logga-in`)
  assert.equal(page.status, 503)
  assert.match(said(page), /Inloggningstjänsten svarar inte\. Försök igen om en stund\./)
  assert.doesNotMatch(service.stderr() + service.stdout(), /hemligt|PIN/)
})
