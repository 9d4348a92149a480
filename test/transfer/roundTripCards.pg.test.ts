/** Cards given by hand, changed, deleted and ordered, and consents, move to another installation: the same lines, cards, ids, numbers and answers there. */

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { verifyLedger } from '../../src/ledger/verify/verifyLedger.ts'
import { eraseDue } from '../../src/usecases/eraseDue.ts'
import { type Counter, done, noticesOf, OTHER, openCounter, settingsOfOther } from '../usecases/counter.ts'
import { callerOf } from '../usecases/world.ts'
import { exporting, importing } from './files.ts'

const HELD = { reason: 'VALID_CARD', number: '03 1' } as const
const AT_OTHER = { principal: OTHER as string }
const OF_B = { actor: { employee: 'SE5599990000-E001', provider: 'SE5599990000-B', unit: null } }
const LAST = '2025-09-01T12:00:00+02:00'

describe('cards that move to another installation', () => {
  let here: Counter
  let there: Counter
  before(async () => {
    here = await openCounter()
    there = await openCounter()
    for (const counter of [here, there]) await counter.set(...settingsOfOther())
  })
  after(async () => {
    await here.close()
    await there.close()
  })

  const cardOf = async (person: string, told = {}) => (await here.shown(person, told))?.id ?? assert.fail('a card')
  const typesIn = (text: string): string[] =>
    text
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { type: string }).type)
  /** Only which of two fees of one moment came first is told by it: after an erasure it begins anew there. */
  const withoutOrder = (view: unknown): unknown =>
    JSON.parse(JSON.stringify(view, (name, value) => (name === 'order' ? undefined : value)))
  /** Every card with its rows and consents, as two providers are shown it. */
  const seen = async (counter: Counter, person: string, told = {}) =>
    Promise.all(
      [told, { ...told, caller: callerOf('SE5599990000-DEMO-B') }].map(async (who) => {
        const answer = await counter.cards(person, who)
        return answer.ok ? answer.value.map(withoutOrder) : answer.refusal.kind
      }),
    )
  /** Imports what `here` exports of them, and demands the same bytes and answers there. */
  const moved = async (...people: string[]): Promise<string> => {
    for (const counter of [here, there]) counter.setClock(LAST)
    const { text } = await exporting(here, ...people)
    const { refused, counts } = await importing(there, text)
    assert.deepEqual([refused, counts.accounts, counts.identitiesMade], [[], people.length, 0])
    assert.equal((await exporting(there, ...people)).text, text)
    for (const person of people)
      for (const told of [{}, AT_OTHER])
        assert.deepEqual(await seen(there, person, told), await seen(here, person, told))
    const verdict = await verifyLedger(there.database.place, { headsFolders: [], report: () => undefined })
    assert.deepEqual(verdict.holds || verdict.fault, true)
    return text
  }

  test('a given card: changed, extended, ordered, withdrawn, and another beside a computed one', async () => {
    const person = here.stranger()
    here.setClock('2025-06-02T12:00:00+02:00')
    done(await here.give(person, ['2025-05-01', '2025-12-31'], HELD))
    const first = await cardOf(person)
    done(await here.updateCard(first, { start: '2025-02-03', number: '03 2' }))
    done(await here.register(person, '2025-06-01', '1450.00'))
    here.setClock('2025-06-04T12:00:00+02:00')
    done(await here.orderCard(person, first))
    done(await here.give(person, ['2025-06-04', '2026-06-03'], { extendExisting: true }))
    done(await here.deleteCard(first))
    done(await here.give(person, ['2025-06-02', '2025-12-31'], { ...HELD, number: 'Å "3"', extendExisting: true }))
    const types = typesIn(await moved(person))
    const [given, corrected] = ['CardRegistered', 'CardCorrected']
    assert.deepEqual(types, [given, corrected, 'FeeRegistered', 'CardOrdered', corrected, 'CardWithdrawn', given])
    assert.equal(done(await there.cards(person)).length, 2)
    const ids = done(await there.cards(person)).flatMap(({ card }) => (card.kind === 'given' ? card.identity?.id : []))
    done(await there.updateCard(ids[0] ?? '', { end: '2025-11-30' }))
  })

  test('a computed card: renumbered, deleted, the next one renumbered, reached, FINAL and ordered', async () => {
    const person = here.stranger()
    here.setClock('2025-06-02T12:00:00+02:00')
    done(await here.register(person, '2025-05-01', '250.00'))
    done(await here.updateCard(await cardOf(person), { number: 'G 1' }))
    done(await here.deleteCard(await cardOf(person)))
    done(await here.register(person, '2025-05-02', '250.00'))
    done(await here.updateCard(await cardOf(person), { number: 'G 2' }))
    done(await here.register(person, '2025-05-03', '1200.00'))
    here.setClock('2025-06-04T12:00:00+02:00')
    done(await here.orderCard(person, null))
    await moved(person)
    assert.equal((await there.shown(person))?.number, 'G 2')
    assert.deepEqual(noticesOf(await there.orderCard(person, null)), ['AlreadyOrdered'])
  })

  test('consents given and taken back, also of one with nothing else', async () => {
    const [payer, other] = [here.stranger(), here.stranger()]
    here.setClock('2025-06-02T12:00:00+02:00')
    done(await here.register(payer, '2025-05-01', '250.00'))
    done(await here.consent(payer, true, OF_B))
    done(await here.consent(other, true))
    done(await here.consent(other, false))
    await moved(payer, other)
    const ofB = { caller: callerOf('SE5599990000-DEMO-B') }
    assert.deepEqual(
      done(await there.read(payer, ofB))?.persons.map(({ readConsent }) => readConsent),
      [true],
    )
  })

  test('an account in which persons have been grouped is not told, nor one that a member has left', async () => {
    const [elder, younger, loner] = ['231801010AB1', '231801010AB2', here.stranger()]
    done(await here.register(elder, '2025-05-01', '250.00'))
    done(await here.register(younger, '2025-05-02', '250.00'))
    done(await here.register(loner, '2025-05-02', '250.00'))
    done(await here.group(elder, younger))
    done(await here.ungroup(elder, younger))
    const { text, nothing } = await exporting(here, elder, younger, loner)
    assert.deepEqual(nothing, ['1: HasMoved', '2: HasMoved'])
    assert.equal(text.trim().split('\n').length, 1)
  })

  test('nor is it when an erasure has since taken what told of the move', async () => {
    const [elder, younger] = ['231801020AB1', '231801020AB2']
    here.setClock('2025-06-02T12:00:00+02:00')
    for (const told of [{}, AT_OTHER]) done(await here.register(younger, '2025-05-02', '250.00', told))
    done(await here.group(elder, younger))
    done(await here.ungroup(elder, younger))
    done(await here.leave(younger))
    here.setClock('2025-07-02T12:00:00+02:00')
    assert.equal(await eraseDue(here.ports), 1)
    const { text, nothing } = await exporting(here, younger)
    assert.deepEqual([nothing, text], [['1: HasMoved'], ''])
  })

  test('those who share an account there are refused, and those beside them in the file come in', async () => {
    const people = ['231801030AB1', '231801030AB2', '231801030AB3']
    for (const counter of [here, there]) counter.setClock('2025-06-02T12:00:00+02:00')
    for (const person of people) done(await here.register(person, '2025-05-02', '250.00'))
    const [first = '', second = '', alone = ''] = people
    done(await there.group(first, second))
    for (const counter of [here, there]) counter.setClock(LAST)
    const { refused } = await importing(there, (await exporting(here, ...people)).text)
    assert.deepEqual(refused, ['1: AccountShared (1-1)', '2: AccountShared (2-2)'])
    assert.deepEqual([await there.shown(first), (await there.shown(alone))?.paid], [null, 25_000])
  })

  test('one who left with a given card, and one who came back', async () => {
    const [away, back] = [here.stranger(), here.stranger()]
    here.setClock('2025-06-02T12:00:00+02:00')
    await here.set()
    for (const person of [away, back]) {
      done(await here.register(person, '2025-05-01', '250.00'))
      done(await here.give(person, ['2025-05-10', '2025-12-31'], HELD))
    }
    here.setClock('2025-08-20T12:00:00+02:00')
    for (const person of [away, back]) done(await here.leave(person))
    done(await here.enter(back))
    await moved(away, back)
    done(await there.enter(away))
    assert.equal((await there.shown(away))?.number, '03 1')
  })

  test('after an erasure that left another principal’s given card alone, cards made since keep their ids and numbers', async () => {
    const person = here.stranger()
    here.setClock('2025-06-02T12:00:00+02:00')
    done(await here.give(person, ['2025-05-01', '2025-06-30'], HELD, AT_OTHER))
    done(await here.register(person, '2025-05-02', '300.00'))
    done(await here.leave(person))
    here.setClock('2025-07-02T12:00:00+02:00')
    assert.equal(await eraseDue(here.ports), 1)
    done(await here.enter(person))
    done(await here.register(person, '2025-07-01', '250.00'))
    done(await here.updateCard(await cardOf(person), { number: 'G 7' }))
    const text = await moved(person)
    assert.deepEqual(typesIn(text), ['CardRegistered', 'OptedOut', 'OptedIn', 'FeeRegistered', 'CardRenumbered'])
    assert.equal((await there.shown(person))?.number, 'G 7')
  })

  test('after an erasure that left fees, what was done to a card that is not told is not told either', async () => {
    const person = here.stranger()
    here.setClock('2025-06-02T12:00:00+02:00')
    done(await here.register(person, '2025-05-01', '1450.00', AT_OTHER))
    done(await here.register(person, '2025-05-02', '300.00'))
    here.setClock('2025-06-04T12:00:00+02:00')
    done(await here.orderCard(person, null, AT_OTHER))
    done(await here.leave(person))
    here.setClock('2025-07-04T12:00:00+02:00')
    assert.equal(await eraseDue(here.ports), 1)
    done(await here.enter(person))
    for (const counter of [here, there]) counter.setClock(LAST)
    const { text } = await exporting(here, person)
    assert.deepEqual(typesIn(text), ['FeeRegistered', 'OptedOut', 'OptedIn'])
    assert.deepEqual((await importing(there, text)).refused, [])
    assert.deepEqual(noticesOf(await there.orderCard(person, null, AT_OTHER)), [])
  })
})
