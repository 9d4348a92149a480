/** Groups at a till over a ledger (domain.md section 6, R3): ids lead to where things lie now, to and fro; a group told each way; done once. */

import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'
import { verifyLedger } from '../../src/ledger/verify/verifyLedger.ts'
import {
  type Counter,
  counterOver,
  done,
  feeOf,
  noticesOf,
  OTHER,
  openCounter,
  refused,
  settingsOfOther,
} from './counter.ts'

const NOON = '2025-06-02T12:00:00+02:00'
const FINAL = '2025-06-04T12:00:00+02:00'

let met = 0
/** A child nobody has met here, by a reserve number. */
const child = (): string => {
  met += 1
  return `231701${String(1 + (met % 28)).padStart(2, '0')}A${'BCDEFGHJKL'[Math.floor(met / 280) % 10]}${Math.floor(met / 28) % 10}0`
}

describe('groups at a till', () => {
  let counter: Counter
  before(async () => {
    counter = await openCounter()
    await counter.set(...settingsOfOther())
  })
  after(() => counter.close())
  afterEach(async () => {
    const verdict = await verifyLedger(counter.database.place, { headsFolders: [], report: () => undefined })
    assert.deepEqual(verdict.holds || verdict.fault, true)
    counter.setClock(NOON)
  })

  const fee = async (person: string, amount: string, visit = '2025-06-01') =>
    feeOf(await counter.register(person, visit, amount))
  const cardOf = async (person: string) => (await counter.shown(person))?.id ?? assert.fail('a card')
  const persons = async (person: string) => done(await counter.groupOf(person)).persons.map((one) => one.reveal())
  const paid = async (person: string) => (await counter.shown(person))?.paid ?? 0

  describe('a fee registered before its person moved', () => {
    test('is corrected and annulled by its id, in the group and home again, to and fro', async () => {
      const [elder, younger] = [child(), child()]
      const [first, second, gone] = [
        await fee(elder, '100.00'),
        await fee(younger, '200.00'),
        await fee(younger, '50.00'),
      ]
      for (const amount of [201, 202, 203]) {
        done(await counter.group(elder, younger))
        assert.equal(feeOf(await counter.correct(second, null, `${amount}.00`)), second)
        assert.equal(await paid(elder), (100 + amount + 50) * 100)
        done(await counter.ungroup(elder, younger))
        done(await counter.correct(second, null, `${amount}.50`))
        assert.equal(await paid(younger), (amount + 50.5) * 100)
        assert.equal(await paid(elder), 10_000)
      }
      done(await counter.annul(gone))
      assert.equal(refused(await counter.annul(gone)), 'FeeAlreadyAnnulled')
      assert.equal(await paid(younger), 20_350)
      done(await counter.annul(first))
      assert.equal(await counter.shown(elder), null)
    })

    test('is another provider’s or principal’s as before', async () => {
      const [elder, younger] = [child(), child()]
      const second = await fee(younger, '200.00')
      done(await counter.group(elder, younger))
      const ofB = { actor: { employee: 'SE5599990000-E001', provider: 'SE5599990000-B', unit: null } }
      assert.equal(refused(await counter.correct(second, null, '1.00', ofB)), 'FeeOfAnotherProvider')
      assert.equal(refused(await counter.correct(second, null, '1.00', { principal: OTHER })), 'FeeOfAnotherPrincipal')
    })

    test('of a principal that the person has left is led to as well', async () => {
      const [elder, younger] = [child(), child()]
      const away = feeOf(await counter.register(younger, '2025-06-01', '200.00', { principal: OTHER }))
      done(await counter.leave(younger, { principal: OTHER }))
      done(await counter.group(elder, younger))
      assert.equal(refused(await counter.annul(away, { principal: OTHER })), 'OptedOut')
      done(await counter.enter(younger, { principal: OTHER }))
      done(await counter.annul(away, { principal: OTHER }))
    })
  })

  describe('a card', () => {
    test('that was the person’s own is ordered, corrected and withdrawn by its id where the person is now', async () => {
      const [elder, younger] = [child(), child()]
      await fee(younger, '1450.00')
      const reached = await cardOf(younger)
      counter.setClock(FINAL)
      await fee(elder, '100.00')
      done(await counter.group(elder, younger))
      assert.deepEqual(noticesOf(await counter.orderCard(younger, reached)), [])
      assert.deepEqual(noticesOf(await counter.orderCard(younger, reached)), ['AlreadyOrdered'])
      assert.deepEqual(noticesOf(await counter.orderCard(elder, reached)), [])
      assert.equal(refused(await counter.deleteCard(reached)), 'CardIsFinal')
      const third = child()
      const given = done(await counter.give(third, ['2025-06-01', '2026-05-31'])).view?.card.identity?.id ?? ''
      done(await counter.group(elder, third))
      done(await counter.updateCard(given, { end: '2025-12-31' }))
      done(await counter.deleteCard(given))
    })

    test('set aside with a principal that the person has left answers by its id as its fees do', async () => {
      const [elder, younger] = [child(), child()]
      done(await counter.register(younger, '2025-06-01', '1450.00', { principal: OTHER }))
      const card = done(await counter.read(younger, { principal: OTHER }))?.card.identity?.id ?? ''
      counter.setClock(FINAL)
      done(await counter.read(younger))
      done(await counter.leave(younger, { principal: OTHER }))
      assert.equal(refused(await counter.orderCard(younger, card, { principal: OTHER })), 'OptedOut')
      done(await counter.group(elder, younger))
      assert.equal(refused(await counter.updateCard(card, { number: 'X' }, { principal: OTHER })), 'OptedOut')
      done(await counter.ungroup(elder, younger))
      assert.equal(refused(await counter.updateCard(card, { number: 'X' }, { principal: OTHER })), 'OptedOut')
    })

    test('below the limit that has become a part of the group’s is known no more; the group’s is', async () => {
      const [elder, younger] = [child(), child()]
      await fee(elder, '100.00')
      await fee(younger, '200.00')
      const [ofGroup, ofYounger] = [await cardOf(elder), await cardOf(younger)]
      done(await counter.group(elder, younger))
      assert.equal(await cardOf(younger), ofGroup)
      assert.equal(refused(await counter.groupByCard(ofYounger, child())), 'CardUnknown')
      done(await counter.groupByCard(ofGroup, child()))
    })

    test('of the group stays the group’s by its id; the leaver’s copy is known by its own', async () => {
      const [elder, younger] = [child(), child()]
      await fee(elder, '1450.00')
      done(await counter.group(elder, younger))
      counter.setClock(FINAL)
      const ofGroup = await cardOf(younger)
      done(await counter.ungroup(younger, younger))
      const copy = await cardOf(younger)
      assert.notEqual(copy, ofGroup)
      assert.equal((await counter.shown(younger))?.number, (await counter.shown(elder))?.number)
      assert.equal(refused(await counter.orderCard(younger, ofGroup)), 'PersonNotOnCard')
      done(await counter.orderCard(younger, copy))
      done(await counter.orderCard(elder, ofGroup))
    })
  })

  describe('a group', () => {
    test('is told by a card, also one in capitals, or by any member', async () => {
      const [elder, younger, third, fourth] = [child(), child(), child(), child()]
      await fee(elder, '100.00')
      done(await counter.groupByCard((await cardOf(elder)).toUpperCase(), younger))
      done(await counter.group(younger, third))
      done(await counter.groupByCard(await cardOf(third), fourth))
      assert.deepEqual(await persons(third), [elder, younger, third, fourth])
      done(await counter.ungroupByCard(await cardOf(third), elder))
      done(await counter.ungroup(fourth, third))
      assert.deepEqual(await persons(younger), [younger, fourth])
      for (const alone of [elder, third]) assert.deepEqual(await persons(alone), [alone])
    })

    for (const ownerHas of [false, true])
      for (const personHas of [false, true])
        test(`is made by an owner ${ownerHas ? 'with' : 'without'} an account and a person ${personHas ? 'with' : 'without'} one`, async () => {
          const [owner, person] = [child(), child()]
          if (ownerHas) await fee(owner, '100.00')
          if (personHas) await fee(person, '200.00')
          done(await counter.group(owner, person))
          assert.equal(await counter.accountOf(owner), await counter.accountOf(person))
          assert.equal(await paid(owner), (ownerHas ? 10_000 : 0) + (personHas ? 20_000 : 0))
          await fee(person, '300.00')
          await fee(owner, '400.00')
          done(await counter.ungroup(owner, person))
          assert.equal(await paid(owner), 40_000 + (ownerHas ? 10_000 : 0))
          assert.equal(await paid(person), 30_000 + (personHas ? 20_000 : 0))
        })

    test('is another one for each card type', async () => {
      const [elder, younger] = [child(), child()]
      assert.equal(refused(await counter.group(elder, younger, { cardType: 'TRANSPORTATION' })), 'CardTypeUnknown')
    })

    test('of those who have paid for years is reckoned as one for all of them', async () => {
      const [elder, younger] = [child(), child()]
      for (const year of ['2020', '2021', '2022', '2023', '2024', '2025']) {
        counter.setClock(`${year}-03-01T12:00:00+01:00`)
        await fee(elder, '800.00', `${year}-02-01`)
        await fee(younger, '800.00', `${year}-02-02`)
      }
      assert.deepEqual(
        done(await counter.cards(elder)).map(({ card }) => card.status),
        ['BELOW_LIMIT'],
      )
      done(await counter.group(elder, younger))
      assert.deepEqual(
        done(await counter.cards(elder)).map(({ card }) => card.status),
        ['PRELIMINARY', 'EXPIRED', 'EXPIRED', 'EXPIRED', 'EXPIRED', 'EXPIRED'],
      )
    })

    test('that has paid too much together is told so', async () => {
      const [elder, younger] = [child(), child()]
      await fee(elder, '1000.00')
      await fee(younger, '500.00')
      const outcome = await counter.group(elder, younger)
      const [notice] = done(outcome).notices
      assert.deepEqual(noticesOf(outcome), ['Overcharged'])
      assert.ok(notice?.kind === 'Overcharged')
      assert.deepEqual([notice.overcharged, notice.isThisFee], [5_000, false])
      assert.deepEqual(noticesOf(await counter.ungroup(elder, younger)), [])
    })
  })

  describe('an act on a group comes again (R3)', () => {
    test('by its id: answered as then, also when it has been undone since', async () => {
      const [elder, younger] = [child(), child()]
      await fee(elder, '1000.00')
      await fee(younger, '500.00')
      const callId = `group ${younger}`
      const first = done(await counter.group(elder, younger, { callId }))
      assert.deepEqual(done(await counter.group(elder, younger, { callId })), first)
      assert.equal(first.notices.length, 1)
      done(await counter.ungroup(elder, younger, { callId: `un${callId}` }))
      assert.deepEqual(done(await counter.group(elder, younger, { callId })), first)
      assert.deepEqual(await persons(younger), [younger])
      done(await counter.ungroup(elder, younger, { callId: `un${callId}` }))
      assert.equal(done(await counter.groupOf(younger)).acts.length, 2)
    })

    test('its id used for another content is refused; an act that changed nothing is remembered', async () => {
      const [elder, younger, third] = [child(), child(), child()]
      const callId = `again ${younger}`
      done(await counter.group(elder, younger))
      done(await counter.group(elder, younger, { callId }))
      done(await counter.ungroup(elder, younger))
      done(await counter.group(elder, younger, { callId }))
      assert.deepEqual(await persons(elder), [elder])
      assert.equal(refused(await counter.group(elder, third, { callId })), 'KeyReused')
      done(await counter.group(elder, younger))
      assert.equal(refused(await counter.ungroup(elder, younger, { callId })), 'KeyReused')
    })

    test('an identical call of a system that calls again is the same', async () => {
      const { directory } = counter.ports
      const retrying = counterOver(counter, {
        directory: { ...directory, system: (id) => ({ ...(directory.system(id) ?? assert.fail()), retrySeconds: 60 }) },
      })
      const [elder, younger] = [child(), child()]
      assert.deepEqual(noticesOf(await retrying.group(elder, younger)), [])
      assert.deepEqual(noticesOf(await retrying.group(elder, younger)), ['RecognisedRetry'])
      assert.equal(done(await counter.groupOf(younger)).acts.length, 1)
    })

    test('grouped, ungrouped and grouped again within the seconds is done each time, not taken for a retry', async () => {
      const { directory } = counter.ports
      const retrying = counterOver(counter, {
        directory: { ...directory, system: (id) => ({ ...(directory.system(id) ?? assert.fail()), retrySeconds: 60 }) },
      })
      const [elder, younger] = [child(), child()]
      done(await retrying.group(elder, younger))
      assert.deepEqual(noticesOf(await retrying.ungroup(elder, younger)), [])
      assert.deepEqual(noticesOf(await retrying.ungroup(elder, younger)), ['RecognisedRetry'])
      assert.deepEqual(noticesOf(await retrying.group(elder, younger)), [])
      assert.deepEqual(await persons(elder), [elder, younger])
    })
  })

  describe('those who share an account and have left the service', () => {
    test('are not told of by those who share it, until they come back', async () => {
      const [elder, younger] = [child(), child()]
      await fee(elder, '100.00')
      await fee(younger, '200.00')
      done(await counter.group(elder, younger))
      done(await counter.leave(younger))
      assert.deepEqual(await persons(elder), [elder])
      assert.deepEqual(
        done(await counter.read(elder))?.persons.map(({ id }) => id.reveal()),
        [elder],
      )
      assert.equal(await paid(elder), 10_000)
      done(await counter.enter(younger))
      assert.deepEqual(await persons(elder), [elder, younger])
      assert.equal(await paid(elder), 30_000)
    })

    test('leave with the reserve numbers of the same person, and come back with them', async () => {
      const [adult, reserve] = [`199001012385`, '22900101ZZ90']
      await fee(adult, '100.00')
      const second = await fee(reserve, '200.00')
      done(await counter.group(adult, reserve))
      done(await counter.leave(adult))
      for (const one of [adult, reserve]) assert.equal(refused(await counter.read(one)), 'OptedOut')
      assert.equal(refused(await counter.correct(second, null, '1.00')), 'OptedOut')
      done(await counter.enter(reserve))
      assert.deepEqual(await persons(adult), [adult, reserve])
      assert.equal(await paid(adult), 30_000)
      done(await counter.leave(reserve))
      assert.equal(refused(await counter.read(adult)), 'OptedOut')
      done(await counter.enter(adult))
      assert.equal(await paid(reserve), 30_000)
    })

    test('of children only the one named leaves', async () => {
      const [elder, younger] = ['23120615AB10', '201701012393']
      await fee(elder, '100.00')
      await fee(younger, '200.00')
      done(await counter.group(elder, younger))
      done(await counter.leave(elder))
      assert.equal(await paid(younger), 20_000)
      assert.equal(refused(await counter.read(elder)), 'OptedOut')
    })
  })
})
