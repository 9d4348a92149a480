/** Everything done on the patient's page: shown before it is made, made once however often it is sent, and told after. */

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { LISA, RUT, SVEN, someoneWith } from './actsWorld.ts'
import { hiddenIn, openPages, type PagesWorld, readable } from './world.ts'

const TODAY = '2025-06-02'

describe('acts on the patient’s page', () => {
  let world: PagesWorld
  before(async () => {
    world = await openPages()
  })
  after(() => world.close())

  const someone = (...fees: readonly (readonly [string, string])[]) => someoneWith(world.counter, fees)
  const paid = async (person: string): Promise<number> => (await world.counter.shown(person))?.paid ?? 0
  const opened = async (visitor: string, person: string) => {
    const browser = world.browser(visitor)
    const at = await browser.find(person)
    return { browser, at, page: await browser.get(at) }
  }
  const linkTo = (body: string, act: string): string => {
    const link = new RegExp(`href="([^"]+/${act})"`).exec(body)?.[1]
    assert.ok(link, `a link to ${act}`)
    return link
  }

  test('by a tariff the fee is registered at once, capped as it was shown, and the card comes', async () => {
    const person = await someone(['2025-01-10', '1300.00'])
    const { browser, at, page } = await opened(RUT, person)
    const saved = await browser.submit(page, `${at}/avgift`, { choice: '0:15000', visit: TODAY, amount: '' })
    assert.equal(saved.status, 303, saved.body)
    const text = readable(await browser.get(saved.location))
    assert.match(text, /Sparat\. Avgiften är registrerad: 150 kr för besöket 2 juni 2025\. Skriv ut kvitto Ångra/)
    assert.match(text, /Preliminärt frikort Gäller till och med 9 januari 2026/)
    assert.equal(await paid(person), 145_000)
  })

  test('sent twice, reloaded, or sent again from the history, a form registers once; a form of its own registers again', async () => {
    const person = await someone()
    const { browser, at, page } = await opened(RUT, person)
    const fields = { choice: '0:25000', visit: TODAY, amount: '' }
    const answers = await Promise.all([1, 2, 3].map(() => browser.submit(page, `${at}/avgift`, fields)))
    assert.deepEqual(
      answers.map(({ status }) => status),
      [303, 303, 303],
    )
    assert.equal(await paid(person), 25_000)
    const changed = await browser.submit(page, `${at}/avgift`, { ...fields, choice: '3:10000' })
    assert.match(readable(changed), /Det var redan sparat\. Inget har gjorts två gånger\./)
    assert.equal(await paid(person), 25_000)
    const tab = await browser.get(at)
    await browser.submit(tab, `${at}/avgift`, fields)
    assert.equal(await paid(person), 50_000)
  })

  test('a typed amount is shown with what it comes to before it is registered, and can be changed without being typed again', async () => {
    const person = await someone(['2025-01-10', '1300.00'])
    const { browser, at, page } = await opened(RUT, person)
    const seen = await browser.submit(page, `${at}/avgift`, {
      choice: 'other',
      visit: '2025-06-01',
      amount: '250,50 kr',
    })
    assert.equal(seen.status, 200)
    assert.match(
      readable(seen),
      /Så här blir det Nu Efter Läge Ej uppnått Preliminärt frikort Betalt 1 300 kr 1 550,50 kr/,
    )
    assert.match(readable(seen), /För mycket betalt – 100,50 kr/)
    assert.match(readable(seen), /Inget är sparat ännu/)
    assert.equal(await paid(person), 130_000)
    const again = await browser.submit(seen, `${at}/avgift`, { again: '1' })
    assert.match(again.body, /name="amount"[^>]*value="250,50"/)
    const saved = await browser.submit(seen, `${at}/avgift`)
    assert.match(
      readable(await browser.get(saved.location)),
      /Avgiften är högre än vad patienten ska betala: 100,50 kr är överdebiterat/,
    )
    assert.equal(await paid(person), 155_050)
  })

  test('what is wrong is told first and beside its field, and what was typed stands', async () => {
    const person = await someone()
    const { browser, at, page } = await opened(RUT, person)
    const cases: readonly [Record<string, string>, RegExp][] = [
      [{ choice: 'other', amount: '', visit: TODAY }, /Skriv ett belopp/],
      [{ choice: 'other', amount: '2oo', visit: TODAY }, /Beloppet kan inte läsas/],
      [{ choice: 'other', amount: '0', visit: TODAY }, /Beloppet ska vara större än noll/],
      [{ choice: 'other', amount: '10001', visit: TODAY }, /En avgift kan vara högst 10 000 kr/],
      [{ choice: 'other', amount: '250', visit: '2025-06-03' }, /Besöksdatumet ligger i framtiden/],
      [{ choice: 'other', amount: '250', visit: '2024-05-01' }, /Besöksdatumet ligger för långt tillbaka/],
      [{ choice: 'other', amount: '<b>', visit: 'x<y' }, /Besöksdagen finns inte i kalendern.*Beloppet kan inte läsas/],
    ]
    for (const [fields, expected] of cases) {
      const answer = await browser.submit(page, `${at}/avgift`, fields)
      assert.equal(answer.status, 422, JSON.stringify(fields))
      assert.match(readable(answer), expected)
      assert.match(answer.body, /<title>Fel: /)
      assert.doesNotMatch(answer.body, /<b>|x<y/)
    }
    assert.equal(await paid(person), 0)
  })

  test('the quote follows what is typed, says what would be too much, and registers nothing', async () => {
    const person = await someone(['2025-01-10', '1300.00'])
    const { browser, at } = await opened(RUT, person)
    const quote = async (fields: Record<string, string>) => readable(await browser.post(`${at}/quote`, fields))
    assert.equal(
      await quote({ full: '25000', amount: '', visit: TODAY }),
      'Patienten ska bara betala 150 kr, upp till frikort.',
    )
    assert.match(
      await quote({ amount: '200', visit: TODAY }),
      /150 kr, upp till frikort\. 50 kr skulle bli för mycket betalt\./,
    )
    assert.equal(await quote({ amount: '100', visit: TODAY }), 'Patienten ska betala 100 kr.')
    assert.equal(
      await quote({ amount: 'x', visit: TODAY }),
      'Beloppet kan inte läsas. Skriv kronor, till exempel 250 eller 250,50.',
    )
    assert.equal(await paid(person), 130_000)
  })

  test('a receipt is registered by a typed name after a look; one that seems registered is warned of first', async () => {
    const person = await someone(['2025-05-02', '250.00'])
    const { browser, at } = await opened(RUT, person)
    const form = await browser.get(`${at}/kvitto`)
    const nobody = { provider: ' ', visit: '2025-05-02', amount: '250' }
    const missing = await browser.post(`${at}/kvitto`, { ...hiddenIn(form.body, ''), ...nobody })
    assert.match(readable(missing), /Ange vilken vårdgivare som tog avgiften/)
    assert.match(missing.body, /name="amount"[^>]*value="250"/)
    const receipt = { provider: 'Akademiska <b>', visit: '2025-05-02', amount: '250' }
    const seen = await browser.post(`${at}/kvitto`, { ...hiddenIn(form.body, ''), ...receipt })
    assert.match(
      readable(seen),
      /250 kr för besöket 2 maj 2025 hos .* finns redan\. Kontrollera att kvittot inte redan är registrerat/,
    )
    assert.doesNotMatch(seen.body, /<b>/)
    assert.equal(await paid(person), 25_000)
    const saved = await browser.post(`${at}/kvitto`, hiddenIn(seen.body, ''))
    const text = readable(await browser.get(saved.location))
    assert.match(text, /Kvittot är registrerat: 250 kr för besöket 2 maj 2025/)
    assert.match(text, /Akademiska &lt;b&gt;/)
    assert.equal(await paid(person), 50_000)
  })

  test('a correction is shown before it is saved; what stood before stays in the list', async () => {
    const person = await someone(['2025-05-02', '250.00'])
    const { browser, page } = await opened(RUT, person)
    const address = linkTo(page.body, 'ratta')
    const form = await browser.get(address)
    const fields = { visit: '2025-05-03', amount: '100', reason: 'Fel tariff' }
    const seen = await browser.post(address, { ...hiddenIn(form.body, ''), ...fields })
    assert.match(readable(seen), /Betalt 250 kr 100 kr Kvar till frikort 1 200 kr 1 350 kr/)
    assert.equal(await paid(person), 25_000)
    const saved = await browser.post(address, hiddenIn(seen.body, ''))
    const text = readable(await browser.get(saved.location))
    assert.match(text, /Rättelsen är sparad: 100 kr för besöket 3 maj 2025/)
    assert.match(text, /250 kr Ersatt/)
    assert.equal(await paid(person), 10_000)
  })

  test('what has just been registered is undone at once; after a minute a reason is asked for', async () => {
    const person = await someone()
    const { browser, at, page } = await opened(RUT, person)
    const saved = await browser.submit(page, `${at}/avgift`, { choice: '0:25000', visit: TODAY, amount: '' })
    const told = await browser.get(saved.location)
    const undo = /action="([^"]+\/ta-bort)"/.exec(told.body)?.[1] ?? ''
    world.counter.setClock('2025-06-02T12:02:00+02:00')
    assert.doesNotMatch((await browser.get(saved.location)).body, /Ångra/)
    const late = await browser.submit(told, undo)
    assert.equal(late.status, 422)
    assert.match(readable(late), /Ange varför avgiften tas bort/)
    assert.equal(await paid(person), 25_000)
    world.counter.setClock('2025-06-02T12:00:30+02:00')
    const undone = await browser.submit(told, undo)
    assert.match(readable(await browser.get(undone.location)), /Avgiften är borttagen: 250 kr för besöket 2 juni 2025/)
    assert.equal(await paid(person), 0)
    const again = await browser.submit(told, undo)
    assert.equal(again.location, undone.location)
  })

  test('a fee is moved in one act, after both persons’ consequences have been seen; sent again it leads to what it came to', async () => {
    const [wrong, right] = [await someone(['2025-05-02', '250.00']), await someone(['2025-05-01', '1300.00'])]
    const { browser, page } = await opened(RUT, wrong)
    const address = linkTo(page.body, 'flytta')
    const form = await browser.get(address)
    const same = await browser.post(address, { ...hiddenIn(form.body, ''), person: wrong })
    assert.match(readable(same), /Avgiften hör redan till den personen/)
    const seen = await browser.post(address, { ...hiddenIn(form.body, ''), person: ` ${right.toLowerCase()} ` })
    assert.match(readable(seen), new RegExp(`Till ${right} Nu Efter Läge Ej uppnått Preliminärt frikort`))
    assert.match(readable(seen), new RegExp(`Härifrån: ${wrong} Nu Efter Läge Ej uppnått Inga avgifter registrerade`))
    assert.deepEqual([await paid(wrong), await paid(right)], [25_000, 130_000])
    const saved = await browser.post(address, hiddenIn(seen.body, ''))
    assert.match(readable(await browser.get(saved.location)), /Avgiften är flyttad.*Gå till den andra patienten/)
    assert.deepEqual([await paid(wrong), await paid(right)], [0, 155_000])
    const again = await browser.post(address, hiddenIn(seen.body, ''))
    assert.equal(again.location, saved.location)
    assert.deepEqual([await paid(wrong), await paid(right)], [0, 155_000])
  })

  test('a fee of another patient is not reached by this patient’s address, nor another provider’s fee by anybody’s', async () => {
    const [mine, others] = [await someone(['2025-05-02', '250.00']), await someone(['2025-05-03', '250.00'])]
    const here = await opened(RUT, mine)
    const there = await opened(RUT, others)
    const fee = /\/avgift\/([^/]+)\/ta-bort/.exec(there.page.body)?.[1]
    const token = crypto.randomUUID()
    for (const act of ['ta-bort', 'ratta', 'flytta']) {
      const address = `${here.at}/avgift/${fee}/${act}`
      assert.equal((await here.browser.get(address)).status, 404)
      const fields = { token, confirmed: '1', reason: 'x', visit: TODAY, amount: '1', person: mine }
      assert.equal((await here.browser.post(address, fields)).status, 404)
    }
    const sven = await opened(SVEN, others)
    assert.equal((await sven.browser.post(`${sven.at}/avgift/${fee}/ta-bort`, { token, reason: 'x' })).status, 404)
    assert.equal(await paid(others), 25_000)
  })

  test('one who may only read is refused every act, though they know its address', async () => {
    const person = await someone(['2025-05-02', '250.00'])
    const { browser, at } = await opened(LISA, person)
    const token = crypto.randomUUID()
    for (const address of [`${at}/avgift`, `${at}/kvitto`, `${at}/avgift/x/ta-bort`, `${at}/avgift/x/flytta`]) {
      const answer = await browser.post(address, { token, choice: '0:25000', visit: TODAY })
      assert.equal(answer.status, 403, address)
      assert.match(readable(answer), /Din behörighet räcker inte/)
    }
    assert.equal(await paid(person), 25_000)
  })
})
