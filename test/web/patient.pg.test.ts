/** The patient's page through the door of the pages: what is seen first, by whom, and what nobody sees. */

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { setting } from '../usecases/counter.ts'
import { ADAM, CECILIA, LISA, NOON, RUT, SVEN, someoneWith } from './actsWorld.ts'
import { openPages, type PagesWorld, readable } from './world.ts'

const PROTECTED = '22750303ZZ08'

describe('the patient’s page', () => {
  let world: PagesWorld
  before(async () => {
    world = await openPages()
  })
  after(() => world.close())

  const someone = (...fees: readonly (readonly [string, string])[]) => someoneWith(world.counter, fees)
  const shown = async (visitor: string, person: string) => {
    const browser = world.browser(visitor)
    return browser.get(await browser.find(person))
  }

  test('the number is taken with or without century and separator; what is nobody’s is told beside the field, and stays', async () => {
    world.counter.setClock(NOON)
    const rut = world.browser(RUT)
    const at = await rut.find('900101-2385')
    assert.equal(await rut.find('19900101-2385'), at)
    assert.match(readable(await rut.get(at)), /19900101-2385 Test Testsson 35 år · personnummer/)
    const wrong = await rut.post('/sok', { person: '900101-2386"><script>' })
    assert.equal(wrong.status, 422)
    assert.match(wrong.body, /<title>Fel: Sök frikort/)
    assert.match(readable(wrong), /Numret stämmer inte/)
    assert.match(wrong.body, /value="900101-2386&quot;&gt;&lt;script&gt;"/)
    assert.match(wrong.body, /aria-invalid="true"/)
  })

  test('nothing registered, below the limit, preliminary, final, expired: each state has its word and its figures', async () => {
    assert.match(readable(await shown(RUT, await someone())), /Inga avgifter registrerade/)
    const below = await someone(['2025-05-02', '1200.00'])
    assert.match(readable(await shown(RUT, below)), /Ej uppnått Betalt 1 200 av 1 450 kr 250 kr kvar till frikort/)
    const reached = await someone(['2025-01-10', '1000.00'], ['2025-05-02', '500.00'])
    const preliminary = readable(await shown(RUT, reached))
    assert.match(preliminary, /Preliminärt frikort Gäller till och med 9 januari 2026/)
    assert.match(preliminary, /Blir slutligt 4 juni 2025 klockan 12\.00/)
    assert.match(preliminary, /50 kr för mycket betalt/)
    world.counter.setClock('2025-06-05T12:00:00+02:00')
    assert.match(readable(await shown(RUT, reached)), /Frikort uppnått/)
    world.counter.setClock('2026-02-01T12:00:00+02:00')
    assert.match(readable(await shown(RUT, reached)), /Utgånget frikort Gick ut 9 januari 2026/)
    world.counter.setClock(NOON)
  })

  test('what to charge is full, capped up to the card, or nothing', async () => {
    const full = readable(await shown(RUT, await someone(['2025-05-02', '100.00'])))
    assert.match(full, /1 Besök 250 kr/)
    const capped = readable(await shown(RUT, await someone(['2025-05-02', '1250.00'])))
    assert.match(capped, /1 Besök Ordinarie 250 kr 200 kr upp till frikort/)
    const free = readable(await shown(RUT, await someone(['2025-05-02', '1450.00'])))
    assert.match(free, /1 Besök Ordinarie 250 kr 0 kr fritt/)
  })

  test('the time line says in words what it draws, and why it is so stands beside the state', async () => {
    const text = readable(await shown(RUT, await someone(['2025-04-02', '250.00'], ['2025-05-02', '100.00'])))
    assert.match(text, /2 avgifter räknas, tillsammans 350 kr, den äldsta från 2 april 2025\./)
    assert.match(text, /Nästa att falla bort är 250 kr, efter 1 april 2026\./)
    assert.match(text, /Varför\? Den 2 juni 2025 räknas 250 kr för besöket 2 april 2025/)
  })

  test('another provider’s staff see day and amount alone, and change nothing', async () => {
    const person = await someone(['2025-05-02', '250.00'])
    const page = await shown(SVEN, person)
    assert.match(readable(page), /2 maj 2025 Annan vårdgivare 250 kr Gäller/)
    assert.doesNotMatch(readable(page), /Bomhus|primärvården/)
    assert.doesNotMatch(page.body, /\/ratta"|\/ta-bort"|\/flytta"/)
  })

  test('a fee that one’s provider took is seen whole, and changed by the provider that registered it alone', async () => {
    world.counter.setClock(NOON)
    const person = world.counter.stranger()
    const taken = { careProvider: 'SE5599990000-B', careUnit: 'SE5599990000-B1' }
    await world.counter.register(person, '2025-05-02', '250.00', taken)
    const theirs = await shown(SVEN, person)
    assert.match(readable(theirs), /2 maj 2025 Läkarhuset Gavlan, mottagningen Läkarhuset Gavlan AB 250 kr/)
    assert.doesNotMatch(theirs.body, /\/ratta"/)
    assert.match((await shown(RUT, person)).body, /\/ratta"/)
  })

  test('one’s own fees are changeable where they stand; support changes anyone’s, a reader nobody’s', async () => {
    const person = await someone(['2025-05-02', '250.00'])
    for (const visitor of [RUT, CECILIA]) assert.match((await shown(visitor, person)).body, /\/ratta"/)
    const read = await shown(LISA, person)
    assert.doesNotMatch(read.body, /\/ratta"|Registrera avgift|\/kvitto"/)
    assert.match(readable(read), /Besök 250 kr/)
  })

  test('a protected identity is marked: no name, and no place of others', async () => {
    world.counter.setClock(NOON)
    await world.counter.register(PROTECTED, '2025-05-02', '250.00')
    const text = readable(await shown(SVEN, PROTECTED))
    assert.match(text, /Skyddad identitet/)
    assert.match(text, /Annan vårdgivare/)
    assert.doesNotMatch(text, /Skyddad person|Bomhus/)
  })

  test('of one who has left nothing is shown but that, and whom to call', async () => {
    const person = await someone(['2025-05-02', '333.00'])
    await world.counter.leave(person)
    const text = readable(await shown(RUT, person))
    assert.match(text, /Har begärt utträde Patienten har begärt utträde ur e-frikort/)
    assert.match(text, /Centralkassan hjälper dig på 026-15 51 20/)
    assert.doesNotMatch(text, /333|Att ta betalt/)
  })

  test('a reference of another session, or of nobody, leads nowhere; nor does one that is only typed', async () => {
    const person = await someone(['2025-05-02', '250.00'])
    const at = await world.browser(RUT).find(person)
    const others = world.browser('SE2321000198-E001;two')
    for (const address of [at, '/patient/0', `/patient/${person}`, `${at}/avgift`, `${at}/kvitto`, `${at}/changes`]) {
      const answer = await others.get(address)
      assert.equal(answer.status, 404, address)
      assert.match(readable(answer), /Sidan finns inte/)
    }
    const posted = await others.post(`${at}/avgift`, {
      choice: '0:25000',
      visit: '2025-06-02',
      token: crypto.randomUUID(),
    })
    assert.equal(posted.status, 404)
  })

  test('a provider’s name that is markup stays text wherever it is shown', async () => {
    world.counter.setClock(NOON)
    const person = world.counter.stranger()
    const hostile = '<img src=x onerror=alert(1)>"&'
    await world.counter.register(person, '2025-05-02', '250.00', { careProvider: hostile, careUnit: null })
    const page = await shown(RUT, person)
    assert.match(page.body, /&lt;img src=x onerror=alert\(1\)&gt;&quot;&amp;/)
    assert.doesNotMatch(page.body, /<img/)
    const form = await world.browser(RUT).get(/href="([^"]+\/ratta)"/.exec(page.body)?.[1] ?? '')
    assert.match(form.body, /value="&lt;img src=x onerror=alert\(1\)&gt;&quot;&amp;"/)
  })

  test('where one must be asked first, nothing is shown before that', async () => {
    const person = await someone()
    await world.counter.set(setting('optIn', '2023-05-31', 'asked'))
    const text = readable(await shown(RUT, person))
    assert.match(text, /Samtycke saknas Patienten har inte samtyckt/)
    await world.counter.set(setting('optIn', '2023-06-01', 'presumed'))
  })

  test('an administrator finds a patient by the card’s number, and is told when nobody has it', async () => {
    world.counter.setClock(NOON)
    assert.match((await world.browser(ADAM).get('/')).body, /action="\/sok\/kort"/)
    assert.doesNotMatch((await world.browser(RUT).get('/')).body, /action="\/sok\/kort"/)
    assert.equal((await world.browser(RUT).post('/sok/kort', { card: '21AAAAAAAAAA' })).status, 403)
    const none = await world.browser(ADAM).post('/sok/kort', { card: '21AAAAAAAAAA' })
    assert.match(readable(none), /Det finns inget frikort med det numret/)
  })
})
