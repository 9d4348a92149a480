/** The reckoning against the naive model, on seeded histories. A disagreement prints its seed: `historyFromSeed(seed)` makes it again. */

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gavleborg } from '../../src/directory/region.ts'
import { settingsOf } from '../../src/domain/law/settings.ts'
import { simulate } from '../../src/simulate/simulate.ts'
import { faultCount, historyFromSeed, invalidHistoryFromSeed } from '../naive/histories.ts'
import { naiveAnswer } from '../naive/model.ts'

const SEEDS = 20_000
const settings = settingsOf(gavleborg())

/** The answer without its wording, instants as numbers; of a refused history only that it was. */
function compared(answer: object): unknown {
  if ('error' in answer) return 'refused'
  const { explanation: _, ...figures } = answer as { explanation?: unknown; cards: { finalAt: string | null }[] }
  return JSON.parse(JSON.stringify(figures), (key, value) =>
    key === 'finalAt' && value !== null ? Date.parse(value) : value,
  )
}

test(`${SEEDS} seeded histories: both reckonings give the same answer`, () => {
  let refused = 0
  for (let seed = 0; seed < SEEDS; seed += 1) {
    const history = historyFromSeed(seed)
    const answer = compared(simulate(JSON.stringify(history), settings))
    assert.deepEqual(answer, compared(naiveAnswer(history)), `seed ${seed}`)
    if (answer === 'refused') refused += 1
  }
  assert.ok(refused < SEEDS / 10, `${refused} of ${SEEDS} were refused: too few are left to compare`)
})

test('histories with one fault are refused by both reckonings, whatever the fault', () => {
  for (let seed = 0; seed < faultCount * 40; seed += 1) {
    const { fault, history } = invalidHistoryFromSeed(seed)
    assert.equal(compared(simulate(JSON.stringify(history), settings)), 'refused', `${fault}, seed ${seed}`)
    assert.equal(compared(naiveAnswer(history)), 'refused', `naive: ${fault}, seed ${seed}`)
  }
})
