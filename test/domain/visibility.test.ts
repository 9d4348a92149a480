/** Who sees what of a fee, law by law (domain.md S4, S5): one's own whole; others' date and amount, until the patient has consented; a protected identity's never. */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { hasConsentOf, type Sight, sightOf, type Viewer } from '../../src/domain/decisions/visibility.ts'
import type { HsaId } from '../../src/domain/kernel/hsaId.ts'
import { A, ANOTHER, B, type Clerk, clerkAt, done, OTHER, OWN, PERSON, refused } from './clerk.ts'

const NOON = '2025-06-02T12:00:00+02:00'
const C = 'SE5599990000-C' as HsaId
const nobody = () => false

/** One who reads for these providers, consent judged by the one named or else by all of them. */
const viewer = (providers: readonly HsaId[], told: Partial<Viewer> & { named?: HsaId } = {}): Viewer => ({
  principal: OWN,
  providers: new Set(providers),
  judgedBy: new Set(told.named === undefined ? providers : [told.named]),
  isProtected: told.isProtected ?? nobody,
  reach: told.reach ?? 'provider',
  ...(told.principal === undefined ? {} : { principal: told.principal }),
})

const sight = (clerk: Clerk, who: Viewer, fee = 'f1'): Sight => {
  const account = clerk.account()
  const record = account.records.get(fee as never)
  assert.ok(record)
  return sightOf(record, account, who)
}

/** A fee that A took and registered. */
const byA = (): Clerk => {
  const clerk = clerkAt(NOON)
  done(clerk.register('2025-05-10', '250.00'))
  return clerk
}

describe('without consent', () => {
  test('a provider sees what it registered and took itself, and of others’ only that it is another provider’s', () => {
    const clerk = byA()
    assert.equal(sight(clerk, viewer([A])), 'whole')
    assert.equal(sight(clerk, viewer([B])), 'otherProvider')
    assert.equal(sight(clerk, viewer([])), 'otherProvider')
  })

  test('it sees also what it took and another registered, and what it registered and another took', () => {
    const clerk = clerkAt(NOON)
    done(clerk.register('2025-05-10', '250.00', { by: A }))
    const record = clerk.account().records.get('f1' as never)
    assert.ok(record)
    const took = { ...record, registeredBy: C }
    const registered = { ...record, values: { ...record.values, careProvider: { id: C, text: C } } }
    const outside = { ...record, registeredBy: C, values: { ...record.values, careProvider: { id: null, text: A } } }
    for (const [fee, seenBy, expected] of [
      [took, A, 'whole'],
      [took, C, 'whole'],
      [took, B, 'otherProvider'],
      [registered, A, 'whole'],
      [registered, C, 'whole'],
      [registered, B, 'otherProvider'],
      [outside, A, 'otherProvider'],
    ] as const)
      assert.equal(sightOf(fee, clerk.account(), viewer([seenBy])), expected)
  })

  test('a fee is a system’s own if any provider that it acts for took or registered it, whoever is named', () => {
    assert.equal(sight(byA(), viewer([A, B])), 'whole')
    assert.equal(sight(byA(), viewer([A, B], { named: B })), 'whole')
  })

  test('of another region’s it sees that it is another region’s', () => {
    const clerk = clerkAt(NOON)
    done(clerk.register('2025-05-10', '250.00', { principal: OTHER }))
    assert.equal(sight(clerk, viewer([B])), 'otherRegion')
    assert.equal(sight(clerk, viewer([B], { principal: OTHER })), 'otherProvider')
    assert.equal(sight(clerk, viewer([A])), 'whole')
  })
})

