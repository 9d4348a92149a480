/** What staff do at the till (domain.md section 10, O4, R1): the patient whole, quotes, previews, a fee moved to the right person, undoing. */

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Refusal } from '../../src/domain/decisions/refusals.ts'
import type { Result } from '../../src/domain/kernel/result.ts'
import { verifyLedger } from '../../src/ledger/verify/verifyLedger.ts'
import { type Counter, openCounter } from './counter.ts'
import { type Till, tillOf } from './till.ts'

let counter: Counter
/** Primary care, the receptionist; the private provider; support. */
let rut: Till
let sven: Till
let support: Till

before(async () => {
  counter = await openCounter()
  rut = tillOf(counter.ports, 'SE2321000198-E001')
  sven = tillOf(counter.ports, 'SE5599990000-E001')
  support = tillOf(counter.ports, 'SE2321000198-E004')
})

after(async () => counter.close())

function done<T>(outcome: Result<T, Refusal>): T {
  assert.ok(outcome.ok, outcome.ok ? '' : outcome.refusal.kind)
  return outcome.value
}

const refusal = (outcome: Result<unknown, Refusal>): string => (outcome.ok ? 'done' : outcome.refusal.kind)

async function registered(till: Till, person: string, visit: string, amount: string): Promise<string> {
  const { feeId } = done(await till.register(person, visit, amount))
  assert.ok(feeId)
  return feeId
}

const paidBy = async (person: string): Promise<number> =>
  done(await support.patient(person)).current?.card.currentAmount ?? 0

describe('the patient at the till', () => {
  test('one of whom nothing is known is told whole: every tariff, and nobody beside', async () => {
    const view = done(await rut.patient('199001012385'))
    assert.equal(view.current, null)
    assert.deepEqual([view.registered?.name, view.isProtected, view.isFreeByAge], ['Test Testsson', false, false])
    assert.deepEqual(
      view.tariffs.map(({ name, amount, due }) => [name, amount, due]),
      [
        ['Besök', 25_000, 25_000],
        ['Videobesök', 25_000, 25_000],
        ['Ambulans', 25_000, 25_000],
        ['Telefon', 10_000, 10_000],
        ['Chatt', 10_000, 10_000],
        ['Recept', 10_000, 10_000],
      ],
    )
  })

  test('what to charge is capped to the card, and free once it is reached', async () => {
    const person = counter.stranger()
    await registered(rut, person, '2025-05-02', '1300.00')
    const near = done(await rut.patient(person))
    assert.deepEqual(
      near.tariffs.slice(2, 4).map(({ due }) => due),
      [15_000, 10_000],
    )
    assert.equal(done(await rut.quote(person, '2025-06-02', '200.00')).due, 15_000)
    await registered(rut, person, '2025-06-01', '150.00')
    const reached = done(await rut.patient(person))
    assert.deepEqual([reached.current?.card.status, reached.tariffs[0]?.due], ['PRELIMINARY', 0])
  })

  test('a child is free by age, and a protected identity has no name', async () => {
    const child = done(await rut.patient('201701012393'))
    assert.deepEqual([child.isFreeByAge, child.tariffs[0]?.due], [true, 0])
    const hidden = done(await rut.patient('22750303ZZ08'))
    assert.deepEqual([hidden.isProtected, hidden.registered], [true, null])
  })

  test('reading leaves one line, of the employee at work by the assignment', async () => {
    const person = counter.stranger()
    done(await rut.patient(person))
    const { rows } = await counter.pool.query(
      'select act, system, employee, provider, unit, assignment from access_log where person_id = $1',
      [person],
    )
    assert.deepEqual(rows, [
      {
        act: 'readCardWithFees',
        system: 'SE2321000198-EFRIKORT',
        employee: 'SE2321000198-E001',
        provider: 'SE2321000198-A',
        unit: 'SE2321000198-A1',
        assignment: 'SE2321000198-M001',
      },
    ])
  })

  test('of other providers’ fees staff see date and amount, and support sees them whole', async () => {
    const person = counter.stranger()
    await registered(sven, person, '2025-05-02', '250.00')
    const kinds = async (till: Till) => done(await till.patient(person)).current?.rows.map(({ shown }) => shown.kind)
    assert.deepEqual(
      [await kinds(rut), await kinds(sven), await kinds(support)],
      [['otherProvider'], ['whole'], ['whole']],
    )
  })
})

describe('before an act is made', () => {
  test('its consequences are told, and nothing is recorded', async () => {
    const person = counter.stranger()
    const fee = await registered(rut, person, '2025-05-02', '1300.00')
    const more = done(await rut.preview.register(person, '2025-06-01', '250.00'))
    assert.deepEqual([more.before.current?.status, more.after.current?.status], ['BELOW_LIMIT', 'PRELIMINARY'])
    assert.deepEqual(more.notices, [{ kind: 'Overcharged', isThisFee: true, visit: 20_240, overcharged: 10_000 }])
    const less = done(await rut.preview.correct(fee, '100.00'))
    assert.deepEqual([less.before.current?.currentAmount, less.after.current?.currentAmount], [130_000, 10_000])
    assert.equal(done(await rut.preview.annul(fee, null)).after.current, null)
    assert.equal(await paidBy(person), 130_000)
    const { rows } = await counter.pool.query(
      `select act from access_log where person_id = $1 and reason = 'preview' order by act`,
      [person],
    )
    assert.deepEqual(
      rows.map(({ act }) => act),
      ['annulFee', 'correctFee', 'registerFee'],
    )
  })

  test('what would be refused is refused', async () => {
    const person = counter.stranger()
    const fee = await registered(rut, person, '2025-05-02', '250.00')
    assert.equal(refusal(await sven.preview.annul(fee, 'fel')), 'FeeOfAnotherProvider')
    assert.equal(refusal(await rut.preview.register(person, '2020-01-01', '250.00')), 'VisitTooLongAgo')
  })
})

