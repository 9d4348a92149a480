/** Erasure (domain.md S2, S3): on its day and not before, nothing of the visits left in any table, the chain whole, others' data and open claims as they were. */

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { eraseDue } from '../../src/usecases/eraseDue.ts'
import {
  type Counter,
  ceiling,
  done,
  feeOf,
  noticesOf,
  OTHER,
  OWN,
  openCounter,
  refused,
  setting,
  settingsOfOther,
} from './counter.ts'

const NOON = '2025-06-02T12:00:00+02:00'
const AT_OTHER = { principal: OTHER as string }

describe('the content of one who has left is erased', () => {
  let counter: Counter
  before(async () => {
    counter = await openCounter()
    await counter.set(...settingsOfOther())
  })
  after(() => counter.close())

  const entries = async (person: string) => counter.ports.ledger.entriesOf(await counter.accountOf(person))
  const erase = () => eraseDue(counter.ports)
  /** The numbers that entries have given to the person's cards. */
  const numbersIn = async (person: string): Promise<string[]> =>
    (await entries(person)).flatMap(({ entry }) => entry?.issued.map(({ number }) => number) ?? [])
  /** Rows of any table that hold the text. */
  const found = async (text: string): Promise<string[]> => {
    const { rows } = await counter.pool.query<{ name: string }>(
      `select table_name as name from information_schema.tables where table_schema = 'efrikort'
         and has_table_privilege(table_schema || '.' || table_name, 'select')`,
    )
    const holding: string[] = []
    for (const { name } of rows) {
      const { rows: hits } = await counter.pool.query(`select 1 from ${name} t where t::text like $1`, [`%${text}%`])
      if (hits.length > 0) holding.push(name)
    }
    return holding.sort()
  }

  test('content is erased on the day, thirty days after, and not before; and an opt-in afterwards begins empty', async () => {
    counter.setClock(NOON)
    const person = counter.stranger()
    const first = await counter.register(person, '2025-06-01', '1500.00')
    done(await counter.leave(person))
    counter.setClock('2025-07-02T11:59:59+02:00')
    assert.equal(await erase(), 0)
    assert.equal((await entries(person)).filter(({ entry }) => entry === null).length, 0)
    counter.setClock('2025-07-02T12:00:00+02:00')
    assert.ok((await erase()) >= 1)
    assert.equal(await erase(), 0)
    assert.equal((await entries(person)).filter(({ entry }) => entry === null).length, 1)
    assert.equal(refused(await counter.read(person)), 'OptedOut')
    assert.equal(refused(await counter.register(person, '2025-07-01', '100.00')), 'OptedOut')
    assert.equal(refused(await counter.annul(feeOf(first))), 'FeeUnknown')
    done(await counter.enter(person))
    assert.equal(await counter.shown(person), null)
    const fresh = await counter.register(person, '2025-06-01', '1500.00')
    assert.deepEqual(noticesOf(fresh), ['Overcharged'])
    const shown = await counter.shown(person)
    assert.deepEqual([shown?.fees, shown?.status], [[150_000], 'PRELIMINARY'])
    assert.notEqual(shown?.number, done(first).card?.number)
  })

  test('nothing of the visits is left in any table after the erasure: not the unit, amount, reason, fee, card or what was remembered', async () => {
    counter.setClock(NOON)
    const person = counter.stranger()
    const unit = { careUnit: 'Mottagningen Fyrtiosju elva' }
    const registered = await counter.register(person, '2025-05-17', '1234.57', { ...unit, callId: 'remembered-4711' })
    const fee = feeOf(registered)
    done(await counter.correct(fee, '2025-05-18', '1357.91', { careProvider: 'Vårdgivaren Fyrtiosju elva' }))
    const other = feeOf(await counter.register(person, '2025-05-19', '46.83', unit))
    done(await counter.annul(other, { callId: 'remembered-4712' }))
    const number = done(registered).card?.number ?? ''
    const needles = [
      'Fyrtiosju elva',
      ':123457',
      ':135791',
      '2025-05-18',
      ':4683',
      fee,
      other,
      number,
      'remembered-471',
    ]
    for (const needle of needles) assert.ok((await found(needle)).length > 0, needle)
    done(await counter.leave(person))
    for (const needle of needles) assert.ok((await found(needle)).length > 0, needle)
    counter.setClock('2025-07-02T12:00:00+02:00')
    assert.equal(await erase(), 1)
    for (const needle of needles) assert.deepEqual(await found(needle), [], needle)
    const { rows } = await counter.pool.query(
      'select count(*)::int as left from entry_content where account_id = $1 and content is null and salt is null and visit_date is null',
      [await counter.accountOf(person)],
    )
    assert.equal(rows[0].left, 4)
  })

  test('the number of a card that a lowered ceiling made is gone with the rest', async () => {
    counter.setClock(NOON)
    const person = counter.stranger()
    done(await counter.register(person, '2024-07-01', '777.00'))
    counter.setClock('2025-07-21T12:00:00+02:00')
    done(await counter.register(person, '2025-07-20', '777.00'))
    const before = (await entries(person)).length
    await counter.set(ceiling('2024-06-01', '700.00', OWN))
    assert.equal((await counter.shown(person))?.status, 'PRELIMINARY')
    await counter.set(ceiling('2024-06-02', '1450.00', OWN))
    assert.equal((await entries(person)).length, before + 1)
    const made = await numbersIn(person)
    assert.equal(made.length, 3)
    done(await counter.leave(person))
    counter.setClock('2025-08-20T12:00:00+02:00')
    assert.equal(await erase(), 1)
    for (const number of made) assert.deepEqual(await found(number), [], number)
  })

  test('the links of the entries are untouched by the erasure, which is a link of its own', async () => {
    counter.setClock(NOON)
    const person = counter.stranger()
    done(await counter.register(person, '2025-06-01', '250.00'))
    done(await counter.leave(person))
    const account = await counter.accountOf(person)
    const links = async (): Promise<string[]> => {
      const query = 'select e::text as link from entry e where account_id = $1 order by version'
      return (await counter.pool.query<{ link: string }>(query, [account])).rows.map(({ link }) => link)
    }
    const before = await links()
    counter.setClock('2025-07-02T12:00:00+02:00')
    assert.equal(await erase(), 1)
    const after = await links()
    assert.deepEqual(after.slice(0, 2), before)
    assert.match(after[2] ?? '', /ContentErased/)
    assert.equal(after.length, 3)
  })

  test('money taken too much is told by the entry of leaving, and kept there when the fees are gone', async () => {
    counter.setClock(NOON)
    const person = counter.stranger()
    done(await counter.register(person, '2025-05-01', '1400.00'))
    const over = feeOf(await counter.register(person, '2025-05-02', '250.00'))
    const free = feeOf(await counter.register(person, '2025-05-03', '100.00', { careProvider: 'Doktor Utanför' }))
    done(await counter.leave(person))
    counter.setClock('2025-07-02T12:00:00+02:00')
    assert.equal(await erase(), 1)
    const left = (await entries(person)).find(({ entry }) => entry?.type === 'OptedOut')?.entry
    assert.ok(left?.type === 'OptedOut')
    assert.deepEqual(
      left.claims.map(({ feeId, overcharged, provider }) => [feeId, overcharged, provider]),
      [
        [over, 20_000, { id: 'SE2321000198-A', text: 'SE2321000198-A' }],
        [free, 10_000, { id: null, text: 'Doktor Utanför' }],
      ],
    )
  })

  test('the erasure of one principal’s content leaves the other’s as it was', async () => {
    counter.setClock(NOON)
    const person = counter.stranger()
    done(await counter.register(person, '2025-05-01', '1000.00'))
    done(await counter.register(person, '2025-06-01', '450.00', { ...AT_OTHER, careUnit: 'Enheten Trettiotvå' }))
    done(await counter.leave(person, AT_OTHER))
    const before = await counter.shown(person)
    counter.setClock('2025-07-02T12:00:00+02:00')
    assert.equal(await erase(), 1)
    assert.deepEqual(await counter.shown(person), before)
    assert.deepEqual(await found('Enheten Trettiotvå'), [])
    done(await counter.enter(person, AT_OTHER))
    assert.deepEqual(await counter.shown(person), before)
    done(await counter.leave(person))
    counter.setClock('2025-08-01T12:00:00+02:00')
    assert.equal(await erase(), 1)
    done(await counter.enter(person))
    assert.equal(await counter.shown(person), null)
  })

  test('what an erasure leaves is told by the entries, also where the snapshot beside them was wrong', async () => {
    counter.setClock(NOON)
    const person = counter.stranger()
    done(await counter.register(person, '2025-06-01', '250.00'))
    done(await counter.register(person, '2025-06-01', '450.00', AT_OTHER))
    done(await counter.leave(person, AT_OTHER))
    const spoilt = `update account set snapshot = replace(snapshot, '"amount":25000', '"amount":26000') where account_id = $1`
    await counter.pool.query(spoilt, [await counter.accountOf(person)])
    assert.equal((await counter.shown(person))?.paid, 26_000)
    counter.setClock('2025-07-02T12:00:00+02:00')
    assert.equal(await erase(), 1)
    assert.equal((await counter.shown(person))?.paid, 25_000)
  })

  test('an opt-in in time takes the erasure back; leaving again begins the days anew', async () => {
    counter.setClock(NOON)
    const person = counter.stranger()
    done(await counter.register(person, '2025-06-01', '250.00'))
    done(await counter.leave(person))
    counter.setClock('2025-06-20T12:00:00+02:00')
    done(await counter.enter(person))
    done(await counter.leave(person))
    counter.setClock('2025-07-19T12:00:00+02:00')
    assert.equal(await erase(), 0)
    counter.setClock('2025-07-20T12:00:00+02:00')
    assert.equal(await erase(), 1)
  })

  test('many are erased in one go, by two services at once, each once', async () => {
    counter.setClock(NOON)
    const persons = Array.from({ length: 120 }, counter.stranger)
    await Promise.all(
      persons.map(async (person) => {
        done(await counter.register(person, '2025-06-01', '250.00'))
        done(await counter.leave(person))
      }),
    )
    counter.setClock('2025-07-02T12:00:00+02:00')
    const other = await counter.another()
    const [mine, its] = await Promise.all([erase(), eraseDue(other.ports)])
    assert.equal(mine + its, 120)
    assert.equal((await entries(persons[77] ?? '')).length, 3)
  })

  test('an answer told FINAL by a shorter preliminary time stays as it was told, also after an erasure in the account', async () => {
    counter.setClock('2026-10-01T12:00:00+02:00')
    const person = counter.stranger()
    done(await counter.register(person, '2026-09-30', '100.00', AT_OTHER))
    done(await counter.leave(person, AT_OTHER))
    counter.setClock('2026-10-30T12:00:00+01:00')
    done(await counter.register(person, '2026-10-30', '1450.00'))
    counter.setClock('2026-10-30T20:00:00+01:00')
    await counter.set(setting('preliminaryHours', '2026-10-01', 1))
    counter.setClock('2026-10-30T21:00:00+01:00')
    const finalAt = async () => {
      const card = done(await counter.read(person))?.card
      return card?.kind === 'reached' && card.status === 'FINAL' ? card.finalAt : null
    }
    const told = await finalAt()
    assert.equal(told, Date.parse('2026-10-30T20:00:00+01:00'))
    counter.setClock('2026-10-31T11:00:00+01:00')
    assert.equal(await erase(), 1)
    assert.equal(await finalAt(), told)
  })
})
