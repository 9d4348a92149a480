/** A group is reckoned as one (domain.md G1, L3, P2): what the cards of both become when a person joins, and what stays as it was. */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { PersonId } from '../../src/domain/kernel/personId.ts'
import { done, OTHER } from './clerk.ts'
import { doneMove, type Household, householdAt } from './household.ts'

const NOON = '2025-06-02T12:00:00+02:00'
const FINAL = '2025-06-04T12:00:00+02:00'
const ELDER = PersonId.known('reservnummer', '23120615AB10')
const YOUNGER = PersonId.known('personnummer', '201701012393')
const THIRD = PersonId.known('reservnummer', '23140101AB10')

/** What each fee is overcharged, those that are. */
const overcharged = (household: Household, person: PersonId) =>
  household
    .statement(person)
    .cards.flatMap((card) => card.shares)
    .filter((share) => share.overcharged > 0)
    .map((share) => [share.fee.id, share.overcharged])

describe('the fees of both are one account’s', () => {
  test('and reach the ceiling together: the card below the limit that was the group’s is the one that is reached', () => {
    const household = householdAt(NOON)
    done(household.register(ELDER, '2025-05-01', '1000.00'))
    done(household.register(YOUNGER, '2025-06-01', '449.99'))
    doneMove(household.group(ELDER, YOUNGER))
    assert.deepEqual(household.cards(YOUNGER), ['card 1.0 N1.0: BELOW_LIMIT f1+f2'])
    done(household.register(YOUNGER, '2025-06-02', '0.01'))
    assert.deepEqual(household.cards(ELDER), ['card 1.0 N1.0: PRELIMINARY 2025-06-02–2026-04-30 f1+f2+f3'])
    assert.deepEqual(household.cards(YOUNGER), household.cards(ELDER))
  })

  test('when they already hold enough, the card is reached at the grouping and FINAL 48 hours later', () => {
    const household = householdAt(NOON)
    done(household.register(ELDER, '2025-05-01', '1000.00'))
    done(household.register(YOUNGER, '2025-05-20', '450.00'))
    doneMove(household.group(ELDER, YOUNGER))
    assert.deepEqual(household.cards(ELDER), ['card 1.0 N1.0: PRELIMINARY 2025-05-20–2026-04-30 f1+f2'])
    household.setClock('2025-06-04T11:59:59.999+02:00')
    assert.match(household.cards(ELDER)[0] ?? '', /PRELIMINARY/)
    household.setClock(FINAL)
    assert.match(household.cards(ELDER)[0] ?? '', /FINAL/)
  })

  test('in care order whoever’s they are: by visit date, then by moment of registration (P2)', () => {
    const household = householdAt('2025-06-02T12:00:00+02:00')
    done(household.register(YOUNGER, '2025-06-01', '1000.00'))
    household.setClock('2025-06-02T12:00:01+02:00')
    done(household.register(ELDER, '2025-06-01', '1000.00'))
    doneMove(household.group(ELDER, YOUNGER))
    assert.deepEqual(household.cards(ELDER), ['card 2.0 N2.0: PRELIMINARY 2025-06-01–2026-05-31 f1+f2'])
    assert.deepEqual(overcharged(household, ELDER), [['f2', 55_000]])
  })

  test('registered at one instant, the group’s stand before the newcomer’s, these in their own order', () => {
    const household = householdAt(NOON)
    done(household.register(YOUNGER, '2025-06-01', '100.00'))
    done(household.register(YOUNGER, '2025-06-01', '200.00'))
    done(household.register(ELDER, '2025-06-01', '300.00'))
    doneMove(household.group(ELDER, YOUNGER))
    assert.deepEqual(household.cards(ELDER), ['card 3.0 N3.0: BELOW_LIMIT f3+f1+f2'])
    done(household.register(ELDER, '2025-06-01', '400.00'))
    assert.deepEqual(household.cards(ELDER), ['card 3.0 N3.0: BELOW_LIMIT f3+f1+f2+f4'])
  })

  test('corrected and annulled like any, also those of before', () => {
    const household = householdAt(NOON)
    done(household.register(ELDER, '2025-05-01', '1000.00'))
    done(household.register(YOUNGER, '2025-05-20', '450.00'))
    doneMove(household.group(ELDER, YOUNGER))
    done(household.correct(YOUNGER, 'f2', '2025-05-21', '500.00'))
    assert.deepEqual(household.cards(ELDER), ['card 1.0 N1.0: PRELIMINARY 2025-05-21–2026-04-30 f1+f2'])
    done(household.annul(ELDER, 'f2'))
    assert.deepEqual(household.cards(ELDER), ['card 1.0 N1.0: BELOW_LIMIT f1'])
  })

  test('a fee annulled before stands among the rows of the card that the group’s has become', () => {
    const household = householdAt(NOON)
    done(household.register(ELDER, '2025-05-01', '100.00'))
    done(household.register(YOUNGER, '2025-05-20', '200.00'))
    done(household.register(YOUNGER, '2025-05-21', '300.00'))
    done(household.annul(YOUNGER, 'f3'))
    doneMove(household.group(ELDER, YOUNGER))
    assert.deepEqual(household.cards(ELDER), ['card 1.0 N1.0: BELOW_LIMIT f1+f2'])
    assert.equal(household.account(ELDER).records.get('f3' as never)?.annulled?.card, 'card 1.0')
  })

  test('a third who joins brings what makes the card', () => {
    const household = householdAt(NOON)
    for (const [person, day] of [
      [ELDER, '01'],
      [YOUNGER, '02'],
      [THIRD, '03'],
    ] as const)
      done(household.register(person, `2025-05-${day}`, '500.00'))
    doneMove(household.group(ELDER, YOUNGER))
    assert.deepEqual(household.cards(ELDER), ['card 1.0 N1.0: BELOW_LIMIT f1+f2'])
    doneMove(household.group(YOUNGER, THIRD))
    assert.deepEqual(household.cards(THIRD), ['card 1.0 N1.0: PRELIMINARY 2025-05-03–2026-04-30 f1+f2+f3'])
  })
})