describe('taking away what was registered', () => {
  test('needs no reason in the first minute, and one from then on', async () => {
    const person = counter.stranger()
    counter.setClock('2025-06-02T12:00:00+02:00')
    const [first, second] = [
      await registered(rut, person, '2025-05-02', '250.00'),
      await registered(rut, person, '2025-05-03', '250.00'),
    ]
    counter.setClock('2025-06-02T12:01:00+02:00')
    assert.equal(refusal(await rut.annul(first, null)), 'done')
    counter.setClock('2025-06-02T12:01:01+02:00')
    assert.equal(refusal(await rut.annul(second, null)), 'ReasonMissing')
    assert.equal(refusal(await rut.annul(second, 'Dubbelregistrerad')), 'done')
    assert.equal(await paidBy(person), 0)
  })
})

describe('a fee of the wrong person', () => {
  test('is moved whole in one act: gone from the one, with the other, and both are told of in the log', async () => {
    const [wrong, right] = [counter.stranger(), counter.stranger()]
    const fee = await registered(rut, wrong, '2025-05-02', '250.00')
    const before = done(await rut.preview.move(fee, right))
    assert.deepEqual([before.from.after.current, before.to.after.current?.currentAmount], [null, 25_000])
    const moved = done(await rut.move(fee, right))
    assert.ok(moved.feeId !== null && moved.feeId !== fee)
    assert.deepEqual([await paidBy(wrong), await paidBy(right)], [0, 25_000])
    const { rows } = await counter.pool.query(
      `select person_id from access_log where act = 'moveFee' and reason is null and person_id = any($1) order by person_id`,
      [[wrong, right]],
    )
    assert.deepEqual(
      rows.map(({ person_id }) => person_id),
      [wrong, right].sort(),
    )
  })

  test('moves also when the visit lies too far back to be registered anew', async () => {
    const [wrong, right] = [counter.stranger(), counter.stranger()]
    counter.setClock('2025-06-02T12:00:00+02:00')
    const fee = await registered(rut, wrong, '2024-06-02', '250.00')
    counter.setClock('2025-06-20T12:00:00+02:00')
    assert.equal(refusal(await rut.register(right, '2024-06-02', '250.00')), 'VisitTooLongAgo')
    assert.equal(refusal(await rut.move(fee, right)), 'done')
  })

  test('moves once: the same call again is answered as the first, and nothing is moved twice', async () => {
    const [wrong, right] = [counter.stranger(), counter.stranger()]
    const fee = await registered(rut, wrong, '2025-05-02', '250.00')
    const [first, second] = [
      await rut.move(fee, right, { callId: 'form 1' }),
      await rut.move(fee, right, { callId: 'form 1' }),
    ]
    assert.deepEqual(done(second), done(first))
    assert.equal(refusal(await rut.move(fee, right)), 'FeeAlreadyAnnulled')
    assert.equal(await paidBy(right), 25_000)
  })

  test('moves between two who share an account', async () => {
    const [elder, younger] = ['231801030AB7', '231801030AB8']
    const fee = await registered(rut, elder, '2025-05-02', '250.00')
    done(await counter.group(elder, younger))
    const moved = done(await rut.move(fee, younger))
    const view = done(await rut.patient(younger))
    assert.deepEqual(
      view.current?.rows
        .filter(({ shown }) => shown.kind === 'whole' && shown.status === 'ACTIVE')
        .map(({ id, person }) => [id, person.reveal()]),
      [[moved.feeId, younger]],
    )
    assert.equal(view.current?.card.currentAmount, 25_000)
  })

  test('is refused to oneself, to others’ staff, and to one who has left; and then nothing is moved', async () => {
    const [wrong, right, gone] = [counter.stranger(), counter.stranger(), counter.stranger()]
    const fee = await registered(rut, wrong, '2025-05-02', '250.00')
    done(await counter.leave(gone))
    assert.equal(refusal(await rut.move(fee, wrong)), 'FeeIsThePersons')
    assert.equal(refusal(await sven.move(fee, right)), 'FeeOfAnotherProvider')
    assert.equal(refusal(await rut.move(fee, gone)), 'OptedOut')
    assert.equal(refusal(await rut.move(fee, '199001012386')), 'PersonIdInvalid')
    assert.equal(refusal(await rut.move('no such fee', right)), 'FeeUnknown')
    assert.equal(await paidBy(wrong), 25_000)
  })

  test('moved to and fro by two at once it stands with exactly one, and the ledger holds', async () => {
    const [one, other] = [counter.stranger(), counter.stranger()]
    const fees = [
      await registered(rut, one, '2025-05-02', '250.00'),
      await registered(rut, other, '2025-05-02', '100.00'),
    ]
    const second = tillOf((await counter.another()).ports, 'SE2321000198-E001')
    await Promise.all([
      ...Array.from({ length: 5 }, () => rut.move(fees[0] as string, other)),
      ...Array.from({ length: 5 }, () => second.move(fees[1] as string, one)),
    ])
    assert.deepEqual([await paidBy(one), await paidBy(other)], [10_000, 25_000])
    const verdict = await verifyLedger(counter.database.place, { headsFolders: [], report: () => undefined })
    assert.equal(verdict.holds, true)
  })
})

describe('whose registrations one reaches', () => {
  test('support removes anyone’s; staff of another provider do not', async () => {
    const person = counter.stranger()
    const fee = await registered(rut, person, '2025-05-02', '250.00')
    assert.equal(refusal(await sven.annul(fee, 'fel')), 'FeeOfAnotherProvider')
    assert.equal(refusal(await support.annul(fee, 'fel')), 'done')
  })
})
