/** Who may share an account, law by law (domain.md G1), and what a grouping is besides: an opt-in (S2), an act that is kept (G4). */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { PersonId } from '../../src/domain/kernel/personId.ts'
import { done, OTHER, OWN } from './clerk.ts'
import { doneMove, householdAt, outcomeOf, setting } from './household.ts'

const NOON = '2025-06-02T12:00:00+02:00'
const reserve = (text: string) => PersonId.known('reservnummer', text)

const ADULT = PersonId.known('personnummer', '199001012385')
const OTHER_ADULT = PersonId.known('personnummer', '191212121212')
const COORDINATION = PersonId.known('samordningsnummer', '199001612382')
/** A reserve number of the same birth date as the adult, one of another, and one that tells none. */
const RESERVE = reserve('22900101AA10')
const RESERVE_OF_ANOTHER_DAY = reserve('22900102AA10')
const RESERVE_WITHOUT_DAY = reserve('00900101AA10')
const CHILD = PersonId.known('personnummer', '201701012393')
const CHILD_RESERVE = reserve('23170101AB10')
const OLDER_CHILD = reserve('23120615AB10')
/** Eighteen on 2 June 2025, and the day after. */
const EIGHTEEN_TODAY = reserve('23070602AB10')
const EIGHTEEN_TOMORROW = reserve('23070603AB10')

