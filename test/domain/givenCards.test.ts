/** A card given by hand, law by law (domain.md L8, P7, O2): what may be given, what it replaces or stands beside, and when it is FINAL. */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { day } from '../usecases/world.ts'
import { A, B, cardOf, clerkAt, done, finalAt, type Giving, noticesOf, OTHER, OWN, refused } from './clerk.ts'

const NOON = '2025-06-02T12:00:00+02:00'
const YEAR = ['2025-06-01', '2026-05-31'] as const
const HELD = { reason: 'VALID_CARD', number: '03 1234' } as const
const EXTENDING = { extendExisting: true } as const
const asked = { principal: OWN, name: 'optIn', from: day('2025-01-01'), value: 'asked', source: 'a test' } as const

describe('what may be given', () => {
  const CASES: readonly [string, readonly [string, string], Giving, string | null][] = [
    ['a card on medical grounds, a number being made', YEAR, {}, null],
    ['a card that the patient holds, with its number', YEAR, HELD, null],
    ['no card that the patient holds, without its number', YEAR, { reason: 'VALID_CARD' }, 'CardNumberMissing'],
    ['nor with a number of nothing', YEAR, { reason: 'VALID_CARD', number: '' }, 'CardNumberMissing'],
    ['nor with a number of blanks', YEAR, { reason: 'VALID_CARD', number: ' \u00a0' }, 'CardNumberMissing'],
    ['a validity of twelve months less a day', ['2025-06-01', '2026-05-30'], {}, null],
    ['a validity of twelve months', ['2025-06-02', '2026-06-01'], {}, null],
    ['no validity of twelve months and a day', ['2025-06-02', '2026-06-02'], {}, 'CardLongerThanAYear'],
    ['a first day that was yesterday', ['2025-06-01', '2025-06-30'], {}, null],
    ['a first day that is today', ['2025-06-02', '2025-06-30'], {}, null],
    ['no first day that is tomorrow', ['2025-06-03', '2025-06-30'], {}, 'CardFromTheFuture'],
    ['a last day that is the first', ['2025-06-02', '2025-06-02'], {}, null],
    ['a last day that is the day after', ['2025-06-02', '2025-06-03'], {}, null],
    ['no last day before the first', ['2025-06-02', '2025-06-01'], {}, 'CardEndsBeforeItBegins'],
    ['a card that ends today', ['2025-05-01', '2025-06-02'], {}, null],
    ['no card that ended yesterday', ['2025-05-01', '2025-06-01'], {}, 'CardAlreadyOver'],
    ['of several faults the first in order: in the future', ['2025-06-03', '2025-06-01'], HELD, 'CardFromTheFuture'],
    ['of several faults the first in order: too long', ['2023-06-03', '2025-06-01'], {}, 'CardLongerThanAYear'],
  ]
  for (const [name, days, giving, kind] of CASES)
    test(`${name}${kind === null ? '' : ' (refused)'}`, () => {
      const clerk = clerkAt(NOON)
      const outcome = clerk.give(days, giving)
      if (kind !== null) return assert.deepEqual([refused(outcome), clerk.cards()], [kind, []])
      const number = giving.number ?? 'N1.given'
      assert.deepEqual(noticesOf(outcome), [])
      assert.deepEqual(clerk.cards(), [`card 1.given ${number}: PRELIMINARY ${days[0]}–${days[1]}`])
    })

  test('from a leap day at most through the last of February', () => {
    const clerk = clerkAt('2024-02-29T12:00:00+01:00')
    assert.equal(refused(clerk.give(['2024-02-29', '2025-03-01'])), 'CardLongerThanAYear')
    done(clerk.give(['2024-02-29', '2025-02-28']))
  })

  test('today is Sweden’s day, also in the last hour of the evening and the first of the night', () => {
    const clerk = clerkAt('2025-06-02T23:59:59.999+02:00')
    assert.equal(refused(clerk.give(['2025-06-03', '2025-06-30'])), 'CardFromTheFuture')
    done(clerk.give(['2025-06-02', '2025-06-02']))
    clerk.setClock('2025-06-03T00:00:00+02:00')
    assert.equal(refused(clerk.give(['2025-06-02', '2025-06-02'])), 'CardAlreadyOver')
    done(clerk.give(['2025-06-03', '2025-06-30']))
  })

  test('on medical grounds a number is made here; one that is told is passed over, and that is said', () => {
    const clerk = clerkAt(NOON)
    assert.deepEqual(noticesOf(clerk.give(YEAR, { number: '03 1234' })), ['NumberIgnored'])
    assert.deepEqual(clerk.cards(), ['card 1.given N1.given: PRELIMINARY 2025-06-01–2026-05-31'])
  })

  test('nothing to one who has left, or has not been asked where one must be', () => {
    const left = clerkAt(NOON)
    done(left.leave())
    assert.equal(refused(left.give(YEAR)), 'OptedOut')
    assert.equal(refused(left.give(YEAR, { reason: 'VALID_CARD' })), 'CardNumberMissing')
    const unasked = clerkAt(NOON, [asked])
    assert.equal(refused(unasked.give(YEAR)), 'OptInRequired')
    done(unasked.enter())
    done(unasked.give(YEAR))
  })
})

