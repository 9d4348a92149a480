/** Statement and receipt at the till: as a page and as PDF, in both languages, for those who may print, without an identity in address or file name. */

import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { textOf, WITHOUT_POPPLER } from '../documents/pdf.ts'
import { done, feeOf } from '../usecases/counter.ts'
import { tillOf } from '../usecases/till.ts'
import { type Answered, openPages, type PagesWorld, readable } from './world.ts'

const RUT = 'SE2321000198-E001;one'
const SVEN = 'SE5599990000-E001;one'
const LISA = 'SE2321000198-E002;one'
const PROTECTED = '22750303ZZ08'

let world: PagesWorld
before(async () => {
  world = await openPages()
})
after(() => world.close())
beforeEach(() => world.counter.setClock('2025-06-02T12:00:00+02:00'))

const tillFor = (employee: string) => tillOf(world.counter.ports, employee)
const ruts = () => tillFor('SE2321000198-E001')

const isPdf = ({ status, type, bytes }: Answered): boolean =>
  status === 200 && type === 'application/pdf' && Buffer.from(bytes.subarray(0, 5)).toString() === '%PDF-'

describe('the statement', () => {
  test('shows what counts as a page, what others took under a mask, and by whom it is issued', async () => {
    const person = world.counter.stranger()
    done(await ruts().register(person, '2025-05-20', '250.00'))
    done(await tillFor('SE5599990000-E001').register(person, '2025-05-21', '100.00'))
    const rut = world.browser(RUT)
    const at = await rut.find(person)
    assert.match((await rut.get(at)).body, new RegExp(`<a href="${at}/utdrag">Skriv ut utdrag</a>`))
    const text = readable(await rut.get(`${at}/utdrag`))
    assert.match(text, /Utdrag ur e-frikort/)
    assert.match(text, /Ej uppnått 1 100 kr återstår till frikort/)
    assert.match(text, /20 maj 2025 Region Gävleborg, primärvården Hälsocentralen Bomhus 250 kr/)
    assert.match(text, /21 maj 2025 Annan vårdgivare 100 kr/)
    assert.match(text, /Summa 350 kr/)
    assert.match(text, /Utfärdat av Region Gävleborg, primärvården, Hälsocentralen Bomhus/)
    assert.match(text, /Frågor Centralkassan, telefon 026-15 51 20, 8\.00–12\.00/)
  })

  test('is in the other language when that is chosen, whatever the page is in', async () => {
    const person = world.counter.stranger()
    done(await ruts().register(person, '2025-05-20', '250.00'))
    const rut = world.browser(RUT)
    const at = await rut.find(person)
    const page = await rut.get(`${at}/utdrag?sprak=en`)
    assert.match(page.body, /<html lang="sv">/)
    assert.match(page.body, /<article class="paper" lang="en"/)
    assert.match(readable(page), /Statement of patient fees.*20 May 2025.*Total SEK 250/)
    const inEnglish = world.browser(`${RUT};en`)
    assert.match(readable(await inEnglish.get(`${at}/utdrag`)), /Back to the patient.*Statement of patient fees/)
  })

  test('is an accessible PDF whose name tells nobody', async () => {
    const person = world.counter.stranger()
    done(await ruts().register(person, '2025-05-20', '250.00'))
    const rut = world.browser(RUT)
    const at = await rut.find(person)
    const swedish = await rut.get(`${at}/utdrag.pdf`)
    assert.ok(isPdf(swedish))
    assert.equal(swedish.disposition, 'inline; filename="utdrag-2025-06-02.pdf"')
    assert.match(Buffer.from(swedish.bytes).toString('latin1'), /pdfuaid/)
    assert.ok(isPdf(await rut.get(`${at}/utdrag.pdf?sprak=en`)))
  })

  test('in PDF says the same', { skip: WITHOUT_POPPLER }, async () => {
    const person = world.counter.stranger()
    done(await ruts().register(person, '2025-05-20', '250.00'))
    const rut = world.browser(RUT)
    const at = await rut.find(person)
    assert.match(textOf((await rut.get(`${at}/utdrag.pdf`)).bytes), /Utdrag ur e-frikort.*20 maj 2025.*Summa 250 kr/)
    assert.match(textOf((await rut.get(`${at}/utdrag.pdf?sprak=en`)).bytes), /Statement of patient fees.*Total SEK 250/)
  })

  test('holds the earlier cards too when they are asked for', async () => {
    const person = world.counter.stranger()
    world.counter.setClock('2024-03-01T12:00:00+01:00')
    done(await ruts().register(person, '2024-03-01', '1400.00'))
    world.counter.setClock('2025-06-02T12:00:00+02:00')
    done(await ruts().register(person, '2025-05-20', '250.00'))
    const rut = world.browser(RUT)
    const at = await rut.find(person)
    assert.doesNotMatch(readable(await rut.get(`${at}/utdrag`)), /1 mars 2024/)
    assert.match(readable(await rut.get(`${at}/utdrag?frikort=alla`)), /20 maj 2025.*Utgånget.*1 mars 2024/)
  })

  test('of one with nothing registered says so', async () => {
    const rut = world.browser(RUT)
    const at = await rut.find(world.counter.stranger())
    assert.match(readable(await rut.get(`${at}/utdrag`)), /Inga avgifter är registrerade, så det finns inget frikort\./)
    assert.ok(isPdf(await rut.get(`${at}/utdrag.pdf`)))
  })

  test('of a protected identity shows neither name nor place', async () => {
    done(await ruts().register(PROTECTED, '2025-05-20', '250.00'))
    const rut = world.browser(RUT)
    const text = readable(await rut.get(`${await rut.find(PROTECTED)}/utdrag`))
    assert.match(text, /Namn, vårdgivare och vårdenheter skrivs inte ut/)
    assert.doesNotMatch(text, /Skyddad person|Bomhus|primärvården/)
  })

  test('is for those too who only read, leaves its line in the access log, and is of this session alone', async () => {
    const person = world.counter.stranger()
    done(await ruts().register(person, '2025-05-20', '250.00'))
    const lisa = world.browser(LISA)
    const at = await lisa.find(person)
    assert.equal((await lisa.get(`${at}/utdrag`)).status, 200)
    const { rows } = await world.counter.pool.query(
      'select employee, act from access_log where person_id = $1 and act = $2',
      [person, 'printStatement'],
    )
    assert.deepEqual(rows, [{ employee: 'SE2321000198-E002', act: 'printStatement' }])
    for (const paper of ['utdrag', 'utdrag.pdf', 'kvitto/any'])
      assert.equal((await world.browser(RUT).get(`${at}/${paper}`)).status, 404)
  })

  test('is refused for one who has left, with the number of Centralkassan', async () => {
    const person = world.counter.stranger()
    done(await ruts().register(person, '2025-05-20', '250.00'))
    done(await world.counter.leave(person))
    const rut = world.browser(RUT)
    const text = readable(await rut.get(`${await rut.find(person)}/utdrag`))
    assert.match(text, /Har begärt utträde.*026-15 51 20/)
    assert.doesNotMatch(text, /250 kr/)
  })
})

