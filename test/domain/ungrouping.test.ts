/** One who leaves a group (domain.md G2): what goes along, what stays, and what each card is afterwards, on both sides. */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { PersonId } from '../../src/domain/kernel/personId.ts'
import { B, done, finalAt, OTHER } from './clerk.ts'
import { doneMove, type Household, householdAt, outcomeOf } from './household.ts'

const NOON = '2025-06-02T12:00:00+02:00'
const FINAL = '2025-06-04T12:00:00+02:00'
const ELDER = PersonId.known('reservnummer', '23120615AB10')
const YOUNGER = PersonId.known('personnummer', '201701012393')
const THIRD = PersonId.known('reservnummer', '23140101AB10')

/** Two siblings who share an account, each with a fee of the amount told. */
function siblings(elder: string, younger: string): Household {
  const household = householdAt(NOON)
  done(household.register(ELDER, '2025-05-01', elder))
  done(household.register(YOUNGER, '2025-05-20', younger))
  doneMove(household.group(ELDER, YOUNGER))
  return household
}

describe('a card that is FINAL', () => {
  test('is kept for both: the same days and number, a new id for the one who leaves, to each their own fees', () => {
    const household = siblings('1000.00', '450.00')
    household.setClock(FINAL)
    doneMove(household.ungroup(YOUNGER))
    assert.deepEqual(household.cards(ELDER), ['card 1.0 N1.0: FINAL 2025-05-20–2026-04-30 f1'])
    assert.deepEqual(household.cards(YOUNGER), ['card 4.copy0 N1.0: FINAL 2025-05-20–2026-04-30 f2'])
    done(household.register(YOUNGER, '2025-06-04', '200.00'))
    assert.equal(household.statement(YOUNGER).overcharged, 20_000)
    assert.equal(household.statement(ELDER).overcharged, 0)
  })

  test('also where nobody has looked at it since it became so', () => {
    for (const person of [ELDER, YOUNGER]) {
      const household = siblings('1000.00', '450.00')
      household.setClock(FINAL)
      doneMove(household.ungroup(person))
      for (const one of [ELDER, YOUNGER])
        assert.match(household.cards(one)[0] ?? '', / N1.0: FINAL 2025-05-20–2026-04-30 /)
    }
  })

  test('and for the owner of the account, who may leave like any other', () => {
    const household = siblings('1000.00', '450.00')
    household.setClock(FINAL)
    doneMove(household.ungroup(ELDER))
    assert.deepEqual(household.cards(ELDER), ['card 4.copy0 N1.0: FINAL 2025-05-20–2026-04-30 f1'])
    assert.deepEqual(household.cards(YOUNGER), ['card 1.0 N1.0: FINAL 2025-05-20–2026-04-30 f2'])
    assert.deepEqual(household.account(YOUNGER).members, [YOUNGER])
  })

  test('also for one who has no fee on it: it is ordered by its new id', () => {
    const household = siblings('1450.00', '100.00')
    doneMove(household.group(ELDER, THIRD))
    household.setClock(FINAL)
    doneMove(household.ungroup(THIRD))
    assert.deepEqual(household.cards(THIRD), ['card 5.copy0 N1.0: FINAL 2025-05-01–2026-04-30'])
    done(household.order(THIRD, 'card 5.copy0'))
  })

  test('an order goes by the old id, and is not the leaver’s any more', () => {
    const household = siblings('1000.00', '450.00')
    household.setClock(FINAL)
    done(household.order(YOUNGER, 'card 1.0'))
    done(household.order(ELDER, 'card 1.0'))
    doneMove(household.ungroup(YOUNGER))
    assert.deepEqual(household.account(YOUNGER).orders, [])
    assert.deepEqual(
      household.account(ELDER).orders.map(({ person }) => person),
      [ELDER],
    )
  })

  test('is not doubled by one who comes back: the copy meets the card that it is of', () => {
    const household = siblings('1000.00', '450.00')
    household.setClock(FINAL)
    for (let times = 0; times < 5; times += 1) {
      doneMove(household.ungroup(YOUNGER))
      doneMove(household.group(ELDER, YOUNGER))
    }
    assert.deepEqual(household.cards(ELDER), ['card 1.0 N1.0: FINAL 2025-05-20–2026-04-30 f1+f2'])
    doneMove(household.ungroup(YOUNGER))
    assert.deepEqual(household.cards(YOUNGER), ['card 14.copy0 N1.0: FINAL 2025-05-20–2026-04-30 f2'])
  })
})

