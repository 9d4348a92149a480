/** A patient handed over from a journal system: by the clerk's browser, or by a reference that the system asks for. */

import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { openPages, type PagesWorld, readable } from './world.ts'

const RUT = 'SE2321000198-E001;one'
const PERSON = '19900101-2385'
const FORM = { 'content-type': 'application/x-www-form-urlencoded' }
const JSON_TYPE = { 'content-type': 'application/json' }

let world: PagesWorld
before(async () => {
  world = await openPages()
})
after(() => world.close())
beforeEach(() => world.counter.setClock('2025-06-02T12:00:00+02:00'))

/** As a journal's page posts it: with nothing of ours. */
const handedOver = async (payload: string): Promise<string> => {
  const headers = { ...FORM, origin: 'https://journal.example', 'sec-fetch-site': 'cross-site' }
  const answer = await world.app.inject({ method: 'POST', url: '/oppna', headers, payload })
  assert.equal(answer.statusCode, 303)
  return String(answer.headers.location)
}
const formOf = (person: string): string => new URLSearchParams({ person }).toString()
const asked = (payload: string, headers: Readonly<Record<string, string>> = JSON_TYPE) =>
  world.app.inject({ method: 'POST', url: '/oppna/referens', headers, payload })

describe('a journal’s page posts whom to open', () => {
  test('and one who is logged in comes to the patient, without an identity in any address', async () => {
    const address = await handedOver(formOf(PERSON))
    assert.match(address, /^\/oppna\/[\w-]{32}$/)
    const rut = world.browser(RUT)
    const opened = await rut.get(address)
    assert.match(opened.location, /^\/patient\/[\w-]+$/)
    assert.match(readable(await rut.get(opened.location)), /19900101-2385/)
  })

  test('one who is not logged in goes by login, and the reference is still good', async () => {
    const address = await handedOver(formOf(PERSON))
    const stranger = await world.app.inject({ url: address })
    assert.equal(stranger.headers.location, `/logga-in?returnTo=${encodeURIComponent(address)}`)
    assert.equal((await world.browser(RUT).get(address)).status, 303)
  })

  test('it is good once, and for five minutes', async () => {
    const rut = world.browser(RUT)
    const [used, late] = [await handedOver(formOf(PERSON)), await handedOver(formOf(PERSON))]
    assert.equal((await rut.get(used)).status, 303)
    world.counter.setClock('2025-06-02T12:05:00+02:00')
    for (const address of [used, late, '/oppna/no-such-reference']) {
      const page = await rut.get(address)
      assert.equal(page.status, 410)
      assert.match(readable(page), /Patienten kunde inte öppnas.*har redan använts eller är för gammal/)
    }
  })

  test('a number that is nobody’s is told when it is opened; nothing to read leads to the search', async () => {
    const page = await world.browser(RUT).get(await handedOver(formOf('19900101-2386')))
    assert.equal(page.status, 410)
    assert.match(readable(page), /Numret som journalsystemet skickade stämmer inte/)
    assert.equal(await handedOver(''), '/')
    assert.equal(await handedOver(formOf('9'.repeat(41))), '/')
  })
})

describe('a calling system asks for a reference', () => {
  test('and gets the address that its clerk is to open', async () => {
    const answer = await asked(JSON.stringify({ person: PERSON }))
    assert.equal(answer.statusCode, 200)
    const { address } = answer.json<{ address: string }>()
    assert.match(address, /^https:\/\/till\.example\/oppna\/[\w-]{32}$/)
    const opened = await world.browser(RUT).get(address.slice('https://till.example'.length))
    assert.match(opened.location, /^\/patient\/[\w-]+$/)
  })

  test('if it is known; what cannot be read is refused, and repeated nowhere', async () => {
    const unknown = { ...JSON_TYPE, 'x-rivta-original-serviceconsumer-hsaid': 'SE2321000198-NOBODY' }
    const refused = await asked(JSON.stringify({ person: PERSON }), unknown)
    assert.deepEqual([refused.statusCode, refused.json()], [401, { refusal: 'SystemUnknown' }])
    for (const payload of ['', '{', '[]', 'null', '{"person":1}', '{"person":""}', `{"person":"${PERSON}"`]) {
      const answer = await asked(payload)
      assert.deepEqual([answer.statusCode, answer.json()], [400, { refusal: 'PersonMissing' }], payload)
    }
    const large = await asked(JSON.stringify({ person: '1'.repeat(5_000) }))
    assert.equal(large.statusCode, 413)
  })
})
