/** In and out of the service (domain.md S1–S3) through the use cases: who is refused, what is out of sight, and what comes back. */

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { eraseDue } from '../../src/usecases/eraseDue.ts'
import { type Counter, done, feeOf, OTHER, OWN, openCounter, refused, setting, settingsOfOther } from './counter.ts'

const NOON = '2025-06-02T12:00:00+02:00'
const AT_OTHER = { principal: OTHER as string }
const B = { employee: 'SE5599990000-E001', provider: 'SE5599990000-B', unit: null }

describe('in and out of the service', () => {
  let counter: Counter
  before(async () => {
    counter = await openCounter()
    await counter.set(...settingsOfOther())
  })
  after(() => counter.close())

  const entries = async (person: string) => counter.ports.ledger.entriesOf(await counter.accountOf(person))
  const erase = () => eraseDue(counter.ports)

  test('presumed: everyone is in until they leave', async () => {
    counter.setClock(NOON)
    const person = counter.stranger()
    done(await counter.register(person, '2025-06-01', '250.00'))
    assert.equal((await counter.shown(person))?.paid, 25_000)
    assert.equal((await entries(person)).length, 1)
  })

  test('one who has left is refused every act, after what is wrong in itself and before the rules, and nothing is stored', async () => {
    counter.setClock(NOON)
    const person = counter.stranger()
    const [fee, gone] = [
      feeOf(await counter.register(person, '2025-06-01', '250.00')),
      feeOf(await counter.register(person, '2025-05-01', '250.00')),
    ]
    done(await counter.annul(gone))
    done(await counter.leave(person))
    const before = (await entries(person)).length
    const refusals: readonly [string, () => Promise<unknown>][] = [
      ['OptedOut', () => counter.read(person)],
      ['OptedOut', () => counter.register(person, '2025-06-01', '250.00')],
      ['OptedOut', () => counter.correct(fee, null, '100.00')],
      ['OptedOut', () => counter.correct(fee, null, null)],
      ['OptedOut', () => counter.annul(fee)],
      ['OptedOut', () => counter.annul(gone)],
      ['PersonIdInvalid', () => counter.register('199001012386', '2025-06-01', '250.00')],
      ['AmountNotPositive', () => counter.register(person, '2025-06-01', '0.00')],
      ['VisitInTheFuture', () => counter.register(person, '2025-06-03', '250.00')],
      ['SystemUnknown', () => counter.register(person, '2025-06-01', '250.00', { caller: null })],
      ['CardTypeUnknown', () => counter.read(person, { cardType: 'TECHNICAL_AID' })],
      ['VisitTooLongAgo', () => counter.register(person, '2024-06-01', '250.00')],
      ['AmountTooLarge', () => counter.register(person, '2025-06-01', '10000.01')],
      ['AmountTooLarge', () => counter.correct(fee, null, '10000.01')],
      ['FeeOfAnotherProvider', () => counter.annul(fee, { actor: B })],
      ['FeeOfAnotherPrincipal', () => counter.annul(fee, AT_OTHER)],
    ]
    for (const [kind, act] of refusals) assert.equal(refused((await act()) as Parameters<typeof refused>[0]), kind)
    assert.equal((await entries(person)).length, before)
  })

  test('what a patient says again changes nothing, and is answered as done', async () => {
    counter.setClock(NOON)
    const person = counter.stranger()
    for (const act of ['leave', 'leave', 'enter', 'enter', 'leave', 'leave', 'enter'] as const)
      assert.deepEqual(done(await counter[act](person)), { notices: [], card: null, feeId: null })
    const types = (await entries(person)).map(({ entry }) => entry?.type)
    assert.deepEqual(types, ['OptedOut', 'OptedIn', 'OptedOut', 'OptedIn'])
  })

  test('leaving takes one principal’s fees and cards out of sight and out of the reckoning at once; the other’s remain and are reckoned alone', async () => {
    counter.setClock(NOON)
    const person = counter.stranger()
    done(await counter.register(person, '2025-05-01', '1000.00'))
    const other = await counter.register(person, '2025-06-01', '450.00', AT_OTHER)
    const both = await counter.shown(person)
    assert.deepEqual([both?.status, both?.fees, both?.toLimit], ['PRELIMINARY', [100_000, 45_000], 0])
    done(await counter.leave(person, AT_OTHER))
    assert.equal(refused(await counter.read(person, AT_OTHER)), 'OptedOut')
    const alone = await counter.shown(person)
    assert.deepEqual([alone?.status, alone?.fees, alone?.toLimit], ['BELOW_LIMIT', [100_000], 45_000])
    assert.equal(refused(await counter.annul(feeOf(other), AT_OTHER)), 'OptedOut')
    done(await counter.register(person, '2025-06-02', '500.00'))
    assert.equal((await counter.shown(person))?.status, 'PRELIMINARY')
    done(await counter.enter(person, AT_OTHER))
    const again = await counter.shown(person)
    assert.deepEqual([again?.status, again?.fees], ['PRELIMINARY', [100_000, 45_000, 50_000]])
    assert.equal(again?.number, both?.number)
  })

  /** What is registered, when it is registered, when one leaves, and what the card is then; it is looked at again in July. */
  const CARDS: readonly [string, [string, string][], string, string][] = [
    ['BELOW_LIMIT', [['2025-06-01', '250.00']], '2025-06-03', 'BELOW_LIMIT'],
    ['PRELIMINARY', [['2025-06-01', '1450.00']], '2025-06-03', 'FINAL'],
    ['FINAL', [['2025-06-01', '1500.00']], '2025-06-05', 'FINAL'],
    ['EXPIRED', [['2024-06-03', '1500.00']], '2025-06-03', 'FINAL'],
  ]
  for (const [status, fees, leaving, inJuly] of CARDS)
    test(`a ${status === 'EXPIRED' ? 'card on its last day' : `${status} card`} comes back with the patient as it was, number and all`, async () => {
      counter.setClock(NOON)
      const [person, stayer] = [counter.stranger(), counter.stranger()]
      for (const one of [person, stayer])
        for (const [visit, amount] of fees) done(await counter.register(one, visit, amount))
      const plain = async (one: string) => {
        const shown = await counter.shown(one)
        return shown === null ? null : { ...shown, id: '', number: '' }
      }
      counter.setClock(`${leaving}T10:00:00+02:00`)
      const before = await counter.shown(person)
      done(await counter.leave(person))
      assert.equal(refused(await counter.read(person)), 'OptedOut')
      counter.setClock('2025-07-02T09:59:59+02:00')
      assert.equal(await erase(), 0)
      done(await counter.enter(person))
      const after = await counter.shown(person)
      assert.deepEqual(await plain(person), await plain(stayer))
      if (status === 'EXPIRED') return assert.equal(after, null)
      assert.equal(after?.status, inJuly)
      assert.deepEqual([after?.id, after?.number], [before?.id, before?.number])
    })

  test('hide: nothing is erased however long it lasts, and an opt-in brings all of it back', async () => {
    counter.setClock('2025-09-02T12:00:00+02:00')
    await erase()
    await counter.set(setting('optOut', '2025-09-01', 'hide'))
    const person = counter.stranger()
    done(await counter.register(person, '2025-09-01', '250.00'))
    done(await counter.leave(person))
    counter.setClock('2026-08-31T12:00:00+02:00')
    assert.equal(await erase(), 0)
    done(await counter.enter(person))
    assert.deepEqual((await counter.shown(person))?.fees, [25_000])
  })
})