describe('a card that is PRELIMINARY or below the limit', () => {
  test('that the fees of neither make alone: it is those who stay who keep id and number', () => {
    const household = siblings('1000.00', '450.00')
    doneMove(household.ungroup(YOUNGER))
    assert.deepEqual(household.cards(ELDER), ['card 1.0 N1.0: BELOW_LIMIT f1'])
    assert.deepEqual(household.cards(YOUNGER), ['card 4.copy0 N4.copy0: BELOW_LIMIT f2'])
  })

  test('that the leaver’s fees make alone goes on there, from when it was reached, under a new id and number', () => {
    const household = siblings('100.00', '1450.00')
    household.setClock('2025-06-03T12:00:00+02:00')
    doneMove(household.ungroup(YOUNGER))
    assert.deepEqual(household.cards(ELDER), ['card 2.0 N2.0: BELOW_LIMIT f1'])
    assert.deepEqual(household.cards(YOUNGER), ['card 4.copy0 N4.copy0: PRELIMINARY 2025-05-20–2026-05-19 f2'])
    assert.equal(finalAt(household.statement(YOUNGER).current), '2025-06-04T10:00:00Z')
  })

  test('that the fees of those who stay make alone goes on there', () => {
    const household = siblings('1450.00', '100.00')
    doneMove(household.ungroup(YOUNGER))
    assert.deepEqual(household.cards(ELDER), ['card 1.0 N1.0: PRELIMINARY 2025-05-01–2026-04-30 f1'])
    assert.deepEqual(household.cards(YOUNGER), ['card 4.copy0 N4.copy0: BELOW_LIMIT f2'])
  })

  test('below the limit: it stays, and the leaver’s is a new one', () => {
    const household = siblings('100.00', '200.00')
    doneMove(household.ungroup(YOUNGER))
    assert.deepEqual(household.cards(ELDER), ['card 1.0 N1.0: BELOW_LIMIT f1'])
    assert.deepEqual(household.cards(YOUNGER), ['card 4.copy0 N4.copy0: BELOW_LIMIT f2'])
  })

  test('of one who has no fees, there is none', () => {
    const household = householdAt(NOON)
    done(household.register(ELDER, '2025-05-01', '100.00'))
    doneMove(household.group(ELDER, YOUNGER))
    doneMove(household.ungroup(ELDER))
    assert.deepEqual(household.cards(YOUNGER), [])
    assert.deepEqual(household.cards(ELDER), ['card 3.copy0 N3.copy0: BELOW_LIMIT f1'])
  })

  test('a fee annulled before stands among the rows of the card that is now the leaver’s', () => {
    for (const amount of ['1450.00', '100.00']) {
      const household = siblings('100.00', amount)
      done(household.register(YOUNGER, '2025-05-21', '50.00'))
      done(household.annul(YOUNGER, 'f3'))
      doneMove(household.ungroup(YOUNGER))
      const [card] = household.statement(YOUNGER).cards
      assert.equal(household.account(YOUNGER).records.get('f3' as never)?.annulled?.card, card?.identity?.id)
    }
  })
})

