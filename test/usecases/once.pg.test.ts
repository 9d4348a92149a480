/** Exactly one registration whatever fails (domain.md R3): a call known again by its caller's id, a retry known again by its content, a duplicate suspected. */

import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { applicationPool } from '../../src/ledger/connect.ts'
import { forgetCalls } from '../../src/ledger/forget.ts'
import { type Counter, counterOver, done, feeOf, noticesOf, openCounter, refused, setting } from './counter.ts'
import { callerOf } from './world.ts'

describe('a call is done once', () => {
  let counter: Counter
  before(async () => {
    counter = await openCounter()
  })
  after(() => counter.close())

  /** What the ledger holds besides the access log: entries, their contents, accounts, calls remembered, messages. */
  const held = async (): Promise<string> => {
    const tables = ['entry', 'entry_content', 'account', 'person_account', 'once', 'outbox', 'erasure_due']
    const texts = tables.map(
      (table) => `(select coalesce(string_agg(t::text, E'\\n' order by t::text), '') from ${table} t)`,
    )
    const { rows } = await counter.pool.query<{ all: string }>(
      `select md5(concat_ws(E'\\n', ${texts.join(', ')})) as all`,
    )
    return rows[0]?.all ?? ''
  }
  const nothingNew = async <T>(act: () => Promise<T>): Promise<T> => {
    const before = await held()
    const answer = await act()
    assert.equal(await held(), before)
    return answer
  }

  test('the same id and content is answered with the first answer word for word, and nothing is new in the ledger', async () => {
    counter.setClock('2025-06-02T12:00:00+02:00')
    const person = counter.stranger()
    done(await counter.register(person, '2025-06-01', '250.00'))
    const first = await counter.register(person, '2025-06-01', '250.00', { callId: 'a' })
    assert.deepEqual(noticesOf(first), ['SuspectedDuplicate'])
    counter.setClock('2025-06-09T12:00:00+02:00')
    assert.deepEqual(await nothingNew(() => counter.register(person, '2025-06-01', '250.00', { callId: 'a' })), first)
  })

  test('the first answer stands also when the account has changed since: a card reached, the fee itself corrected and annulled', async () => {
    counter.setClock('2025-06-02T12:00:00+02:00')
    const person = counter.stranger()
    const first = await counter.register(person, '2025-06-01', '250.00', { callId: 'b' })
    done(await counter.register(person, '2025-06-02', '1450.00'))
    const fee = feeOf(first)
    done(await counter.correct(fee, '2025-05-31', '300.00'))
    assert.deepEqual(await nothingNew(() => counter.register(person, '2025-06-01', '250.00', { callId: 'b' })), first)
    done(await counter.annul(fee))
    assert.deepEqual(await nothingNew(() => counter.register(person, '2025-06-01', '250.00', { callId: 'b' })), first)
  })

  test('a correction and an annulment are known again by their ids', async () => {
    const person = counter.stranger()
    const fee = feeOf(await counter.register(person, '2025-06-01', '250.00'))
    const corrected = await counter.correct(fee, '2025-05-31', '1500.00', { callId: 'c1' })
    assert.deepEqual(noticesOf(corrected), ['Overcharged'])
    done(await counter.correct(fee, '2025-05-30', '100.00'))
    assert.deepEqual(await nothingNew(() => counter.correct(fee, '2025-05-31', '1500.00', { callId: 'c1' })), corrected)
    assert.equal((await counter.shown(person))?.paid, 10_000)
    const annulled = await counter.annul(fee, { callId: 'c2' })
    assert.deepEqual(done(annulled), { notices: [], card: null, feeId: fee })
    assert.deepEqual(await nothingNew(() => counter.annul(fee, { callId: 'c2' })), annulled)
    assert.equal(refused(await counter.annul(fee, { callId: 'c3' })), 'FeeAlreadyAnnulled')
  })

  test('opting out and in are known again by their ids: a late retry brings nobody out or back', async () => {
    const person = counter.stranger()
    const left = await counter.leave(person, { callId: 'd1' })
    done(left)
    const back = await counter.enter(person, { callId: 'd2' })
    assert.deepEqual(await nothingNew(() => counter.leave(person, { callId: 'd1' })), left)
    done(await counter.leave(person))
    assert.deepEqual(await nothingNew(() => counter.enter(person, { callId: 'd2' })), back)
    assert.equal(refused(await counter.read(person)), 'OptedOut')
  })

  test('a correction that changed nothing is known again by its id, and does nothing when it comes late', async () => {
    const person = counter.stranger()
    const fee = feeOf(await counter.register(person, '2025-06-01', '250.00'))
    const first = await counter.correct(fee, null, '250.00', { callId: 'e' })
    done(await counter.correct(fee, null, '300.00'))
    assert.deepEqual(await nothingNew(() => counter.correct(fee, null, '250.00', { callId: 'e' })), first)
    assert.equal((await counter.shown(person))?.paid, 30_000)
    assert.equal(refused(await counter.correct(fee, null, '200.00', { callId: 'e' })), 'KeyReused')
  })

  test('an opt-in that changed nothing is known again by its id, and brings nobody back when it comes late', async () => {
    const person = counter.stranger()
    done(await counter.enter(person))
    const first = await counter.enter(person, { callId: 'f' })
    done(await counter.leave(person))
    assert.deepEqual(await nothingNew(() => counter.enter(person, { callId: 'f' })), first)
    assert.equal(refused(await counter.read(person)), 'OptedOut')
  })

  test('a service that has just started, and one beside it, know the call again', async () => {
    const person = counter.stranger()
    const first = await counter.register(person, '2025-06-01', '250.00', { callId: 'g' })
    const pool = applicationPool(counter.database.place, () => undefined)
    const restarted = await counter.another(pool)
    assert.deepEqual(await nothingNew(() => restarted.register(person, '2025-06-01', '250.00', { callId: 'g' })), first)
    await pool.end()
  })

  const OTHER_CONTENT: readonly [string, (person: string, other: string) => Promise<unknown>][] = [
    ['amount', (person) => counter.register(person, '2025-06-01', '251.00', { callId: 'h' })],
    ['visit date', (person) => counter.register(person, '2025-05-31', '250.00', { callId: 'h' })],
    ['person', (_, other) => counter.register(other, '2025-06-01', '250.00', { callId: 'h' })],
    ['unit', (person) => counter.register(person, '2025-06-01', '250.00', { callId: 'h', careUnit: 'En annan' })],
    ['actor', (person) => counter.register(person, '2025-06-01', '250.00', { callId: 'h', actor: ACTOR_OF_B })],
    ['act', (person) => counter.leave(person, { callId: 'h' })],
  ]
  const ACTOR_OF_B = { employee: 'SE5599990000-E001', provider: 'SE5599990000-B', unit: null }
  test('the same id with another amount, date, person, unit, actor or act is refused, and nothing is stored', async () => {
    const [person, other] = [counter.stranger(), counter.stranger()]
    done(await counter.register(person, '2025-06-01', '250.00', { callId: 'h' }))
    for (const [what, act] of OTHER_CONTENT) {
      const answer = (await nothingNew(() => act(person, other))) as Parameters<typeof refused>[0]
      assert.equal(refused(answer), 'KeyReused', what)
    }
    const fee = feeOf(await counter.register(person, '2025-06-01', '260.00'))
    const correction = await nothingNew(() => counter.correct(fee, null, '270.00', { callId: 'h' }))
    assert.equal(refused(correction), 'KeyReused')
    assert.equal(refused(await nothingNew(() => counter.annul(fee, { callId: 'h' }))), 'KeyReused')
  })

  test('ids are each calling system’s own', async () => {
    const person = counter.stranger()
    const first = await counter.register(person, '2025-06-01', '250.00', { callId: 'i' })
    const caller = callerOf('SE2321000198-DEMO-A')
    const second = await counter.register(person, '2025-06-01', '250.00', { callId: 'i', caller })
    assert.notEqual(feeOf(second), feeOf(first))
    assert.deepEqual(noticesOf(second), ['SuspectedDuplicate'])
    assert.deepEqual((await counter.shown(person))?.fees, [25_000, 25_000])
  })

  test('a refused call is not remembered: its id may be used for what is right', async () => {
    const person = counter.stranger()
    const tooLarge = await nothingNew(() => counter.register(person, '2025-06-01', '10000.01', { callId: 'j' }))
    assert.equal(refused(tooLarge), 'AmountTooLarge')
    done(await counter.register(person, '2025-06-01', '1000.01', { callId: 'j' }))
    const fee = feeOf(await counter.register(person, '2025-06-01', '250.00'))
    assert.equal(refused(await counter.correct(fee, null, '10000.01', { callId: 'k' })), 'AmountTooLarge')
    done(await counter.annul(fee, { callId: 'k' }))
  })

  test('what is wrong in itself is told before that the id was used: the order of refusals', async () => {
    const [person, gone] = [counter.stranger(), counter.stranger()]
    done(await counter.register(person, '2025-06-01', '250.00', { callId: 'l' }))
    done(await counter.leave(gone))
    assert.equal(refused(await counter.register(person, '2025-06-01', '10000.01', { callId: 'l' })), 'AmountTooLarge')
    assert.equal(refused(await counter.register(person, '2024-06-01', '250.00', { callId: 'l' })), 'VisitTooLongAgo')
    assert.equal(refused(await counter.register(gone, '2025-06-01', '250.00', { callId: 'l' })), 'OptedOut')
    assert.equal(refused(await counter.annul('00000000-0000-8000-8000-000000000000', { callId: 'l' })), 'FeeUnknown')
    const fee = feeOf(await counter.register(person, '2025-06-01', '260.00'))
    done(await counter.annul(fee))
    assert.equal(refused(await counter.annul(fee, { callId: 'l' })), 'KeyReused')
  })

  test('an id as long as a header can be is as good as a short one', async () => {
    const person = counter.stranger()
    const words = Array.from({ length: 140 }, (_, at) => createHash('sha256').update(String(at)).digest('base64'))
    const callId = words.join('')
    const first = await counter.register(person, '2025-06-01', '250.00', { callId })
    assert.deepEqual(await nothingNew(() => counter.register(person, '2025-06-01', '250.00', { callId })), first)
    const longer = await counter.register(person, '2025-06-01', '250.00', { callId: `${callId}.` })
    assert.notEqual(feeOf(longer), feeOf(first))
  })

  test('fifty identical calls at once with one id, through two services, are one registration', async () => {
    const person = counter.stranger()
    const pool = applicationPool(counter.database.place, () => undefined)
    const services = [counter, await counter.another(pool)]
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, at) =>
        (services[at % 2] ?? counter).register(person, '2025-06-01', '250.00', { callId: 'm' }),
      ),
    )
    await pool.end()
    for (const answer of answers) assert.deepEqual(answer, answers[0])
    assert.deepEqual((await counter.shown(person))?.fees, [25_000])
  })

  test('different persons at once with one id, through two services: one is registered, the others are refused', async () => {
    const persons = Array.from({ length: 20 }, counter.stranger)
    const pool = applicationPool(counter.database.place, () => undefined)
    const services = [counter, await counter.another(pool)]
    const answers = await Promise.all(
      persons.map((person, at) =>
        (services[at % 2] ?? counter).register(person, '2025-06-01', '250.00', { callId: 'n' }),
      ),
    )
    await pool.end()
    assert.equal(answers.filter(({ ok }) => ok).length, 1)
    for (const answer of answers) if (!answer.ok) assert.equal(answer.refusal.kind, 'KeyReused')
    const shown = await Promise.all(persons.map((person) => counter.shown(person)))
    assert.deepEqual(
      shown.map((card) => card !== null),
      answers.map(({ ok }) => ok),
    )
  })

  test('an id is remembered through the backdating window, and is free again after it', async () => {
    counter.setClock('2025-06-02T12:00:00+02:00')
    const person = counter.stranger()
    const first = await counter.register(person, '2025-06-02', '250.00', { callId: 'o' })
    counter.setClock('2026-06-02T23:59:59+02:00')
    await forgetCalls(counter.pool, counter.ports.now())
    // The last day on which this visit may still be registered.
    assert.deepEqual(await nothingNew(() => counter.register(person, '2025-06-02', '250.00', { callId: 'o' })), first)
    counter.setClock('2026-09-01T12:00:00+02:00')
    assert.ok((await forgetCalls(counter.pool, counter.ports.now())) > 0)
    assert.equal(await forgetCalls(counter.pool, counter.ports.now()), 0)
    const again = await counter.register(person, '2026-09-01', '100.00', { callId: 'o' })
    assert.notEqual(feeOf(again), feeOf(first))
    const { rows } = await counter.pool.query(`select key from once where key like 'id %'`)
    assert.equal(rows.length, 1)
  })

  test('a longer backdating window remembers as much longer', async () => {
    counter.setClock('2026-09-02T12:00:00+02:00')
    await counter.set(setting('backdatingMonths', '2026-09-01', 36))
    const person = counter.stranger()
    const first = await counter.register(person, '2026-09-02', '250.00', { callId: 'p' })
    counter.setClock('2029-09-02T12:00:00+02:00')
    await forgetCalls(counter.pool, counter.ports.now())
    assert.deepEqual(await nothingNew(() => counter.register(person, '2026-09-02', '250.00', { callId: 'p' })), first)
  })
})

