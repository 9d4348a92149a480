/** UpdateCard, law by law (domain.md L9): what may be changed, by how the card came to be and whether it is FINAL; and who may. */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { day } from '../usecases/world.ts'
import { A, B, type Change, type Clerk, cardOf, clerkAt, done, finalAt, noticesOf, OTHER, refused } from './clerk.ts'

const NOON = '2025-06-02T12:00:00+02:00'
const LAST_PRELIMINARY = '2025-06-04T11:59:59.999+02:00'
const FINAL = '2025-06-04T12:00:00+02:00'
const HELD = { reason: 'VALID_CARD', number: '03 1' } as const

const reached = (): Clerk => {
  const clerk = clerkAt(NOON)
  done(clerk.register('2025-05-10', '1450.00'))
  return clerk
}
const belowLimit = (): Clerk => {
  const clerk = clerkAt(NOON)
  done(clerk.register('2025-05-10', '250.00'))
  return clerk
}
/** Known as card 1.given, and FINAL on 4 June at noon. */
const held = (days: readonly [string, string] = ['2025-05-01', '2025-12-31']): Clerk => {
  const clerk = clerkAt(NOON)
  done(clerk.give(days, HELD))
  return clerk
}
const unchanged = (clerk: Clerk, card: string, change: Change): void => {
  const before = clerk.entries().length
  assert.deepEqual(noticesOf(clerk.update(card, change)), [])
  assert.equal(clerk.entries().length, before, 'nothing is recorded')
}

describe('a computed card that is not FINAL', () => {
  test('has its number changed and nothing else, its id kept', () => {
    const clerk = reached()
    assert.equal(cardOf(clerk.update('card 1.0', { number: 'G 1' })), 'card 1.0')
    assert.deepEqual(clerk.cards(), ['card 1.0 G 1: PRELIMINARY 2025-05-10–2026-05-09 f1'])
  })

  test('may be told its own dates, and no others', () => {
    const OWN_DATES = { start: '2025-05-10', reached: '2025-05-10', end: '2026-05-09' }
    const clerk = reached()
    unchanged(clerk, 'card 1.0', OWN_DATES)
    unchanged(clerk, 'card 1.0', { ...OWN_DATES, number: 'N1.0' })
    for (const change of [
      { start: '2025-05-09' },
      { start: '2025-05-11' },
      { reached: '2025-05-09' },
      { reached: '2025-05-11' },
      { end: '2026-05-08' },
      { end: '2026-05-10' },
      { ...OWN_DATES, number: 'G 1', end: '2026-05-10' },
    ])
      assert.equal(refused(clerk.update('card 1.0', change)), 'CardDatesAreComputed')
    done(clerk.update('card 1.0', { ...OWN_DATES, number: 'G 1' }))
  })

  test('below the limit: has a start alone, and a date that it does not have is passed over', () => {
    const clerk = belowLimit()
    for (const start of ['2025-05-09', '2025-05-11'])
      assert.equal(refused(clerk.update('card 1.0', { number: 'G 1', start })), 'CardDatesAreComputed')
    unchanged(clerk, 'card 1.0', { start: '2025-05-10', reached: '2025-05-11', end: '2030-01-01' })
    done(clerk.update('card 1.0', { number: 'G 1', start: '2025-05-10', reached: '2025-05-11', end: '2030-01-01' }))
    assert.deepEqual(clerk.cards(), ['card 1.0 G 1: BELOW_LIMIT f1'])
  })

  test('keeps its new number when it is reached, when it ceases to be, is reached again, and is FINAL', () => {
    const clerk = belowLimit()
    done(clerk.update('card 1.0', { number: 'G 1' }))
    done(clerk.register('2025-05-11', '1200.00'))
    assert.deepEqual(clerk.cards(), ['card 1.0 G 1: PRELIMINARY 2025-05-11–2026-05-09 f1+f2'])
    done(clerk.annul('f2'))
    assert.deepEqual(clerk.cards(), ['card 1.0 G 1: BELOW_LIMIT f1'])
    done(clerk.register('2025-05-12', '1200.00'))
    done(clerk.update('card 1.0', { number: 'G 2' }))
    done(clerk.register('2025-05-13', '100.00'))
    clerk.setClock(FINAL)
    assert.deepEqual(clerk.cards(), ['card 1.0 G 2: FINAL 2025-05-12–2026-05-09 f1+f3+f4'])
  })

  test('becomes FINAL when it would have, whatever its number', () => {
    const clerk = reached()
    clerk.setClock(LAST_PRELIMINARY)
    done(clerk.update('card 1.0', { number: 'G 1' }))
    assert.equal(finalAt(clerk.card('card 1.0')), '2025-06-04T10:00:00Z')
  })

  test('keeps the number it was given while another principal’s fees were away, when they come back', () => {
    const clerk = reached()
    done(clerk.register('2025-05-11', '100.00', { principal: OTHER }))
    done(clerk.leave({ principal: OTHER }))
    done(clerk.update('card 1.0', { number: 'G 1' }))
    done(clerk.enter({ principal: OTHER }))
    assert.deepEqual(clerk.cards(), ['card 1.0 G 1: PRELIMINARY 2025-05-10–2026-05-09 f1+f2'])
  })

  test('below the limit: keeps it so too', () => {
    const clerk = belowLimit()
    done(clerk.register('2025-05-11', '100.00', { principal: OTHER }))
    done(clerk.leave({ principal: OTHER }))
    done(clerk.update('card 1.0', { number: 'G 1' }))
    done(clerk.enter({ principal: OTHER }))
    assert.deepEqual(clerk.cards(), ['card 1.0 G 1: BELOW_LIMIT f1+f2'])
    done(clerk.leave({ principal: OTHER }))
    done(clerk.register('2025-05-12', '1200.00'))
    done(clerk.update('card 1.0', { number: 'G 2' }))
    done(clerk.enter({ principal: OTHER }))
    assert.deepEqual(clerk.cards(), ['card 1.0 G 2: PRELIMINARY 2025-05-12–2026-05-09 f1+f2+f3'])
  })
})

