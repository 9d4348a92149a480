/** DeleteCard, law by law (domain.md L10): a given card is withdrawn, of a computed one that is not FINAL the fees are annulled; and who may. */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { B, type Clerk, cardOf, clerkAt, done, finalAt, noticesOf, OTHER, refused } from './clerk.ts'

const NOON = '2025-06-02T12:00:00+02:00'
const LAST_PRELIMINARY = '2025-06-04T11:59:59.999+02:00'
const FINAL = '2025-06-04T12:00:00+02:00'

/** The status of each fee, and the card its last values belonged to. */
const fees = (clerk: Clerk) =>
  [...clerk.account().records.values()].map(({ id, annulled }) => [
    id,
    annulled === null ? 'ACTIVE' : `DELETED ${annulled.card}`,
  ])

describe('a given card is withdrawn', () => {
  test('as if it had never been: its fees are the window’s again', () => {
    const clerk = clerkAt(NOON)
    done(clerk.give(['2025-05-01', '2025-12-31']))
    done(clerk.register('2025-04-30', '200.00'))
    done(clerk.register('2025-05-01', '250.00'))
    assert.deepEqual(clerk.cards(), ['card 1.given N1.given: PRELIMINARY 2025-05-01–2025-12-31 f1+f2'])
    assert.deepEqual(noticesOf(clerk.remove('card 1.given')), [])
    assert.deepEqual(clerk.cards(), ['card 4.0 N4.0: BELOW_LIMIT f1+f2'])
    assert.deepEqual(fees(clerk), [
      ['f1', 'ACTIVE'],
      ['f2', 'ACTIVE'],
    ])
    assert.equal(clerk.statement().overcharged, 0)
  })

  test('and what its fees then make is reached at that moment (L3)', () => {
    const clerk = clerkAt(NOON)
    done(clerk.give(['2025-05-01', '2025-12-31']))
    done(clerk.register('2025-05-02', '1000.00'))
    done(clerk.register('2025-05-03', '450.00'))
    clerk.setClock('2025-06-10T08:00:00+02:00')
    done(clerk.remove('card 1.given'))
    assert.deepEqual(clerk.cards(), ['card 4.0 N4.0: PRELIMINARY 2025-05-03–2026-05-01 f1+f2'])
    assert.equal(finalAt(clerk.card('card 4.0')), '2025-06-12T06:00:00Z')
  })

  test('whether it is PRELIMINARY, FINAL or EXPIRED', () => {
    for (const clock of [LAST_PRELIMINARY, FINAL, '2025-07-01T00:00:00+02:00']) {
      const clerk = clerkAt(NOON)
      done(clerk.give(['2025-05-01', '2025-06-30']))
      clerk.setClock(clock)
      done(clerk.remove('card 1.given'))
      assert.deepEqual(clerk.cards(), [])
    }
  })

  test('by any provider of its principal, whoever registered its fees', () => {
    const clerk = clerkAt(NOON)
    done(clerk.give(['2025-05-01', '2025-06-30']))
    done(clerk.register('2025-05-02', '1000.00'))
    done(clerk.remove('card 1.given', { by: B }))
  })

  test('once', () => {
    const clerk = clerkAt(NOON)
    done(clerk.give(['2025-05-01', '2025-06-30']))
    done(clerk.remove('card 1.given'))
    assert.equal(refused(clerk.remove('card 1.given')), 'CardAlreadyWithdrawn')
  })

  test('and a new one may be given at once', () => {
    const clerk = clerkAt(NOON)
    done(clerk.give(['2025-05-01', '2025-06-30']))
    assert.equal(refused(clerk.give(['2025-05-01', '2025-06-30'])), 'CardExists')
    done(clerk.remove('card 1.given'))
    assert.equal(cardOf(clerk.give(['2025-05-01', '2025-06-30'])), 'card 4.given')
  })

  test('beside a computed one, whose later visits come back to it', () => {
    const clerk = clerkAt(NOON)
    done(clerk.register('2025-05-10', '1450.00'))
    done(clerk.give(['2025-06-01', '2026-05-31'], { extendExisting: true }))
    done(clerk.register('2025-06-02', '100.00'))
    done(clerk.remove('card 2.given'))
    assert.deepEqual(clerk.cards(), ['card 1.0 N1.0: PRELIMINARY 2025-05-10–2026-05-09 f1+f2'])
    clerk.setClock(FINAL)
    assert.deepEqual(clerk.cards(), ['card 1.0 N1.0: FINAL 2025-05-10–2026-05-09 f1+f2'])
  })
})