describe('a card given by hand', () => {
  test('is kept for both, whoever it was given to, and each corrects and withdraws their own', () => {
    for (const leaver of [ELDER, YOUNGER]) {
      const stays = leaver === ELDER ? YOUNGER : ELDER
      const household = siblings('100.00', '200.00')
      done(household.give(YOUNGER, ['2025-05-10', '2025-12-31']))
      doneMove(household.ungroup(leaver))
      assert.match(household.cards(stays)[0] ?? '', /^card 4.given N4.given: PRELIMINARY 2025-05-10–2025-12-31/)
      assert.match(household.cards(leaver)[0] ?? '', /^card 5.copy0 N4.given: PRELIMINARY 2025-05-10–2025-12-31/)
      done(household.give(leaver, ['2025-05-10', '2025-11-30']))
      assert.match(household.cards(leaver)[0] ?? '', /^card 5.copy0 .* 2025-05-10–2025-11-30/)
      done(household.remove(stays, 'card 4.given'))
      assert.match(household.cards(stays)[0] ?? '', /BELOW_LIMIT/)
      assert.match(household.cards(leaver)[0] ?? '', /2025-05-10–2025-11-30/)
    }
  })

  test('and withdrawn before, is nobody’s', () => {
    const household = siblings('100.00', '200.00')
    done(household.give(YOUNGER, ['2025-05-10', '2025-12-31']))
    done(household.remove(YOUNGER, 'card 4.given'))
    doneMove(household.ungroup(YOUNGER))
    assert.equal(household.account(YOUNGER).given.size, 0)
    assert.equal(household.cards(YOUNGER).length, 1)
  })
})

describe('what goes along with the one who leaves', () => {
  test('consents, opt-ins and what is set aside; of the others nothing', () => {
    const household = siblings('100.00', '200.00')
    for (const person of [ELDER, YOUNGER]) {
      done(household.consent(person, true, { by: B }))
      done(household.register(person, '2025-05-02', '300.00', { principal: OTHER }))
      done(household.leave(person, { principal: OTHER }))
    }
    doneMove(household.ungroup(YOUNGER))
    for (const person of [ELDER, YOUNGER]) {
      const { records, consents, participations, asides } = household.account(person)
      for (const told of [[...records.values()], consents, participations, asides])
        assert.deepEqual(new Set(told.map((one) => one.person.reveal())), new Set([person.reveal()]))
      assert.equal(household.register(person, '2025-06-01', '100.00', { principal: OTHER }).ok, false)
      done(household.enter(person, { principal: OTHER }))
      const fees = household.statement(person).cards.flatMap((card) => card.shares.map(({ fee }) => fee.amount))
      assert.deepEqual(fees, person === ELDER ? [10_000, 30_000] : [30_000, 20_000])
    }
  })

  test('a card set aside comes back at each under an id of its own', () => {
    const household = householdAt(NOON)
    for (const person of [ELDER, YOUNGER])
      done(household.register(person, '2025-05-02', '1450.00', { principal: OTHER }))
    doneMove(household.group(ELDER, YOUNGER))
    done(household.leave(YOUNGER, { principal: OTHER }))
    doneMove(household.ungroup(YOUNGER))
    household.setClock('2025-06-10T12:00:00+02:00')
    done(household.enter(YOUNGER, { principal: OTHER }))
    const ids = [ELDER, YOUNGER].map((person) =>
      household.statement(person, OTHER).cards.map(({ identity }) => identity?.id),
    )
    assert.deepEqual(
      ids.map((own) => own.length),
      [1, 1],
    )
    assert.notEqual(ids[0]?.[0], ids[1]?.[0])
    for (const person of [ELDER, YOUNGER])
      assert.match(household.cards(person, OTHER)[0] ?? '', /FINAL 2025-05-02–2026-05-01/)
  })

  test('one who comes back to the service finds the card that has gone on with the others, once', () => {
    const household = siblings('1450.00', '100.00')
    done(household.leave(YOUNGER))
    household.setClock('2025-06-10T12:00:00+02:00')
    done(household.enter(YOUNGER))
    assert.deepEqual(household.cards(ELDER), ['card 1.0 N1.0: FINAL 2025-05-01–2026-04-30 f1+f2'])
  })

  test('the group of three goes on without one', () => {
    const household = siblings('100.00', '200.00')
    doneMove(household.group(ELDER, THIRD))
    doneMove(household.ungroup(ELDER))
    assert.deepEqual(household.account(THIRD).members, [YOUNGER, THIRD])
    assert.equal(outcomeOf(household.group(THIRD, ELDER)), 'done')
    assert.deepEqual(household.account(THIRD).members, [YOUNGER, THIRD, ELDER])
  })
})
