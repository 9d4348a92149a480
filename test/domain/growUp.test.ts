/** Who is to leave a group of siblings, and when (domain.md G3): grown up, and the period that ran on the eighteenth birthday at its end. */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { dueToLeave, nextLook } from '../../src/domain/decisions/growUp.ts'
import { formatMoment } from '../../src/domain/kernel/moment.ts'
import { PersonId } from '../../src/domain/kernel/personId.ts'
import { moment } from '../usecases/world.ts'
import { done } from './clerk.ts'
import { doneMove, type Household, householdAt } from './household.ts'

const reserve = (text: string) => PersonId.known('reservnummer', text)
/** Eighteen on 1 September 2025. */
const ELDER = reserve('23070901AB10')
const ELDER_TOO = reserve('23070901AB20')
const YOUNGER = PersonId.known('personnummer', '201701012393')
/** Eighteen on 1 March 2026, since there is no 29 February. */
const OF_LEAP_DAY = reserve('23080229AB10')
const ADULT = PersonId.known('personnummer', '199001012385')
const SAME_ADULT = reserve('22900101AB10')

/** The two siblings in one account, after what is given. */
function siblings(given: (household: Household) => void): Household {
  const household = householdAt('2025-06-02T12:00:00+02:00')
  given(household)
  doneMove(household.group(YOUNGER, ELDER))
  return household
}

const due = (household: Household, person: PersonId, at: string): PersonId[] =>
  dueToLeave(household.account(person), moment(at))
/** The last day on which nobody is due, and the first on which the elder is. */
const staysThrough = (household: Household, last: string, next: string) => {
  assert.deepEqual(due(household, ELDER, `${last}T23:59:59.999+${offset(last)}`), [])
  assert.deepEqual(due(household, ELDER, `${next}T00:00:00+${offset(next)}`), [ELDER])
}
const offset = (day: string): string => (day > '2025-10-26' && day < '2026-03-29' ? '01:00' : '02:00')

describe('one who turns 18 in a group of siblings', () => {
  test('leaves on the birthday where no period runs', () => {
    staysThrough(
      siblings(() => undefined),
      '2025-08-31',
      '2025-09-01',
    )
  })

  test('stays for the rest of the period of the card that is valid then, to and with its last day', () => {
    const household = siblings((at) => void done(at.register(YOUNGER, '2025-05-10', '1450.00')))
    staysThrough(household, '2026-05-09', '2026-05-10')
  })

  test('also where the card is PRELIMINARY on the birthday, or was reached after it in a period that ran on it', () => {
    const household = siblings((at) => void done(at.register(YOUNGER, '2025-05-10', '1000.00')))
    household.setClock('2025-09-02T12:00:00+02:00')
    done(household.register(ELDER, '2025-09-02', '450.00'))
    staysThrough(household, '2026-05-09', '2026-05-10')
  })

  test('where only a window runs: until twelve months from its oldest fee on the birthday are over, whoever’s it is', () => {
    const household = siblings((at) => {
      done(at.register(YOUNGER, '2025-04-10', '100.00'))
      done(at.register(ELDER, '2025-05-20', '100.00'))
    })
    household.setClock('2025-09-10T12:00:00+02:00')
    done(household.register(YOUNGER, '2025-09-10', '100.00'))
    staysThrough(household, '2026-04-09', '2026-04-10')
  })

  test('a fee that no longer counts on the birthday, or is made after it, is no period that runs', () => {
    const household = siblings((at) => void done(at.register(YOUNGER, '2024-09-01', '100.00')))
    household.setClock('2025-09-02T12:00:00+02:00')
    done(household.register(YOUNGER, '2025-09-02', '1450.00'))
    assert.deepEqual(due(household, ELDER, '2025-09-02T12:00:00+02:00'), [ELDER])
    const counting = siblings((at) => void done(at.register(YOUNGER, '2024-09-02', '100.00')))
    staysThrough(counting, '2025-09-01', '2025-09-02')
  })

  test('a card given by hand runs through its own days', () => {
    const household = siblings((at) => void done(at.give(YOUNGER, ['2025-06-01', '2025-12-31'])))
    staysThrough(household, '2025-12-31', '2026-01-01')
    const before = siblings((at) => void done(at.give(YOUNGER, ['2025-06-01', '2025-08-31'])))
    staysThrough(before, '2025-08-31', '2025-09-01')
  })

  test('a fee annulled since takes its period with it', () => {
    const household = siblings((at) => void done(at.register(YOUNGER, '2025-05-10', '100.00')))
    done(household.annul(YOUNGER, 'f1'))
    staysThrough(household, '2025-08-31', '2025-09-01')
  })

  test('born on 29 February, is grown up on 1 March in a year without that day', () => {
    const household = siblings(() => undefined)
    doneMove(household.ungroup(ELDER))
    doneMove(household.group(YOUNGER, OF_LEAP_DAY))
    assert.deepEqual(due(household, YOUNGER, '2026-02-28T23:59:59+01:00'), [])
    assert.deepEqual(due(household, YOUNGER, '2026-03-01T00:00:00+01:00'), [OF_LEAP_DAY])
  })
})

