/** The door of the pages: who comes in, what a broken page answers, and what the frame weighs. */

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { type FastifyInstance, fastify } from 'fastify'
import type { Auth } from '../../src/auth/visitor.ts'
import { html } from '../../src/markup/html.ts'
import type { Ports } from '../../src/usecases/ports.ts'
import { webDoor } from '../../src/web/door.ts'
import type { Page } from '../../src/web/page.ts'
import { search } from '../../src/web/pages/search/search.ts'
import { readAssets } from '../../src/web/static.ts'
import { bareWorld } from '../http/bareWorld.ts'
import { csrfOf, standInAuth, VISITOR_HEADER } from './standIn.ts'

const RUT = 'SE2321000198-E001;one'
const LISA = 'SE2321000198-E002;one'
const assets = readAssets()

async function doorWith(...told: readonly (Page | Partial<Auth>)[]): Promise<FastifyInstance> {
  const pages = told.filter((one): one is Page => 'address' in one)
  const changed = told.filter((one) => !('address' in one))
  const ports = { ...bareWorld(), settings: { known: () => ({ principal: () => null }) } } as unknown as Ports
  const app = fastify()
  await app.register((part) =>
    webDoor(part, {
      ports,
      auth: Object.assign(standInAuth(ports.directory), ...changed),
      pages,
      assets,
    }),
  )
  return app
}

const as = (visitor: string) => ({ [VISITOR_HEADER]: visitor })
const form = (fields: Record<string, string>) => new URLSearchParams(fields).toString()
const POSTED = { 'content-type': 'application/x-www-form-urlencoded' }

const broken: Page = {
  method: 'GET',
  address: '/broken',
  act: null,
  answer: () => Promise.reject(new Error('the secret of the house')),
}

const saved: Page = {
  method: 'POST',
  address: '/saved',
  act: null,
  answer: async ({ posted }) => ({ kind: 'fragment', body: html`${posted['name'] ?? ''}` }),
}

test('one who is not logged in is sent to login, and comes back to where they were going', async () => {
  const app = await doorWith(search)
  const answer = await app.inject({ url: '/?a=b' })
  assert.equal(answer.statusCode, 303)
  assert.equal(answer.headers.location, '/logga-in?returnTo=%2F%3Fa%3Db')
})

test('what was posted without a session is kept for the patient’s page; what a script posts by itself is not', async () => {
  const kept: string[] = []
  const keepForm = async (_request: unknown, returnTo: string | null): Promise<string> => {
    kept.push(String(returnTo))
    return '/logga-in/igen'
  }
  const answer = saved.answer
  const app = await doorWith(
    { keepForm },
    { method: 'POST', address: '/patient/:reference/avgift', act: null, answer },
    { method: 'POST', address: '/patient/:reference/quote', act: null, answer, isKept: false },
  )
  const post = (url: string) => app.inject({ method: 'POST', url, headers: POSTED, payload: form({ amount: '250' }) })
  assert.equal((await post('/patient/abc/avgift')).headers.location, '/logga-in/igen')
  assert.equal((await post('/patient/abc/quote')).headers.location, '/logga-in?returnTo=%2Fpatient%2Fabc')
  assert.deepEqual(kept, ['/patient/abc'])
})

test('a broken page answers calmly, with the number of the request and no detail', async () => {
  const app = await doorWith(broken)
  const answer = await app.inject({ url: '/broken', headers: as(RUT) })
  assert.equal(answer.statusCode, 500)
  assert.match(answer.body, /Något gick fel hos oss/)
  assert.match(answer.body, /Uppge det här numret om du ringer: req-/)
  assert.doesNotMatch(answer.body, /secret/)
})

test('a form without the session’s token, or with another’s, does nothing', async () => {
  const app = await doorWith(saved)
  for (const csrf of ['', csrfOf('SE2321000198-E001;two')]) {
    const headers = { ...as(RUT), ...POSTED }
    const answer = await app.inject({ method: 'POST', url: '/saved', headers, payload: form({ csrf, name: 'x' }) })
    assert.equal(answer.statusCode, 403)
    assert.match(answer.body, /Sidan var för gammal/)
  }
})