describe('a computed card that is FINAL', () => {
  test('is not changed: until the instant it may be, at the instant it may not', () => {
    const clerk = reached()
    clerk.setClock(LAST_PRELIMINARY)
    done(clerk.update('card 1.0', { number: 'G 1' }))
    clerk.setClock(FINAL)
    for (const change of [{ number: 'G 2' }, { number: 'G 1' }, { end: '2026-05-09' }, { end: '2026-05-10' }])
      assert.equal(refused(clerk.update('card 1.0', change)), 'CardIsFinal')
  })
})

describe('a given card that is not FINAL', () => {
  test('has everything changed: number, start, first and last day; its id and its preliminary time kept', () => {
    const clerk = held()
    clerk.setClock('2025-06-03T12:00:00+02:00')
    const change = { number: '03 2', start: '2025-02-03', reached: '2025-06-03', end: '2026-06-02' }
    assert.equal(cardOf(clerk.update('card 1.given', change)), 'card 1.given')
    assert.deepEqual(clerk.cards(), ['card 1.given 03 2: PRELIMINARY 2025-06-03–2026-06-02'])
    assert.equal(clerk.account().given.get('card 1.given' as never)?.start, day('2025-02-03'))
    assert.equal(finalAt(clerk.card('card 1.given')), '2025-06-04T10:00:00Z')
    unchanged(clerk, 'card 1.given', change)
    unchanged(clerk, 'card 1.given', {})
  })

  const CASES: readonly [string, Change, string | null][] = [
    ['a first day that was yesterday', { reached: '2025-06-01' }, null],
    ['a first day that is today', { reached: '2025-06-02' }, null],
    ['no first day that is tomorrow', { reached: '2025-06-03' }, 'CardFromTheFuture'],
    ['a last day twelve months from its first', { end: '2026-04-30' }, null],
    ['no last day beyond twelve months', { end: '2026-05-01' }, 'CardLongerThanAYear'],
    ['no first day that makes it longer', { reached: '2024-12-31' }, 'CardLongerThanAYear'],
    ['a last day that is the first', { end: '2025-05-01' }, null],
    ['no last day before the first', { end: '2025-04-30' }, 'CardEndsBeforeItBegins'],
    ['no number of nothing', { number: '' }, 'CardNumberMissing'],
    ['no number of blanks', { number: '  ' }, 'CardNumberMissing'],
  ]
  for (const [name, change, kind] of CASES)
    test(`may have ${name}${kind === null ? '' : ' (refused)'}`, () => {
      const outcome = held().update('card 1.given', change)
      if (kind === null) done(outcome)
      else assert.equal(refused(outcome), kind)
    })

  test('takes and gives back fees with its days, and says what is overcharged by it', () => {
    const clerk = held(['2025-06-01', '2025-12-31'])
    for (const visit of ['2025-05-31', '2025-06-01', '2025-06-02']) done(clerk.register(visit, '725.00'))
    assert.deepEqual(clerk.cards(), ['card 1.given 03 1: PRELIMINARY 2025-06-01–2025-12-31 f1+f2+f3'])
    assert.deepEqual(noticesOf(clerk.update('card 1.given', { reached: '2025-05-31' })), ['Overcharged'])
    assert.deepEqual(noticesOf(clerk.update('card 1.given', { reached: '2025-06-02' })), [])
    assert.deepEqual(clerk.cards(), [
      'card 6.0 N6.0: PRELIMINARY 2025-06-01–2026-05-30 f1+f2',
      'card 1.given 03 1: PRELIMINARY 2025-06-02–2025-12-31 f3',
    ])
  })
})