describe('who stays together', () => {
  test('the identities of one person, however old', () => {
    const household = householdAt('2025-06-02T12:00:00+02:00')
    doneMove(household.group(ADULT, SAME_ADULT))
    assert.deepEqual(due(household, ADULT, '2040-01-01T00:00:00+01:00'), [])
    assert.equal(nextLook(household.account(ADULT), moment('2025-06-02T12:00:00+02:00')), null)
    const child = householdAt('2025-06-02T12:00:00+02:00')
    doneMove(child.group(ELDER, ELDER_TOO))
    assert.deepEqual(due(child, ELDER, '2040-01-01T00:00:00+01:00'), [])
  })

  test('of three, the two identities of the elder are both due; one who is alone is not', () => {
    const household = siblings(() => undefined)
    doneMove(household.group(YOUNGER, ELDER_TOO))
    assert.deepEqual(due(household, ELDER, '2025-09-01T00:00:00+02:00'), [ELDER, ELDER_TOO])
    doneMove(household.ungroup(ELDER))
    assert.deepEqual(due(household, ELDER, '2040-01-01T00:00:00+01:00'), [])
  })

  test('all who have grown up are due, the eldest first', () => {
    const household = siblings(() => undefined)
    doneMove(household.group(YOUNGER, OF_LEAP_DAY))
    assert.deepEqual(due(household, YOUNGER, '2036-01-01T00:00:00+01:00'), [ELDER, OF_LEAP_DAY, YOUNGER])
  })
})

describe('when a group is to be looked at', () => {
  const looks = (household: Household, at: string) => {
    const next = nextLook(household.account(YOUNGER), moment(at))
    return next === null ? null : formatMoment(next)
  }

  test('when the next turns 18; each day while one stays; never when one is alone', () => {
    const household = siblings((at) => void done(at.register(YOUNGER, '2025-05-10', '1450.00')))
    doneMove(household.group(YOUNGER, OF_LEAP_DAY))
    assert.equal(looks(household, '2025-06-02T12:00:00+02:00'), '2025-08-31T22:00:00Z')
    assert.equal(looks(household, '2025-09-01T00:00:00+02:00'), '2025-09-01T22:00:00Z')
    assert.equal(looks(household, '2025-12-31T12:00:00+01:00'), '2025-12-31T23:00:00Z')
    doneMove(household.ungroup(ELDER))
    assert.equal(looks(household, '2025-09-01T00:00:00+02:00'), '2026-02-28T23:00:00Z')
    doneMove(household.ungroup(OF_LEAP_DAY))
    assert.equal(looks(household, '2025-09-01T00:00:00+02:00'), null)
  })
})