describe('where one must be asked', () => {
  let counter: Counter
  before(async () => {
    counter = await openCounter()
    await counter.set(...settingsOfOther(), setting('optIn', '2025-01-01', 'asked', OWN))
  })
  after(() => counter.close())

  test('nothing is stored of one who has not said yes: every act is refused, and no account is opened', async () => {
    const person = counter.stranger()
    assert.equal(refused(await counter.register(person, '2025-06-01', '250.00')), 'OptInRequired')
    assert.equal(refused(await counter.read(person)), 'OptInRequired')
    assert.equal(refused(await counter.register(person, '2025-06-01', '10000.01')), 'AmountTooLarge')
    const { rows } = await counter.pool.query('select 1 from person_account where person_id = $1', [person])
    assert.equal(rows.length, 0)
  })

  test('one who says yes is in, one who leaves is out, and another principal asks nobody', async () => {
    const person = counter.stranger()
    done(await counter.register(person, '2025-06-01', '250.00', AT_OTHER))
    assert.equal(refused(await counter.read(person)), 'OptInRequired')
    done(await counter.enter(person))
    assert.equal((await counter.shown(person))?.paid, 25_000)
    done(await counter.register(person, '2025-06-02', '250.00'))
    done(await counter.leave(person))
    assert.equal(refused(await counter.register(person, '2025-06-02', '250.00')), 'OptedOut')
    assert.equal((await counter.shown(person, AT_OTHER))?.paid, 25_000)
  })

  test('a service that has not yet seen that one must be asked asks from its first act and its first reading on', async () => {
    counter.setClock('2025-06-03T12:00:00+02:00')
    const [person, reader] = [counter.stranger(), counter.stranger()]
    const late = await counter.another()
    const later = await counter.another()
    done(await late.register(reader, '2025-06-01', '250.00', AT_OTHER))
    await counter.set(setting('optIn', '2025-06-01', 'asked', OTHER))
    assert.equal(refused(await late.register(person, '2025-06-01', '250.00', AT_OTHER)), 'OptInRequired')
    assert.equal(refused(await later.read(reader, AT_OTHER)), 'OptInRequired')
  })

  test('a service that has not yet seen it, asked first of one whom nobody knows, asks too', async () => {
    counter.setClock('2025-06-04T12:00:00+02:00')
    await counter.set(setting('optIn', '2025-06-04', 'presumed', OTHER))
    const late = await counter.another()
    await counter.set(setting('optIn', '2025-06-04', 'asked', OTHER))
    assert.equal(refused(await counter.read(counter.stranger(), AT_OTHER)), 'OptInRequired')
    assert.equal(refused(await late.read(counter.stranger(), AT_OTHER)), 'OptInRequired')
  })
})