describe('G1: who may share an account', () => {
  const CASES: readonly (readonly [string, PersonId, PersonId, string])[] = [
    ['a child with a child', CHILD, OLDER_CHILD, 'done'],
    ['a child with one who is eighteen tomorrow', CHILD, EIGHTEEN_TOMORROW, 'done'],
    ['a child with one who is eighteen today', CHILD, EIGHTEEN_TODAY, 'AdultWithChild'],
    ['one who is eighteen today with a child', EIGHTEEN_TODAY, CHILD, 'AdultWithChild'],
    ['an adult with a child', ADULT, CHILD, 'AdultWithChild'],
    ['a child with an adult', CHILD, ADULT, 'AdultWithChild'],
    ['two adults', ADULT, OTHER_ADULT, 'TwoAdults'],
    ['a personnummer with a reserve number of the same birth date', ADULT, RESERVE, 'done'],
    ['a reserve number with a personnummer of the same birth date', RESERVE, ADULT, 'done'],
    ['a personnummer with a coordination number of the same birth date', ADULT, COORDINATION, 'done'],
    ['a reserve number with a coordination number of the same birth date', RESERVE, COORDINATION, 'done'],
    ['a personnummer with a reserve number of another birth date', ADULT, RESERVE_OF_ANOTHER_DAY, 'TwoAdults'],
    ['a personnummer with a reserve number that tells no birth date', ADULT, RESERVE_WITHOUT_DAY, 'done'],
    ['a child with a reserve number that tells no birth date', CHILD, RESERVE_WITHOUT_DAY, 'done'],
    ['a child with a reserve number of the same birth date', CHILD, CHILD_RESERVE, 'done'],
    ['one who is eighteen today with a reserve number of another day', EIGHTEEN_TODAY, RESERVE, 'TwoAdults'],
    ['a person with themselves', ADULT, ADULT, 'unchanged'],
  ]
  for (const [name, owner, person, expected] of CASES)
    for (const holding of ['neither has an account', 'both have one', 'the owner has one', 'the other has one'])
      test(`${name}, where ${holding}: ${expected}`, () => {
        const household = householdAt(NOON)
        const have = { owner: /both|the owner/, other: /both|the other/ }
        if (have.owner.test(holding)) done(household.register(owner, '2025-06-01', '100.00'))
        if (have.other.test(holding)) done(household.register(person, '2025-06-01', '200.00'))
        const ownNumber = household.numberOf(person) ?? 'none'
        assert.equal(outcomeOf(household.group(owner, person)), expected)
        const isShared = expected === 'done'
        if (owner === person) return
        assert.equal(household.numberOf(person) ?? 'none', isShared ? household.numberOf(owner) : ownNumber)
        assert.deepEqual(household.account(owner).members, isShared ? [owner, person] : [])
      })

  test('every one in the group must be one that the newcomer may share with', () => {
    const household = householdAt(NOON)
    doneMove(household.group(RESERVE_WITHOUT_DAY, ADULT))
    assert.equal(outcomeOf(household.group(RESERVE_WITHOUT_DAY, OTHER_ADULT)), 'TwoAdults')
    assert.equal(outcomeOf(household.group(ADULT, RESERVE_OF_ANOTHER_DAY)), 'TwoAdults')
    assert.equal(outcomeOf(household.group(ADULT, COORDINATION)), 'done')
  })

  test('one who is in another group is refused, also when they might have been let in', () => {
    const household = householdAt(NOON)
    doneMove(household.group(CHILD, OLDER_CHILD))
    doneMove(household.group(EIGHTEEN_TOMORROW, CHILD_RESERVE))
    for (const person of [OLDER_CHILD, CHILD])
      assert.equal(outcomeOf(household.group(EIGHTEEN_TOMORROW, person)), 'InAnotherGroup')
    assert.equal(outcomeOf(household.group(ADULT, CHILD)), 'InAnotherGroup')
  })

  test('the last one of a group, alone again, is in none', () => {
    const household = householdAt(NOON)
    doneMove(household.group(CHILD, OLDER_CHILD))
    doneMove(household.ungroup(CHILD))
    assert.deepEqual(household.account(OLDER_CHILD).members, [OLDER_CHILD])
    assert.equal(outcomeOf(household.group(EIGHTEEN_TOMORROW, OLDER_CHILD)), 'done')
    assert.equal(outcomeOf(household.group(OLDER_CHILD, CHILD)), 'done')
    assert.deepEqual(household.account(CHILD).members, [EIGHTEEN_TOMORROW, OLDER_CHILD, CHILD])
  })

  test('twenty share an account, and not one more; that a newcomer is no child is told before', () => {
    const household = householdAt(NOON)
    const children = Array.from({ length: 21 }, (_, at) => reserve(`23170${1 + (at % 9)}01AB${at % 10}${at % 7}`))
    assert.equal(new Set(children.map((one) => one.reveal())).size, 21)
    const [owner, ...others] = children as [PersonId, ...PersonId[]]
    for (const child of others.slice(0, 19)) assert.equal(outcomeOf(household.group(owner, child)), 'done')
    assert.equal(household.account(owner).members.length, 20)
    assert.equal(outcomeOf(household.group(owner, others[19] as PersonId)), 'GroupIsFull')
    assert.equal(outcomeOf(household.group(owner, ADULT)), 'AdultWithChild')
    assert.equal(outcomeOf(household.group(owner, others[0] as PersonId)), 'unchanged')
    doneMove(household.ungroup(others[0] as PersonId))
    assert.equal(outcomeOf(household.group(owner, others[19] as PersonId)), 'done')
  })
})

