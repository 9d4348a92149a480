/** What is posted by others than our own pages, what an answer says to the browser, and addresses that lead elsewhere. */

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { localAddress } from '../../src/auth/localAddress.ts'
import { openBrowser, said } from './browser.ts'
import { type Base, type House, logIn, openBase, openHouse, SVEN, showCard, visitorAt } from './house.ts'

let base: Base
let house: House
before(async () => {
  base = await openBase()
  house = await openHouse(base)
})
after(async () => {
  await house.close()
  await base.close()
})

const save = () => `${house.address}/sida/x/spara`
type Headers = Readonly<Record<string, string>>

describe('a post', () => {
  const OURS: readonly (readonly [string, Headers])[] = [
    ['from a page of ours without referrer, as browsers send it', { origin: 'null', 'sec-fetch-site': 'same-origin' }],
    ['that the user brought about', { 'sec-fetch-site': 'none' }],
    ['of a browser that tells nothing', {}],
  ]
  for (const [name, headers] of OURS)
    test(`${name} is taken with the session's token`, async () => {
      const { browser, visitor } = await logIn(house, SVEN)
      const { status } = await browser.step(save(), { fields: { csrf: visitor.csrf }, headers })
      assert.equal(status, 200)
    })

  test('is taken from our own address as the browser tells it, and with the token in the header of a script', async () => {
    const { browser, visitor } = await logIn(house, SVEN)
    const headers = { origin: house.address, 'sec-fetch-site': 'same-origin', 'x-csrf-token': visitor.csrf }
    assert.equal((await browser.step(save(), { fields: { a: '1' }, headers })).status, 200)
  })

  const FOREIGN: readonly Headers[] = [
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { origin: 'https://elsewhere.invalid' },
    { origin: 'http://127.0.0.1:1' },
    { origin: 'null', 'sec-fetch-site': 'cross-site' },
  ]
  for (const headers of FOREIGN)
    test(`is refused from elsewhere (${JSON.stringify(headers)}), whatever token it has`, async () => {
      const { browser, visitor } = await logIn(house, SVEN)
      const page = await browser.step(save(), { fields: { csrf: visitor.csrf }, headers })
      assert.equal(page.status, 403)
      assert.match(said(page), /Sidan du skickade från är för gammal, eller inte vår\. Inget har registrerats\./)
    })

  test('is refused without the token, with another, with that of another session, and with two', async () => {
    const { browser, visitor } = await logIn(house, SVEN)
    const { visitor: other } = await logIn(house, SVEN)
    const headers = { 'sec-fetch-site': 'same-origin' }
    for (const csrf of ['', 'x', other.csrf, `${visitor.csrf}x`, visitor.csrf.slice(1)])
      assert.equal((await browser.step(save(), { fields: { csrf }, headers })).status, 403, csrf)
    assert.equal((await browser.step(save(), { fields: { a: '1' }, headers })).status, 403)
    assert.equal((await browser.step(save(), { method: 'POST', headers })).status, 403)
    const twice = await fetch(save(), {
      method: 'POST',
      body: new URLSearchParams([
        ['csrf', visitor.csrf],
        ['csrf', visitor.csrf],
      ]),
      headers: { ...headers, cookie: `efrikort=${browser.value('efrikort')}` },
    })
    assert.equal(twice.status, 403)
  })

  for (const path of ['/logga-ut', '/uppdrag'])
    test(`to ${path} is guarded like every other`, async () => {
      const { browser } = await logIn(house, SVEN)
      assert.equal((await browser.step(house.address + path, { fields: { uppdrag: 'x', sprak: 'en' } })).status, 403)
      assert.equal((await visitorAt(browser, `${house.address}/sida`)).employee, 'SE5599990000-E001')
    })

  test('of another language needs no token, but our own site', async () => {
    const { browser } = await logIn(house, SVEN)
    const post = (site: string) =>
      browser.step(`${house.address}/sprak`, { fields: { sprak: 'en' }, headers: { 'sec-fetch-site': site } })
    assert.equal((await post('cross-site')).status, 403)
    assert.equal((await visitorAt(browser, `${house.address}/sida`)).language, 'sv')
    assert.equal((await post('same-origin')).status, 303)
    assert.equal((await visitorAt(browser, `${house.address}/sida`)).language, 'en')
  })

  test('to a route that takes other sites comes through, and to no other', async () => {
    const headers = { origin: 'https://journal.invalid', 'sec-fetch-site': 'cross-site' }
    const browser = openBrowser()
    assert.equal((await browser.step(`${house.address}/utifran`, { fields: { a: '1' }, headers })).status, 200)
    assert.equal((await browser.step(save(), { fields: { a: '1' }, headers })).status, 403)
  })
})

