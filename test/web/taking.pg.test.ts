/** In and out of the service, and read consent, at the till; with every no. */

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { eraseDue } from '../../src/usecases/eraseDue.ts'
import { done, setting } from '../usecases/counter.ts'
import { CECILIA, LISA, NOON, type Patients, patientsOf, RUT, SVEN } from './actsWorld.ts'
import { openPages, type PagesWorld, readable } from './world.ts'

describe('in and out of the service, and consent, at the till', () => {
  let world: PagesWorld
  let patients: Patients
  before(async () => {
    world = await openPages()
    patients = patientsOf(world)
  })
  after(() => world.close())

  const opened = async (person: string, visitor = RUT) => {
    const browser = world.browser(visitor)
    return { browser, at: await browser.find(person) }
  }

  test('read consent is given and taken back for the visitor’s own provider; what others took is seen meanwhile', async () => {
    world.counter.setClock(NOON)
    const { browser, at } = await opened(await patients.withFees('2025-05-01'), SVEN)
    assert.match(readable(await browser.get(at)), /Annan vårdgivare/)
    const before = await browser.get(`${at}/samtycke`)
    assert.match(readable(before), /Läkarhuset Gavlan AB ser bara dag och belopp för avgifter hos andra vårdgivare\./)
    const given = await browser.submit(before, `${at}/samtycke/lasning`)
    const seen = readable(await browser.get(given.location))
    assert.match(seen, /Sparat\. Samtycket till läsning är registrerat\./)
    assert.match(seen, /Hälsocentralen Bomhus/)
    const after = await browser.get(`${at}/samtycke`)
    assert.match(readable(after), /Läkarhuset Gavlan AB får se vilka vårdgivare och enheter/)
    const withdrawn = await browser.submit(after, `${at}/samtycke/lasning`)
    const masked = readable(await browser.get(withdrawn.location))
    assert.match(masked, /Samtycket till läsning är borttaget\./)
    assert.match(masked, /Annan vårdgivare/)
    const twice = await browser.submit(after, `${at}/samtycke/lasning`)
    assert.equal(twice.status, 303)
  })

  test('of a protected identity it is said that consent shows nothing more', async () => {
    world.counter.setClock(NOON)
    const { browser, at } = await opened('22750303ZZ08')
    const page = await browser.get(`${at}/samtycke`)
    assert.match(
      readable(page),
      /Patienten har skyddad identitet: andra vårdgivare visas inte, inte ens med samtycke\./,
    )
    assert.doesNotMatch(page.body, /Skyddad person/)
  })

  test('support lets a patient leave, told first what goes, what stays and when it is erased; the till brings them back whole', async () => {
    const person = await patients.withFinalCard()
    const support = await opened(person, CECILIA)
    const page = await support.browser.get(`${support.at}/samtycke`)
    assert.match(readable(page), /Registrera utträde/)
    const form = await support.browser.get(`${support.at}/samtycke/uttrade`)
    const text = readable(form)
    assert.match(text, /5 avgifter, 1 500 kr tillsammans, visas inte och räknas inte längre\./)
    assert.match(text, /Frikort 21\w{10}, som gäller till och med 9 januari 2026, kan inte längre visas i kassan\./)
    assert.match(text, /50 kr som patienten har betalat för mycket\. Det ska betalas tillbaka ändå\./)
    assert.match(text, /Uppgifterna raderas efter 30 dagar\./)
    const left = await support.browser.submit(form, `${support.at}/samtycke/uttrade`)
    assert.equal(left.status, 303, left.body)
    const again = await support.browser.submit(form, `${support.at}/samtycke/uttrade`)
    assert.equal(again.location, left.location)
    const gone = readable(await support.browser.get(left.location))
    assert.match(gone, new RegExp(`^${person} Sparat\\. Utträdet är registrerat\\. Har begärt utträde`))
    assert.match(gone, /Patienten har begärt utträde ur e-frikort\./)
    assert.doesNotMatch(gone, /300 kr/)
    const till = await opened(person)
    assert.match(
      readable(await till.browser.get(till.at)),
      /Patienten har begärt utträde ur e-frikort\..*Inträde och samtycke/,
    )
    const consent = await till.browser.get(`${till.at}/samtycke`)
    assert.match(
      readable(consent),
      /Det som fanns före utträdet kommer tillbaka, om det inte är raderat\. Det raderas 30 dagar efter utträdet\./,
    )
    assert.doesNotMatch(consent.body, /lasning/)
    const back = await till.browser.submit(consent, `${till.at}/samtycke/intrade`)
    const restored = readable(await till.browser.get(back.location))
    assert.match(restored, /Sparat\. Inträdet är registrerat\./)
    assert.match(restored, /Frikort uppnått Gäller till och med 9 januari 2026/)
  })

  test('after the days an account begins from nothing', async () => {
    world.counter.setClock(NOON)
    const person = await patients.withFees('2025-05-01')
    done(await world.counter.leave(person))
    world.counter.setClock('2025-07-10T12:00:00+02:00')
    await eraseDue(world.counter.ports)
    const { browser, at } = await opened(person)
    const back = await browser.submit(await browser.get(`${at}/samtycke`), `${at}/samtycke/intrade`)
    assert.match(readable(await browser.get(back.location)), /Inga avgifter registrerade/)
  })

  test('of one in a group the others are told of', async () => {
    world.counter.setClock(NOON)
    const [elder, younger] = [patients.child(), patients.child()]
    done(await world.counter.register(elder, '2025-05-01', '300.00'))
    done(await world.counter.group(elder, younger))
    const { browser, at } = await opened(elder, CECILIA)
    const text = readable(await browser.get(`${at}/samtycke/uttrade`))
    assert.match(text, new RegExp(`För ${younger} räknas inte patientens avgifter med längre\\.`))
    assert.match(text, /En avgift på 300 kr visas inte/)
  })

  test('the till does not let a patient leave where the region has support do it, and is told whom to call', async () => {
    world.counter.setClock(NOON)
    const { browser, at } = await opened(await patients.withFees('2025-05-01'))
    const page = await browser.get(`${at}/samtycke`)
    assert.match(readable(page), /hjälper supporten till\. Centralkassan hjälper dig på 026-15 51 20/)
    assert.doesNotMatch(page.body, /uttrade/)
    for (const answer of [
      await browser.get(`${at}/samtycke/uttrade`),
      await browser.post(`${at}/samtycke/uttrade`, {}),
    ]) {
      assert.equal(answer.status, 403)
      assert.match(readable(answer), /Din behörighet räcker inte för det här\./)
    }
  })

  test('one who only reads, or comes by another session’s reference, changes nothing', async () => {
    world.counter.setClock(NOON)
    const person = await patients.withFees('2025-05-01')
    const { browser, at } = await opened(person, LISA)
    assert.equal((await browser.get(`${at}/samtycke`)).status, 403)
    for (const act of ['intrade', 'lasning', 'uttrade'])
      assert.equal((await browser.post(`${at}/samtycke/${act}`, { consent: '1' })).status, 403)
    const rut = world.browser(RUT)
    assert.equal((await rut.get(`${at}/samtycke`)).status, 404)
    assert.equal((await rut.post(`${at}/samtycke/intrade`, {})).status, 404)
  })

  test('where the region has the till do it, the till may; where content is hidden, nothing is said of erasure', async () => {
    world.counter.setClock(NOON)
    await world.counter.set(setting('optOutBy', '2025-01-01', 'till'), setting('optOut', '2025-01-01', 'hide'))
    const person = await patients.withFees('2025-05-01')
    const { browser, at } = await opened(person)
    assert.match((await browser.get(`${at}/samtycke`)).body, /samtycke\/uttrade/)
    const form = await browser.get(`${at}/samtycke/uttrade`)
    assert.match(readable(form), /Uppgifterna göms men raderas inte\./)
    const left = await browser.submit(form, `${at}/samtycke/uttrade`)
    assert.equal(left.status, 303)
    assert.match(readable(await browser.get(`${at}/samtycke`)), /Det som fanns före utträdet kommer tillbaka\./)
  })

  test('where patients must be asked, nothing is shown before, and joining leads to the patient’s page', async () => {
    world.counter.setClock(NOON)
    await world.counter.set(setting('optIn', '2025-01-01', 'asked'))
    const { browser, at } = await opened(world.counter.stranger())
    assert.match(
      readable(await browser.get(at)),
      /Patienten har inte samtyckt till att vara med i e-frikort\..*Inträde och samtycke/,
    )
    for (const page of ['frikort', 'kort', 'grupp', 'tidigare'])
      assert.match(
        readable(await browser.get(`${at}/${page}`)),
        /Patienten har inte samtyckt till att vara med i e-frikort\./,
      )
    const refused = await browser.post(`${at}/samtycke/lasning`, { consent: '1' })
    assert.equal(refused.status, 403)
    const form = await browser.get(`${at}/samtycke`)
    assert.match(readable(form), /Inget sparas om avgifter och frikort innan patienten har samtyckt\./)
    const saved = await browser.submit(form, `${at}/samtycke/intrade`)
    assert.match(
      readable(await browser.get(saved.location)),
      /Sparat\. Inträdet är registrerat\..*Inga avgifter registrerade/,
    )
    const en = world.browser(`${RUT};en`)
    assert.match(
      readable(await en.get(`${await en.find(world.counter.stranger())}/samtycke`)),
      /The patient has not been asked\./,
    )
  })
})