describe('what the cards of both are known by (L3)', () => {
  test('where the group has no card, the newcomer’s goes on', () => {
    const household = householdAt(NOON)
    done(household.register(YOUNGER, '2025-05-20', '450.00'))
    doneMove(household.group(ELDER, YOUNGER))
    assert.deepEqual(household.cards(ELDER), ['card 1.0 N1.0: BELOW_LIMIT f1'])
  })

  test('a PRELIMINARY card of the newcomer goes on, from when it was reached; the group’s below the limit is a part of it', () => {
    const household = householdAt(NOON)
    done(household.register(ELDER, '2025-05-01', '100.00'))
    done(household.register(YOUNGER, '2025-05-20', '1500.00'))
    household.setClock('2025-06-03T12:00:00+02:00')
    doneMove(household.group(ELDER, YOUNGER))
    assert.deepEqual(household.cards(ELDER), ['card 2.0 N2.0: PRELIMINARY 2025-05-20–2026-04-30 f1+f2'])
    household.setClock(FINAL)
    assert.match(household.cards(ELDER)[0] ?? '', /FINAL/)
  })

  test('of two PRELIMINARY cards that become one, it is the one with which it shares most fees', () => {
    const household = householdAt(NOON)
    done(household.register(ELDER, '2025-05-01', '1450.00'))
    done(household.register(YOUNGER, '2025-05-20', '750.00'))
    done(household.register(YOUNGER, '2025-05-21', '750.00'))
    doneMove(household.group(ELDER, YOUNGER))
    assert.deepEqual(household.cards(ELDER), ['card 2.0 N2.0: PRELIMINARY 2025-05-01–2026-04-30 f1+f2+f3'])
  })

  test('two PRELIMINARY cards of periods apart go on both', () => {
    const household = householdAt(NOON)
    done(household.register(ELDER, '2024-06-03', '1450.00'))
    household.setClock('2025-06-03T12:00:00+02:00')
    done(household.register(YOUNGER, '2025-06-03', '1450.00'))
    doneMove(household.group(ELDER, YOUNGER))
    assert.deepEqual(household.cards(ELDER), [
      'card 1.0 N1.0: EXPIRED 2024-06-03–2025-06-02 f1',
      'card 2.0 N2.0: PRELIMINARY 2025-06-03–2026-06-02 f2',
    ])
  })
})