describe('read consent', () => {
  test('is the provider’s to whom it was given, from then on until it is taken back', () => {
    const clerk = byA()
    done(clerk.consent(true, { by: B }))
    assert.equal(sight(clerk, viewer([B])), 'whole')
    assert.equal(sight(clerk, viewer([C])), 'otherProvider')
    done(clerk.consent(false, { by: B }))
    assert.equal(sight(clerk, viewer([B])), 'otherProvider')
    done(clerk.consent(true, { by: B }))
    assert.equal(sight(clerk, viewer([B])), 'whole')
  })

  test('of one provider says nothing of another’s', () => {
    const clerk = byA()
    done(clerk.consent(true, { by: B }))
    done(clerk.consent(true, { by: C }))
    done(clerk.consent(false, { by: B }))
    assert.deepEqual([sight(clerk, viewer([B])), sight(clerk, viewer([C]))], ['otherProvider', 'whole'])
  })

  test('said again changes nothing, and nothing is recorded', () => {
    const clerk = byA()
    for (const isGiven of [false, true, true, false, false]) done(clerk.consent(isGiven, { by: B }))
    assert.deepEqual(
      clerk.entries().map((entry) => (entry.type === 'ReadConsentSaid' ? entry.isGiven : entry.type)),
      ['FeeRegistered', true, false],
    )
  })

  test('is judged, for a system of several providers that names none, by all of them', () => {
    const clerk = byA()
    done(clerk.consent(true, { by: B }))
    assert.equal(sight(clerk, viewer([B, C])), 'otherProvider')
    assert.equal(sight(clerk, viewer([B, C], { named: B })), 'whole')
    assert.equal(sight(clerk, viewer([B, C], { named: C })), 'otherProvider')
    done(clerk.consent(true, { by: C }))
    assert.equal(sight(clerk, viewer([B, C])), 'whole')
  })

  test('is not there for a system that acts for no provider', () => {
    const clerk = byA()
    done(clerk.consent(true, { by: B }))
    assert.equal(hasConsentOf(clerk.account(), PERSON, viewer([])), false)
  })

  test('holds for another region’s fees too, and whichever principal it was said to', () => {
    const clerk = clerkAt(NOON)
    done(clerk.register('2025-05-10', '250.00', { principal: OTHER }))
    done(clerk.consent(true, { by: B }))
    assert.equal(sight(clerk, viewer([B])), 'whole')
    done(clerk.consent(false, { by: B, principal: OTHER }))
    assert.equal(sight(clerk, viewer([B])), 'otherRegion')
  })

  test('is each person’s own', () => {
    const clerk = byA()
    done(clerk.consent(true, { by: B, person: ANOTHER }))
    assert.equal(sight(clerk, viewer([B])), 'otherProvider')
    assert.equal(hasConsentOf(clerk.account(), ANOTHER, viewer([B])), true)
  })

  test('is not taken of one who has left; given before, it is there again when they come back', () => {
    const clerk = byA()
    done(clerk.consent(true, { by: B }))
    done(clerk.leave())
    assert.equal(refused(clerk.consent(false, { by: B })), 'OptedOut')
    done(clerk.enter())
    assert.equal(sight(clerk, viewer([B])), 'whole')
  })
})

describe('a protected identity', () => {
  const isProtected = (person: typeof PERSON): boolean => person.equals(PERSON)

  test('shows its fees whole to those who took or registered them, and to nobody else, consent or not', () => {
    const clerk = byA()
    done(clerk.consent(true, { by: B }))
    assert.equal(sight(clerk, viewer([B], { isProtected })), 'otherProvider')
    assert.equal(sight(clerk, viewer([A], { isProtected })), 'whole')
    assert.equal(sight(clerk, viewer([B])), 'whole', 'but for the protection')
  })

  test('of another region’s fee shows that it is another region’s', () => {
    const clerk = clerkAt(NOON)
    done(clerk.register('2025-05-10', '250.00', { principal: OTHER }))
    done(clerk.consent(true, { by: B }))
    assert.equal(sight(clerk, viewer([B], { isProtected })), 'otherRegion')
  })

  test('protects nobody else', () => {
    const clerk = clerkAt(NOON)
    done(clerk.register('2025-05-10', '250.00', { person: ANOTHER }))
    done(clerk.consent(true, { by: B, person: ANOTHER }))
    assert.equal(sight(clerk, viewer([B], { isProtected })), 'whole')
  })
})