test('a form with it is read, the first of several values counts, and what is put in stays text', async () => {
  const app = await doorWith(saved)
  const payload = `${form({ csrf: csrfOf(RUT), name: '<b>' })}&name=second`
  const answer = await app.inject({ method: 'POST', url: '/saved', headers: { ...as(RUT), ...POSTED }, payload })
  assert.equal(answer.body, '&lt;b&gt;')
})

test('what a role is not granted is refused before the page is asked, and is not in the menu', async () => {
  const app = await doorWith({ ...broken, address: '/dagen', act: 'readUnitDay', menu: 'day' }, search)
  const refused = await app.inject({ url: '/dagen', headers: as(LISA) })
  assert.equal(refused.statusCode, 403)
  assert.match(refused.body, /Din behörighet räcker inte för det här/)
  assert.match(refused.body, /Centralkassan hjälper dig på 026-15 51 20/)
  assert.doesNotMatch(refused.body, /Dagens registreringar/)
  const allowed = await app.inject({ url: '/', headers: as(RUT) })
  assert.match(allowed.body, /Dagens registreringar/)
})

test('styles and scripts are served for ever under an address that changes with them', async () => {
  const app = await doorWith(search)
  const answer = await app.inject({ url: assets.addressOf('till.css') })
  assert.equal(answer.statusCode, 200)
  assert.equal(answer.headers['content-encoding'], 'br')
  assert.match(String(answer.headers['cache-control']), /immutable/)
  assert.match(assets.addressOf('page.js'), /^\/static\/[\w-]{12}\/page\.js$/)
})

test('a first visit weighs less than 60 kB over the wire, font apart', async () => {
  const app = await doorWith(search)
  const { rawPayload } = await app.inject({ url: '/', headers: as(RUT) })
  const weights = [...assets.weights].filter(([name]) => !name.endsWith('.woff2')).map(([, weight]) => weight)
  const total = weights.reduce((sum, weight) => sum + weight, gzipSync(rawPayload).length)
  assert.ok(total < 60_000, `${total} bytes`)
})

test('in English everything around the page is English', async () => {
  const app = await doorWith(search)
  const { body } = await app.inject({ url: '/', headers: as(`${RUT};en`) })
  assert.match(body, /<html lang="en">/)
  assert.match(body, /Personal identity, coordination or reserve number/)
  assert.doesNotMatch(body, /Sök frikort/)
})

const missing: Page = { method: 'GET', address: '/missing', act: null, answer: async () => ({ kind: 'missing' }) }
const refused: Page = {
  method: 'GET',
  address: '/refused',
  act: null,
  answer: async () => ({ kind: 'refusal', refusal: { kind: 'OptedOut' } }),
}

test('whatever is refused, old, missing or broken says whom to call and when', async () => {
  const app = await doorWith(missing, refused, broken, saved, { ...broken, address: '/dagen', act: 'readUnitDay' })
  const asked = [
    ['GET', '/missing', 404],
    ['GET', '/refused', 403],
    ['GET', '/broken', 500],
    ['GET', '/dagen', 403],
    ['POST', '/saved', 403],
  ] as const
  for (const [method, url, status] of asked) {
    const { statusCode, body } = await app.inject({ method, url, headers: { ...as(LISA), ...POSTED } })
    assert.equal(statusCode, status, url)
    assert.match(body, /Centralkassan hjälper dig på 026-15 51 20, 8\.00–12\.00\./, url)
  }
})

test('a page that breaks tells it in the language that was chosen', async () => {
  const app = await doorWith(broken)
  const { body } = await app.inject({ url: '/broken', headers: as(`${RUT};en`) })
  assert.match(body, /Something went wrong on our side[\s\S]*Centralkassan helps you on 026-15 51 20/)
})

test('a number stands beside a page in the menu when there is one, and is not counted for those who may not see it', async () => {
  let counted = 0
  const tally = async () => {
    counted += 1
    return 3
  }
  const app = await doorWith({ ...broken, address: '/owed', act: 'readOwed', menu: 'owed', tally }, search)
  const allowed = await app.inject({ url: '/', headers: as(RUT) })
  assert.match(allowed.body, /Att betala tillbaka <span class="tally">3<\/span>/)
  assert.equal(counted, 1)
  assert.doesNotMatch((await app.inject({ url: '/', headers: as(LISA) })).body, /tally/)
  assert.equal(counted, 1)
})
