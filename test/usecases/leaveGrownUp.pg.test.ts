/** One who turns 18 among siblings leaves at the end of the period, by itself (domain.md G3): on its day, with what is theirs, found without a search. */

import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'
import { verifyLedger } from '../../src/ledger/verify/verifyLedger.ts'
import { leaveGrownUp } from '../../src/usecases/leaveGrownUp.ts'
import { type Counter, done, OWN, openCounter } from './counter.ts'

const YOUNGER = '201701012393'
/** Eighteen on 1 September 2025, by two reserve numbers; and on 1 January 2026. */
const [ELDER, ELDER_TOO, MIDDLE] = ['23070901AB10', '23070901AB20', '23080101AB10'] as const

describe('one who has grown up leaves the siblings', () => {
  let counter: Counter
  before(async () => {
    counter = await openCounter()
  })
  after(() => counter.close())
  afterEach(async () => {
    const verdict = await verifyLedger(counter.database.place, { headsFolders: [], report: () => undefined })
    assert.deepEqual(verdict.holds || verdict.fault, true)
  })

  const at = (text: string): void => counter.setClock(text)
  const leave = () => leaveGrownUp(counter.ports)
  const persons = async (person: string) => done(await counter.groupOf(person)).persons.map((one) => one.reveal())
  const waiting = async () => {
    const { rows } = await counter.pool.query<{ due: string }>(
      `select to_char(due_at at time zone 'Europe/Stockholm', 'YYYY-MM-DD HH24:MI') as due from group_due order by due_at`,
    )
    return rows.map(({ due }) => due)
  }

  test('through a year: nobody before the birthday, the elder at the end of the card, the next on a birthday without period', async () => {
    at('2025-06-02T12:00:00+02:00')
    done(await counter.register(YOUNGER, '2025-05-10', '1000.00'))
    done(await counter.register(ELDER, '2025-05-20', '450.00'))
    done(await counter.group(YOUNGER, ELDER))
    done(await counter.group(ELDER, MIDDLE))
    const number = (await counter.shown(ELDER))?.number
    assert.deepEqual(await waiting(), ['2025-09-01 00:00'])
    at('2025-08-31T23:59:59+02:00')
    assert.equal(await leave(), 0)
    assert.deepEqual(await waiting(), ['2025-09-01 00:00'])
    at('2025-09-01T00:00:00+02:00')
    assert.equal(await leave(), 0)
    assert.deepEqual(await waiting(), ['2025-09-02 00:00'])
    at('2026-05-09T12:00:00+02:00')
    assert.equal(await leave(), 0)
    assert.deepEqual(await persons(ELDER), [YOUNGER, ELDER, MIDDLE])
    at('2026-05-10T00:00:00+02:00')
    assert.equal(await leave(), 2)
    for (const one of [YOUNGER, ELDER, MIDDLE]) assert.deepEqual(await persons(one), [one])
    const [card] = done(await counter.cards(ELDER))
    assert.deepEqual(
      [card?.card.identity?.number, card?.card.status, card?.card.shares.map(({ fee }) => fee.amount)],
      [number, 'EXPIRED', [45_000]],
    )
    assert.deepEqual(await waiting(), [])
    const acts = done(await counter.groupOf(ELDER)).acts.map(({ action, principal, cardNumber }) => [
      action,
      principal,
      cardNumber,
    ])
    assert.deepEqual(acts, [
      ['grouped', OWN, card === undefined ? '' : number],
      ['ungrouped', OWN, null],
    ])
    assert.equal(await leave(), 0)
  })

  test('it is the service itself that acts', async () => {
    const { rows } = await counter.pool.query<{ by: unknown }>(
      `select distinct (c.content::json -> 'by')::text as by from entry e join entry_content c using (account_id, version)
        where e.kind = 'PersonLeft' and c.content like '%"by":{"system":"${OWN}"%'`,
    )
    assert.deepEqual(rows, [{ by: `{"system":"${OWN}","employee":"${OWN}","provider":"${OWN}","unit":null}` }])
  })

  test('also one who has left the service, whose fees are set aside until they come back', async () => {
    const [younger, elder] = ['23170201AB10', '23070902AB10']
    at('2025-06-02T12:00:00+02:00')
    done(await counter.register(elder, '2025-06-01', '100.00'))
    done(await counter.group(younger, elder))
    done(await counter.leave(elder))
    at('2025-09-02T00:00:00+02:00')
    assert.equal(await leave(), 1)
    assert.notEqual(await counter.accountOf(elder), await counter.accountOf(younger))
    done(await counter.enter(elder))
    assert.equal((await counter.shown(elder))?.paid ?? 0, 10_000)
  })

  test('the two identities of one person leave together', async () => {
    const [first, second] = ['23170301AB10', '23170302AB10']
    at('2025-06-02T12:00:00+02:00')
    for (const [person, amount] of [
      [first, '100.00'],
      [ELDER_TOO, '200.00'],
      ['23070901AC10', '400.00'],
    ] as const)
      done(await counter.register(person, '2025-06-01', amount))
    done(await counter.group(first, ELDER_TOO))
    done(await counter.group(first, '23070901AC10'))
    done(await counter.group(first, second))
    at('2026-05-31T12:00:00+02:00')
    assert.equal(await leave(), 0)
    at('2026-06-01T12:00:00+02:00')
    assert.equal(await leave(), 2)
    assert.deepEqual(await persons(ELDER_TOO), [ELDER_TOO, '23070901AC10'])
    assert.deepEqual(await persons(first), [first, second])
    assert.equal(await counter.accountOf(ELDER_TOO), await counter.accountOf('23070901AC10'))
  })

  test('two services that do it at once let each leave once', async () => {
    const other = await counter.another()
    at('2025-06-02T12:00:00+02:00')
    const elders = Array.from({ length: 9 }, (_, number) => `230709${String(10 + number)}AB10`)
    for (const elder of elders) done(await counter.group('23170401AB10', elder))
    at('2025-10-01T12:00:00+02:00')
    await Promise.all([leave(), leaveGrownUp(other.ports)])
    for (const elder of elders) {
      assert.deepEqual(await persons(elder), [elder])
      assert.equal(done(await counter.groupOf(elder)).acts.length, 2)
    }
  })
})
