/** The refusals, notices, reasons and documents in English: one sentence each for every one there is in Swedish, and no Swedish left in it. */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { explain } from '../../src/domain/account/explanation.ts'
import { reckon } from '../../src/domain/account/reckon.ts'
import type { Notice } from '../../src/domain/decisions/notices.ts'
import { REFUSALS, type Refusal } from '../../src/domain/decisions/refusals.ts'
import type { Ore } from '../../src/domain/kernel/money.ts'
import { en } from '../../src/words/documents/en.ts'
import { sv } from '../../src/words/documents/sv.ts'
import { sayReasons } from '../../src/words/explanation.ts'
import { sayReasonsEn } from '../../src/words/explanationEn.ts'
import { noticeText } from '../../src/words/notices.ts'
import { noticeTextEn } from '../../src/words/noticesEn.ts'
import { refusalSentence } from '../../src/words/refusals.ts'
import { refusalSentenceEn } from '../../src/words/refusalsEn.ts'
import { nastyHistory, seeds } from '../domain/arbitraries.ts'
import { fc } from '../property.ts'
import { day, moment } from '../usecases/world.ts'

const plain = (text: string): string => text.replaceAll('\u00a0', ' ')

const everyRefusal = Object.keys(REFUSALS).flatMap((kind): Refusal[] => {
  if (kind === 'HsaIdInvalid')
    return (['principal', 'employee', 'provider', 'unit', 'namedProvider'] as const).map((of) => ({ kind, of }))
  if (kind === 'VisitTooLongAgo') return [{ kind, earliest: day('2024-06-03') }]
  if (kind === 'AmountTooLarge') return [{ kind, largest: 1_000_000 as Ore }]
  return [{ kind } as Refusal]
})

test('every refusal is one or two whole English sentences, and no two kinds share theirs', () => {
  const sentences = everyRefusal.map(refusalSentenceEn)
  for (const sentence of sentences) assert.match(plain(sentence), /^[A-Z][^åäöÅÄÖ]+\.$/)
  const swedish = new Set(everyRefusal.map(refusalSentence))
  assert.equal(new Set(sentences).size, swedish.size)
})

test('a refusal says what the user needs to put it right', () => {
  assert.equal(
    plain(refusalSentenceEn({ kind: 'AmountTooLarge', largest: 1_000_000 as Ore })),
    'The amount is too large. A fee can be at most SEK 10,000.',
  )
  assert.equal(
    refusalSentenceEn({ kind: 'VisitTooLongAgo', earliest: day('2024-06-03') }),
    'The date of the visit is too far back. The earliest that can be registered today is 3 June 2024.',
  )
})

describe('a notice', () => {
  const at = moment('2025-06-02T10:15:00+02:00')
  const visit = day('2025-06-01')
  const overcharged = 5_000 as Ore
  const said: readonly (readonly [Notice, string])[] = [
    [
      { kind: 'SuspectedDuplicate', registeredAt: at },
      'A fee just like this was registered already on 2 June 2025 at 10:15. Check that the visit has not been registered twice.',
    ],
    [
      { kind: 'Overcharged', isThisFee: true, visit, overcharged },
      'The fee is higher than what the patient is to pay: SEK 50 is overcharged and is to be paid back.',
    ],
    [
      { kind: 'Overcharged', isThisFee: false, visit, overcharged },
      'Of the fee for the visit on 1 June 2025, SEK 50 is now overcharged and is to be paid back.',
    ],
    [{ kind: 'FreeByAge', visit }, 'On 1 June 2025 the patient was of an age at which the visit is free of charge.'],
    [
      { kind: 'RecognisedRetry', registeredAt: at },
      'The same call came already on 2 June 2025 at 10:15. Nothing new has been registered.',
    ],
    [
      { kind: 'GivenBesideComputed', end: visit },
      'The patient already has a free card. The one registered is valid beside it, and there is a free card through 1 June 2025.',
    ],
    [{ kind: 'NumberIgnored' }, 'A free card on medical grounds gets its number here. The number given is not used.'],
    [
      { kind: 'AlreadyOrdered', orderedAt: at },
      'The card was ordered already on 2 June 2025 at 10:15. Nothing new has been ordered.',
    ],
    [{ kind: 'FinalCardKept' }, 'The free card is final and keeps its dates, also when a fee is changed or removed.'],
  ]
  for (const [notice, sentence] of said) test(sentence, () => assert.equal(plain(noticeTextEn([notice])), sentence))

  test('and another become sentences in a row, as many as in Swedish', () => {
    const all = said.map(([notice]) => notice)
    assert.equal(plain(noticeTextEn(all)), said.map(([, sentence]) => sentence).join(' '))
    assert.ok(noticeText(all).length > 0)
  })
})

test('every reason that a history can bring forth is said in English, with the rule and the fees that Swedish names', () => {
  const kinds = new Set<string>()
  fc.assert(
    fc.property(seeds, (seed) => {
      const { entries, question } = nastyHistory(seed)
      const answer = reckon(entries, question)
      if (!answer.ok) return
      const reasons = explain(answer.value)
      for (const { kind } of reasons) kinds.add(kind)
      const english = sayReasonsEn(reasons)
      for (const { text } of english) {
        assert.match(text, /^[A-Z].*\.$/)
        assert.doesNotMatch(text, /\b(undefined|NaN|null)\b|[åäöÅÄÖ]|\d kr\b/)
      }
      const named = ({ rule, fees }: (typeof english)[number]) => ({ rule, fees })
      assert.deepEqual(english.map(named), sayReasons(reasons).map(named))
    }),
    { numRuns: 1500 },
  )
  assert.ok(kinds.size >= 12, [...kinds].join())
})

test('the documents say each thing in both languages, and differently but for the service’s name', () => {
  const flat = (words: object, path = ''): [string, unknown][] =>
    Object.entries(words).flatMap(([key, value]) =>
      typeof value === 'object' ? flat(value, `${path}${key}.`) : [[`${path}${key}`, value] as [string, unknown]],
    )
  const swedish = new Map(flat(sv))
  const english = flat(en)
  assert.deepEqual(
    english.map(([key]) => key),
    [...swedish.keys()],
  )
  assert.deepEqual(
    english.filter(([key, value]) => typeof value === 'string' && swedish.get(key) === value).map(([key]) => key),
    ['service', 'patient'],
  )
})
