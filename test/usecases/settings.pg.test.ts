/** Settings as dated records through the use cases (domain.md R5, C2–C5, L4): when a value holds, whom it touches, and that nothing told before becomes untrue. */

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { gavleborg } from '../../src/directory/region.ts'
import { addDays, formatDay } from '../../src/domain/kernel/day.ts'
import { contentDigest, linkDigest } from '../../src/ledger/chain.ts'
import { applicationPool } from '../../src/ledger/connect.ts'
import { enterSettings } from '../../src/usecases/enterSettings.ts'
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
import { day } from './world.ts'

describe('settings recorded while people have cards', () => {
  let counter: Counter
  before(async () => {
    counter = await openCounter()
    await counter.set(...settingsOfOther())
  })
  after(() => counter.close())

  /** A day far from the other tests', at noon; from a year before it 1 450 kr and 48 hours hold. Gives the days before and after it. */
  const begin = async (today: string): Promise<(days: number) => string> => {
    counter.setClock(`${today}T11:00:00Z`)
    const on = (days: number) => formatDay(addDays(day(today), days))
    await counter.set(ceiling(on(-365), '1450.00', OWN), setting('preliminaryHours', on(-365), 48, OWN))
    return on
  }
  const brief = async (person: string, told?: Told) => {
    const card = await counter.shown(person, told)
    return card === null ? null : [card.status, card.paid, card.toLimit]
  }
  const card = async (at: Counter, person: string) => done(await at.read(person))?.card

  const RAISES: readonly [string, number, number, unknown[]][] = [
    ['recorded before its day, visit the day before it', 2, 1, ['PRELIMINARY', 145_000, 0]],
    ['recorded before its day, visit on it', 2, 2, ['BELOW_LIMIT', 145_000, 5_000]],
    ['recorded on its day, visit on it', 0, 0, ['BELOW_LIMIT', 145_000, 5_000]],
    ['recorded after its day, visit on it', -1, -1, ['BELOW_LIMIT', 145_000, 5_000]],
    ['recorded after its day, visit the day before it', -1, -2, ['PRELIMINARY', 145_000, 0]],
  ]
  for (const [at, [which, from, visit, expected]] of RAISES.entries())
    test(`a raised ceiling ${which}`, async () => {
      const on = await begin(`20${30 + 2 * at}-03-10`)
      const person = counter.stranger()
      if (visit <= 0) {
        done(await counter.register(person, on(visit), '1450.00'))
        assert.deepEqual(await brief(person), ['PRELIMINARY', 145_000, 0])
      }
      await counter.set(ceiling(on(from), '1500.00', OWN))
      counter.setClock(`${on(Math.max(visit, 0))}T12:00:00Z`)
      if (visit > 0) done(await counter.register(person, on(visit), '1450.00'))
      assert.deepEqual(await brief(person), expected)
    })

  test('a raise never moves a FINAL card: its dates, its ceiling and what is free stand', async () => {
    const on = await begin('2042-03-10')
    const person = counter.stranger()
    done(await counter.register(person, on(0), '1450.00'))
    counter.setClock(`${on(2)}T11:00:00Z`)
    const before = await card(counter, person)
    assert.equal(before?.status, 'FINAL')
    await counter.set(ceiling(on(0), '2000.00', OWN))
    assert.deepEqual({ ...(await card(counter, person)), shares: [] }, { ...before, shares: [] })
    done(await counter.register(person, on(1), '100.00'))
    assert.deepEqual(await brief(person), ['FINAL', 155_000, -10_000])
  })

  test('a lowered ceiling makes a card for one who has done nothing since: PRELIMINARY from the record, with one number through every service', async () => {
    const on = await begin('2044-03-10')
    const people = Array.from({ length: 6 }, counter.stranger)
    // Two windows each, so that a card must be given a number that no fee has brought.
    for (const person of people) done(await counter.register(person, on(-364), '900.00'))
    counter.setClock(`${on(20)}T11:00:00Z`)
    for (const person of people) done(await counter.register(person, on(20), '800.00'))
    const pool = applicationPool(counter.database.place, () => undefined)
    const services = [counter, await counter.another(), await counter.another(pool)]
    await counter.set(ceiling(on(-365), '700.00', OWN))
    counter.setClock(`${on(21)}T11:00:00Z`)
    for (const person of people) {
      const reading = services.flatMap((service) => [service, service, service]).map((service) => card(service, person))
      const told = await Promise.all(reading)
      for (const one of told) assert.deepEqual(one, told[0])
      assert.deepEqual([told[0]?.status, told[0]?.currentAmount], ['PRELIMINARY', 80_000])
      counter.setClock(`${on(21)}T11:00:00Z`)
    }
    const numbersOf = async (person: string) =>
      (await counter.ports.ledger.entriesOf(await counter.accountOf(person))).map(({ entry }) => entry?.issued.length)
    for (const person of people) assert.deepEqual(await numbersOf(person), [1, 1, 1])
    counter.setClock(`${on(22)}T11:00:00Z`)
    for (const person of people) assert.equal((await counter.shown(person))?.status, 'FINAL')
    await pool.end()
  })

  test('a correction that changes nothing tells the number that a settings-made card keeps', async () => {
    const on = await begin('2046-03-10')
    const person = counter.stranger()
    const old = feeOf(await counter.register(person, on(-364), '900.00'))
    counter.setClock(`${on(20)}T11:00:00Z`)
    done(await counter.register(person, on(20), '800.00'))
    await counter.set(ceiling(on(-365), '700.00', OWN))
    const first = done(await counter.correct(old, null, '900.00')).card
    assert.ok(first)
    assert.deepEqual(done(await counter.correct(old, null, '900.00')).card, first)
    done(await counter.register(person, on(20), '50.00'))
    assert.deepEqual(done(await counter.correct(old, null, '900.00')).card, first)
  })

  test('a service that has not seen the new settings acts and answers by them from its first call on', async () => {
    const on = await begin('2048-03-10')
    const [person, reader] = [counter.stranger(), counter.stranger()]
    for (const one of [person, reader]) done(await counter.register(one, on(0), '1000.00'))
    const [acting, reading] = [await counter.another(), await counter.another()]
    await counter.set(ceiling(on(0), '1100.00', OWN), setting('largestFee', on(0), 50_000 as never, OWN))
    assert.equal((await acting.shown(person))?.toLimit, 10_000)
    assert.equal(refused(await (await counter.another()).register(person, on(0), '500.01')), 'AmountTooLarge')
    assert.equal(refused(await reading.register(reader, on(0), '500.01')), 'AmountTooLarge')
    done(await reading.register(reader, on(0), '100.00'))
    assert.deepEqual(await brief(reader), ['PRELIMINARY', 110_000, 0])
    await counter.set(setting('largestFee', on(1), 1_000_000 as never, OWN))
  })

  test('a rule that begins in the future holds from its day on, and not before', async () => {
    const on = await begin('2050-03-10')
    const person = counter.stranger()
    await counter.set(setting('backdatingMonths', on(1), 3, OWN), setting('preliminaryHours', on(1), 0, OWN))
    done(await counter.register(person, on(-120), '100.00'))
    done(await counter.register(person, on(0), '1450.00'))
    assert.equal((await counter.shown(person))?.status, 'PRELIMINARY')
    counter.setClock(`${on(1)}T11:00:00Z`)
    assert.equal((await counter.shown(person))?.status, 'PRELIMINARY')
    assert.equal(refused(await counter.register(person, on(-120), '100.00')), 'VisitTooLongAgo')
    const other = counter.stranger()
    done(await counter.register(other, on(1), '1450.00'))
    assert.equal((await counter.shown(other))?.status, 'FINAL')
    await counter.set(setting('backdatingMonths', on(2), 12, OWN))
  })

  test('a shorter preliminary time makes a card FINAL at the record, a longer one later; what is FINAL stays so', async () => {
    const on = await begin('2052-03-10')
    const [shortened, prolonged] = [counter.stranger(), counter.stranger()]
    done(await counter.register(shortened, on(0), '1450.00'))
    counter.setClock(`${on(1)}T11:00:00Z`)
    assert.equal((await counter.shown(shortened))?.status, 'PRELIMINARY')
    await counter.set(setting('preliminaryHours', on(0), 2, OWN))
    const final = await card(counter, shortened)
    assert.deepEqual(
      [final?.status, final?.kind === 'reached' && final.finalAt],
      ['FINAL', Date.parse(`${on(1)}T11:00:00Z`)],
    )
    counter.setClock(`${on(1)}T12:00:00Z`)
    done(await counter.register(prolonged, on(1), '1450.00'))
    await counter.set(setting('preliminaryHours', on(1), 96, OWN), setting('preliminaryHours', on(-1), 96, OWN))
    assert.deepEqual(await card(counter, shortened), final)
    counter.setClock(`${on(5)}T11:59:59Z`)
    assert.equal((await counter.shown(prolonged))?.status, 'PRELIMINARY')
    counter.setClock(`${on(5)}T12:00:00Z`)
    assert.equal((await counter.shown(prolonged))?.status, 'FINAL')
  })

  test('an amount that names a principal holds for its fees and its questions alone, from its day on (C3a, C4)', async () => {
    const on = await begin('2054-03-10')
    const person = counter.stranger()
    const atOther = { principal: OTHER as string }
    await counter.set(ceiling(on(-365), '1450.00', OTHER), ceiling(on(1), '500.00', OTHER), ceiling(on(1), '9000.00'))
    done(await counter.register(person, on(0), '400.00'))
    assert.deepEqual(await brief(person, atOther), ['BELOW_LIMIT', 40_000, 105_000])
    counter.setClock(`${on(1)}T11:00:00Z`)
    assert.deepEqual(await brief(person, atOther), ['BELOW_LIMIT', 40_000, 10_000])
    assert.deepEqual(await brief(person), ['BELOW_LIMIT', 40_000, 105_000])
    done(await counter.register(person, on(1), '100.00', atOther))
    assert.deepEqual(await brief(person), ['PRELIMINARY', 50_000, 0])
  })
})