describe('a grouping is an opt-in, and brings back nobody who has left (S1, S2)', () => {
  const ASKED = [setting('optIn', '2023-05-30', 'asked')]

  test('one who was never asked is in from then on, of the principal that grouped and no other', () => {
    const household = householdAt(NOON, ASKED)
    done(household.enter(CHILD))
    doneMove(household.groupByCard(CHILD, OLDER_CHILD))
    const said = household
      .account(CHILD)
      .participations.map(({ person, principal, state }) => [person, principal, state.kind])
    assert.deepEqual(said, [
      [CHILD, OWN, 'in'],
      [OLDER_CHILD, OWN, 'in'],
    ])
    done(household.register(OLDER_CHILD, '2025-06-01', '100.00'))
  })

  test('an owner told by name who was never asked is in as well', () => {
    const household = householdAt(NOON, ASKED)
    doneMove(household.group(CHILD, OLDER_CHILD))
    done(household.register(CHILD, '2025-06-01', '100.00'))
    done(household.register(OLDER_CHILD, '2025-06-01', '100.00'))
  })

  test('what one has said stays: the moment of an opt-in of before is kept', () => {
    const household = householdAt(NOON)
    done(household.enter(OLDER_CHILD))
    household.setClock('2025-06-03T12:00:00+02:00')
    doneMove(household.group(CHILD, OLDER_CHILD))
    const since = household
      .account(CHILD)
      .participations.find(({ person }) => person === OLDER_CHILD || person.equals(OLDER_CHILD))?.since
    assert.equal(since, Date.parse('2025-06-02T10:00:00Z'))
  })

  test('one who has left is refused, and so is a group told by one who has; of another principal they may be grouped', () => {
    const household = householdAt(NOON)
    done(household.leave(CHILD))
    assert.equal(outcomeOf(household.group(OLDER_CHILD, CHILD)), 'OptedOut')
    assert.equal(outcomeOf(household.group(CHILD, OLDER_CHILD)), 'OptedOut')
    assert.equal(outcomeOf(household.group(CHILD, CHILD)), 'OptedOut')
    assert.equal(outcomeOf(household.group(OLDER_CHILD, CHILD, { principal: OTHER })), 'done')
    assert.equal(household.register(CHILD, '2025-06-01', '100.00').ok, false)
    done(household.register(CHILD, '2025-06-01', '100.00', { principal: OTHER }))
  })

  test('one who has left is not ungrouped by that principal, but by another', () => {
    const household = householdAt(NOON)
    doneMove(household.group(CHILD, OLDER_CHILD))
    done(household.leave(OLDER_CHILD))
    assert.equal(outcomeOf(household.ungroup(OLDER_CHILD)), 'OptedOut')
    assert.equal(outcomeOf(household.ungroup(OLDER_CHILD, { principal: OTHER })), 'done')
    assert.equal(household.register(OLDER_CHILD, '2025-06-01', '100.00').ok, false)
  })
})

describe('G4: each act is kept', () => {
  test('with time, principal, the card number of then, and the action; the act goes with the person', () => {
    const household = householdAt(NOON)
    done(household.register(CHILD, '2025-06-01', '100.00'))
    doneMove(household.group(CHILD, OLDER_CHILD))
    household.setClock('2025-06-03T12:00:00+02:00')
    doneMove(household.ungroup(OLDER_CHILD, { principal: OTHER }))
    const acts = household
      .account(OLDER_CHILD)
      .groupActs.map(({ at, principal, action, cardNumber }) => [at, principal, action, cardNumber])
    assert.deepEqual(acts, [
      [Date.parse('2025-06-02T10:00:00Z'), OWN, 'grouped', 'N1.0'],
      [Date.parse('2025-06-03T10:00:00Z'), OTHER, 'ungrouped', 'N1.0'],
    ])
    assert.deepEqual(household.account(CHILD).groupActs, [])
  })

  test('without a number where there was no card', () => {
    const household = householdAt(NOON)
    doneMove(household.group(CHILD, OLDER_CHILD))
    assert.deepEqual(
      household.account(CHILD).groupActs.map(({ cardNumber }) => cardNumber),
      [null],
    )
  })
})

describe('who leaves a group', () => {
  test('one who is in none is told so; one who is not in this one is told that', () => {
    const household = householdAt(NOON)
    assert.equal(outcomeOf(household.ungroup(CHILD)), 'PersonNotOnCard')
    done(household.register(CHILD, '2025-06-01', '100.00'))
    assert.equal(outcomeOf(household.ungroup(CHILD)), 'NotInGroup')
    doneMove(household.group(CHILD, OLDER_CHILD))
    doneMove(household.ungroup(OLDER_CHILD))
    assert.equal(outcomeOf(household.ungroup(CHILD)), 'NotInGroup')
    assert.equal(outcomeOf(household.ungroup(OLDER_CHILD)), 'NotInGroup')
  })
})