describe('a computed card that is not FINAL is deleted', () => {
  test('below the limit: its fees are annulled, under it, and it is no more', () => {
    const clerk = clerkAt(NOON)
    done(clerk.register('2025-05-10', '250.00'))
    done(clerk.register('2025-05-11', '250.00'))
    assert.deepEqual(noticesOf(clerk.remove('card 1.0')), [])
    assert.deepEqual(clerk.cards(), [])
    assert.deepEqual(fees(clerk), [
      ['f1', 'DELETED card 1.0'],
      ['f2', 'DELETED card 1.0'],
    ])
    assert.equal(refused(clerk.remove('card 1.0')), 'CardUnknown')
  })

  test('PRELIMINARY: the same, and the next fee begins another card', () => {
    const clerk = clerkAt(NOON)
    done(clerk.register('2025-05-10', '1000.00'))
    done(clerk.register('2025-05-11', '1000.00'))
    clerk.setClock(LAST_PRELIMINARY)
    done(clerk.remove('card 1.0'))
    assert.deepEqual(clerk.cards(), [])
    done(clerk.register('2025-05-12', '100.00'))
    assert.deepEqual(clerk.cards(), ['card 4.0 N4.0: BELOW_LIMIT f3'])
    assert.equal(refused(clerk.annul('f1')), 'FeeAlreadyAnnulled')
  })

  test('with the fees that are its own: neither annulled ones nor those of other cards', () => {
    const clerk = clerkAt('2024-06-03T12:00:00+02:00')
    done(clerk.register('2024-06-01', '1400.00'))
    clerk.setClock('2025-06-05T12:00:00+02:00')
    done(clerk.register('2025-06-01', '100.00'))
    done(clerk.register('2025-06-02', '100.00'))
    done(clerk.annul('f3'))
    done(clerk.remove('card 2.0'))
    assert.deepEqual(clerk.cards(), ['card 1.0 N1.0: EXPIRED 2024-06-01–2025-05-31 f1'])
    assert.deepEqual(fees(clerk), [
      ['f1', 'ACTIVE'],
      ['f2', 'DELETED card 2.0'],
      ['f3', 'DELETED card 2.0'],
    ])
    const deleted = clerk.entries().at(-1)
    assert.deepEqual(deleted?.type === 'CardDeleted' ? deleted.fees : null, ['f2'])
  })

  test('beside a given one, which keeps its own', () => {
    const clerk = clerkAt(NOON)
    done(clerk.register('2025-05-10', '1450.00'))
    done(clerk.give(['2025-06-01', '2026-05-31'], { extendExisting: true }))
    done(clerk.register('2025-06-02', '100.00'))
    done(clerk.remove('card 1.0'))
    assert.deepEqual(clerk.cards(), ['card 2.given N2.given: PRELIMINARY 2025-06-01–2026-05-31 f2'])
  })

  test('and its annulled fees make no fee of another card overcharged', () => {
    const clerk = clerkAt(NOON)
    done(clerk.register('2025-05-10', '1450.00'))
    done(clerk.register('2025-05-20', '300.00'))
    assert.equal(clerk.statement().overcharged, 30_000)
    assert.deepEqual(noticesOf(clerk.remove('card 1.0')), [])
    assert.equal(clerk.statement().overcharged, 0)
  })
})

describe('a computed card that is FINAL', () => {
  test('is deleted by nobody over the contracts: until the instant it is, at the instant it is not', () => {
    const clerk = clerkAt(NOON)
    done(clerk.register('2025-05-10', '1450.00'))
    clerk.setClock(FINAL)
    assert.equal(refused(clerk.remove('card 1.0')), 'CardIsFinal')
    assert.deepEqual(clerk.cards(), ['card 1.0 N1.0: FINAL 2025-05-10–2026-05-09 f1'])
  })

  test('nor after its last day', () => {
    const clerk = clerkAt(NOON)
    done(clerk.register('2025-05-10', '1450.00'))
    clerk.setClock('2026-05-10T00:00:00+02:00')
    assert.equal(refused(clerk.remove('card 1.0')), 'CardIsExpired')
  })

  test('nor when its fees are all gone, and whose it is is known still', () => {
    const clerk = clerkAt(NOON)
    done(clerk.register('2025-05-10', '1450.00'))
    clerk.setClock(FINAL)
    done(clerk.annul('f1'))
    assert.equal(refused(clerk.remove('card 1.0')), 'CardIsFinal')
  })
})

describe('who may delete a computed card', () => {
  test('the provider that registered all its fees; one of another’s is enough to refuse', () => {
    const clerk = clerkAt(NOON)
    done(clerk.register('2025-05-10', '250.00'))
    assert.equal(refused(clerk.remove('card 1.0', { by: B })), 'FeesOfOtherProviders')
    done(clerk.register('2025-05-11', '250.00', { by: B }))
    for (const by of [undefined, B])
      assert.equal(refused(clerk.remove('card 1.0', by === undefined ? {} : { by })), 'FeesOfOtherProviders')
    done(clerk.annul('f2', { by: B }))
    done(clerk.remove('card 1.0'))
  })

  test('that it is others’ is told before that it is FINAL', () => {
    const clerk = clerkAt(NOON)
    done(clerk.register('2025-05-10', '1450.00', { by: B }))
    clerk.setClock(FINAL)
    assert.equal(refused(clerk.remove('card 1.0')), 'FeesOfOtherProviders')
    assert.equal(refused(clerk.remove('card 1.0', { by: B })), 'CardIsFinal')
  })

  test('no principal annuls another’s fees by it: neither below the limit nor on its own card', () => {
    const below = clerkAt(NOON)
    done(below.register('2025-05-10', '250.00'))
    done(below.register('2025-05-11', '250.00', { principal: OTHER }))
    for (const principal of [undefined, OTHER])
      assert.equal(
        refused(below.remove('card 1.0', principal === undefined ? {} : { principal })),
        'FeeOfAnotherPrincipal',
      )
    const reached = clerkAt(NOON)
    done(reached.register('2025-05-10', '250.00', { principal: OTHER }))
    done(reached.register('2025-05-11', '1200.00'))
    assert.equal(refused(reached.remove('card 1.0')), 'FeeOfAnotherPrincipal')
    assert.equal(refused(reached.remove('card 1.0', { principal: OTHER })), 'CardOfAnotherPrincipal')
  })

  test('nobody deletes a card of one who has left, and what is withdrawn does not come back with them', () => {
    const clerk = clerkAt(NOON)
    done(clerk.give(['2025-05-01', '2025-06-30']))
    done(clerk.leave())
    assert.equal(refused(clerk.remove('card 1.given')), 'OptedOut')
    done(clerk.enter())
    done(clerk.remove('card 1.given'))
    done(clerk.leave())
    done(clerk.enter())
    assert.deepEqual(clerk.cards(), [])
  })
})
