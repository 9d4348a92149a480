/** Earlier answers of those who have moved (domain.md R2, G1, G2): from the account they were in then, and nothing that it did not hold. */

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { swedishDay } from '../../src/domain/kernel/moment.ts'
import { eraseDue } from '../../src/usecases/eraseDue.ts'
import { readEarlier } from '../../src/usecases/readEarlier.ts'
import { type Counter, done, openCounter, refused } from './counter.ts'
import { day, moment, registration } from './world.ts'

const child = (number: number): string => `231704${String(number).padStart(2, '0')}AB10`
/** Noon in Sweden. */
const noon = (text: string): string => `${text}T10:00:00Z`

describe('an earlier answer of one who has moved', () => {
  let counter: Counter
  before(async () => {
    counter = await openCounter()
  })
  after(() => counter.close())

  const at = (text: string): void => counter.setClock(noon(text))
  const asked = (person: string, knownAt: string, on?: string) => {
    const { caller, principal, cardType } = registration({ person })
    const known = moment(knownAt)
    const asOf = on === undefined ? swedishDay(known) : day(on)
    return readEarlier(counter.ports, {
      caller,
      principal,
      person,
      cardType,
      namedProvider: null,
      day: asOf,
      knownAt: known,
    })
  }
  /** What was paid, and by whom; null where there was no card. */
  const then = async (person: string, knownAt: string, on?: string) => {
    const view = done(await asked(person, knownAt, on))
    return view === null
      ? null
      : [
          view.card.currentAmount / 100,
          view.persons.map(({ id }) => id.reveal()),
          view.rows.map((row) => row.person.reveal()),
        ]
  }
  const fee = async (person: string, visit: string, amount: string) =>
    void done(await counter.register(person, visit, amount))

  test('is their own from before they joined, the group’s while they were in it, and their own again', async () => {
    const [elder, younger] = [child(1), child(2)]
    at('2025-03-01')
    await fee(elder, '2025-03-01', '100.00')
    await fee(younger, '2025-03-01', '200.00')
    at('2025-03-10')
    done(await counter.group(elder, younger))
    at('2025-03-20')
    await fee(elder, '2025-03-20', '400.00')
    done(await counter.ungroup(younger, younger))
    at('2025-03-30')
    await fee(elder, '2025-03-30', '800.00')
    assert.deepEqual(await then(younger, '2025-03-10T09:59:59.999Z'), [200, [younger], [younger]])
    assert.deepEqual(await then(younger, noon('2025-03-10')), [300, [elder, younger], [elder, younger]])
    assert.deepEqual(await then(younger, '2025-03-20T09:59:59.999Z'), [300, [elder, younger], [elder, younger]])
    assert.deepEqual(await then(younger, noon('2025-03-20')), [200, [younger], [younger]])
    assert.deepEqual(await then(younger, noon('2025-03-30')), [200, [younger], [younger]])
    assert.deepEqual(await then(elder, '2025-03-10T09:59:59.999Z'), [100, [elder], [elder]])
    assert.deepEqual(await then(elder, noon('2025-03-15')), [300, [elder, younger], [elder, younger]])
    assert.deepEqual(await then(elder, noon('2025-03-30')), [1300, [elder], [elder, elder, elder]])
    assert.equal(await then(younger, '2025-02-28T10:00:00Z'), null)
  })

  test('as of a day before they joined, knowing what was known in the group, is reckoned as one; knowing less, it is not', async () => {
    const [elder, younger] = [child(3), child(4)]
    at('2025-03-01')
    await fee(elder, '2025-02-20', '100.00')
    await fee(younger, '2025-02-21', '200.00')
    at('2025-03-10')
    done(await counter.group(elder, younger))
    assert.deepEqual(await then(younger, noon('2025-03-10'), '2025-02-25'), [300, [elder, younger], [elder, younger]])
    assert.deepEqual(await then(younger, noon('2025-03-09'), '2025-02-25'), [200, [younger], [younger]])
  })

  test('follows one who went to and fro, also within one moment', async () => {
    const [elder, younger] = [child(5), child(6)]
    at('2025-03-01')
    await fee(elder, '2025-03-01', '100.00')
    await fee(younger, '2025-03-01', '200.00')
    for (const [joins, leaves] of [
      ['2025-03-02', '2025-03-03'],
      ['2025-03-04', '2025-03-05'],
    ] as const) {
      at(joins)
      done(await counter.group(elder, younger))
      at(leaves)
      done(await counter.ungroup(younger, younger))
      done(await counter.group(elder, younger))
      done(await counter.ungroup(younger, younger))
    }
    at('2025-03-10')
    const paid = async (date: string) => (await then(younger, noon(date)))?.[0]
    assert.deepEqual(
      await Promise.all(['2025-03-01', '2025-03-02', '2025-03-03', '2025-03-04', '2025-03-05'].map(paid)),
      [200, 300, 200, 300, 200],
    )
  })

  test('of one who had no account is that there was no card, or that they had not been asked', async () => {
    const [elder, younger] = [child(7), child(8)]
    at('2025-03-01')
    await fee(elder, '2025-03-01', '100.00')
    at('2025-03-10')
    done(await counter.group(elder, younger))
    assert.equal(await then(younger, noon('2025-03-05')), null)
    assert.deepEqual(await then(younger, noon('2025-03-10')), [100, [elder, younger], [elder]])
  })

  test('is erased with what it would need: of their own before, and of a sibling in the group', async () => {
    const [elder, younger, third] = [child(9), child(10), child(11)]
    at('2025-03-01')
    for (const person of [elder, younger, third]) await fee(person, '2025-03-01', '100.00')
    at('2025-03-10')
    done(await counter.group(elder, younger))
    done(await counter.group(elder, third))
    at('2025-03-20')
    done(await counter.ungroup(third, third))
    at('2025-03-21')
    done(await counter.leave(younger))
    at('2025-04-21')
    await eraseDue(counter.ports)
    at('2025-04-22')
    assert.equal(refused(await asked(third, noon('2025-03-15'))), 'AnswerErased')
    assert.deepEqual(await then(third, noon('2025-03-05')), [100, [third], [third]])
    assert.deepEqual(await then(third, noon('2025-03-25')), [100, [third], [third]])
    done(await counter.enter(younger))
    assert.equal(refused(await asked(younger, noon('2025-03-05'))), 'AnswerErased')
    assert.equal(refused(await asked(younger, noon('2025-03-15'))), 'AnswerErased')
  })

  test('leaves a line of each who is told of: those of then, and those who share the account now', async () => {
    const [elder, younger, third] = [child(12), child(13), child(14)]
    at('2025-03-01')
    done(await counter.group(elder, younger))
    at('2025-03-10')
    done(await counter.ungroup(younger, younger))
    done(await counter.group(third, younger))
    at('2025-03-11')
    done(await asked(younger, noon('2025-03-05')))
    const { rows } = await counter.pool.query(
      `select person_id from access_log where act = 'readEarlier' and person_id = any ($1) order by person_id`,
      [[elder, younger, third]],
    )
    assert.deepEqual(
      rows.map((row) => row.person_id),
      [elder, younger, third],
    )
  })
})
