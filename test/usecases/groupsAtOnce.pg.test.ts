/** Grouping while others register, correct and group at the same time, through two services (invariants 1 and 3): none lost, none doubled. */

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import type { Refusal } from '../../src/domain/decisions/refusals.ts'
import type { Result } from '../../src/domain/kernel/result.ts'
import { verifyLedger } from '../../src/ledger/verify/verifyLedger.ts'
import type { Ledger } from '../../src/usecases/ledgerPort.ts'
import { type Counter, counterOver, done, feeOf, openCounter, refused } from './counter.ts'

const child = (number: number): string => `231701${String(1 + number).padStart(2, '0')}AB10`

describe('groups at once with everything else', () => {
  let counter: Counter
  let other: Counter
  before(async () => {
    counter = await openCounter()
    other = await counter.another()
  })
  after(() => counter.close())

  const holds = async () => {
    const verdict = await verifyLedger(counter.database.place, { headsFolders: [], report: () => undefined })
    assert.deepEqual(verdict.holds || verdict.fault, true)
  }
  const feesOf = async (person: string) =>
    (done(await counter.read(person))?.rows ?? []).filter(({ person: of }) => of.reveal() === person)

  test('two hundred fees of six siblings, registered while they are grouped and ungrouped: each stands once, with its person', async () => {
    const siblings = Array.from({ length: 6 }, (_, number) => child(number))
    const [first = ''] = siblings
    const at = (turn: number): Counter => (turn % 2 === 0 ? counter : other)
    const registering = Array.from({ length: 198 }, async (_, turn) => {
      const person = siblings[turn % 6] as string
      const fee = feeOf(await at(turn).register(person, '2025-06-01', `${1 + turn}.00`))
      if (turn % 3 === 0) done(await at(turn + 1).correct(fee, null, `${1 + turn}.50`))
      return { person, fee, amount: turn % 3 === 0 ? 100 * (1 + turn) + 50 : 100 * (1 + turn) }
    })
    const moving = siblings.slice(1).map(async (person, turn) => {
      for (let times = 0; times < 3; times += 1) {
        done(await at(turn).group(first, person))
        done(await at(turn + 1).ungroup(person, person))
      }
      done(await at(turn).group(first, person))
    })
    const [registered] = await Promise.all([Promise.all(registering), Promise.all(moving)])
    for (const person of siblings) {
      const told = (await feesOf(person)).filter(({ shown }) => shown.kind === 'whole' && shown.status === 'ACTIVE')
      const text = (id: string, amount: number): string => `${id} ${amount}`
      const expected = registered.filter((one) => one.person === person).map(({ fee, amount }) => text(fee, amount))
      assert.deepEqual(told.map(({ id, amount }) => text(id, amount)).sort(), expected.sort())
      assert.equal(told.length, 33)
    }
    const members = done(await counter.groupOf(first)).persons.map((one) => one.reveal())
    assert.deepEqual(new Set(members), new Set(siblings))
    await holds()
  })

  test('one who registers for the first time while being grouped is in the group with the fee', async () => {
    const turns = Array.from({ length: 20 }, async () => {
      const [owner, person] = [counter.stranger(), counter.stranger()]
      const outcomes = await Promise.all([
        counter.register(person, '2025-06-01', '100.00'),
        other.group(owner, person),
        other.register(owner, '2025-06-01', '200.00'),
        counter.register(person, '2025-06-01', '300.00'),
      ])
      for (const outcome of outcomes) done(outcome as Result<unknown, Refusal>)
      assert.equal((await counter.shown(person))?.paid, 60_000)
      assert.equal(await counter.accountOf(owner), await counter.accountOf(person))
    })
    await Promise.all(turns)
    await holds()
  })

  test('one whom two want in two groups is in one of them', async () => {
    for (let turn = 0; turn < 10; turn += 1) {
      const [person, first, second] = [counter.stranger(), counter.stranger(), counter.stranger()]
      done(await counter.register(person, '2025-06-01', '100.00'))
      const outcomes = await Promise.all([counter.group(first, person), other.group(second, person)])
      const kinds = outcomes.map((outcome) => (outcome.ok ? 'done' : refused(outcome))).sort()
      assert.deepEqual(kinds, ['InAnotherGroup', 'done'])
    }
    await holds()
  })

  test('whoever is read, corrected or registers while moving to and fro is met where they are: nobody in an account that they have left', async () => {
    const [owner, person] = [counter.stranger(), counter.stranger()]
    const first = feeOf(await counter.register(person, '2025-06-01', '1.00'))
    let isMoving = true
    const moving = async (): Promise<void> => {
      for (let times = 0; times < 60; times += 1) {
        done(await counter.group(owner, person))
        done(await other.ungroup(person, person))
      }
    }
    const reading = async (at: Counter): Promise<void> => {
      while (isMoving) assert.ok((done(await at.read(person))?.rows ?? []).some(({ id }) => id === first))
    }
    let registered = 1
    const registering = async (at: Counter): Promise<void> => {
      while (isMoving) {
        feeOf(await at.register(person, '2025-06-01', '1.00'))
        registered += 1
        await pause(30)
      }
    }
    const correcting = async (at: Counter): Promise<void> => {
      for (let amount = 2; isMoving; amount = 5 - amount) {
        done(await at.correct(first, null, `${amount}.00`))
        await pause(30)
      }
    }
    const moved = moving().finally(() => {
      isMoving = false
    })
    await Promise.all([moved, reading(counter), reading(other), registering(other), correcting(counter)])
    const active = (await feesOf(person)).filter(({ shown }) => shown.kind === 'whole' && shown.status === 'ACTIVE')
    assert.equal(active.length, registered)
    await holds()
  })

  test('all that a load looks up is of one moment', async () => {
    const { rows } = await counter.pool.query(`select provolatile from pg_proc where proname = 'load_account'`)
    assert.deepEqual(rows, [{ provolatile: 's' }])
  })

  test('the same grouping twice at once is one act; with one id it is one call', async () => {
    for (const callId of [null, 'at once']) {
      const [owner, person] = [counter.stranger(), counter.stranger()]
      const outcomes = await Promise.all(
        [counter, other, counter, other].map((one) => one.group(owner, person, { callId })),
      )
      for (const outcome of outcomes) done(outcome)
      assert.equal(done(await counter.groupOf(person)).acts.length, 1)
    }
    await holds()
  })

  test('two who group each other are one group', async () => {
    for (let turn = 0; turn < 10; turn += 1) {
      const [one, another] = [counter.stranger(), counter.stranger()]
      for (const person of [one, another]) done(await counter.register(person, '2025-06-01', '100.00'))
      const outcomes = await Promise.all([counter.group(one, another), other.group(another, one)])
      for (const outcome of outcomes) done(outcome)
      assert.equal((await counter.shown(one))?.paid, 20_000)
      assert.equal((await counter.shown(another))?.paid, 20_000)
    }
    await holds()
  })

  test('an account that changes between looking and writing is decided on again; the lines of those who share it are written once', async () => {
    const [owner, person] = [counter.stranger(), counter.stranger()]
    done(await counter.register(owner, '2025-06-01', '100.00'))
    const { ledger } = counter.ports
    let conflicts = 0
    const appendTogether: Ledger['appendTogether'] = async (appendings, move) => {
      if (conflicts < 2) done(await other.register(conflicts === 0 ? owner : person, '2025-06-01', '200.00'))
      const appended = await ledger.appendTogether(appendings, move)
      conflicts += Number(appended === 'conflict')
      return appended
    }
    const contended = counterOver(counter, { ledger: { ...ledger, appendTogether } })
    done(await contended.group(owner, person))
    assert.equal(conflicts, 2)
    assert.equal((await counter.shown(person))?.paid, 50_000)
    const { rows } = await counter.pool.query(
      `select person_id from access_log where act = 'groupPerson' and person_id = any ($1) order by person_id`,
      [[owner, person]],
    )
    assert.deepEqual(
      rows.map((row) => row.person_id),
      [owner, person].sort(),
    )
    await holds()
  })

  test('an account that never rests is given up with a fault, and nothing is written', async () => {
    const [owner, person] = [counter.stranger(), counter.stranger()]
    const ledger: Ledger = { ...counter.ports.ledger, appendTogether: async () => 'conflict' }
    const contended = counterOver(counter, { ledger })
    await assert.rejects(contended.group(owner, person), /^Error: the accounts are contended/)
    assert.equal(done(await counter.groupOf(person)).acts.length, 0)
  })
})
