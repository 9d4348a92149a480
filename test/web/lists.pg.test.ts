/** The lists of the till through the door of the pages: a unit's day and week, what a provider owes, and the search by a card's number. */

import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { keepFinding } from '../../src/ledger/finding.ts'
import { findableOf } from '../../src/usecases/openFound.ts'
import { done, feeOf } from '../usecases/counter.ts'
import { tillOf } from '../usecases/till.ts'
import { openPages, type PagesWorld, readable } from './world.ts'

const RUT = 'SE2321000198-E001;one'
const LISA = 'SE2321000198-E002;one'
const ADMINISTRATOR = 'SE2321000198-E003;one'
const SVEN = 'SE5599990000-E001;one'

let world: PagesWorld
before(async () => {
  world = await openPages()
})
after(() => world.close())
beforeEach(() => world.counter.setClock('2025-06-02T12:00:00+02:00'))

const keepUp = () => keepFinding(world.counter.pool, (account) => findableOf(world.counter.ports, account))
const rutsTill = () => tillOf(world.counter.ports, 'SE2321000198-E001')
const shown = (person: string): RegExp => new RegExp(person)

describe('a unit’s day', () => {
  test('tells what is in the till, receipts apart, annulled and corrected ones with a word', async () => {
    const { counter } = world
    const [first, second, third] = [counter.stranger(), counter.stranger(), counter.stranger()]
    const till = rutsTill()
    counter.setClock('2025-06-02T08:05:00+02:00')
    const corrected = feeOf(await till.register(first, '2025-06-02', '250.00'))
    const annulled = feeOf(await till.register(second, '2025-06-01', '100.00'))
    done(await till.register(third, '2025-05-20', '300.00', { provider: 'Vårdcentralen Uppsala' }))
    counter.setClock('2025-06-02T12:00:00+02:00')
    done(await till.correct(corrected, '200.00'))
    done(await till.annul(annulled, 'Fel patient'))
    const page = await world.browser(RUT).get('/dagen')
    const text = readable(page)
    assert.match(text, /Registrerat 2 juni 2025 Hälsocentralen Bomhus/)
    assert.match(text, /Taget betalt 200 kr 1 avgift\./)
    assert.match(text, /08\.05 \S+ 2 juni 2025 200 kr Rättad, var 250 kr Rut/)
    assert.match(text, /08\.05 \S+ 1 juni 2025 100 kr Borttagen Rut/)
    assert.match(page.body, /<tr class="gone">[\s\S]*?<s>100\u00a0kr<\/s>/)
    assert.match(
      text,
      /Kvitton från andra vårdgivare De pengarna finns inte i kassan\..*20 maj 2025 Vårdcentralen Uppsala 300 kr/,
    )
    assert.doesNotMatch(page.body, /href="[^"]*22900101/)
  })

  test('leads to a patient without an identity in the address', async () => {
    const { counter } = world
    const person = counter.stranger()
    done(await rutsTill().register(person, '2025-06-02', '250.00'))
    const rut = world.browser(RUT)
    const page = await rut.get('/dagen')
    assert.match(page.body, new RegExp(`<button class="as-link" name="person" value="${person}"`))
    const opened = await rut.submit(page, '/sok', { person })
    assert.match(opened.location, /^\/patient\/[\w-]+$/)
    assert.match(readable(await rut.get(opened.location)), shown(person))
  })

  test('may be chosen, says when there was nothing, and refuses what is no day or has not come', async () => {
    const rut = world.browser(RUT)
    assert.match(
      readable(await rut.get('/dagen?dag=2025-05-01')),
      /Registrerat 1 maj 2025.*Ingen avgift är registrerad/,
    )
    for (const [told, sentence] of [
      ['2025-02-30', 'Dagen finns inte i kalendern.'],
      ['2025-06-03', 'Den dagen har inte varit ännu.'],
    ] as const) {
      const page = await rut.get(`/dagen?dag=${told}`)
      assert.equal(page.status, 422)
      assert.match(page.body, new RegExp(`<a href="#dag">${sentence}</a>`))
    }
  })

  test('counts those who have left since, and tells nothing of them', async () => {
    const { counter } = world
    counter.setClock('2025-06-09T12:00:00+02:00')
    const person = counter.stranger()
    done(await rutsTill().register(person, '2025-06-09', '250.00'))
    done(await counter.leave(person))
    const page = await world.browser(RUT).get('/dagen')
    assert.match(readable(page), /En registrering visas inte: patienten har begärt utträde/)
    assert.doesNotMatch(page.body, shown(person))
  })

  test('comes to seven days of sums by the day of payment, each leading to its day', async () => {
    const { counter } = world
    counter.setClock('2025-08-05T09:00:00+02:00')
    done(await rutsTill().register(counter.stranger(), '2025-07-01', '250.00'))
    counter.setClock('2025-08-07T09:00:00+02:00')
    done(await rutsTill().register(counter.stranger(), '2025-08-07', '100.00'))
    const page = await world.browser(RUT).get('/dagen/sju-dagar')
    const text = readable(page)
    assert.match(text, /7 augusti 2025 1 100 kr 0 kr 6 augusti 2025 0 0 kr 0 kr 5 augusti 2025 1 250 kr 0 kr/)
    assert.match(text, /Tillsammans 2 350 kr 0 kr/)
    assert.match(page.body, /<a href="\/dagen\?dag=2025-08-05">/)
  })

  test('is not for one who only reads', async () => {
    const refused = await world.browser(LISA).get('/dagen')
    assert.equal(refused.status, 403)
    assert.match(readable(refused), /Centralkassan hjälper dig på 026-15 51 20/)
  })
})