describe('a given card', () => {
  test('is PRELIMINARY for the principal’s 48 hours, then FINAL, and EXPIRED the day after its last', () => {
    const clerk = clerkAt(NOON)
    const card = cardOf(clerk.give(YEAR))
    const statusAt = (clock: string) => {
      clerk.setClock(clock)
      return clerk.card(card)?.status
    }
    assert.equal(statusAt('2025-06-04T11:59:59.999+02:00'), 'PRELIMINARY')
    assert.equal(statusAt('2025-06-04T12:00:00+02:00'), 'FINAL')
    assert.equal(statusAt('2026-05-31T23:59:59.999+02:00'), 'FINAL')
    assert.equal(statusAt('2026-06-01T00:00:00+02:00'), 'EXPIRED')
  })

  test('that ends within its 48 hours is EXPIRED the day after', () => {
    const clerk = clerkAt(NOON)
    const card = cardOf(clerk.give(['2025-05-01', '2025-06-02']))
    clerk.setClock('2025-06-03T00:00:00+02:00')
    assert.equal(clerk.card(card)?.status, 'EXPIRED')
  })

  test('takes the fees of its own days, its first and its last among them, and makes them free', () => {
    const clerk = clerkAt('2025-12-31T12:00:00+01:00')
    for (const visit of ['2025-05-31', '2025-06-01', '2025-12-30', '2025-12-31']) done(clerk.register(visit, '100.00'))
    const outcome = clerk.give(['2025-06-01', '2025-12-31'])
    assert.deepEqual(noticesOf(outcome), ['Overcharged', 'Overcharged', 'Overcharged'])
    // Of 31 May it came before the card, and is part of what the patient paid (section 3, step 3): due whole.
    assert.deepEqual(clerk.cards(), ['card 5.given N5.given: PRELIMINARY 2025-06-01–2025-12-31 f1+f2+f3+f4'])
    const card = clerk.card('card 5.given')
    assert.deepEqual([card?.currentAmount, card?.amountToLimit, card?.overcharged], [40_000, -30_000, 30_000])
    clerk.setClock('2026-01-01T12:00:00+01:00')
    done(clerk.register('2026-01-01', '100.00'))
    assert.deepEqual(clerk.cards(), [
      'card 5.given N5.given: EXPIRED 2025-06-01–2025-12-31 f1+f2+f3+f4',
      'card 6.0 N6.0: BELOW_LIMIT f5',
    ])
  })

  test('has its first day between the fees before and after: they are never counted together (P7)', () => {
    const clerk = clerkAt('2025-06-30T12:00:00+02:00')
    done(clerk.register('2025-05-31', '1000.00'))
    done(clerk.give(['2025-06-01', '2025-06-30']))
    clerk.setClock('2025-07-02T12:00:00+02:00')
    done(clerk.register('2025-07-01', '1000.00'))
    assert.deepEqual(clerk.cards(), [
      'card 2.given N2.given: EXPIRED 2025-06-01–2025-06-30 f1',
      'card 3.0 N3.0: BELOW_LIMIT f2',
    ])
  })

  test('is not given where one is valid, unless it is to extend: until the last day of that, not the day after', () => {
    const clerk = clerkAt(NOON)
    done(clerk.give(['2025-05-01', '2025-06-30']))
    clerk.setClock('2025-06-30T23:59:59+02:00')
    assert.equal(refused(clerk.give(['2025-06-30', '2026-06-29'])), 'CardExists')
    clerk.setClock('2025-07-01T00:00:00+02:00')
    done(clerk.give(['2025-07-01', '2026-06-30']))
    assert.deepEqual(clerk.cards(), [
      'card 1.given N1.given: EXPIRED 2025-05-01–2025-06-30',
      'card 3.given N3.given: PRELIMINARY 2025-07-01–2026-06-30',
    ])
  })

  const REACHED: readonly [string, string, string | null][] = [
    ['a card reached today, PRELIMINARY', NOON, 'CardExists'],
    ['a card that is FINAL', '2025-06-04T12:00:00+02:00', 'CardExists'],
    ['a card on its last day', '2026-05-09T12:00:00+02:00', 'CardExists'],
    ['a card that expired yesterday', '2026-05-10T12:00:00+02:00', null],
  ]
  for (const [name, clock, kind] of REACHED)
    test(`beside ${name}: ${kind === null ? 'is given without more' : 'only where it may extend'}`, () => {
      const clerk = clerkAt(NOON)
      done(clerk.register('2025-05-10', '1450.00'))
      clerk.setClock(clock)
      const today = clock.slice(0, 10)
      const outcome = clerk.give([today, today])
      if (kind === null) assert.deepEqual(noticesOf(outcome), [])
      else assert.equal(refused(outcome), kind)
    })

  test('is given without more beside a card below the limit, whose later fees it takes', () => {
    const clerk = clerkAt(NOON)
    done(clerk.register('2025-05-10', '250.00'))
    done(clerk.register('2025-06-02', '250.00'))
    assert.deepEqual(noticesOf(clerk.give(['2025-06-02', '2025-06-30'])), ['Overcharged'])
    assert.deepEqual(clerk.cards(), ['card 3.given N3.given: PRELIMINARY 2025-06-02–2025-06-30 f1+f2'])
  })
})