describe('a card already fixed stays as it is (G1)', () => {
  test('the group’s: the newcomer’s fees of its period lie on it, and were paid too much', () => {
    const household = householdAt(NOON)
    done(household.register(ELDER, '2025-05-01', '1450.00'))
    household.setClock(FINAL)
    done(household.register(YOUNGER, '2025-05-02', '500.00'))
    done(household.register(YOUNGER, '2025-04-01', '100.00'))
    doneMove(household.group(ELDER, YOUNGER))
    assert.deepEqual(household.cards(ELDER), ['card 1.0 N1.0: FINAL 2025-05-01–2026-04-30 f3+f1+f2'])
    assert.deepEqual(overcharged(household, ELDER), [
      ['f1', 10_000],
      ['f2', 50_000],
    ])
  })

  test('the newcomer’s: it keeps its id, its number and its days', () => {
    const household = householdAt(NOON)
    done(household.register(YOUNGER, '2025-05-10', '1450.00'))
    household.setClock(FINAL)
    done(household.register(ELDER, '2025-05-01', '500.00'))
    doneMove(household.group(ELDER, YOUNGER))
    assert.deepEqual(household.cards(ELDER), ['card 1.0 N1.0: FINAL 2025-05-10–2026-05-09 f2+f1'])
  })

  test('one that has become FINAL since anything was recorded, and that nobody has looked at: the group’s or the newcomer’s', () => {
    for (const [owner, person] of [
      [ELDER, YOUNGER],
      [YOUNGER, ELDER],
    ] as const) {
      const household = householdAt(NOON)
      done(household.register(YOUNGER, '2025-05-10', '1450.00'))
      done(household.register(ELDER, '2025-05-01', '500.00'))
      household.setClock(FINAL)
      doneMove(household.group(owner, person))
      assert.deepEqual(household.cards(ELDER), ['card 1.0 N1.0: FINAL 2025-05-10–2026-05-09 f2+f1'])
    }
  })

  test('an instant before, it moves with the fees of both', () => {
    const household = householdAt(NOON)
    done(household.register(YOUNGER, '2025-05-10', '1450.00'))
    done(household.register(ELDER, '2025-05-01', '500.00'))
    household.setClock('2025-06-04T11:59:59.999+02:00')
    doneMove(household.group(ELDER, YOUNGER))
    assert.deepEqual(household.cards(ELDER), ['card 1.0 N1.0: PRELIMINARY 2025-05-10–2026-04-30 f2+f1'])
  })

  test('of both: the one fixed first takes the fees of the days that both hold', () => {
    const household = householdAt(NOON)
    done(household.register(YOUNGER, '2025-05-10', '1450.00'))
    household.setClock('2025-06-02T13:00:00+02:00')
    done(household.register(ELDER, '2025-05-01', '1450.00'))
    household.setClock('2025-06-10T12:00:00+02:00')
    doneMove(household.group(ELDER, YOUNGER))
    done(household.register(ELDER, '2025-05-05', '200.00'))
    done(household.register(ELDER, '2025-05-15', '200.00'))
    assert.deepEqual(household.cards(ELDER), [
      'card 2.0 N2.0: FINAL 2025-05-01–2026-04-30 f2+f3',
      'card 1.0 N1.0: FINAL 2025-05-10–2026-05-09 f1+f4',
    ])
  })

  test('given by hand to either: both are the group’s, and no window reaches across their first days', () => {
    const household = householdAt(NOON)
    done(household.give(ELDER, ['2025-05-01', '2025-06-10']))
    done(household.give(YOUNGER, ['2025-05-20', '2025-12-31']))
    done(household.register(ELDER, '2025-04-30', '800.00'))
    done(household.register(YOUNGER, '2025-05-15', '800.00'))
    assert.deepEqual(household.cards(YOUNGER), ['card 2.given N2.given: PRELIMINARY 2025-05-20–2025-12-31 f2'])
    doneMove(household.group(ELDER, YOUNGER))
    assert.deepEqual(household.cards(YOUNGER), [
      'card 1.given N1.given: PRELIMINARY 2025-05-01–2025-06-10 f1+f2',
      'card 2.given N2.given: PRELIMINARY 2025-05-20–2025-12-31',
    ])
    done(household.remove(YOUNGER, 'card 1.given'))
    assert.deepEqual(household.cards(ELDER), [
      'card 6.0 N6.0: PRELIMINARY 2025-05-15–2026-04-29 f1+f2',
      'card 2.given N2.given: PRELIMINARY 2025-05-20–2025-12-31',
    ])
  })
})

describe('what a person has said and ordered comes along', () => {
  test('consents, opt-ins of every principal, what is set aside, and orders of a card', () => {
    const household = householdAt(NOON)
    done(household.consent(YOUNGER, true))
    done(household.enter(YOUNGER, { principal: OTHER }))
    done(household.register(YOUNGER, '2025-05-01', '1450.00'))
    done(household.register(YOUNGER, '2025-05-02', '100.00', { principal: OTHER }))
    household.setClock(FINAL)
    done(household.order(YOUNGER, null))
    done(household.leave(YOUNGER, { principal: OTHER }))
    const before = household.account(YOUNGER)
    doneMove(household.group(ELDER, YOUNGER))
    const after = household.account(YOUNGER)
    assert.deepEqual([after.consents, after.orders], [before.consents, before.orders])
    assert.equal(after.asides.length, 1)
    assert.equal(household.register(YOUNGER, '2025-06-03', '100.00', { principal: OTHER }).ok, false)
    done(household.enter(YOUNGER, { principal: OTHER }))
    assert.deepEqual(household.cards(ELDER), ['card 3.0 N3.0: FINAL 2025-05-01–2026-04-30 f1+f2'])
  })

  test('and the account that is left holds nothing but where the person went', () => {
    const household = householdAt(NOON)
    done(household.consent(YOUNGER, true))
    done(household.register(YOUNGER, '2025-05-01', '1450.00'))
    done(household.give(YOUNGER, ['2025-06-01', '2025-12-31']))
    done(household.register(ELDER, '2025-05-01', '100.00'))
    doneMove(household.group(ELDER, YOUNGER))
    const left = household.accountAt('1')
    assert.deepEqual(
      [
        left.records.size,
        left.given.size,
        left.participations,
        left.consents,
        left.asides,
        left.groupActs,
        left.members,
      ],
      [0, 0, [], [], [], [], []],
    )
    assert.deepEqual(left.departed, [{ person: YOUNGER, to: '2' }])
    assert.deepEqual([left.book.fixed, left.book.computed, left.book.remaining], [[], [], []])
  })
})