describe('a system that calls again by itself is known again by what it says', () => {
  let counter: Counter
  let again: Counter
  before(async () => {
    counter = await openCounter()
    const { directory } = counter.ports
    const system: typeof directory.system = (id) => {
      const found = directory.system(id)
      return found === null ? null : { ...found, retrySeconds: 30 }
    }
    again = counterOver(counter, { directory: { ...directory, system } })
  })
  after(() => counter.close())

  test('an identical call within the seconds is the first one, and says so; one second after, a new one and a suspected duplicate', async () => {
    counter.setClock('2025-06-02T12:00:00+02:00')
    const person = counter.stranger()
    const first = await again.register(person, '2025-06-01', '250.00')
    assert.deepEqual(noticesOf(first), [])
    counter.setClock('2025-06-02T12:00:30+02:00')
    const retried = await again.register(person, '2025-06-01', '250.00')
    assert.deepEqual(noticesOf(retried), ['RecognisedRetry'])
    assert.deepEqual({ ...done(retried), notices: [] }, done(first))
    assert.deepEqual((await counter.shown(person))?.fees, [25_000])
    counter.setClock('2025-06-02T12:00:31+02:00')
    const second = await again.register(person, '2025-06-01', '250.00')
    assert.deepEqual(noticesOf(second), ['SuspectedDuplicate'])
    assert.notEqual(feeOf(second), feeOf(first))
    counter.setClock('2025-06-02T12:01:01+02:00')
    const third = await again.register(person, '2025-06-01', '250.00')
    assert.deepEqual(noticesOf(third), ['SuspectedDuplicate', 'RecognisedRetry'])
    assert.equal(feeOf(third), feeOf(second))
  })

  test('another content is no retry, and neither is an identical call of a system that does not call again', async () => {
    counter.setClock('2025-06-02T12:00:00+02:00')
    const person = counter.stranger()
    done(await again.register(person, '2025-06-01', '250.00'))
    assert.deepEqual(noticesOf(await again.register(person, '2025-06-01', '250.01')), [])
    const caller = callerOf('SE2321000198-DEMO-A')
    assert.deepEqual(noticesOf(await again.register(person, '2025-06-01', '250.00', { caller })), [
      'SuspectedDuplicate',
    ])
    assert.deepEqual(noticesOf(await counter.register(person, '2025-06-01', '250.00')), ['SuspectedDuplicate'])
    assert.deepEqual((await counter.shown(person))?.fees, [25_000, 25_001, 25_000, 25_000])
  })

  test('an annulment that comes again is the first one', async () => {
    counter.setClock('2025-06-02T12:00:00+02:00')
    const person = counter.stranger()
    const fee = feeOf(await again.register(person, '2025-06-01', '250.00'))
    done(await again.annul(fee))
    assert.deepEqual(noticesOf(await again.annul(fee)), ['RecognisedRetry'])
    counter.setClock('2025-06-02T12:00:31+02:00')
    assert.equal(refused(await again.annul(fee)), 'FeeAlreadyAnnulled')
  })

  test('a registration that was annulled since is no retry when it comes again: the visit is registered anew', async () => {
    counter.setClock('2025-06-02T12:00:00+02:00')
    const person = counter.stranger()
    const first = feeOf(await again.register(person, '2025-06-01', '250.00'))
    done(await again.annul(first))
    const second = await again.register(person, '2025-06-01', '250.00')
    assert.deepEqual(noticesOf(second), [])
    assert.notEqual(feeOf(second), first)
    assert.deepEqual((await counter.shown(person))?.fees, [25_000])
    const retried = await again.register(person, '2025-06-01', '250.00')
    assert.deepEqual([noticesOf(retried), feeOf(retried)], [['RecognisedRetry'], feeOf(second)])
  })

  test('a correction that another has replaced since is made again, and is no retry', async () => {
    counter.setClock('2025-06-02T12:00:00+02:00')
    const person = counter.stranger()
    const fee = feeOf(await again.register(person, '2025-06-01', '250.00'))
    for (const [visit, amount, paid] of [
      ['2025-06-01', '100.00', 10_000],
      ['2025-06-01', '250.00', 25_000],
      ['2025-06-01', '100.00', 10_000],
    ] as const) {
      assert.deepEqual(noticesOf(await again.correct(fee, visit, amount)), [])
      assert.equal((await counter.shown(person))?.paid, paid)
    }
    assert.deepEqual(noticesOf(await again.correct(fee, '2025-06-01', '100.00')), ['RecognisedRetry'])
    for (const visit of ['2025-05-31', '2025-05-30', '2025-05-31'])
      assert.deepEqual(noticesOf(await again.correct(fee, visit, null)), [])
  })

  test('one who leaves, comes back and leaves again within the seconds has left, and the same the other way', async () => {
    counter.setClock('2025-06-02T12:00:00+02:00')
    const person = counter.stranger()
    for (const act of [again.leave, again.enter, again.leave]) assert.deepEqual(noticesOf(await act(person)), [])
    assert.equal(refused(await counter.read(person)), 'OptedOut')
    assert.deepEqual(noticesOf(await again.leave(person)), ['RecognisedRetry'])
    assert.deepEqual(noticesOf(await again.enter(person)), [])
    assert.deepEqual(noticesOf(await again.enter(person)), ['RecognisedRetry'])
    assert.equal((await counter.read(person)).ok, true)
  })

  test('a call with an id of its own is known by that alone: a new id is a new registration', async () => {
    counter.setClock('2025-06-02T12:00:00+02:00')
    const person = counter.stranger()
    const first = await again.register(person, '2025-06-01', '250.00', { callId: 'a' })
    const second = await again.register(person, '2025-06-01', '250.00', { callId: 'b' })
    assert.notEqual(feeOf(second), feeOf(first))
    assert.deepEqual(noticesOf(second), ['SuspectedDuplicate'])
  })

  test('forty identical calls at once through two services are one registration, thirty-nine told that they are retries', async () => {
    const person = counter.stranger()
    const services = [again, counterOver(again, (await counter.another()).ports && { inTurn: (_, act) => act() })]
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, at) => (services[at % 2] ?? again).register(person, '2025-06-01', '250.00')),
    )
    assert.equal(answers.filter((answer) => noticesOf(answer).includes('RecognisedRetry')).length, 39)
    assert.equal(new Set(answers.map(feeOf)).size, 1)
    assert.deepEqual((await counter.shown(person))?.fees, [25_000])
  })

  const DUPLICATES: readonly [string, string, string, string | null, boolean][] = [
    ['2025-06-03T12:00:00+02:00', '2025-06-01', '250.00', 'SE2321000198-A1', true],
    ['2025-06-03T12:00:01+02:00', '2025-06-01', '250.00', 'SE2321000198-A1', false],
    ['2025-06-02T12:00:00+02:00', '2025-06-02', '250.00', 'SE2321000198-A1', false],
    ['2025-06-02T12:00:00+02:00', '2025-06-01', '249.99', 'SE2321000198-A1', false],
    ['2025-06-02T12:00:00+02:00', '2025-06-01', '250.00', 'SE5599990000-B1', false],
    ['2025-06-02T12:00:00+02:00', '2025-06-01', '250.00', null, false],
  ]
  test('a duplicate is suspected of the same visit date, amount and unit within twenty-four hours, and registered', async () => {
    for (const [moment, visit, amount, careUnit, isSuspected] of DUPLICATES) {
      const person = counter.stranger()
      counter.setClock('2025-06-02T12:00:00+02:00')
      done(await counter.register(person, '2025-06-01', '250.00'))
      counter.setClock(moment)
      const second = await counter.register(person, visit, amount, { careUnit })
      assert.deepEqual(noticesOf(second), isSuspected ? ['SuspectedDuplicate'] : [], `${visit} ${amount} ${careUnit}`)
      assert.equal((await counter.shown(person))?.fees.length, 2)
    }
  })

  test('no duplicate is suspected of an annulled fee', async () => {
    counter.setClock('2025-06-02T12:00:00+02:00')
    const person = counter.stranger()
    done(await counter.annul(feeOf(await counter.register(person, '2025-06-01', '250.00'))))
    assert.deepEqual(noticesOf(await counter.register(person, '2025-06-01', '250.00')), [])
  })
})
