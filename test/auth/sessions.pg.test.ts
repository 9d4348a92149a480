/** How long a session lasts, what ends it, what it remembers, and what is kept of a form that came too late. */

import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { sessionStore } from '../../src/auth/sessionStore.ts'
import { goneAt } from '../../src/auth/sessions.ts'
import { momentOf } from '../../src/domain/kernel/moment.ts'
import { type Browser, openBrowser, said } from './browser.ts'
import {
  type Base,
  type House,
  isOut,
  LIMITS,
  logIn,
  openBase,
  openHouse,
  RUT,
  SVEN,
  showCard,
  type VisitorTold,
  visitorAt,
} from './house.ts'

const PERSON = '199001012385'
const OTHER_PERSON = '191212121212'

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
beforeEach(() => base.world.setClock('2025-06-02T12:00:00+02:00'))

const at = (time: string) => base.world.setClock(`2025-06-02T${time}+02:00`)
const page = (query = '') => `${house.address}/sida${query}`
const SAME_ORIGIN = { 'sec-fetch-site': 'same-origin' }

const isKnown = async (browser: Browser) => (await visitorAt(browser, page())).employee

describe('a session', () => {
  test('ends when nobody has done anything for fifteen minutes, and not before', async () => {
    const { browser } = await logIn(house, SVEN)
    at('12:14:59')
    assert.equal(await isOut(browser, house), false)
    at('12:29:58')
    assert.equal(await isOut(browser, house), false, 'what was done at 12:14:59 counts')
    at('12:44:58')
    assert.ok(await isOut(browser, house))
  })

  test('ends after twelve hours, however much is done', async () => {
    const { browser } = await logIn(house, SVEN)
    for (let minutes = 14; minutes < 12 * 60; minutes += 14) {
      base.world.setClock(new Date(Date.parse('2025-06-02T10:00:00Z') + minutes * 60_000).toISOString())
      assert.equal(await isOut(browser, house), false, `${minutes} minutes`)
    }
    base.world.setClock('2025-06-03T00:00:00+02:00')
    assert.ok(await isOut(browser, house))
  })

  test('is not kept alive by a page that listens by itself', async () => {
    const { browser } = await logIn(house, SVEN)
    at('12:10:00')
    await browser.step(page(), { headers: { accept: 'text/event-stream' } })
    at('12:15:00')
    assert.ok(await isOut(browser, house))
  })

  test('has a new id at each login, also when the browser came with one', async () => {
    const browser = openBrowser()
    browser.setValue('efrikort', 'A'.repeat(43))
    await logIn(house, SVEN, browser)
    const first = browser.value('efrikort')
    assert.match(first ?? '', /^[\w-]{43}$/)
    assert.notEqual(first, 'A'.repeat(43))
    at('13:00:00')
    await logIn(house, SVEN, browser)
    const second = browser.value('efrikort')
    assert.notEqual(second, first)
    const old = openBrowser()
    old.setValue('efrikort', first ?? '')
    assert.ok(await isOut(old, house), 'the id of before is good for nothing')
  })

  test('ends at logout for everyone who holds its id', async () => {
    const { browser, visitor } = await logIn(house, SVEN)
    const thief = openBrowser()
    thief.setValue('efrikort', browser.value('efrikort') ?? '')
    assert.equal(await isOut(thief, house), false)
    const { url, text } = await browser.visit(`${house.address}/logga-ut`, {
      fields: { csrf: visitor.csrf },
      headers: SAME_ORIGIN,
    })
    assert.equal(url.pathname, '/logga-in/ute')
    assert.match(text, /Ta ut ditt kort/)
    assert.equal(browser.value('efrikort'), undefined)
    assert.ok(await isOut(thief, house))
  })

  test('is known by two services on one database, and after a restart', async () => {
    const { browser } = await logIn(house, RUT)
    const told = await visitorAt(browser, page(`?person=${PERSON}&remember=half`))
    const second = await openHouse(base)
    try {
      assert.deepEqual(await visitorAt(browser, `${second.address}/sida`), { ...told, reference: null })
      const { text } = await browser.visit(`${second.address}/sida/${told.reference}`)
      assert.deepEqual(JSON.parse(text), { person: PERSON })
      await browser.visit(`${second.address}/logga-ut`, { fields: { csrf: told.csrf }, headers: SAME_ORIGIN })
      assert.ok(await isOut(browser, house))
    } finally {
      await second.close()
    }
  })

  test('stands in the table by the digest of its id alone', async () => {
    const { browser } = await logIn(house, SVEN)

    const { rows } = await base.pool.query('select * from web_session')
    assert.ok(rows.length > 0)
    assert.ok(
      !JSON.stringify(rows.map((row) => ({ ...row, digest: row.digest.toString('base64url') }))).includes(
        browser.value('efrikort') ?? '',
      ),
    )
  })

  test('its cookie is for this host, out of reach of scripts and of other sites', async () => {
    const { browser } = await logIn(house, SVEN)
    const value = browser.value('efrikort')
    assert.equal(browser.cookie('efrikort'), `efrikort=${value}; Path=/; HttpOnly; SameSite=Lax`)
  })
})