describe('a given card that is FINAL', () => {
  const CASES: readonly [string, Change, string | null][] = [
    ['a shorter validity', { end: '2025-06-30' }, null],
    ['a last day twelve months from its first day', { end: '2026-04-30' }, null],
    ['no last day beyond twelve months', { end: '2026-05-01' }, 'CardLongerThanAYear'],
    ['a first day that is later', { reached: '2025-05-02' }, null],
    ['its own first day', { reached: '2025-05-01', end: '2026-04-30' }, null],
    ['no first day that is earlier', { reached: '2025-04-30' }, 'CardBeyondItsYear'],
    ['no year of its new first day', { reached: '2025-05-02', end: '2026-05-01' }, 'CardBeyondItsYear'],
    ['a first day that is today', { reached: '2025-06-04' }, null],
    ['no first day that is tomorrow', { reached: '2025-06-05' }, 'CardFromTheFuture'],
    ['a last day that is the first', { end: '2025-05-01' }, null],
    ['no last day before the first', { end: '2025-04-30' }, 'CardEndsBeforeItBegins'],
    ['no other number', { number: '03 2' }, 'CardNumberIsFixed'],
    ['its own number', { number: '03 1', end: '2025-06-30' }, null],
    ['no number of nothing', { number: '' }, 'CardNumberMissing'],
  ]
  for (const [name, change, kind] of CASES)
    test(`may have ${name}${kind === null ? '' : ' (refused)'}`, () => {
      const clerk = held()
      clerk.setClock(FINAL)
      const outcome = clerk.update('card 1.given', change)
      if (kind !== null) return assert.equal(refused(outcome), kind)
      done(outcome)
      const { reached = '2025-05-01', end = '2025-12-31' } = change
      const status = end < '2025-06-04' ? 'EXPIRED' : 'FINAL'
      assert.deepEqual(clerk.cards(), [`card 1.given 03 1: ${status} ${reached}–${end}`])
    })

  test('passes over a start that is told now, and keeps one that was told before', () => {
    const clerk = held()
    done(clerk.update('card 1.given', { start: '2025-02-03' }))
    clerk.setClock(FINAL)
    unchanged(clerk, 'card 1.given', { start: '2025-03-03' })
    done(clerk.update('card 1.given', { start: '2025-03-03', end: '2026-01-31' }))
    assert.equal(clerk.account().given.get('card 1.given' as never)?.start, day('2025-02-03'))
  })

  test('the instant before may have another number', () => {
    const clerk = held()
    clerk.setClock(LAST_PRELIMINARY)
    done(clerk.update('card 1.given', { number: '03 2' }))
  })
})

