/** Cards at the till: the earlier ones, one that the patient holds, one to be posted; with every no. */

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { done, OTHER, settingsOfOther } from '../usecases/counter.ts'
import { LATER, LISA, NOON, type Patients, patientsOf, RUT, SVEN } from './actsWorld.ts'
import { openPages, type PagesWorld, readable } from './world.ts'

describe('cards at the till', () => {
  let world: PagesWorld
  let patients: Patients
  before(async () => {
    world = await openPages()
    patients = patientsOf(world)
    await world.counter.set(...settingsOfOther())
  })
  after(() => world.close())

  const opened = async (person: string, visitor = RUT) => {
    const browser = world.browser(visitor)
    return { browser, at: await browser.find(person) }
  }
  const entries = async (person: string) =>
    (await world.counter.ports.ledger.entriesOf(await world.counter.accountOf(person))).length

  describe('earlier cards', () => {
    test('every card is told with its number, validity, state, what was paid too much, and its fees; what counts no longer apart', async () => {
      world.counter.setClock('2024-06-10T12:00:00+02:00')
      const person = await patients.withFees('2023-06-20', '2024-01-10', '2024-02-10', '2024-03-10', '2024-04-10')
      done(await world.counter.register(person, '2024-05-10', '500.00'))
      world.counter.setClock('2026-07-01T12:00:00+02:00')
      done(await world.counter.register(person, '2026-06-30', '250.00'))
      const { browser, at } = await opened(person)
      const page = readable(await browser.get(`${at}/tidigare`))
      assert.match(
        page,
        /Räknas nu Frikort 21\w{10} Ej uppnått Första besöket 30 juni 2026 Avgifter tillsammans 250 kr Högkostnadsbelopp 1 450 kr/,
      )
      assert.match(page, /Tidigare Frikort 21\w{10} Utgånget frikort/)
      assert.match(page, /Gäller från 10 april 2024 Gäller till och med 19 juni 2024/)
      assert.match(page, /För mycket betalt: 600 kr/)
      assert.match(page, /6 avgifter/)
    })

    test('fees that belong to no card are told apart', async () => {
      world.counter.setClock('2024-06-10T12:00:00+02:00')
      const person = await patients.withFees('2024-06-09')
      world.counter.setClock('2025-06-20T12:00:00+02:00')
      const { browser, at } = await opened(person)
      const page = readable(await browser.get(`${at}/tidigare`))
      assert.match(page, /Räknas inte längre De här avgifterna är äldre än tolv månader/)
      assert.match(page, /9 juni 2024 /)
    })

    test('another provider sees the date and amount alone, and changes nothing', async () => {
      world.counter.setClock(NOON)
      const person = await patients.withFees('2025-05-01')
      const { browser, at } = await opened(person, SVEN)
      const page = readable(await browser.get(`${at}/tidigare`))
      assert.match(page, /1 maj 2025 Annan vårdgivare 300 kr/)
      assert.doesNotMatch(page, /Bomhus|Rätta/)
    })

    test('one of whom nothing is known has none; one who only reads sees the page', async () => {
      world.counter.setClock(NOON)
      const { browser, at } = await opened(world.counter.stranger(), LISA)
      assert.match(readable(await browser.get(`${at}/tidigare`)), /Det finns inga frikort och inga avgifter\./)
    })
  })

  describe('a card the patient holds', () => {
    const held = (more: Record<string, string> = {}) => ({
      number: 'U-2025-77',
      from: '2025-05-01',
      through: '2026-04-30',
      ...more,
    })

    test('is shown with what it comes to, registered once however often it is sent, and told of on the patient’s page', async () => {
      world.counter.setClock(NOON)
      const { browser, at } = await opened(await patients.withFees('2025-04-10'))
      const form = await browser.get(`${at}/frikort`)
      const seen = await browser.submit(form, `${at}/frikort`, held())
      assert.match(readable(seen), /Frikort U-2025-77, gäller 1 maj 2025 till och med 30 april 2026\./)
      assert.match(readable(seen), /Läge Ej uppnått Preliminärt frikort/)
      assert.match(readable(seen), /Inget är sparat ännu/)
      const saved = await browser.submit(seen, `${at}/frikort`)
      assert.equal(saved.status, 303, saved.body)
      const again = await browser.submit(seen, `${at}/frikort`)
      assert.equal(again.status, 303, again.body)
      const page = readable(await browser.get(again.location))
      assert.match(page, /Sparat\. Frikort U-2025-77 är registrerat och gäller till och med 30 april 2026\./)
      assert.match(page, /Frikortsnummer U-2025-77/)
    })

    test('what is missing or cannot be is told beside its field, all at once, and what was typed stays', async () => {
      world.counter.setClock(NOON)
      const { browser, at } = await opened(await patients.withFees('2025-04-10'))
      const form = await browser.get(`${at}/frikort`)
      const cases: readonly [Record<string, string>, RegExp][] = [
        [
          { number: '', from: '', through: '' },
          /Skriv numret som står på kortet\. Ange från vilken dag kortet gäller\. Ange till vilken dag kortet gäller\./,
        ],
        [{ from: '2025-02-30' }, /Första dagen finns inte i kalendern\./],
        [{ through: 'i maj' }, /Sista dagen finns inte i kalendern\./],
        [{ from: '2025-06-03' }, /Frikortet kan inte börja gälla i framtiden\./],
        [{ through: '2025-04-30' }, /Frikortets sista dag ligger före dess första\./],
        [{ through: '2026-05-01' }, /Ett frikort kan gälla i högst tolv månader\./],
        [{ from: '2024-06-02', through: '2025-06-01' }, /Frikortet har redan gått ut\./],
      ]
      for (const [told, sentence] of cases) {
        const answer = await browser.submit(form, `${at}/frikort`, held(told))
        assert.equal(answer.status, 422)
        assert.match(readable(answer), sentence)
        assert.match(
          answer.body,
          told['number'] === '' ? /name="number"/ : /name="number" type="text" value="U-2025-77"/,
        )
      }
      const confirmed = await browser.submit(form, `${at}/frikort`, held({ from: '2025-06-03', confirmed: '1' }))
      assert.equal(confirmed.status, 422)
    })

    test('where the fees have made a card, it is asked as a second question, and the two stand beside each other', async () => {
      const person = await patients.withFinalCard()
      const { browser, at } = await opened(person)
      const form = await browser.get(`${at}/frikort`)
      const card = held({ from: '2025-06-01', through: '2026-05-31' })
      const before = await entries(person)
      const asked = await browser.submit(form, `${at}/frikort`, card)
      assert.match(
        readable(asked),
        /Patienten har redan ett frikort .* gäller till och med 9 januari 2026\. Det kommer av avgifterna och ändras inte\./,
      )
      assert.match(readable(asked), /Ska frikortet registreras ändå\?.*Ja, registrera det bredvid/)
      assert.equal(await entries(person), before)
      const saved = await browser.submit(asked, `${at}/frikort`)
      const page = readable(await browser.get(saved.location))
      assert.match(page, /Det registrerade gäller bredvid det, och frikort finns till och med 31 maj 2026\./)
      assert.match(page, /Frikortsnummer U-2025-77/)
    })

    test('where one was given by hand, it is replaced when the question has been answered, and never before', async () => {
      world.counter.setClock(NOON)
      const person = await patients.withFees()
      done(await world.counter.give(person, ['2025-03-01', '2025-12-31'], { number: 'OLD-1', reason: 'VALID_CARD' }))
      const { browser, at } = await opened(person)
      const form = await browser.get(`${at}/frikort`)
      const early = await browser.submit(form, `${at}/frikort`, held({ confirmed: '1' }))
      assert.match(
        readable(early),
        /Frikort OLD-1 gäller till och med 31 december 2025\. Det är registrerat för hand\./,
      )
      const saved = await browser.submit(early, `${at}/frikort`)
      const page = readable(await browser.get(saved.location))
      assert.match(page, /Frikortsnummer U-2025-77/)
      assert.doesNotMatch(page, /OLD-1/)
    })

    test('one may go back and change what was typed', async () => {
      world.counter.setClock(NOON)
      const { browser, at } = await opened(await patients.withFees('2025-04-10'))
      const seen = await browser.submit(await browser.get(`${at}/frikort`), `${at}/frikort`, held())
      const form = await browser.submit(seen, `${at}/frikort`, { again: '1' })
      assert.match(form.body, /name="from" type="date" value="2025-05-01"/)
    })

    test('another region’s card given by hand here is not replaced', async () => {
      world.counter.setClock(NOON)
      const person = await patients.withFees()
      const days = ['2025-03-01', '2025-12-31'] as const
      done(await world.counter.give(person, days, { number: 'R-1', reason: 'VALID_CARD' }, { principal: OTHER }))
      const { browser, at } = await opened(person)
      const answer = await browser.submit(await browser.get(`${at}/frikort`), `${at}/frikort`, held())
      assert.equal(answer.status, 403)
      assert.match(
        readable(answer),
        /Frikortet hör till en annan vårdhuvudman\..*Centralkassan hjälper dig på 026-15 51 20/,
      )
    })

    test('one who only reads does not come here', async () => {
      const { browser, at } = await opened(world.counter.stranger(), LISA)
      assert.equal((await browser.get(`${at}/frikort`)).status, 403)
      assert.equal((await browser.post(`${at}/frikort`, held({ confirmed: '1' }))).status, 403)
    })
  })

  describe('a physical card', () => {
    const orderIn = async (person: string) => {
      const { browser, at } = await opened(person)
      return { browser, at, page: await browser.get(`${at}/kort`) }
    }

    test('of a final card is posted to the registered address, once', async () => {
      const person = '199001012385'
      await patients.withFinalCard(person)
      const { browser, at, page } = await orderIn(person)
      assert.match(
        readable(page),
        /Kortet postas till den folkbokförda adressen: Test Testsson Provgatan 1 802 50 Gävle/,
      )
      const saved = await browser.submit(page, `${at}/kort`)
      const again = await browser.submit(page, `${at}/kort`)
      assert.equal(again.status, 303)
      assert.equal(saved.status, 303)
      assert.match(
        readable(await browser.get(again.location)),
        /Sparat\. Kortet är beställt och postas till den folkbokförda adressen\./,
      )
      const now = await browser.get(`${at}/kort`)
      assert.match(readable(now), /Kortet beställdes 5 juni 2025 klockan 12\.00\. Det behöver inte beställas igen\./)
      assert.doesNotMatch(now.body, /Beställ kortet</)
      const another = await browser.post(`${at}/kort`, { token: '00000000-0000-4000-8000-000000000001' })
      assert.match(
        readable(await browser.get(another.location)),
        /Kortet beställdes redan .* Inget nytt har beställts\./,
      )
      assert.match(readable(await browser.get(`${at}/tidigare`)), /Fysiskt kort beställt 5 juni 2025/)
    })

    test('of one without a known address is not posted, which is said before and after', async () => {
      const { browser, at, page } = await orderIn(await patients.withFinalCard())
      assert.match(readable(page), /Det finns ingen känd adress\. Inget kort postas\. .* Spara beställningen ändå/)
      const saved = await browser.submit(page, `${at}/kort`)
      assert.match(readable(await browser.get(saved.location)), /Beställningen är sparad, men inget kort postas\./)
    })

    test('of a protected identity is not posted, and no name stands on the page', async () => {
      const { page } = await orderIn(await patients.withFinalCard('22750303ZZ08'))
      assert.match(readable(page), /Patienten har skyddad identitet\. Inget kort postas\./)
      assert.doesNotMatch(page.body, /Skyddad person/)
    })

    test('is not to be had before the card is final, and why is said without a button', async () => {
      world.counter.setClock(NOON)
      const below = await patients.withFees('2025-05-01')
      const preliminary = await patients.withFees('2025-01-10', '2025-02-10', '2025-03-10', '2025-04-10', '2025-05-10')
      const cases: readonly [string, RegExp][] = [
        [world.counter.stranger(), /Det finns inget frikort att beställa\./],
        [below, /Högkostnadsbeloppet är inte uppnått\./],
        [preliminary, /är preliminärt till 4 juni 2025 klockan 12\.00\. Sedan kan kortet beställas\./],
      ]
      for (const [person, sentence] of cases) {
        const { browser, at, page } = await orderIn(person)
        assert.match(readable(page), sentence)
        assert.doesNotMatch(page.body, /<button class="ds-button"/)
        const forced = await browser.post(`${at}/kort`, {})
        assert.equal(forced.status, 403)
        assert.match(readable(forced), /Ett kort kan beställas först när frikortet är slutligt\..*026-15 51 20/)
      }
    })

    test('of an expired card, or of another region’s, is not to be had', async () => {
      const person = await patients.withFinalCard()
      world.counter.setClock('2026-02-01T12:00:00+01:00')
      assert.match(readable((await orderIn(person)).page), /Frikortet gick ut 9 januari 2026\./)
      world.counter.setClock(NOON)
      const other = await patients.withFees()
      done(await world.counter.give(other, ['2025-03-01', '2025-12-31'], {}, { principal: OTHER }))
      world.counter.setClock(LATER)
      const { browser, at, page } = await orderIn(other)
      assert.match(readable(page), /Frikortet hör till .*, som får beställa kortet\./)
      assert.match(readable(await browser.post(`${at}/kort`, {})), /Frikortet hör till en annan vårdhuvudman\./)
    })

    test('one who only reads does not come here', async () => {
      const { browser, at } = await opened(world.counter.stranger(), LISA)
      assert.equal((await browser.get(`${at}/kort`)).status, 403)
      assert.equal((await browser.post(`${at}/kort`, {})).status, 403)
    })
  })
})
