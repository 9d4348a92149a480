/** Erasure of what was done to cards and said of reading (domain.md S3, L8–L11, S4): nothing of it left in any table, the ledger whole, others' as it was. */

import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'
import { verifyLedger } from '../../src/ledger/verify/verifyLedger.ts'
import { eraseDue } from '../../src/usecases/eraseDue.ts'
import { type Counter, done, feeOf, noticesOf, OTHER, openCounter, refused, settingsOfOther } from './counter.ts'
import { callerOf } from './world.ts'

const NOON = '2025-06-02T12:00:00+02:00'
const FINAL = '2025-06-04T12:00:00+02:00'
/** Thirty days after noon on 5 June. */
const LEFT = '2025-06-05T12:00:00+02:00'
const DUE = '2025-07-05T12:00:00+02:00'
const HELD = { reason: 'VALID_CARD', number: 'KORT-4711' } as const
const AT_OTHER = { principal: OTHER as string }
const OF_B = { actor: { employee: 'SE5599990000-E001', provider: 'SE5599990000-B', unit: null } }

describe('cards, orders and consents of one who has left are erased', () => {
  let counter: Counter
  before(async () => {
    counter = await openCounter()
    await counter.set(...settingsOfOther())
  })
  after(() => counter.close())
  afterEach(async () => {
    const verdict = await verifyLedger(counter.database.place, { headsFolders: [], report: () => undefined })
    assert.deepEqual(verdict.holds || verdict.fault, true)
  })

  const entries = async (person: string) => counter.ports.ledger.entriesOf(await counter.accountOf(person))
  const types = async (person: string) => (await entries(person)).map(({ entry }) => entry?.type ?? 'erased')
  const cardOf = async (person: string, told = {}) => (await counter.shown(person, told))?.id ?? assert.fail('a card')
  /** Rows of any table that hold the text. */
  const found = async (text: string): Promise<string[]> => {
    const { rows } = await counter.pool.query<{ name: string }>(
      `select table_name as name from information_schema.tables where table_schema = 'efrikort'
         and has_table_privilege(table_schema || '.' || table_name, 'select')`,
    )
    const holding: string[] = []
    for (const { name } of rows) {
      const { rowCount } = await counter.pool.query(`select 1 from ${name} t where t::text like $1`, [`%${text}%`])
      if ((rowCount ?? 0) > 0) holding.push(name)
    }
    return holding
  }
  const leaveAndErase = async (person: string, told = {}) => {
    counter.setClock(LEFT)
    done(await counter.leave(person, told))
    counter.setClock(DUE)
    assert.equal(await eraseDue(counter.ports), 1)
  }

  test('a given card, corrected, ordered and withdrawn: not its number, days, id, start, nor what was remembered of the call', async () => {
    counter.setClock(NOON)
    const person = counter.stranger()
    done(await counter.give(person, ['2025-01-17', '2025-12-13'], HELD, { callId: 'remembered-card' }))
    const first = await cardOf(person)
    done(await counter.updateCard(first, { start: '2024-11-19', number: 'KORT-4712' }))
    counter.setClock(FINAL)
    done(await counter.orderCard(person, first))
    done(await counter.deleteCard(first))
    done(await counter.give(person, ['2025-01-18', '2025-12-14'], { ...HELD, number: 'KORT-4713' }))
    const second = await cardOf(person)
    const needles = [
      'KORT-471',
      '2025-01-17',
      '2025-12-13',
      '2024-11-19',
      '2025-01-18',
      first,
      second,
      'remembered-card',
    ]
    for (const needle of needles) assert.ok((await found(needle)).length > 0, needle)
    await leaveAndErase(person)
    for (const needle of needles) assert.deepEqual(await found(needle), [], needle)
    const kept = ['OptedOut', 'ContentErased']
    assert.deepEqual(await types(person), ['erased', 'erased', 'erased', 'erased', 'erased', ...kept])
    assert.equal(refused(await counter.updateCard(first, { end: '2025-12-12' })), 'CardUnknown')
  })

  test('a computed card, renumbered, deleted with its fees, and the next one ordered', async () => {
    counter.setClock('2025-06-01T12:00:00+02:00')
    const person = counter.stranger()
    const fee = feeOf(await counter.register(person, '2025-05-17', '246.80'))
    const first = await cardOf(person)
    done(await counter.updateCard(first, { number: 'KORT-4721' }))
    done(await counter.deleteCard(first))
    counter.setClock(NOON)
    done(await counter.register(person, '2025-05-18', '1451.23'))
    const second = await cardOf(person)
    counter.setClock(FINAL)
    done(await counter.orderCard(person, null))
    const needles = ['KORT-472', fee, first, second, '24680', '145123']
    for (const needle of needles) assert.ok((await found(needle)).length > 0, needle)
    await leaveAndErase(person)
    // What is owed is kept by the entry of leaving, until it is settled (S2).
    for (const needle of needles) assert.deepEqual(await found(needle), [], needle)
    assert.deepEqual(await types(person), [
      'erased',
      'erased',
      'erased',
      'erased',
      'erased',
      'OptedOut',
      'ContentErased',
    ])
  })

  test('one who comes in again begins with no card, no consent and no order', async () => {
    counter.setClock(NOON)
    const person = counter.stranger()
    done(await counter.consent(person, true, OF_B))
    done(await counter.register(person, '2025-05-18', '1450.00'))
    counter.setClock(FINAL)
    done(await counter.orderCard(person, null))
    await leaveAndErase(person)
    done(await counter.enter(person))
    assert.deepEqual(done(await counter.cards(person)), [])
    done(await counter.register(person, '2025-07-05', '1450.00'))
    assert.deepEqual(
      done(await counter.read(person))?.persons.map(({ readConsent }) => readConsent),
      [false],
    )
    counter.setClock('2025-07-07T12:00:00+02:00')
    assert.deepEqual(noticesOf(await counter.orderCard(person, null)), [])
  })

  test('one who left with nothing but a consent, given or taken back, is erased too', async () => {
    for (const said of [[true], [true, false]]) {
      counter.setClock(NOON)
      const person = counter.stranger()
      for (const isGiven of said) done(await counter.consent(person, isGiven, OF_B))
      await leaveAndErase(person)
      assert.deepEqual(await types(person), [...said.map(() => 'erased'), 'OptedOut', 'ContentErased'])
    }
  })

  test('another principal’s cards, orders and consents stand as they stood, and are known by the same numbers', async () => {
    counter.setClock(NOON)
    const person = counter.stranger()
    done(await counter.give(person, ['2025-05-01', '2026-04-30'], { ...HELD, number: 'ANNAN-1' }, AT_OTHER))
    const card = await cardOf(person, AT_OTHER)
    done(await counter.updateCard(card, { start: '2025-04-01' }, AT_OTHER))
    done(await counter.consent(person, true, { ...OF_B, ...AT_OTHER }))
    counter.setClock(FINAL)
    done(await counter.orderCard(person, card, AT_OTHER))
    done(await counter.register(person, '2025-06-03', '250.00'))
    const before = done(await counter.cards(person, AT_OTHER))
    await leaveAndErase(person)
    const [view] = done(await counter.cards(person, AT_OTHER))
    assert.deepEqual([view?.card.identity, view?.given], [before[0]?.card.identity, before[0]?.given])
    assert.deepEqual([view?.card.status, view?.card.currentAmount], ['FINAL', 0])
    assert.deepEqual(noticesOf(await counter.orderCard(person, card, AT_OTHER)), ['AlreadyOrdered'])
    const seenByB = { ...AT_OTHER, caller: callerOf('SE5599990000-DEMO-B') }
    assert.deepEqual(
      done(await counter.read(person, seenByB))?.persons.map(({ readConsent }) => readConsent),
      [true],
    )
    done(await counter.updateCard(card, { end: '2026-01-31' }, AT_OTHER))
    assert.deepEqual(await types(person), [
      'CardRegistered',
      'CardCorrected',
      'ReadConsentSaid',
      'CardOrdered',
      'erased',
      'OptedOut',
      'ContentErased',
      'CardCorrected',
    ])
  })
})

describe('a ledger holds, by its own check', () => {
  let counter: Counter
  before(async () => {
    counter = await openCounter()
  })
  after(() => counter.close())
  const fault = async () => {
    const verdict = await verifyLedger(counter.database.place, { headsFolders: [], report: () => undefined })
    return verdict.holds ? null : verdict.fault
  }

  test('after every act on a card, and after a consent that was given and taken back by one with nothing else', async () => {
    counter.setClock(NOON)
    const [held, computed, said] = [counter.stranger(), counter.stranger(), counter.stranger()]
    done(await counter.give(held, ['2025-06-01', '2025-12-31'], HELD))
    const card = (await counter.shown(held))?.id ?? ''
    done(await counter.updateCard(card, { end: '2025-11-30' }))
    done(await counter.deleteCard(card))
    done(await counter.register(computed, '2025-06-01', '250.00'))
    const other = (await counter.shown(computed))?.id ?? ''
    done(await counter.updateCard(other, { number: 'G 1' }))
    done(await counter.deleteCard(other))
    done(await counter.consent(said, true))
    assert.equal(await fault(), null)
    done(await counter.consent(said, false))
    assert.equal(await fault(), null)
  })
})
