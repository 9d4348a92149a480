/** What one installation exports, another imports: the same lines come out of it again, and the same cards, numbers and öre. */

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { eraseDue } from '../../src/usecases/eraseDue.ts'
import {
  type Counter,
  ceiling,
  done,
  feeOf,
  OTHER,
  OWN,
  openCounter,
  refused,
  setting,
  settingsOfOther,
} from '../usecases/counter.ts'
import { moment } from '../usecases/world.ts'
import { exporting, importing } from './files.ts'

const SETTINGS_AT = '2025-06-03T12:00:00+02:00'
const ERASED_AT = '2025-07-05T12:00:00+02:00'
const LAST = '2025-08-01T12:00:00+02:00'

describe('an account that moves to another installation', () => {
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

  /** A lower amount of 2023, known from June 2025: a card comes of fees that had made none. */
  const lowered = ceiling('2023-01-01', '1200.00', OWN)

  /** Everything that can be recorded over the years, of several patients. */
  const live = async (counter: Counter) => {
    const people = Array.from({ length: 6 }, () => counter.stranger()) as [
      string,
      string,
      string,
      string,
      string,
      string,
      string,
    ]
    const [ordinary, adopted, adoptedLate, adoptedTwice, away, erased] = people
    counter.setClock('2023-06-02T12:00:00+02:00')
    for (const person of [adopted, adoptedLate, adoptedTwice])
      done(await counter.register(person, '2023-06-01', '1250.00'))
    const first = feeOf(await counter.register(ordinary, '2023-06-01', '700.00'))
    counter.setClock('2024-01-10T09:30:15+01:00')
    done(
      await counter.register(ordinary, '2024-01-09', '700.00', {
        careProvider: 'Naprapaten på hörnet',
        careUnit: null,
      }),
    )
    const wrong = feeOf(await counter.register(ordinary, '2024-01-10', '100.00'))
    done(await counter.correct(first, '2023-05-31', '650.00'))
    done(await counter.annul(wrong))
    counter.setClock('2025-05-20T12:00:00+02:00')
    done(await counter.register(ordinary, '2025-05-20', '250.00'))
    done(await counter.register(away, '2025-05-20', '1500.00'))
    done(await counter.leave(away))
    done(await counter.register(erased, '2025-05-20', '250.00'))
    done(await counter.leave(erased))
    counter.setClock(SETTINGS_AT)
    await counter.set(lowered)
    for (const person of [adopted, adoptedTwice]) done(await counter.read(person))
    for (const person of [adoptedLate, adoptedTwice]) done(await counter.register(person, '2025-06-02', '250.00'))
    counter.setClock(ERASED_AT)
    assert.equal(await eraseDue(counter.ports), 2)
    done(await counter.enter(erased))
    done(await counter.register(erased, '2025-07-04', '250.00'))
    counter.setClock(LAST)
    return people
  }

  const readyFor = async (counter: Counter) => {
    counter.setClock(SETTINGS_AT)
    await counter.set(lowered)
    counter.setClock(LAST)
  }

  test('gives the same lines, cards, numbers and figures there', async () => {
    const people = await live(here)
    await readyFor(there)
    const [ordinary, adopted, adoptedLate, adoptedTwice, away, erased] = people
    const { text } = await exporting(here, ...people)
    const outcome = await importing(there, text)
    assert.deepEqual([outcome.refused, outcome.counts.accounts, outcome.counts.identitiesMade], [[], 6, 0])
    assert.ok((await exporting(there, ...people)).text === text, 'the same bytes')
    for (const person of [ordinary, adoptedLate, adoptedTwice, erased])
      assert.deepEqual(await there.shown(person), await here.shown(person))
    assert.equal((await here.shown(ordinary))?.paid, 25_000)
    assert.deepEqual(await cardsOf(there, adopted), await cardsOf(here, adopted))
    assert.equal((await cardsOf(here, adopted)).length, 1)
    assert.deepEqual(await cardsOf(there, adoptedTwice), await cardsOf(here, adoptedTwice))
    for (const counter of [here, there]) assert.equal(refused(await counter.read(away)), 'OptedOut')
  })

  test('tells after an erasure what stands, and the card that is left has a new number there', async () => {
    const person = here.stranger()
    here.setClock('2025-08-01T12:00:00+02:00')
    done(await here.register(person, '2025-07-30', '250.00', { principal: OTHER }))
    done(await here.register(person, '2025-07-31', '300.00'))
    done(await here.leave(person))
    here.setClock('2025-09-01T12:00:00+02:00')
    there.setClock('2025-09-01T12:00:00+02:00')
    assert.equal(await eraseDue(here.ports), 1)
    const { text } = await exporting(here, person)
    assert.deepEqual(
      text.split('\n').map((line) => (line === '' ? '' : JSON.parse(line).type)),
      ['FeeRegistered', 'OptedOut', ''],
    )
    assert.doesNotMatch(text, /300\.00|issued/)
    const { counts } = await importing(there, text)
    assert.deepEqual([counts.accounts, counts.identitiesMade], [1, 1])
    const [shownHere, shownThere] = [await shownAt(here, person), await shownAt(there, person)]
    assert.deepEqual({ ...shownThere, id: null, number: null }, { ...shownHere, id: null, number: null })
    assert.notEqual(shownThere?.number, shownHere?.number)
  })

  const shownAt = (counter: Counter, person: string) => counter.shown(person, { principal: OTHER })

  /** What every reached card of an account is known by, and its days and moments. */
  const cardsOf = async (counter: Counter, person: string) => {
    const { account } = await counter.ports.ledger.load(
      { by: 'account', account: await counter.accountOf(person) },
      null,
    )
    const { fixed, computed } = account?.snapshot ?? { fixed: [], computed: [] }
    return [...fixed, ...computed].map((card) => {
      const { reached, end, reachedAt, finalAt } = card
      return { identity: 'identity' in card ? card.identity : null, reached, end, reachedAt, finalAt }
    })
  }

  test('leaves a line in the access log before anything is told, also of one who has no account', async () => {
    const [known, unknown] = [here.stranger(), here.stranger()]
    done(await here.register(known, '2025-06-02', '250.00'))
    const acts = async (person: string) =>
      (await here.pool.query(`select act from access_log where person_id = $1 and act = 'export'`, [person])).rowCount
    assert.deepEqual(
      (await exporting(here, known, '', `  ${unknown}  CARE_VISIT `, `${known} TECHNICAL_AID`, 'nobody')).nothing,
      ['3: NoAccount', '4: NoAccount', '5: NoPerson'],
    )
    assert.deepEqual([await acts(known), await acts(unknown)], [2, 1])
  })

  test('tells a line whole, in an order that never changes', async () => {
    const person = here.stranger()
    here.setClock('2025-08-01T12:00:00.250+02:00')
    const id = feeOf(await here.register(person, '2025-07-31', '250.00'))
    here.setClock(LAST)
    const shown = await here.shown(person)
    const { text } = await exporting(here, `${person} CARE_VISIT`)
    assert.equal(
      text,
      `{"person":"${person}","cardType":"CARE_VISIT","type":"FeeRegistered","feeId":"${id}","principal":"SE2321000198-1000",` +
        `"visitDate":"2025-07-31","amount":"250.00","careProvider":"SE2321000198-A","careUnit":"SE2321000198-A1",` +
        `"recordedAt":"2025-08-01T10:00:00.250Z","by":{"system":"SE2321000198-DEMO","employee":"SE2321000198-E001",` +
        `"provider":"SE2321000198-A"},"issued":[{"id":"${shown?.id}","number":"${shown?.number}"}]}\n`,
    )
  })

  test('tells what versions 1 and 2 of the contract told besides, and brings it in: the caller’s own moment, and the consent', async () => {
    for (const counter of [here, there]) {
      counter.setClock('2025-08-02T12:00:00+02:00')
      await counter.set(setting('optIn', '2025-08-02', 'asked', OTHER))
    }
    const person = here.stranger()
    const told = { principal: OTHER, toldAt: moment('2025-07-31T06:15:00Z'), isConsent: true } as const
    const fee = feeOf(await here.register(person, '2025-07-31', '250.00', told))
    done(await here.correct(fee, null, '200.00', { principal: OTHER, toldAt: moment('0001-01-01T00:00:00Z') }))
    const { text } = await exporting(here, person)
    const lines = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    assert.deepEqual(
      lines.map(({ toldAt, consent }) => [toldAt, consent]),
      [
        ['2025-07-31T06:15:00Z', true],
        ['0001-01-01T00:00:00Z', undefined],
      ],
    )
    assert.deepEqual((await importing(there, text)).refused, [])
    assert.ok((await exporting(there, person)).text === text, 'the same bytes')
    const [row] = (done(await there.read(person, { principal: OTHER })) ?? { rows: [] }).rows.slice(-1)
    assert.equal(row?.toldAt, moment('0001-01-01T00:00:00Z'))
    const another = text.replaceAll(person, here.stranger()).replaceAll(fee, 'another')
    const unasked = another.replace(',"consent":true', '').replace(/,"issued":\[[^\]]*\]/, '')
    assert.deepEqual((await importing(there, unasked)).refused, ['1: OptInRequired (1-2)'])
  })
})
