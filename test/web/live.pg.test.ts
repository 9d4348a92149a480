/** A page that stands open hears of changes over a line that stays open; what was posted too late comes back to who posted it. */

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { openPages, type PagesWorld, readable } from './world.ts'

const RUT = 'SE2321000198-E001;one'
const NOON = '2025-06-02T12:00:00+02:00'
const TODAY = '2025-06-02'

const PATIENCE_MS = 10_000
const LOOK_AGAIN_MS = 20

/** How soon it is told is the benchmark's to say; here it is told at all. */
async function told(events: readonly string[]): Promise<void> {
  const tired = performance.now() + PATIENCE_MS
  while (events.length === 0 && performance.now() < tired) await setTimeout(LOOK_AGAIN_MS)
}

describe('pages that stand open', () => {
  let world: PagesWorld
  before(async () => {
    world = await openPages()
    world.counter.setClock(NOON)
  })
  after(() => world.close())

  test('a change at another till is told, and nothing is told before it', async () => {
    const person = world.counter.stranger()
    const browser = world.browser(RUT)
    const at = await browser.find(person)
    const { body } = await browser.get(at)
    const seen = /data-seen="([^"]*)"/.exec(body)?.[1] ?? ''
    const line = await world.listen(RUT, `${at}/changes?seen=${seen}`)
    await setTimeout(1_200)
    assert.deepEqual(line.events, [])
    await world.counter.register(person, '2025-06-01', '250.00')
    await told(line.events)
    assert.deepEqual(line.events, ['changed'])
    line.close()
  })

  test('one who comes with an older state is told at once', async () => {
    const person = world.counter.stranger()
    await world.counter.register(person, '2025-06-01', '250.00')
    const at = await world.browser(RUT).find(person)
    const line = await world.listen(RUT, `${at}/changes?seen=0`)
    await told(line.events)
    assert.deepEqual(line.events, ['changed'])
    line.close()
  })

  test('what was posted with an ended session is shown again with the same token, sent once, and then gone', async () => {
    const person = world.counter.stranger()
    const browser = world.browser(RUT)
    const at = await browser.find(person)
    const token = crypto.randomUUID()
    const fields = { token, choice: '0:25000', amount: '', visit: TODAY, provider: '<i>' }
    world.keep(RUT, { page: at, postedTo: `${at}/avgift`, fields })
    const page = await browser.get(at)
    assert.match(readable(page), /Det här hann inte sparas innan du loggades ut.*Besöksdag 2025-06-02/)
    assert.doesNotMatch(page.body, /<i>/)
    const form = page.body.slice(page.body.indexOf('kept-form'))
    assert.match(form, new RegExp(`name="token" value="${token}"`))
    const saved = await browser.submit({ ...page, body: form }, `${at}/avgift`)
    assert.equal(saved.status, 303)
    const after = await browser.get(saved.location)
    assert.doesNotMatch(readable(after), /hann inte sparas/)
    await browser.post(`${at}/avgift`, fields)
    assert.equal((await world.counter.shown(person))?.paid, 25_000)
  })

  test('it can be thrown away, and leads nowhere but to a page of ours', async () => {
    const browser = world.browser(RUT)
    world.keep(RUT, { page: '/', postedTo: 'https://elsewhere.example/', fields: { amount: '1' } })
    const page = await browser.get('/')
    assert.doesNotMatch(page.body, /elsewhere/)
    assert.equal((await browser.post('/glom', { kept: '1', back: '//elsewhere.example' })).location, '/')
    assert.doesNotMatch(readable(await browser.get('/')), /hann inte sparas/)
  })
})