test('the session of a cookie that is sent twice is nobody’s', async () => {
  const { browser } = await logIn(house, SVEN)
  const one = `efrikort=${browser.value('efrikort')}`
  const status = async (cookie: string) =>
    (await fetch(`${house.address}/sida`, { headers: { cookie }, redirect: 'manual' })).status
  assert.equal(await status(one), 200)
  assert.equal(await status(`${one}; efrikort=x`), 303)
  for (const value of ['', 'x', '%00', 'x'.repeat(200), '"x"'])
    assert.equal(await status(`efrikort=${value}`), 303, value)
})

describe('every answer', () => {
  const POLICY =
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; connect-src 'self'; " +
    "manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

  test('says where things may come from, and that no page is kept', async () => {
    const { browser, visitor } = await logIn(house, SVEN)
    const answers = [
      await browser.step(`${house.address}/sida`),
      await browser.step(`${house.address}/uppdrag`),
      await browser.step(`${house.address}/logga-in`),
      await browser.step(save(), { fields: { csrf: visitor.csrf } }),
      await browser.step(save(), { fields: { csrf: 'x' } }),
    ]
    for (const { headers, url, status } of answers) {
      const where = `${status} ${url.pathname}`
      assert.equal(headers.get('content-security-policy'), POLICY, where)
      assert.equal(headers.get('cache-control'), 'no-store', where)
      assert.equal(headers.get('x-content-type-options'), 'nosniff', where)
      assert.equal(headers.get('referrer-policy'), 'no-referrer', where)
      assert.match(headers.get('permissions-policy') ?? '', /camera=\(\)/, where)
      assert.equal(headers.get('strict-transport-security'), null, `${where}: not over http`)
    }
    const style = await browser.step(`${house.address}/logga-in/stil.css`)
    assert.deepEqual([style.status, style.headers.get('cache-control')], [200, 'max-age=3600'])
  })

  test('of the card’s page lets its form lead back to the service, and nowhere else', async () => {
    const page = await openBrowser().visit(`${house.address}/logga-in`)
    assert.match(page.headers.get('content-security-policy') ?? '', new RegExp(`form-action 'self' ${house.address};`))
    assert.match(page.headers.get('content-security-policy') ?? '', /frame-ancestors 'none'/)
  })

  test('the card is not shown to a form of another site, nor tried without a login under way', async () => {
    const browser = openBrowser()
    const page = await browser.visit(`${house.address}/logga-in`)
    const action = new URL(/action="([^"]+)"/.exec(page.text)?.[1] ?? '', page.url)
    const foreign = await browser.step(action, { fields: SVEN, headers: { 'sec-fetch-site': 'cross-site' } })
    assert.deepEqual([foreign.status, /Inloggningen har tagit slut/.test(said(foreign))], [400, true])
    assert.equal((await openBrowser().step(action, { fields: SVEN })).status, 400)
  })
})

describe('where a login leads', () => {
  const ELSEWHERE = [
    'https://elsewhere.invalid/',
    '//elsewhere.invalid',
    '/\\elsewhere.invalid',
    '/\t/elsewhere.invalid',
    '/%0d%0aset-cookie:x',
    'javascript:alert(1)',
    'sida',
    '',
    `/${'x'.repeat(1_001)}`,
    '/.//elsewhere.invalid',
    '/a/..//elsewhere.invalid',
  ]
  for (const told of ELSEWHERE)
    test(`is never elsewhere: ${JSON.stringify(told.slice(0, 40))}`, () => {
      const led = localAddress(told)
      assert.match(led, /^\/($|[^/\\])/)
      assert.equal(new URL(led, 'http://here.invalid').host, 'here.invalid')
    })

  test('is the page with its query, when it is ours', () => {
    assert.equal(localAddress('/patient/abc?visa=allt#x'), '/patient/abc?visa=allt')
    for (const strange of [undefined, null, 1, ['/a'], {}]) assert.equal(localAddress(strange), '/')
  })

  test('is the front page after a login with an address elsewhere, at the login as at the choice and the language', async () => {
    const browser = openBrowser()
    const page = await showCard(browser, `${house.address}/logga-in?till=https://elsewhere.invalid/`, SVEN)
    assert.equal(page.url.href, `${house.address}/`)
    const { csrf } = await visitorAt(browser, `${house.address}/sida`)
    const fields = { csrf, till: '//elsewhere.invalid', uppdrag: 'SE5599990000-M001', sprak: 'sv' }
    for (const path of ['/uppdrag', '/sprak'])
      assert.equal((await browser.step(house.address + path, { fields })).headers.get('location'), '/', path)
  })
})
