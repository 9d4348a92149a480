/** Cards as acts of a till, over a ledger (domain.md L8–L11): what is answered, kept, shown among all cards, and known earlier. */

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Refusal } from '../../src/domain/decisions/refusals.ts'
import { formatDay } from '../../src/domain/kernel/day.ts'
import type { Result } from '../../src/domain/kernel/result.ts'
import type { CardView } from '../../src/usecases/cardView.ts'
import { readEarlier } from '../../src/usecases/readEarlier.ts'
import type { CardRegistered } from '../../src/usecases/registerCard.ts'
import { type Counter, done, feeOf, noticesOf, OTHER, openCounter, refused, settingsOfOther } from './counter.ts'
import { callerOf, day, moment, registration } from './world.ts'

const NOON = '2025-06-02T12:00:00+02:00'
const FINAL = '2025-06-04T12:00:00+02:00'
const YEAR = ['2025-06-01', '2026-05-31'] as const
const HELD = { reason: 'VALID_CARD', number: '03 1' } as const
const EXTENDING = { extendExisting: true } as const
const B = { actor: { employee: 'SE5599990000-E001', provider: 'SE5599990000-B', unit: null } }

const idOf = (given: Result<CardRegistered, Refusal>): string =>
  done(given).view?.card.identity?.id ?? assert.fail('a card')

/** A card as a clerk would read it: number, status, days, and each row's amount and status. */
function told({ card, rows, expiredRows }: CardView): string {
  const days = card.kind === 'belowLimit' ? [] : [`${formatDay(card.reached)}–${formatDay(card.end)}`]
  const row = ({ amount, shown }: CardView['rows'][number]): string =>
    `${amount / 100}${shown.kind !== 'whole' ? ` ${shown.kind}` : shown.status === 'ACTIVE' ? '' : ` ${shown.status}`}`
  const expired = expiredRows.length === 0 ? [] : [`expired ${expiredRows.map(row).join(', ')}`]
  return [card.identity?.number, card.status, ...days, ...rows.map(row), ...expired].join(' | ')
}