describe('the receipt', () => {
  test('is offered when a fee has been registered, and beside each fee that was paid here', async () => {
    const rut = world.browser(RUT)
    const person = world.counter.stranger()
    const at = await rut.find(person)
    const page = await rut.get(at)
    const saved = await rut.submit(page, `${at}/avgift`, { choice: '0:25000', visit: '2025-06-02', amount: '' })
    const told = await rut.get(saved.location)
    const [, receipt = ''] = /<a href="([^"]+)">Skriv ut kvitto<\/a>/.exec(told.body) ?? []
    assert.match(receipt, /^\/patient\/[\w-]+\/kvitto\/[\w-]+$/)
    const pdf = await rut.get(receipt)
    assert.ok(isPdf(pdf))
    assert.equal(pdf.disposition, 'inline; filename="kvitto-2025-06-02.pdf"')
    assert.match(
      told.body,
      new RegExp(`<a href="${receipt}" aria-label="Kvitto på 250\u00a0kr för besöket 2 juni 2025">Kvitto</a>`),
    )
  })

  test('says what was paid and what remains', { skip: WITHOUT_POPPLER }, async () => {
    const person = world.counter.stranger()
    const fee = feeOf(await ruts().register(person, '2025-05-20', '250.00'))
    const rut = world.browser(RUT)
    const at = await rut.find(person)
    assert.match(textOf((await rut.get(`${at}/kvitto/${fee}`)).bytes), /Kvitto.*250 kr.*20 maj 2025.*1 200 kr återstår/)
    assert.match(textOf((await rut.get(`${at}/kvitto/${fee}?sprak=en`)).bytes), /Receipt.*SEK 250.*SEK 1,200 remains/)
  })

  test('is not given for money that another took, for one that was removed, or of somebody else', async () => {
    const [person, other] = [world.counter.stranger(), world.counter.stranger()]
    const till = ruts()
    const abroad = feeOf(await till.register(person, '2025-05-20', '300.00', { provider: 'Vårdcentralen Uppsala' }))
    const removed = feeOf(await till.register(person, '2025-05-21', '250.00'))
    done(await till.annul(removed, 'Fel patient'))
    const svens = feeOf(await tillFor('SE5599990000-E001').register(person, '2025-05-22', '250.00'))
    const others = feeOf(await till.register(other, '2025-05-22', '250.00'))
    const rut = world.browser(RUT)
    const at = await rut.find(person)
    for (const fee of [abroad, removed, svens, others, 'no-such-fee'])
      assert.equal((await rut.get(`${at}/kvitto/${fee}`)).status, 404, fee)
    const sven = world.browser(SVEN)
    assert.ok(isPdf(await sven.get(`${await sven.find(person)}/kvitto/${svens}`)))
  })
})
