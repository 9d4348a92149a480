/** Earlier answers (domain.md R2): reproduced word for word as of a day, knowing what was known at a moment, with the settings known then (R5). */

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Refusal } from '../../src/domain/decisions/refusals.ts'
import { type Moment, swedishDay } from '../../src/domain/kernel/moment.ts'
import { PersonId } from '../../src/domain/kernel/personId.ts'
import type { Result } from '../../src/domain/kernel/result.ts'
import type { CardView } from '../../src/usecases/cardView.ts'
import { eraseDue } from '../../src/usecases/eraseDue.ts'
import { readEarlier } from '../../src/usecases/readEarlier.ts'
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
  type Told,
} from './counter.ts'
import { chanceOf, walkerAt } from './walker.ts'
import { day, moment, registration } from './world.ts'

type Asked = { readonly person: string; readonly day: string | null; readonly knownAt: Moment; readonly told?: Told }

/** Asks for an earlier answer; the day is the moment's own where none is told. */
const earlier = ({ ports }: Counter, { person, day: text, knownAt, told = {} }: Asked) => {
  const { caller, principal, cardType } = registration({ person, ...told })
  const asked = text === null ? swedishDay(knownAt) : day(text)
  return readEarlier(ports, { caller, principal, person, cardType, namedProvider: null, day: asked, knownAt })
}

/** What is compared: everything that was told, persons in clear. */
const plain = (answer: Result<CardView | null, Refusal>): unknown =>
  JSON.parse(
    JSON.stringify(answer, function (this: Record<string, unknown>, name, value) {
      const told = this[name]
      return told instanceof PersonId ? told.reveal() : value
    }),
  )

describe('every answer ever given is given again', () => {
  let counter: Counter
  before(async () => {
    counter = await openCounter()
    const hidden = [setting('optOut', '2025-01-01', 'hide', OWN), setting('optOut', '2025-01-01', 'hide', OTHER)]
    await counter.set(...settingsOfOther(), ...hidden)
  })
  after(() => counter.close())

  for (const seed of [3])
    test(`after a random walk each answer, asked for as of its day and moment, is the one that was told then (seed ${seed})`, async () => {
      const walker = walkerAt(counter, seed, 12)
      const chance = chanceOf(seed + 1_000)
      const told: { readonly asked: Asked; readonly answer: unknown }[] = []
      for (let step = 0; step < 200; step += 1) {
        const { person } = await walker.step()
        for (const one of [person, chance.pick(walker.persons)]) {
          const principal = chance.pick([OWN, OTHER])
          const knownAt = counter.ports.now()
          told.push({
            asked: { person: one, day: null, knownAt, told: { principal } },
            answer: plain(await counter.read(one, { principal })),
          })
        }
        counter.setClock(new Date(counter.ports.now() + 1).toISOString())
      }
      const statuses = new Set(
        told.map(({ answer }) => /"status":"([A-Z_]+)"|"kind":"(OptedOut)"/.exec(JSON.stringify(answer))?.[0]),
      )
      assert.ok(statuses.size >= 5, `answers of every kind were told: ${[...statuses]}`)
      for (const { asked, answer } of told)
        assert.deepEqual(plain(await earlier(counter, asked)), answer, `${new Date(asked.knownAt).toISOString()}`)
    })
})