describe('a card given where another is valid, and may extend it', () => {
  test('replaces a given one’s days, number and reason, and keeps its id and its place in its preliminary time', () => {
    const clerk = clerkAt(NOON)
    const first = cardOf(clerk.give(['2025-05-01', '2025-06-30'], HELD))
    clerk.setClock('2025-06-03T12:00:00+02:00')
    const again = { ...HELD, number: '03 9999', ...EXTENDING }
    assert.equal(cardOf(clerk.give(['2025-05-15', '2026-05-14'], again)), first)
    assert.deepEqual(clerk.cards(), ['card 1.given 03 9999: PRELIMINARY 2025-05-15–2026-05-14'])
    assert.equal(finalAt(clerk.card(first)), '2025-06-04T10:00:00Z')
  })

  test('replaces the days of one that is FINAL, which stays FINAL', () => {
    const clerk = clerkAt(NOON)
    const first = cardOf(clerk.give(['2025-05-01', '2025-06-30'], HELD))
    clerk.setClock('2025-06-10T12:00:00+02:00')
    done(clerk.give(['2025-06-10', '2026-06-09'], { ...HELD, ...EXTENDING }))
    assert.deepEqual(clerk.cards(), ['card 1.given 03 1234: FINAL 2025-06-10–2026-06-09'])
    assert.equal(finalAt(clerk.card(first)), '2025-06-04T10:00:00Z')
  })

  test('gives fees back to the window that are of its days no more, and takes those that are', () => {
    const clerk = clerkAt('2025-06-20T12:00:00+02:00')
    done(clerk.give(['2025-06-01', '2025-06-30']))
    done(clerk.register('2025-06-01', '700.00'))
    done(clerk.register('2025-06-05', '750.00'))
    done(clerk.register('2025-06-15', '100.00'))
    assert.deepEqual(clerk.cards(), ['card 1.given N1.given: PRELIMINARY 2025-06-01–2025-06-30 f1+f2+f3'])
    done(clerk.give(['2025-06-10', '2025-06-30'], EXTENDING))
    assert.deepEqual(clerk.cards(), [
      'card 5.0 N5.0: PRELIMINARY 2025-06-05–2026-05-31 f1+f2',
      'card 1.given N1.given: PRELIMINARY 2025-06-10–2025-06-30 f3',
    ])
  })

  const REASONS: readonly [string, Giving, Giving, string, string[]][] = [
    ['held, then of another number', HELD, { ...HELD, number: '03 5' }, '03 5', []],
    ['made here, then again', {}, {}, 'N1.given', []],
    ['made here, then held', {}, HELD, '03 1234', []],
    ['held, then made here: another number', HELD, {}, 'N2.given', []],
    ['held, then made here though one is told', HELD, { number: '03 5' }, 'N2.given', ['NumberIgnored']],
  ]
  for (const [name, first, second, number, notices] of REASONS)
    test(`has the number of its reason: ${name}`, () => {
      const clerk = clerkAt(NOON)
      const card = cardOf(clerk.give(YEAR, first))
      assert.deepEqual(noticesOf(clerk.give(['2025-06-02', '2025-12-31'], { ...second, ...EXTENDING })), notices)
      assert.deepEqual(clerk.cards(), [`card 1.given ${number}: PRELIMINARY 2025-06-02–2025-12-31`])
      assert.equal(clerk.account().given.get(card as never)?.reason, second.reason ?? 'MEDICAL')
    })

  test('changes nothing when all is as it was, and nothing is recorded', () => {
    const clerk = clerkAt(NOON)
    for (const giving of [HELD, { ...HELD, ...EXTENDING }])
      assert.equal(cardOf(clerk.give(YEAR, giving)), 'card 1.given')
    assert.equal(clerk.entries().length, 1)
  })

  test('keeps a start that an update has told', () => {
    const clerk = clerkAt(NOON)
    const card = cardOf(clerk.give(YEAR))
    done(clerk.update(card, { start: '2025-04-01' }))
    done(clerk.give(['2025-06-02', '2025-12-31'], EXTENDING))
    assert.equal(clerk.account().given.get(card as never)?.start, day('2025-04-01'))
  })

  test('stands beside a computed one, the later end counts, and that is said', () => {
    const longer = clerkAt(NOON)
    done(longer.register('2025-05-10', '1450.00'))
    const notices = done(longer.give(['2025-06-02', '2026-06-01'], EXTENDING)).notices
    assert.deepEqual(notices, [{ kind: 'GivenBesideComputed', end: day('2026-06-01') }])
    assert.equal(longer.statement().current?.identity?.id, 'card 2.given')
    assert.equal(longer.cards().length, 2)

    const shorter = clerkAt(NOON)
    done(shorter.register('2025-05-10', '1450.00'))
    const end = done(shorter.give(['2025-06-02', '2026-05-08'], EXTENDING)).notices
    assert.deepEqual(end, [{ kind: 'GivenBesideComputed', end: day('2026-05-09') }])
    assert.equal(shorter.statement().current?.identity?.id, 'card 1.0')
  })

  test('that cuts the window of one not FINAL in two leaves no card beside it, and none is said to be (P7)', () => {
    const clerk = clerkAt(NOON)
    done(clerk.register('2025-05-01', '1000.00'))
    done(clerk.register('2025-06-01', '450.00'))
    assert.deepEqual(clerk.cards(), ['card 1.0 N1.0: PRELIMINARY 2025-06-01–2026-04-30 f1+f2'])
    assert.deepEqual(noticesOf(clerk.give(['2025-05-15', '2025-06-30'], EXTENDING)), ['Overcharged'])
    assert.deepEqual(clerk.cards(), ['card 3.given N3.given: PRELIMINARY 2025-05-15–2025-06-30 f1+f2'])
  })

  test('beside a given one and a computed one that ends later, is a third, and the latest end is said', () => {
    const clerk = clerkAt(NOON)
    done(clerk.give(['2025-06-01', '2025-06-30']))
    done(clerk.register('2025-05-10', '1450.00'))
    assert.equal(clerk.statement().current?.identity?.id, 'card 2.0')
    const { notices } = done(clerk.give(['2025-06-02', '2025-12-31'], { ...HELD, ...EXTENDING }))
    assert.deepEqual(notices, [{ kind: 'GivenBesideComputed', end: day('2026-05-09') }])
    assert.equal(clerk.cards().length, 3)
  })

  test('takes the later visits of a computed one that is not FINAL, and none of one that is', () => {
    const open = clerkAt(NOON)
    done(open.register('2025-05-10', '1450.00'))
    done(open.register('2025-06-01', '100.00'))
    done(open.give(YEAR, EXTENDING))
    assert.deepEqual(open.cards(), [
      'card 1.0 N1.0: PRELIMINARY 2025-05-10–2026-05-09 f1',
      'card 3.given N3.given: PRELIMINARY 2025-06-01–2026-05-31 f2',
    ])
    const frozen = clerkAt(NOON)
    done(frozen.register('2025-05-10', '1450.00'))
    done(frozen.register('2025-06-01', '100.00'))
    frozen.setClock('2025-06-04T12:00:00+02:00')
    done(frozen.give(YEAR, EXTENDING))
    assert.deepEqual(frozen.cards(), [
      'card 1.0 N1.0: FINAL 2025-05-10–2026-05-09 f1+f2',
      'card 3.given N3.given: PRELIMINARY 2025-06-01–2026-05-31',
    ])
  })

  test('is a new one where none is valid', () => {
    const clerk = clerkAt(NOON)
    assert.deepEqual(noticesOf(clerk.give(YEAR, EXTENDING)), [])
    assert.equal(clerk.entries()[0]?.type, 'CardRegistered')
  })

  test('does not change the card of another principal', () => {
    const clerk = clerkAt(NOON)
    done(clerk.give(YEAR, HELD, { principal: OTHER }))
    assert.equal(refused(clerk.give(YEAR, HELD)), 'CardExists')
    assert.equal(refused(clerk.give(YEAR, { ...HELD, ...EXTENDING })), 'CardOfAnotherPrincipal')
  })

  test('may be given by any provider of the principal', () => {
    const clerk = clerkAt(NOON)
    done(clerk.give(['2025-06-01', '2025-06-30'], {}, { by: A }))
    done(clerk.give(YEAR, EXTENDING, { by: B }))
    assert.deepEqual(clerk.cards(), ['card 1.given N1.given: PRELIMINARY 2025-06-01–2026-05-31'])
  })
})
