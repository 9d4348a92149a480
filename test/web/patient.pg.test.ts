/** The patient's page through the door of the pages: what is seen first, and what is done from it. */

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { openPages, type PagesWorld, readable, withoutUseCases } from './world.ts'

const RUT = 'SE2321000198-E001;one'

const NOON = '2025-06-02T12:00:00+02:00'

describe('the patient’s page', { skip: withoutUseCases }, () => {
  let world: PagesWorld
  before(async () => {
    world = await openPages()
  })
  after(() => world.close())

  test('three fees are registered by tariffs, the last one capped, and the card comes', async () => {
    world.counter.setClock(NOON)
    const rut = world.browser(RUT)
    const person = world.counter.stranger()
    for (const visit of ['2025-01-10', '2025-02-10', '2025-03-10', '2025-04-10'])
      await world.counter.register(person, visit, '300.00')
    const at = await rut.find(person)
    const first = await rut.get(at)
    assert.match(readable(first), /Ej uppnått Betalt 1 200 av 1 450 kr 250 kr kvar till frikort/)
    const saved = await rut.submit(first, `${at}/avgift`, { choice: '3:10000', visit: '2025-06-02', amount: '' })
    assert.equal(saved.status, 303, saved.body)
    const second = await rut.get(saved.location)
    assert.match(readable(second), /Sparat\. Avgiften är registrerad: 100 kr för besöket 2 juni 2025\./)
    assert.match(readable(second), /Besök Ordinarie 250 kr 150 kr upp till frikort/)
    const capped = await rut.submit(second, `${at}/avgift`, { choice: '0:15000', visit: '2025-06-02', amount: '' })
    const third = await rut.get(capped.location)
    assert.match(readable(third), /Preliminärt frikort Gäller till och med 9 januari 2026/)
    assert.match(readable(third), /Besök Ordinarie 250 kr 0 kr fritt/)
  })
})