describe('cards at a till', () => {
  let counter: Counter
  before(async () => {
    counter = await openCounter()
    await counter.set(...settingsOfOther())
  })
  after(() => counter.close())

  const cards = async (person: string, more = {}) => done(await counter.cards(person, more)).map(told)
  const shown = async (person: string) => (await counter.shown(person))?.status ?? 'none'
  const entries = async (person: string) => {
    const all = await counter.ports.ledger.entriesOf(await counter.accountOf(person))
    return all.map(({ entry }) => entry?.type)
  }
  const fee = async (person: string, visit: string, amount: string) =>
    feeOf(await counter.register(person, visit, amount))
  const numberOf = async (person: string) => (await counter.shown(person))?.number ?? ''

  test('a card given is answered as it then stands, with an id that leads home and a number made here', async () => {
    counter.setClock(NOON)
    const person = counter.stranger()
    const { view, notices } = done(await counter.give(person, YEAR))
    assert.deepEqual(notices, [])
    assert.match(view?.card.identity?.number ?? '', /^21[2-9A-HJKMNP-TV-Z]{10}$/)
    assert.equal(counter.ports.ids.accountOf(view?.card.identity?.id ?? ''), await counter.accountOf(person))
    assert.deepEqual(view?.given, { reason: 'MEDICAL', start: null })
    assert.deepEqual([view?.principal.name, view?.card.status], ['Region Gävleborg', 'PRELIMINARY'])
    assert.deepEqual(view, done(await counter.read(person)))
    assert.deepEqual(await entries(person), ['CardRegistered'])
  })

  test('one that the patient holds is known by the number told, as it was typed', async () => {
    counter.setClock(NOON)
    const person = counter.stranger()
    done(await counter.give(person, YEAR, { ...HELD, number: ' å 03/7 ' }))
    assert.deepEqual(await cards(person), [' å 03/7  | PRELIMINARY | 2025-06-01–2026-05-31'])
  })

  test('one that has ended, is to come or has no number is refused before anyone is looked up, and nothing is stored', async () => {
    counter.setClock(NOON)
    const person = counter.stranger()
    assert.equal(refused(await counter.give(person, ['2025-05-01', '2025-06-01'])), 'CardAlreadyOver')
    assert.equal(refused(await counter.give(person, YEAR, { reason: 'VALID_CARD' })), 'CardNumberMissing')
    const future = ['2025-06-03', '2025-06-30'] as const
    assert.equal(refused(await counter.give(person, future, {}, { caller: null })), 'CardFromTheFuture')
    assert.equal(refused(await counter.give(person, YEAR, {}, { caller: null })), 'SystemUnknown')
    assert.equal(refused(await counter.give(person, YEAR, {}, { cardType: 'TECHNICAL_AID' })), 'CardTypeUnknown')
    assert.deepEqual(await cards(person), [])
    const { rows } = await counter.pool.query('select 1 from person_account where person_id = $1', [person])
    assert.equal(rows.length, 0)
  })

  test('a FINAL given card that is extended stays FINAL, with its id, and the later fees are free by it', async () => {
    counter.setClock(NOON)
    const person = counter.stranger()
    const first = idOf(await counter.give(person, ['2025-05-01', '2025-06-30'], HELD))
    counter.setClock(FINAL)
    const again = await counter.give(person, ['2025-05-01', '2026-04-30'], { ...HELD, number: '03 2', ...EXTENDING })
    assert.equal(idOf(again), first)
    assert.deepEqual(await cards(person), ['03 2 | FINAL | 2025-05-01–2026-04-30'])
    counter.setClock('2025-07-02T12:00:00+02:00')
    assert.deepEqual(noticesOf(await counter.register(person, '2025-07-01', '250.00')), ['Overcharged'])
    assert.deepEqual(await cards(person), ['03 2 | FINAL | 2025-05-01–2026-04-30 | 250'])
  })

  test('a given card beside a computed one: both are among the cards, the later end is the current', async () => {
    counter.setClock(NOON)
    const person = counter.stranger()
    done(await counter.register(person, '2025-05-10', '1450.00'))
    const computed = await numberOf(person)
    assert.equal(refused(await counter.give(person, YEAR, HELD)), 'CardExists')
    assert.deepEqual(noticesOf(await counter.give(person, YEAR, { ...HELD, ...EXTENDING })), ['GivenBesideComputed'])
    assert.equal(await numberOf(person), '03 1')
    counter.setClock(FINAL)
    assert.deepEqual(await cards(person), [
      '03 1 | FINAL | 2025-06-01–2026-05-31',
      `${computed} | FINAL | 2025-05-10–2026-05-09 | 1450`,
    ])
  })

  test('all cards are shown, the newest first, the one below the limit before all, withdrawn ones not; each with its rows', async () => {
    counter.setClock('2023-06-02T12:00:00+02:00')
    const person = counter.stranger()
    await fee(person, '2023-06-01', '1300.00')
    const oldest = await numberOf(person)
    counter.setClock('2024-07-01T12:00:00+02:00')
    const gone = idOf(await counter.give(person, ['2024-07-01', '2024-07-31']))
    done(await counter.give(person, ['2024-06-15', '2024-08-31'], { ...HELD, ...EXTENDING }))
    done(await counter.deleteCard(gone))
    done(await counter.give(person, ['2024-07-01', '2024-07-31'], HELD))
    counter.setClock('2025-06-02T12:00:00+02:00')
    const wrong = await fee(person, '2025-06-01', '100.00')
    await fee(person, '2025-06-02', '200.00')
    done(await counter.annul(wrong))
    const newest = await numberOf(person)
    assert.deepEqual(await cards(person), [
      `${newest} | BELOW_LIMIT | 100 DELETED | 200`,
      '03 1 | EXPIRED | 2024-07-01–2024-07-31',
      `${oldest} | EXPIRED | 2023-06-01–2024-05-31 | 1300`,
    ])
  })

  test('expired fees stand under the current card, and under the newest where none is current', async () => {
    counter.setClock('2024-06-02T12:00:00+02:00')
    const person = counter.stranger()
    await fee(person, '2024-06-01', '100.00')
    counter.setClock(NOON)
    done(await counter.give(person, ['2025-06-02', '2025-06-30'], HELD))
    assert.deepEqual(await cards(person), ['03 1 | PRELIMINARY | 2025-06-02–2025-06-30 | expired 100'])
    counter.setClock('2025-07-01T12:00:00+02:00')
    assert.deepEqual(await cards(person), ['03 1 | EXPIRED | 2025-06-02–2025-06-30 | expired 100'])
    assert.equal(await shown(person), 'none')
  })

  test('a given card withdrawn gives its fees back: the card they make is PRELIMINARY from then, and their row of before is nowhere', async () => {
    counter.setClock(NOON)
    const person = counter.stranger()
    const card = idOf(await counter.give(person, ['2025-05-01', '2026-04-30']))
    await fee(person, '2025-05-02', '1000.00')
    await fee(person, '2025-05-03', '500.00')
    done(await counter.annul(await fee(person, '2025-05-04', '77.00')))
    assert.match((await cards(person))[0] ?? '', /1000 \| 500 \| 77 DELETED$/)
    counter.setClock('2025-06-10T12:00:00+02:00')
    done(await counter.deleteCard(card))
    assert.deepEqual(await cards(person), [
      `${await numberOf(person)} | PRELIMINARY | 2025-05-03–2026-05-01 | 1000 | 500`,
    ])
    counter.setClock('2025-06-12T12:00:00+02:00')
    assert.equal(await shown(person), 'FINAL')
  })

  for (const [status, amount] of [
    ['BELOW_LIMIT', '250.00'],
    ['PRELIMINARY', '1450.00'],
  ] as const)
    test(`a ${status} card that is deleted is no more, nor any row of it, and the next fee is another card’s`, async () => {
      counter.setClock(NOON)
      const person = counter.stranger()
      const first = await counter.register(person, '2025-05-10', amount)
      const card = done(first).card?.id ?? ''
      assert.equal(await shown(person), status)
      assert.deepEqual(done(await counter.deleteCard(card)), { notices: [], card: null, feeId: null })
      assert.deepEqual(await cards(person), [])
      assert.equal(done(await counter.read(person)), null)
      assert.equal(refused(await counter.annul(feeOf(first))), 'FeeAlreadyAnnulled')
      assert.equal(refused(await counter.deleteCard(card)), 'CardUnknown')
      const next = done(await counter.register(person, '2025-05-11', '100.00'))
      assert.notEqual(next.card?.id, card)
      assert.deepEqual(await cards(person), [`${next.card?.number} | BELOW_LIMIT | 100`])
      assert.deepEqual(await entries(person), ['FeeRegistered', 'CardDeleted', 'FeeRegistered'])
    })

  test('a number changed is the card’s in every answer from then on, its id as before', async () => {
    counter.setClock(NOON)
    const person = counter.stranger()
    const { card } = done(await counter.register(person, '2025-05-10', '250.00'))
    const renumbered = done(await counter.updateCard(card?.id ?? '', { number: 'G 4711' }))
    assert.deepEqual(renumbered.card, { id: card?.id, number: 'G 4711' })
    assert.deepEqual(await cards(person), ['G 4711 | BELOW_LIMIT | 250'])
    const reached = done(await counter.register(person, '2025-05-11', '1200.00'))
    assert.deepEqual(reached.card, { id: card?.id, number: 'G 4711' })
    counter.setClock(FINAL)
    assert.equal(refused(await counter.updateCard(card?.id ?? '', { number: 'G 4712' })), 'CardIsFinal')
    assert.deepEqual(await entries(person), ['FeeRegistered', 'CardRenumbered', 'FeeRegistered'])
  })

  test('an id in capitals is the same id, and a card type that is told must be the card’s', async () => {
    counter.setClock(NOON)
    const person = counter.stranger()
    const card = idOf(await counter.give(person, YEAR, HELD)).toUpperCase()
    done(await counter.updateCard(card, { end: '2026-05-30', cardType: 'CARE_VISIT' }))
    assert.equal(refused(await counter.updateCard(card, { end: '2026-05-29', cardType: 'X' })), 'CardOfAnotherType')
    counter.setClock(FINAL)
    done(await counter.orderCard(person, card))
    assert.deepEqual(noticesOf(await counter.orderCard(person, null)), ['AlreadyOrdered'])
    done(await counter.deleteCard(card))
    assert.deepEqual(await entries(person), ['CardRegistered', 'CardCorrected', 'CardOrdered', 'CardWithdrawn'])
  })

  test('one who leaves takes the given card along, and has it when they come back; another principal’s stays', async () => {
    counter.setClock(NOON)
    const person = counter.stranger()
    done(await counter.give(person, ['2025-05-01', '2025-12-31'], HELD, { principal: OTHER }))
    const card = idOf(await counter.give(person, YEAR, { ...HELD, number: '21 2', ...EXTENDING }, { principal: OTHER }))
    const own = counter.stranger()
    const mine = idOf(await counter.give(own, YEAR, HELD))
    await fee(own, '2025-06-01', '250.00')
    for (const one of [person, own]) done(await counter.leave(one))
    assert.equal(refused(await counter.cards(own)), 'OptedOut')
    assert.equal(refused(await counter.updateCard(mine, { end: '2025-12-31' })), 'OptedOut')
    assert.deepEqual(await cards(person, { principal: OTHER }), ['21 2 | PRELIMINARY | 2025-06-01–2026-05-31'])
    done(await counter.updateCard(card, { end: '2026-05-30' }, { principal: OTHER }))
    counter.setClock(FINAL)
    done(await counter.enter(own))
    assert.deepEqual(await cards(own), ['03 1 | FINAL | 2025-06-01–2026-05-31 | 250'])
    assert.equal((await counter.shown(own))?.id, mine)
  })

  test('two tills that give a card at once give one: the other is refused, or extends it', async () => {
    counter.setClock(NOON)
    const [person, extended] = [counter.stranger(), counter.stranger()]
    const other = await counter.another()
    const both = await Promise.all([counter, other].map((till) => till.give(person, YEAR, HELD)))
    assert.deepEqual(both.map(({ ok }) => ok).sort(), [false, true])
    await Promise.all(
      [counter, other].map((till, at) => till.give(extended, ['2025-06-01', `2025-12-3${at}`], EXTENDING)),
    )
    assert.equal((await cards(extended)).length, 1)
  })

  test('an earlier answer knows the given card as it was known then (R2)', async () => {
    counter.setClock(NOON)
    const person = counter.stranger()
    await fee(person, '2025-05-10', '250.00')
    counter.setClock('2025-06-03T12:00:00+02:00')
    const card = idOf(await counter.give(person, ['2025-05-01', '2025-12-31'], HELD))
    counter.setClock('2025-06-06T12:00:00+02:00')
    done(await counter.updateCard(card, { end: '2026-04-30' }))
    counter.setClock('2025-06-07T12:00:00+02:00')
    done(await counter.deleteCard(card))
    const then = async (knownAt: string) => {
      const request = { ...registration({ person }), namedProvider: null, day: day(knownAt.slice(0, 10)) }
      const view = done(await readEarlier(counter.ports, { ...request, knownAt: moment(knownAt) }))
      return view === null ? 'none' : told(view).replace(/^21\w+/, 'made')
    }
    assert.equal(await then('2025-06-02T12:00:00+02:00'), 'made | BELOW_LIMIT | 250')
    assert.equal(await then('2025-06-03T12:00:00+02:00'), '03 1 | PRELIMINARY | 2025-05-01–2025-12-31 | 250')
    assert.equal(await then('2025-06-05T12:00:00+02:00'), '03 1 | FINAL | 2025-05-01–2025-12-31 | 250')
    assert.equal(await then('2025-06-06T12:00:00+02:00'), '03 1 | FINAL | 2025-05-01–2026-04-30 | 250')
    assert.equal(await then('2025-06-07T12:00:00+02:00'), 'made | BELOW_LIMIT | 250')
  })

  test('read consent opens others’ fees for the provider that it was given to, in the card and among all cards', async () => {
    counter.setClock(NOON)
    const person = counter.stranger()
    await fee(person, '2025-05-10', '250.00')
    const ofB = { caller: callerOf('SE5599990000-DEMO-B') }
    const number = await numberOf(person)
    assert.deepEqual(await cards(person, ofB), [`${number} | BELOW_LIMIT | 250 otherProvider`])
    done(await counter.consent(person, true, { ...ofB, ...B }))
    assert.deepEqual(await cards(person, ofB), [`${number} | BELOW_LIMIT | 250`])
    assert.deepEqual(
      done(await counter.read(person, ofB))?.persons.map(({ readConsent }) => readConsent),
      [true],
    )
    done(await counter.consent(person, false, { ...ofB, ...B }))
    assert.deepEqual(await cards(person, ofB), [`${number} | BELOW_LIMIT | 250 otherProvider`])
  })
})
