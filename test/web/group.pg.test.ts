/** Sharing a cost ceiling at the till: who shares, one added, one taken out, each shown before it is made; with every no. */

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { done } from '../usecases/counter.ts'
import { LATER, LISA, NOON, type Patients, patientsOf, RUT } from './actsWorld.ts'
import { openPages, type PagesWorld, readable } from './world.ts'

const LILLA = '201701012393'
const ADULT = '199001012385'

describe('sharing a cost ceiling at the till', () => {
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
  const pay = async (person: string, visit: string, amount: string) =>
    done(await world.counter.register(person, visit, amount))
  const sharers = async (person: string) => done(await world.counter.groupOf(person)).persons.map((one) => one.reveal())

  test('one alone is told so, and of whom may share', async () => {
    world.counter.setClock(NOON)
    const { browser, at } = await opened(patients.child())
    const page = readable(await browser.get(`${at}/grupp`))
    assert.match(page, /Patienten delar inte högkostnadsskydd med någon\./)
    assert.match(page, /Barn under 18 år kan dela med andra barn under 18 år\./)
  })

  test('a sibling is seen first, with how they stand and what it comes to; then both share, and it is made once', async () => {
    world.counter.setClock(NOON)
    const elder = patients.child()
    await pay(elder, '2025-03-10', '800.00')
    await pay(LILLA, '2025-04-10', '700.00')
    const { browser, at } = await opened(elder)
    const form = await browser.get(`${at}/grupp`)
    const seen = await browser.submit(form, `${at}/grupp`, { person: '170101-2393' })
    assert.match(
      readable(seen),
      /Läggs till: 20170101-2393 Lilla Testsson Ej uppnått Betalt 700 kr Kvar till frikort 750 kr/,
    )
    assert.match(readable(seen), /Läge Ej uppnått Preliminärt frikort Betalt 800 kr 1 500 kr/)
    assert.match(readable(seen), /För mycket betalt – 50 kr/)
    assert.deepEqual(await sharers(elder), [elder])
    const saved = await browser.submit(seen, `${at}/grupp`)
    assert.equal(saved.status, 303, saved.body)
    const again = await browser.submit(seen, `${at}/grupp`)
    const page = readable(await browser.get(again.location))
    assert.match(page, /Sparat\. 20170101-2393 Lilla Testsson delar nu högkostnadsskydd med patienten\./)
    assert.match(page, /Preliminärt frikort/)
    assert.deepEqual(await sharers(elder), [elder, LILLA])
    const group = readable(await browser.get(`${at}/grupp`))
    assert.match(group, new RegExp(`${elder} från början Ta ur gruppen 20170101-2393 Lilla Testsson 2 juni 2025`))
    const other = await opened(LILLA)
    assert.match(
      readable(await other.browser.get(`${other.at}/grupp`)),
      /Vad som har hänt patienten Lades till 2 juni 2025/,
    )
  })

  test('one is taken out with what it comes to for both, and has an account of their own', async () => {
    world.counter.setClock(NOON)
    const [elder, younger] = [patients.child(), patients.child()]
    await pay(elder, '2025-03-10', '300.00')
    await pay(younger, '2025-04-10', '200.00')
    done(await world.counter.group(elder, younger))
    const { browser, at } = await opened(elder)
    const link = (await browser.get(`${at}/grupp`)).body.match(
      new RegExp(`href="([^"]+/ta-ur)" aria-label="Ta ur gruppen: ${younger}`),
    )
    assert.ok(link?.[1])
    const seen = await browser.get(link[1])
    assert.match(
      readable(seen),
      new RegExp(`Så blir det för ${younger} Ej uppnått Betalt 200 kr Kvar till frikort 1 250 kr`),
    )
    assert.match(readable(seen), /Så blir det för gruppen .* Betalt 500 kr 300 kr/)
    assert.deepEqual(await sharers(elder), [elder, younger])
    const saved = await browser.submit(seen, link[1])
    assert.equal(saved.status, 303, saved.body)
    const again = await browser.submit(seen, link[1])
    assert.equal(again.status, 303, again.body)
    const page = readable(await browser.get(again.location))
    assert.match(page, new RegExp(`Sparat\\. ${younger} har nu ett eget högkostnadsskydd\\.`))
    assert.match(page, /Betalt 300 av 1 450 kr/)
    assert.deepEqual(await sharers(younger), [younger])
    const later = await browser.get(link[1])
    assert.equal(later.status, 403)
    assert.match(readable(later), /Personen finns inte på frikortet\.|Personen ingår inte i någon grupp\./)
  })

  test('of a final card both keep one, which is said before', async () => {
    const [elder, younger] = [patients.child(), patients.child()]
    await patients.withFinalCard(elder)
    done(await world.counter.group(elder, younger))
    const { browser, at } = await opened(younger)
    const link = (await browser.get(`${at}/grupp`)).body.match(
      new RegExp(`href="([^"]+/ta-ur)" aria-label="Ta ur gruppen: ${younger}`),
    )
    assert.ok(link?.[1])
    const seen = await browser.get(link[1])
    assert.match(readable(seen), /Ett slutligt frikort fortsätter att gälla för båda/)
    assert.match(readable(seen), /Frikort uppnått .* Giltighet 10 maj 2025 till och med 9 januari 2026/)
    const saved = await browser.submit(seen, link[1])
    assert.match(readable(await browser.get(saved.location)), /Frikort uppnått Gäller till och med 9 januari 2026/)
  })

  test('a person of two numbers has them together', async () => {
    world.counter.setClock(NOON)
    const { browser, at } = await opened(ADULT)
    const reserve = world.counter.stranger()
    const seen = await browser.submit(await browser.get(`${at}/grupp`), `${at}/grupp`, { person: reserve })
    const saved = await browser.submit(seen, `${at}/grupp`)
    assert.equal(saved.status, 303, saved.body)
    assert.deepEqual((await sharers(ADULT)).length, 2)
  })

  test('every no is told beside the number, and what was typed stays', async () => {
    world.counter.setClock(NOON)
    const [elder, younger, inOther, theirs, gone] = [1, 2, 3, 4, 5].map(() => patients.child()) as [
      string,
      string,
      string,
      string,
      string,
    ]
    done(await world.counter.group(elder, younger))
    done(await world.counter.group(theirs, inOther))
    done(await world.counter.leave(gone))
    const { browser, at } = await opened(elder)
    const grownUp = await opened('22850202BB10')
    const cases: readonly [typeof grownUp, string, RegExp][] = [
      [{ browser, at }, '', /Skriv numret på den som ska läggas till\./],
      [{ browser, at }, '199001012386', /Numret stämmer inte\. Kontrollera siffrorna\./],
      [{ browser, at }, elder, /Det är samma patient\./],
      [{ browser, at }, younger, /Den personen delar redan högkostnadsskydd med patienten\./],
      [{ browser, at }, inOther, /Personen ingår redan i en annan grupp\./],
      [{ browser, at }, ADULT, /En vuxen och ett barn kan inte dela frikort\.|Personen ingår redan i en annan grupp\./],
      [{ browser, at }, '22850303BB20', /En vuxen och ett barn kan inte dela frikort\./],
      [{ browser, at }, gone, /Den personen har begärt utträde ur e-frikort och kan inte läggas till\./],
      [grownUp, '191212121212', /Två vuxna kan inte dela frikort\./],
    ]
    for (const [on, person, sentence] of cases) {
      const form = await on.browser.get(`${on.at}/grupp`)
      for (const confirmed of person === younger ? [{}] : [{}, { confirmed: '1' }]) {
        const answer = await on.browser.submit(form, `${on.at}/grupp`, { person, ...confirmed })
        assert.equal(answer.status, 422, answer.body)
        assert.match(readable(answer), sentence)
        assert.match(answer.body, new RegExp(`name="person" type="text" value="${person}"`))
      }
    }
    assert.deepEqual(await sharers(elder), [elder, younger])
  })

  test('a group holds twenty', async () => {
    world.counter.setClock(NOON)
    const owner = patients.child()
    for (let at = 1; at < 20; at += 1) done(await world.counter.group(owner, patients.child()))
    const { browser, at } = await opened(owner)
    const answer = await browser.submit(await browser.get(`${at}/grupp`), `${at}/grupp`, { person: patients.child() })
    assert.match(readable(answer), /Gruppen har redan tjugo medlemmar\./)
  })

  test('a protected identity has no name here', async () => {
    world.counter.setClock(LATER)
    const { browser, at } = await opened('22750302AB10')
    const seen = await browser.submit(await browser.get(`${at}/grupp`), `${at}/grupp`, { person: '22750303ZZ08' })
    assert.doesNotMatch(seen.body, /Skyddad person/)
  })

  test('one who only reads does not come here, and a member of another session is nobody’s', async () => {
    world.counter.setClock(NOON)
    const { browser, at } = await opened(world.counter.stranger(), LISA)
    assert.equal((await browser.get(`${at}/grupp`)).status, 403)
    assert.equal((await browser.post(`${at}/grupp`, { person: ADULT, confirmed: '1' })).status, 403)
    const rut = await opened(world.counter.stranger())
    const nobody = await rut.browser.get(`${rut.at}/grupp/${crypto.randomUUID()}/ta-ur`)
    assert.equal(nobody.status, 404)
  })
})
