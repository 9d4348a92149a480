/** Why an account stands as it does, in Swedish: a dozen situations word for word, and that nothing is left unexplained in any. */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { explain, type Reason } from '../../src/domain/account/explanation.ts'
import { reckon } from '../../src/domain/account/reckon.ts'
import type { CardStatement, Statement } from '../../src/domain/account/statement.ts'
import { isError, simulate } from '../../src/simulate/simulate.ts'
import { sayReasons } from '../../src/words/explanation.ts'
import { nastyHistory, seeds } from '../domain/arbitraries.ts'
import { fc } from '../property.ts'
import type { CaseOf } from './case.ts'
import { historyOf, installationOf } from './history.ts'
import { SITUATIONS, type Situation } from './situations.ts'

const RUNS = { numRuns: 1500 }

function explanationOf(situation: Situation) {
  const history = historyOf(situation as unknown as CaseOf<'history'>)
  const answer = simulate(JSON.stringify(history), installationOf(situation.settings))
  if (isError(answer)) assert.fail(answer.error.message)
  return answer.explanation
}

describe('a situation is explained in these words', () => {
  for (const situation of SITUATIONS) {
    test(situation.name, () => {
      const told = explanationOf(situation).map(({ rule, text }) => [rule, text.replaceAll('\u00a0', ' ')])
      assert.deepEqual(told, situation.steps)
    })
  }
})

test('no amount is parted from its kronor, nor its thousands, at the end of a line', () => {
  for (const { text } of SITUATIONS.flatMap(explanationOf)) assert.doesNotMatch(text, /\d kr|\d \d{3}\b/)
})

const ofNastyHistories = (check: (statement: Statement, reasons: readonly Reason[]) => void): void =>
  fc.assert(
    fc.property(seeds, (seed) => {
      const { entries, question } = nastyHistory(seed)
      const answer = reckon(entries, question)
      if (answer.ok) check(answer.value, explain(answer.value))
    }),
    RUNS,
  )

const OPENING: Readonly<Record<CardStatement['kind'], Reason['kind']>> = {
  belowLimit: 'InWindow',
  reached: 'Reached',
  given: 'Given',
}

test('every card is explained, in the order of the cards, and says what becomes of it', () => {
  ofNastyHistories(({ cards }, reasons) => {
    const openings = reasons.filter(({ kind }) => Object.values(OPENING).includes(kind)).map(({ kind }) => kind)
    assert.deepEqual(
      openings,
      cards.map(({ kind }) => OPENING[kind]),
    )
    const lives = reasons.filter(({ kind }) => ['Preliminary', 'Final', 'Expired', 'Remains'].includes(kind))
    assert.equal(lives.length, cards.length)
  })
})

test('every overcharge is explained once, with the fee and the rule that says so', () => {
  ofNastyHistories(({ cards }, reasons) => {
    const overcharged = cards.flatMap(({ shares }) => shares).filter((share) => share.overcharged > 0)
    const explained = reasons.filter((reason) => reason.kind === 'Capped' || reason.kind === 'Free')
    assert.deepEqual(
      explained.map(({ share }) => share),
      overcharged,
    )
    for (const { kind, share } of explained) assert.equal(kind === 'Free', share.freeBy !== null)
  })
})

test('every fee that has fallen out is named', () => {
  ofNastyHistories(({ expired }, reasons) => {
    const named = reasons.flatMap((reason) => (reason.kind === 'FellOut' ? reason.fees : []))
    assert.deepEqual(named, expired)
  })
})

test('every step names a rule of docs/law and speaks of fees that are there', async () => {
  const address = new URL('../../script/reference/law.ts', import.meta.url).href
  const { readLaw } = (await import(address)) as {
    readonly readLaw: () => { readonly rules: readonly { readonly id: string }[] }
  }
  const rules = new Set(readLaw().rules.map(({ id }) => id))
  ofNastyHistories((statement, reasons) => {
    const there = new Set(
      [...statement.cards.flatMap(({ shares }) => shares.map(({ fee }) => fee)), ...statement.expired].map(
        ({ id }) => id as string,
      ),
    )
    for (const { rule, text, fees } of sayReasons(reasons)) {
      assert.ok(rules.has(rule), rule)
      assert.match(text, /^[A-ZÅÄÖ\d].*\.$/)
      assert.doesNotMatch(text, /undefined|NaN|null/)
      assert.ok(fees.every((fee) => there.has(fee)))
    }
  })
})
