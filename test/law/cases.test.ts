/** The law as cases (cases/*.json), each judged by both reckonings where its form reaches the history of `efrikort simulate`. */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { formatDay } from '../../src/domain/kernel/day.ts'
import { formatKronor } from '../../src/domain/kernel/money.ts'
import { ceilingOfPriceBaseAmount, verificationOn } from '../../src/domain/law/ceiling.ts'
import { isFreeByAge } from '../../src/domain/law/freeByAge.ts'
import { lastDay } from '../../src/domain/law/period.ts'
import { simulate } from '../../src/simulate/simulate.ts'
import { naiveAnswer } from '../naive/model.ts'
import { act, quoted } from './act.ts'
import { type Case, type CaseOf, type Question, readCases } from './case.ts'
import { historyOf, installationOf } from './history.ts'
import { judge } from './judge.ts'
import { dayOf, oreOf, withoutDecimals } from './swedish.ts'

const files = readCases()

for (const { rule, says, cases } of files) {
  describe(`${rule}: ${says}`, () => {
    for (const one of cases) test(one.name, () => judgeCase(one))
  })
}

test('no two cases have the same name', () => {
  const names = files.flatMap(({ cases }) => cases.map(({ name }) => name))
  assert.deepEqual(
    names.filter((name, at) => names.indexOf(name) !== at),
    [],
  )
})

function judgeCase(one: Case): void {
  switch (one.kind) {
    case 'history':
      judgeHistory(one)
      break
    case 'quote':
      assert.deepEqual(quoted(one), one.expect)
      break
    case 'act':
      assert.deepEqual(act(one), one.expect)
      break
    case 'question':
      assert.equal(answerTo(one.ask), one.expect)
  }
}

/** The naive reckoning has refusals of its own, and knows no rules by principal. */
function judgeHistory(one: CaseOf<'history'>): void {
  const history = historyOf(one)
  judge(simulate(JSON.stringify(history), installationOf(one.settings)), one.expect)
  if (one.settings?.principals !== undefined) return
  const naive = naiveAnswer(history)
  if ('refused' in one.expect) assert.ok('error' in naive, 'the naive reckoning refuses too')
  else judge(naive, one.expect)
}

function answerTo(ask: Question): string | boolean {
  if ('lastDayOf' in ask) return formatDay(lastDay(dayOf(ask.lastDayOf)))
  if ('ceilingOfPriceBaseAmount' in ask)
    return withoutDecimals(formatKronor(ceilingOfPriceBaseAmount(oreOf(ask.ceilingOfPriceBaseAmount))))
  if ('verificationOn' in ask)
    return verificationOn(dayOf(ask.verificationOn.day), dayOf(ask.verificationOn.verifiedThrough))
  const { born, visit, below = 20, from = 85 } = ask.isFreeByAge
  return isFreeByAge(dayOf(born), dayOf(visit), { freeBelowAge: below, freeFromAge: from })
}