describe('as of one day, knowing what was known at another', () => {
  let counter: Counter
  before(async () => {
    counter = await openCounter()
    await counter.set(...settingsOfOther())
  })
  after(() => counter.close())

  /** Status, paid, what remains, fees, on the day by what was known at the moment. */
  const on = async (person: string, text: string, knownAt: string, told?: Told): Promise<unknown> => {
    const asked = { person, day: text, knownAt: moment(knownAt), ...(told === undefined ? {} : { told }) }
    const view = done(await earlier(counter, asked))
    if (view === null) return null
    const { card } = view
    return [card.status, card.currentAmount, card.amountToLimit, card.shares.map(({ fee }) => fee.amount)]
  }

  test('a receipt that came late is known on its own day only to one who knows what was known later', async () => {
    const person = counter.stranger()
    counter.setClock('2025-05-02T12:00:00+02:00')
    done(await counter.register(person, '2025-05-01', '300.00'))
    counter.setClock('2025-06-10T12:00:00+02:00')
    done(await counter.register(person, '2025-04-01', '400.00'))
    counter.setClock('2025-06-20T12:00:00+02:00')
    assert.deepEqual(await on(person, '2025-05-15', '2025-05-15T12:00:00Z'), ['BELOW_LIMIT', 30_000, 115_000, [30_000]])
    assert.deepEqual(await on(person, '2025-05-15', '2025-06-15T12:00:00Z'), [
      'BELOW_LIMIT',
      70_000,
      75_000,
      [40_000, 30_000],
    ])
    assert.deepEqual(await on(person, '2025-04-15', '2025-06-15T12:00:00Z'), ['BELOW_LIMIT', 40_000, 105_000, [40_000]])
    assert.equal(await on(person, '2025-04-15', '2025-05-15T12:00:00Z'), null)
    assert.equal(await on(person, '2025-03-31', '2025-06-15T12:00:00Z'), null)
  })

  test('a correction and an annulment are known from their moment on, for every day', async () => {
    const person = counter.stranger()
    counter.setClock('2025-05-02T12:00:00+02:00')
    const fee = feeOf(await counter.register(person, '2025-05-01', '300.00'))
    counter.setClock('2025-05-10T12:00:00+02:00')
    done(await counter.correct(fee, '2025-04-20', '200.00'))
    counter.setClock('2025-05-20T12:00:00+02:00')
    done(await counter.annul(fee))
    counter.setClock('2025-06-20T12:00:00+02:00')
    assert.equal(await on(person, '2025-04-25', '2025-05-05T12:00:00Z'), null)
    assert.deepEqual(await on(person, '2025-05-05', '2025-05-05T12:00:00Z'), ['BELOW_LIMIT', 30_000, 115_000, [30_000]])
    assert.deepEqual(await on(person, '2025-04-25', '2025-05-15T12:00:00Z'), ['BELOW_LIMIT', 20_000, 125_000, [20_000]])
    assert.deepEqual(await on(person, '2025-05-10', '2025-05-10T10:00:00.000Z'), [
      'BELOW_LIMIT',
      20_000,
      125_000,
      [20_000],
    ])
    assert.deepEqual(await on(person, '2025-05-10', '2025-05-10T09:59:59.999Z'), [
      'BELOW_LIMIT',
      30_000,
      115_000,
      [30_000],
    ])
    assert.equal(await on(person, '2025-05-15', '2025-05-20T10:00:00Z'), null)
  })

  test('no row of a visit made after the day is told, be it annulled since', async () => {
    const person = counter.stranger()
    counter.setClock('2025-05-25T12:00:00+02:00')
    done(await counter.register(person, '2025-05-10', '300.00'))
    done(await counter.annul(feeOf(await counter.register(person, '2025-05-12', '200.00'))))
    done(await counter.annul(feeOf(await counter.register(person, '2025-05-20', '100.00'))))
    const rowsOn = async (text: string) =>
      done(await earlier(counter, { person, day: text, knownAt: counter.ports.now() }))?.rows.map(
        ({ amount }) => amount,
      )
    assert.deepEqual(await rowsOn('2025-05-15'), [30_000, 20_000])
    assert.deepEqual(await rowsOn('2025-05-25'), [30_000, 20_000, 10_000])
  })

  test('a card reached by a late fee was valid from its reached date, to one who knows of the fee; its number is the one of below the limit', async () => {
    const person = counter.stranger()
    counter.setClock('2025-05-02T12:00:00+02:00')
    done(await counter.register(person, '2025-05-01', '1000.00'))
    const number = (await counter.shown(person))?.number
    counter.setClock('2025-06-10T12:00:00+02:00')
    done(await counter.register(person, '2025-05-05', '450.00'))
    counter.setClock('2025-06-20T12:00:00+02:00')
    const below = ['BELOW_LIMIT', 100_000, 45_000, [100_000]]
    assert.deepEqual(await on(person, '2025-05-20', '2025-06-09T12:00:00Z'), below)
    assert.deepEqual(await on(person, '2025-05-04', '2025-06-15T12:00:00Z'), below)
    assert.deepEqual(await on(person, '2025-05-05', '2025-06-10T12:00:00Z'), [
      'PRELIMINARY',
      145_000,
      0,
      [100_000, 45_000],
    ])
    assert.deepEqual(await on(person, '2025-05-05', '2025-06-15T12:00:00Z'), ['FINAL', 145_000, 0, [100_000, 45_000]])
    for (const asked of ['2025-05-04', '2025-05-05', '2025-06-15']) {
      const view = done(await earlier(counter, { person, day: asked, knownAt: moment('2025-06-15T12:00:00Z') }))
      assert.equal(view?.card.identity?.number, number, asked)
    }
  })

  test('what fell out of the window since counts on the earlier day', async () => {
    const person = counter.stranger()
    counter.setClock('2025-06-02T12:00:00+02:00')
    done(await counter.register(person, '2024-06-10', '300.00'))
    counter.setClock('2025-08-01T12:00:00+02:00')
    assert.deepEqual(await on(person, '2025-06-09', '2025-07-01T12:00:00Z'), ['BELOW_LIMIT', 30_000, 115_000, [30_000]])
    assert.equal(await on(person, '2025-06-10', '2025-07-01T12:00:00Z'), null)
  })

  test('what lies in the future, or was not yet known, is refused', async () => {
    const person = counter.stranger()
    counter.setClock('2025-06-02T12:00:00+02:00')
    const asked = (text: string, knownAt: string) => earlier(counter, { person, day: text, knownAt: moment(knownAt) })
    assert.equal(refused(await asked('2025-06-02', '2025-06-02T10:00:00.001Z')), 'NotYetKnown')
    assert.equal(refused(await asked('2025-06-02', '2025-06-01T10:00:00Z')), 'NotYetKnown')
    assert.equal(done(await asked('2025-06-02', '2025-06-02T10:00:00Z')), null)
  })

  test('a new ceiling is known from its recording on, also for days before it', async () => {
    const person = counter.stranger()
    counter.setClock('2025-08-02T12:00:00+02:00')
    done(await counter.register(person, '2025-08-01', '1000.00'))
    counter.setClock('2025-08-05T12:00:00+02:00')
    await counter.set(ceiling('2025-08-01', '900.00', OWN), ceiling('2025-08-02', '1450.00', OWN))
    counter.setClock('2025-08-20T12:00:00+02:00')
    const ofOwn = [100_000, 45_000, [100_000]]
    assert.deepEqual(await on(person, '2025-08-03', '2025-08-04T12:00:00Z'), ['BELOW_LIMIT', ...ofOwn])
    assert.deepEqual(await on(person, '2025-08-03', '2025-08-06T12:00:00Z'), [
      'PRELIMINARY',
      100_000,
      -10_000,
      [100_000],
    ])
    assert.deepEqual(await on(person, '2025-08-03', '2025-08-07T12:00:00Z'), ['FINAL', 100_000, -10_000, [100_000]])
  })

  test('a card that settings have made is known by one number from its first reading on, be it as of an earlier day', async () => {
    counter.setClock('2025-10-01T12:00:00+02:00')
    const person = counter.stranger()
    done(await counter.register(person, '2024-10-15', '800.00'))
    counter.setClock('2025-10-20T12:00:00+02:00')
    done(await counter.register(person, '2025-10-18', '200.00'))
    await counter.set(ceiling('2024-10-01', '700.00', OWN), ceiling('2025-10-18', '1450.00', OWN))
    const numbers = new Set<string | undefined>()
    const asked = { person, day: '2025-10-10', knownAt: counter.ports.now() }
    counter.setClock('2025-10-20T13:00:00+02:00')
    for (let times = 0; times < 3; times += 1) numbers.add(done(await earlier(counter, asked))?.card.identity?.number)
    done(await counter.register(person, '2025-10-20', '100.00'))
    numbers.add(done(await earlier(counter, asked))?.card.identity?.number)
    assert.equal(numbers.size, 1)
  })

  test('one who was in then is answered as then though they have left since; what has been erased is told of no more', async () => {
    counter.setClock('2025-11-02T12:00:00+01:00')
    const person = counter.stranger()
    done(await counter.register(person, '2025-11-01', '300.00'))
    counter.setClock('2025-11-05T12:00:00+01:00')
    done(await counter.leave(person))
    counter.setClock('2025-11-10T12:00:00+01:00')
    const asked = (knownAt: string) => earlier(counter, { person, day: null, knownAt: moment(knownAt) })
    assert.equal(done(await asked('2025-11-03T12:00:00Z'))?.card.currentAmount, 30_000)
    assert.equal(refused(await asked('2025-11-06T12:00:00Z')), 'OptedOut')
    counter.setClock('2025-12-05T12:00:00+01:00')
    assert.equal(await eraseDue(counter.ports), 1)
    assert.equal(refused(await asked('2025-11-03T12:00:00Z')), 'AnswerErased')
    done(await counter.enter(person))
    assert.equal(done(await asked('2025-12-05T11:00:00Z')), null)
  })

  test('whether one had to be asked, and what things were called, is told by the settings known then', async () => {
    counter.setClock('2026-01-05T12:00:00+01:00')
    const [person, unknown] = [counter.stranger(), counter.stranger()]
    done(await counter.register(person, '2026-01-04', '300.00', { principal: OTHER }))
    const knownAt = counter.ports.now()
    const told = { principal: OTHER as string }
    const answer = plain(await counter.read(person, told))
    counter.setClock('2026-01-06T12:00:00+01:00')
    await counter.set(
      setting('optIn', '2026-01-01', 'asked', OTHER),
      setting('name', '2026-01-01', 'Ett nytt namn', OTHER),
      setting('cardTypes', '2026-01-01', [{ id: 'CARE_VISIT', name: 'Öppenvård' }], OTHER),
    )
    assert.equal(refused(await counter.read(person, told)), 'OptInRequired')
    const afterwards = counter.ports.now()
    counter.setClock('2026-01-07T12:00:00+01:00')
    assert.deepEqual(plain(await earlier(counter, { person, day: null, knownAt, told })), answer)
    const ask = (one: string, at: Moment) => earlier(counter, { person: one, day: null, knownAt: at, told })
    assert.equal(refused(await ask(person, afterwards)), 'OptInRequired')
    assert.equal(refused(await ask(unknown, afterwards)), 'OptInRequired')
    assert.equal(done(await ask(unknown, knownAt)), null)
  })
})