describe('what a session remembers', () => {
  test('a person has one reference in it, random, that leads to nobody in another session', async () => {
    const { browser } = await logIn(house, SVEN)
    const { reference } = await visitorAt(browser, page(`?person=${PERSON}`))
    assert.match(reference ?? '', /^[\w-]{20}$/)
    assert.equal((await visitorAt(browser, page(`?person=${PERSON}`))).reference, reference)
    assert.notEqual((await visitorAt(browser, page(`?person=${OTHER_PERSON}`))).reference, reference)
    const leads = async (who: Browser) => JSON.parse((await who.visit(page(`/${reference}`))).text)
    assert.deepEqual(await leads(browser), { person: PERSON })
    const { browser: other } = await logIn(house, SVEN)
    assert.deepEqual(await leads(other), { person: null })
  })

  test('the same person asked for twice at once gets one reference', async () => {
    const { browser } = await logIn(house, SVEN)
    const told = await Promise.all(Array.from({ length: 5 }, () => visitorAt(browser, page(`?person=${PERSON}`))))
    assert.equal(new Set(told.map(({ reference }) => reference)).size, 1)
  })

  test('what is remembered is there at the next page, and gone with the logout', async () => {
    const { browser, visitor } = await logIn(house, SVEN)
    assert.equal(visitor.note, null)
    assert.equal((await visitorAt(browser, page('?remember=half'))).note, 'half')
    assert.equal((await visitorAt(browser, page())).note, 'half')
    await browser.visit(`${house.address}/logga-ut`, { fields: { csrf: visitor.csrf }, headers: SAME_ORIGIN })
    assert.equal((await logIn(house, SVEN, browser)).visitor.note, null)
  })

  test('what has ended is deleted an hour later, with everything that it remembered', async () => {
    await base.pool.query('delete from web_session')
    await logIn(house, SVEN)
    const { browser } = await logIn(house, RUT)
    await browser.visit(page(`?person=${PERSON}&remember=x`))
    const store = sessionStore(base.pool)
    const count = async () => Number((await base.pool.query('select count(*) from web_session')).rows[0].count)
    const forgetAt = (time: string) => {
      at(time)
      const now = base.world.ports.now()
      return store.forget({ ...goneAt(now, LIMITS), loginsBegunBefore: momentOf(now - 1) })
    }
    await forgetAt('13:14:59')
    assert.ok((await count()) >= 2)
    await forgetAt('13:15:01')
    assert.equal(await count(), 0)
    for (const table of ['web_reference', 'web_memory', 'web_login'])
      assert.equal((await base.pool.query(`select from ${table}`)).rowCount, 0, table)
  })
})