describe('a card that has EXPIRED', () => {
  test('is not changed: on its last day it may be, the day after not', () => {
    const [given, computed, short] = [held(['2025-05-01', '2025-06-30']), reached(), held(['2025-05-01', '2025-06-02'])]
    given.setClock('2025-06-30T23:59:59+02:00')
    done(given.update('card 1.given', { end: '2025-07-01' }))
    given.setClock('2025-07-02T00:00:00+02:00')
    assert.equal(refused(given.update('card 1.given', { end: '2025-07-31' })), 'CardIsExpired')
    computed.setClock('2026-05-10T00:00:00+02:00')
    assert.equal(refused(computed.update('card 1.0', { number: 'G 1' })), 'CardIsExpired')
    short.setClock('2025-06-03T00:00:00+02:00')
    assert.equal(refused(short.update('card 1.given', { number: '03 2' })), 'CardIsExpired')
  })
})

describe('which card is changed, and by whom', () => {
  test('any provider of its principal may; another principal, or of a card nobody knows, is refused', () => {
    const clerk = held()
    done(clerk.update('card 1.given', { end: '2025-11-30' }, { by: B }))
    done(clerk.update('card 1.given', { end: '2025-10-31' }, { by: A }))
    assert.equal(
      refused(clerk.update('card 1.given', { end: '2025-11-30' }, { principal: OTHER })),
      'CardOfAnotherPrincipal',
    )
    assert.equal(refused(clerk.update('card 9.given', { end: '2025-11-30' })), 'CardUnknown')
    assert.equal(refused(clerkAt(NOON).update('card 9.given', { end: '2025-11-30' })), 'CardUnknown')
  })

  test('one of another principal is known as that, also when it is a reached card', () => {
    const clerk = reached()
    assert.equal(refused(clerk.update('card 1.0', { number: 'G 1' }, { principal: OTHER })), 'CardOfAnotherPrincipal')
  })

  test('one that has been withdrawn is told to be that', () => {
    const clerk = held()
    done(clerk.remove('card 1.given'))
    assert.equal(refused(clerk.update('card 1.given', { end: '2025-11-30' })), 'CardAlreadyWithdrawn')
    done(clerk.leave())
    assert.equal(refused(clerk.update('card 1.given', { end: '2025-11-30' })), 'OptedOut')
  })

  for (const [name, clerk, card] of [
    ['given', held(), 'card 1.given'],
    ['reached', reached(), 'card 1.0'],
    ['below the limit', belowLimit(), 'card 1.0'],
  ] as const)
    test(`of one who has left nothing is changed, as of their fees: a card ${name}`, () => {
      done(clerk.leave())
      assert.equal(refused(clerk.update(card, { number: 'G 1' })), 'OptedOut')
      assert.equal(refused(clerk.update(card, { number: 'G 1' }, { principal: OTHER })), 'CardOfAnotherPrincipal')
    })

  test('a FINAL card of one who has left is out of reach too', () => {
    const clerk = reached()
    clerk.setClock(FINAL)
    done(clerk.leave())
    assert.equal(refused(clerk.update('card 1.0', { number: 'G 1' })), 'OptedOut')
  })
})
