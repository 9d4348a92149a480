/** OrderNewCard, law by law (domain.md L11): for a FINAL card and a person on it, once. */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { moment } from '../usecases/world.ts'
import { ANOTHER, B, type Clerk, clerkAt, done, noticesOf, OTHER, refused } from './clerk.ts'

const NOON = '2025-06-02T12:00:00+02:00'
const LAST_PRELIMINARY = '2025-06-04T11:59:59.999+02:00'
const FINAL = '2025-06-04T12:00:00+02:00'
const BOTH_WAYS = ['card 1.0', null] as const

/** Known as card 1.0, and FINAL on 4 June at noon. */
const reached = (): Clerk => {
  const clerk = clerkAt(NOON)
  done(clerk.register('2025-05-10', '1450.00'))
  return clerk
}

describe('a physical card', () => {
  for (const card of BOTH_WAYS)
    test(`is ordered from the instant the card is FINAL through its last day (${card ?? 'the current one'})`, () => {
      const clerk = reached()
      clerk.setClock(LAST_PRELIMINARY)
      assert.equal(refused(clerk.order(card)), 'CardIsNotFinal')
      clerk.setClock(FINAL)
      assert.deepEqual(noticesOf(clerk.order(card)), [])
      const [order] = clerk.account().orders
      assert.deepEqual([order?.cardId, order?.orderedAt], ['card 1.0', moment(FINAL)])

      const late = reached()
      late.setClock('2026-05-09T23:59:59+02:00')
      assert.deepEqual(noticesOf(late.order(card)), [])
    })

  test('is not ordered when the card has expired: by its id that is told, and else there is none', () => {
    const clerk = reached()
    clerk.setClock('2026-05-10T00:00:00+02:00')
    assert.equal(refused(clerk.order('card 1.0')), 'CardIsExpired')
    assert.equal(refused(clerk.order(null)), 'CardIsNotFinal')
  })

  test('is not ordered for a card below the limit, nor where there is none', () => {
    const clerk = clerkAt(NOON)
    assert.equal(refused(clerk.order(null)), 'CardIsNotFinal')
    assert.equal(refused(clerk.order('card 1.0')), 'CardUnknown')
    done(clerk.register('2025-05-10', '250.00'))
    for (const card of ['card 3.0', null]) assert.equal(refused(clerk.order(card)), 'CardIsNotFinal')
  })

  test('is ordered for a given card too, once it is FINAL', () => {
    const clerk = clerkAt(NOON)
    done(clerk.give(['2025-05-01', '2025-12-31']))
    clerk.setClock(LAST_PRELIMINARY)
    assert.equal(refused(clerk.order('card 1.given')), 'CardIsNotFinal')
    clerk.setClock(FINAL)
    done(clerk.order('card 1.given'))
  })

  test('is ordered once: again nothing is recorded, and when it was is told', () => {
    const clerk = reached()
    clerk.setClock(FINAL)
    done(clerk.order('card 1.0'))
    clerk.setClock('2025-06-05T12:00:00+02:00')
    for (const [card, by] of [
      ['card 1.0', undefined],
      [null, B],
    ] as const)
      assert.deepEqual(done(clerk.order(card, by === undefined ? {} : { by })).notices, [
        { kind: 'AlreadyOrdered', orderedAt: moment(FINAL) },
      ])
    assert.equal(clerk.entries().length, 2)
  })

  test('is ordered anew for the next card', () => {
    const clerk = reached()
    clerk.setClock(FINAL)
    done(clerk.order(null))
    clerk.setClock('2026-05-10T12:00:00+02:00')
    done(clerk.register('2026-05-10', '1450.00'))
    clerk.setClock('2026-05-12T12:00:00+02:00')
    assert.deepEqual(noticesOf(clerk.order(null)), [])
    assert.equal(clerk.account().orders.length, 2)
  })

  test('is ordered for a person on the card, and for nobody else', () => {
    const clerk = reached()
    clerk.setClock(FINAL)
    assert.equal(refused(clerk.order('card 1.0', { person: ANOTHER })), 'PersonNotOnCard')
    done(clerk.leave())
    assert.equal(refused(clerk.order('card 1.0', { person: ANOTHER })), 'PersonNotOnCard', 'nor told who has left')
  })

  test('is not ordered for one who has left, nor for a card that was withdrawn, nor of another principal', () => {
    const clerk = reached()
    clerk.setClock(FINAL)
    for (const card of BOTH_WAYS)
      assert.equal(refused(clerk.order(card, { principal: OTHER })), 'CardOfAnotherPrincipal', String(card))
    done(clerk.leave())
    for (const card of BOTH_WAYS) assert.equal(refused(clerk.order(card)), 'OptedOut')
    const withdrawn = clerkAt(NOON)
    done(withdrawn.give(['2025-05-01', '2025-12-31']))
    withdrawn.setClock(FINAL)
    done(withdrawn.remove('card 1.given'))
    assert.equal(refused(withdrawn.order('card 1.given')), 'CardAlreadyWithdrawn')
  })

  test('stays ordered while the person is away, and is as it was when they come back', () => {
    const clerk = reached()
    clerk.setClock(FINAL)
    done(clerk.order(null))
    done(clerk.leave())
    done(clerk.enter())
    assert.deepEqual(noticesOf(clerk.order(null)), ['AlreadyOrdered'])
  })

  test('changes no card and no fee', () => {
    const clerk = reached()
    clerk.setClock(FINAL)
    const before = clerk.cards()
    done(clerk.order(null))
    assert.deepEqual(clerk.cards(), before)
  })
})