describe('entering settings', () => {
  let counter: Counter
  before(async () => {
    counter = await openCounter()
  })
  after(() => counter.close())

  const entering = (at: Counter) => ({ ...at.ports, by: null })
  const versionNow = async () => (await counter.ports.ledger.settingsEntries()).length
  const NOT_KNOWN = ['2031-01-01', '2032-01-01', '2033-01-01'].map((from) => ceiling(from, '1600.00', OWN))

  test('a release that starts again enters nothing, and gives what it entered the first time', async () => {
    assert.deepEqual(await enterSettings(entering(counter), gavleborg().recorded), [])
    const [first] = NOT_KNOWN
    assert.ok(first)
    assert.deepEqual(await enterSettings(entering(counter), [...gavleborg().recorded, first]), [first])
    assert.deepEqual(await enterSettings(entering(counter), [...gavleborg().recorded, first]), [])
    assert.equal(await versionNow(), 2)
  })

  test('a value told twice in one file is entered once', async () => {
    const value = ceiling('2034-01-01', '1650.00', OWN)
    const entered = await enterSettings(entering(counter), [value, { ...value, source: 'the same, from elsewhere' }])
    assert.equal(entered.length, 1)
  })

  test('twelve services that start at once enter each value once', async () => {
    const pool = applicationPool(counter.database.place, () => undefined)
    const other = await counter.another(pool)
    const entered = await Promise.all(
      Array.from({ length: 12 }, (_, at) => enterSettings(entering(at % 2 === 0 ? counter : other), NOT_KNOWN)),
    )
    await pool.end()
    assert.equal(entered.flat().length, 2)
    const recorded = (await counter.ports.ledger.settingsEntries()).flatMap(({ settings }) => settings)
    for (const value of NOT_KNOWN) assert.equal(recorded.filter(({ from }) => from === value.from).length, 1)
  })

  test('an older release’s file takes nothing back that a newer one has replaced', async () => {
    const person = counter.stranger()
    await counter.set(ceiling('2025-01-01', '1400.00', null))
    done(await counter.register(person, '2025-06-01', '1000.00'))
    assert.equal((await counter.shown(person))?.toLimit, 40_000)
    assert.deepEqual(await enterSettings(entering(counter), gavleborg().recorded), [])
    const restarted = await counter.another()
    assert.equal((await restarted.shown(person))?.toLimit, 40_000)
  })

  test('a clock set back enters no settings before those that stand', async () => {
    counter.setClock('2025-06-01T12:00:00+02:00')
    await counter.set(ceiling('2035-01-01', '1700.00', OWN))
    counter.setClock('2025-06-02T12:00:00+02:00')
    const moments = (await counter.ports.ledger.settingsEntries()).map(({ recordedAt }) => recordedAt)
    assert.deepEqual(
      moments,
      moments.toSorted((a, b) => a - b),
    )
    assert.equal(moments.at(-1), Date.parse('2025-06-02T10:00:00Z'))
  })

  test('a visit before the first known amount is refused; after the day an amount was verified through it goes on (C5)', async () => {
    counter.setClock('2012-06-01T12:00:00+02:00')
    const person = counter.stranger()
    assert.equal(refused(await counter.register(person, '2011-12-31', '100.00')), 'NoCeilingKnown')
    done(await counter.register(person, '2012-01-01', '100.00'))
    assert.equal((await counter.shown(person))?.toLimit, 100_000)
    counter.setClock('2029-06-01T12:00:00+02:00')
    done(await counter.register(person, '2029-06-01', '100.00'))
    assert.equal((await counter.shown(person))?.toLimit, 135_000)
  })

  test('the settings’ own account is chained: every link stands on the one before it, and tells its content', async () => {
    const { rows } = await counter.pool.query(
      `select version, kind, recorded_at, content_digest, link_digest, salt, content
         from entry join entry_content using (account_id, version) where account_id = -1 order by version`,
    )
    assert.ok(rows.length >= 5)
    let before: Buffer | null = null
    for (const row of rows) {
      const content = contentDigest(row.salt, row.content)
      assert.deepEqual(content, row.content_digest)
      const head = {
        account: -1n,
        version: row.version,
        kind: 'SettingsEntered',
        recordedAt: row.recorded_at.getTime(),
      }
      before = linkDigest(before, head, content)
      assert.deepEqual(before, row.link_digest)
    }
    const { rows: accounts } = await counter.pool.query('select version, head from account where account_id = -1')
    assert.deepEqual([accounts[0].version, accounts[0].head], [rows.length, before])
  })
})