describe('what a provider owes', () => {
  test('says so when there is nothing, and the menu then holds no number', async () => {
    const page = await world.browser(SVEN).get('/att-betala-tillbaka')
    assert.match(readable(page), /Det finns inget att betala tillbaka\./)
    assert.doesNotMatch(page.body, /class="tally"/)
  })

  test('is told per visit with its age, in the menu as a number, and as a table to keep', async () => {
    const { counter } = world
    const person = counter.stranger()
    done(await rutsTill().register(person, '2025-05-23', '1400.00'))
    done(await rutsTill().register(person, '2025-05-31', '250.50'))
    await keepUp()
    const rut = world.browser(RUT)
    const page = await rut.get('/att-betala-tillbaka')
    const text = readable(page)
    assert.match(text, /200,50 kr 1 patient\. Det här har tagits ut utöver högkostnadsskyddet\./)
    assert.match(text, /\S+ 31 maj 2025 2 dagar Hälsocentralen Bomhus 250,50 kr 200,50 kr/)
    assert.match((await rut.get('/')).body, /Att betala tillbaka <span class="tally">1<\/span>/)
    const table = await rut.get('/att-betala-tillbaka.csv')
    assert.equal(table.type, 'text/csv; charset=utf-8')
    assert.equal(table.disposition, 'attachment; filename="att-betala-tillbaka-2025-06-02.csv"')
    assert.equal(
      Buffer.from(table.bytes).toString('utf8'),
      `\ufeffPatient;Besök;Enhet;Betald avgift;För mycket;Ålder i dagar\r\n${person};2025-05-31;Hälsocentralen Bomhus;250,50;200,50;2\r\n`,
    )
  })
})

describe('a card’s number', () => {
  test('leads administrators to its holder, says when nobody has it, and is not there for others', async () => {
    const { counter } = world
    const person = counter.stranger()
    done(await rutsTill().register(person, '2025-06-01', '250.00'))
    const number = (await counter.shown(person))?.number ?? ''
    await keepUp()
    const administrator = world.browser(ADMINISTRATOR)
    assert.match((await administrator.get('/')).body, /action="\/sok\/kort"/)
    const found = await administrator.post('/sok/kort', { card: number })
    assert.match(readable(await administrator.get(found.location)), shown(person))
    const unknown = await administrator.post('/sok/kort', { card: '21NOBODY' })
    assert.equal(unknown.status, 422)
    assert.match(readable(unknown), /Det finns inget frikort med det numret/)
    assert.doesNotMatch((await world.browser(RUT).get('/')).body, /\/sok\/kort/)
    const refused = await world.browser(RUT).post('/sok/kort', { card: number })
    assert.equal(refused.status, 403)
  })

  test('that several share leads to a list of them', async () => {
    const { counter } = world
    const [first, second] = [counter.stranger(), counter.stranger()]
    for (const person of [first, second])
      done(await counter.give(person, ['2025-01-01', '2025-12-31'], { number: 'UPPSALA 78', reason: 'VALID_CARD' }))
    await keepUp()
    const administrator = world.browser(ADMINISTRATOR)
    const several = await administrator.post('/sok/kort', { card: 'UPPSALA 78' })
    assert.match(readable(several), /Flera personer har det frikortet\. Välj vem du menar\./)
    const links = [...several.body.matchAll(/<li><a href="(\/patient\/[\w-]+)">(\w+)<\/a>/g)]
    assert.deepEqual(new Set(links.map(([, , person]) => person)), new Set([first, second]))
  })
})