describe('a form that is sent when the session has ended', () => {
  const typed = { belopp: '250', datum: '2025-06-02' }

  /** Fills in a form, lets the session end, and sends it. Gives the page that follows. */
  async function sendTooLate(
    browser: Browser,
    told: VisitorTold,
    fields: Record<string, string> = { ...typed, csrf: told.csrf },
  ) {
    at('12:20:00')
    return browser.visit(page(`/${told.reference}/spara`), { fields, headers: SAME_ORIGIN })
  }

  async function atWork(card = SVEN) {
    const { browser } = await logIn(house, card)
    return { browser, told: await visitorAt(browser, page(`?person=${PERSON}`)) }
  }

  test('is kept, the page says so, and it comes back to the same employee, on the page of the same person', async () => {
    const { browser, told } = await atWork()
    const late = await sendTooLate(browser, told)
    assert.equal(late.url.pathname, '/logga-in/igen')
    assert.match(said(late), /Det du skrev är sparat, men inget har registrerats/)
    const back = await showCard(
      browser,
      new URL(/href="(\/logga-in\?[^"]+)"/.exec(late.text)?.[1] ?? '', late.url).href,
      SVEN,
    )
    assert.equal(back.url.pathname, `/sida/${told.reference}`)
    assert.deepEqual(JSON.parse(back.text), { person: PERSON })
    const { kept } = await visitorAt(browser, page())
    assert.deepEqual(kept, {
      page: `/sida/${told.reference}`,
      postedTo: `/sida/${told.reference}/spara`,
      fields: typed,
    })
  })

  test('comes back also in another browser, and once it has been sent it is gone', async () => {
    const { browser, told } = await atWork()
    await sendTooLate(browser, told)
    const { browser: other, visitor } = await logIn(house, SVEN)
    assert.deepEqual(visitor.kept?.fields, typed)
    const fields = { ...typed, csrf: visitor.csrf }
    const sent = await other.visit(page(`/${told.reference}/spara`), { fields, headers: SAME_ORIGIN })
    assert.deepEqual(JSON.parse(sent.text), { saved: fields, person: PERSON })
    assert.equal((await visitorAt(other, page())).kept, null)
  })

  test('is never shown to another, not even in the same browser', async () => {
    const { browser, told } = await atWork()
    await sendTooLate(browser, told)
    const { visitor } = await logIn(house, RUT, browser)
    assert.deepEqual([visitor.employee, visitor.kept], ['SE2321000198-E001', null])
    assert.deepEqual(JSON.parse((await browser.visit(page(`/${told.reference}`))).text), { person: null })
    assert.deepEqual((await logIn(house, SVEN)).visitor.kept?.fields, typed, 'and waits for its own')
  })

  test('is not kept when its token is not of the session, nor when the employee had logged out', async () => {
    const { browser, told } = await atWork(RUT)
    assert.match(said(await sendTooLate(browser, told, { ...typed, csrf: 'forged' })), /Inget har registrerats/)
    at('12:00:00')
    await browser.visit(`${house.address}/logga-ut`, { fields: { csrf: told.csrf }, headers: SAME_ORIGIN })
    assert.doesNotMatch(said(await sendTooLate(browser, told)), /är sparat/)
    assert.equal((await logIn(house, RUT)).visitor.kept, null)
  })

  test('is given up after an hour', async () => {
    const { browser, told } = await atWork(RUT)
    await sendTooLate(browser, told)
    at('13:15:01')
    assert.equal((await logIn(house, RUT, browser)).visitor.kept, null)
  })

  test('to a page that cannot show it again, comes back on a page of its own, to be sent or thrown away', async () => {
    const lateTo = async (browser: Browser) => {
      base.world.setClock('2025-06-02T12:00:00+02:00')
      const { visitor } = await logIn(house, RUT, browser)
      at('12:20:00')
      const fields = { ...typed, nyckel: 'x'.repeat(22), csrf: visitor.csrf }
      const late = await browser.visit(`${house.address}/bara-post`, { fields, headers: SAME_ORIGIN })
      const again = new URL(/href="(\/logga-in\?[^"]+)"/.exec(late.text)?.[1] ?? '', late.url).href
      return showCard(browser, again, RUT)
    }
    const browser = openBrowser()
    const shown = await lateTo(browser)
    assert.equal(shown.url.pathname, '/logga-in/sparat')
    assert.match(said(shown), /^Det du skrev finns kvar .* belopp 250 datum 2025-06-02 /)
    const { csrf } = await visitorAt(browser, page())
    const sent = await browser.submit(shown, '/bara-post', {})
    assert.deepEqual(JSON.parse(sent.text), { saved: { csrf, ...typed, nyckel: 'x'.repeat(22) } })
    assert.equal((await browser.step(`${house.address}/logga-in/sparat`)).headers.get('location'), '/', 'once')

    const other = openBrowser()
    await other.submit(await lateTo(other), '/logga-in/sparat', {})
    assert.equal((await visitorAt(other, page())).kept, null)
  })

  test('a page that stayed open works on when the employee is back, without anything kept', async () => {
    const { browser, told } = await atWork(RUT)
    at('12:20:00')
    await logIn(house, RUT, browser)
    const fields = { ...typed, csrf: told.csrf }
    const sent = await browser.visit(page(`/${told.reference}/spara`), { fields, headers: SAME_ORIGIN })
    assert.deepEqual(JSON.parse(sent.text), { saved: fields, person: PERSON })
    assert.equal(await isKnown(browser), 'SE2321000198-E001')
  })
})
