// Checks the generator with the naive model: valid histories are answered, each fault is refused, the same seed gives
// the same history, and the features that make a history worth replaying are common enough.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { faultCount, historyFromSeed, invalidHistoryFromSeed } from './histories.ts'
import { type NaiveFeature, naiveAnswer } from './model.ts'

const histories = 1500

test('a seed gives one history', () => {
  for (let seed = 0; seed < 50; seed++) {
    assert.deepEqual(historyFromSeed(seed), historyFromSeed(seed))
    assert.deepEqual(invalidHistoryFromSeed(seed), invalidHistoryFromSeed(seed))
  }
})

test('valid histories are answered, and show the features aimed at', (t) => {
  const count = new Map<NaiveFeature | 'refused', number>()
  for (let seed = 0; seed < histories; seed++) {
    const history = historyFromSeed(seed)
    const seen = new Set<NaiveFeature | 'refused'>()
    const answer = naiveAnswer(history, (feature) => seen.add(feature))
    if ('error' in answer) {
      assert.equal(answer.error.kind, 'final card', `seed ${seed}: ${answer.error.message}`)
      assert.equal(history.settings?.finalCardPolicy, 'refuse', `seed ${seed}`)
      seen.add('refused')
    }
    for (const feature of seen) count.set(feature, (count.get(feature) ?? 0) + 1)
  }
  const share = (feature: NaiveFeature | 'refused'): number => (count.get(feature) ?? 0) / histories
  for (const [feature, times] of [...count].sort((a, b) => b[1] - a[1]))
    t.diagnostic(`${feature}: ${((100 * times) / histories).toFixed(1)} %`)
  assert.ok(share('reached card') > 0.6)
  assert.ok(share('several cards') > 0.3)
  for (const feature of ['O2(c)', 'step 3', 'overlapping cards', 'continued and moved'] as const)
    assert.ok(share(feature) > 0.1, feature)
  for (const feature of ['ceased', 'came again', 'window cut by a given card', 'several computed at once'] as const)
    assert.ok(share(feature) > 0.04, feature)
  assert.ok(share('refused') > 0 && share('refused') < 0.1)
})

test('a history with one fault is refused', () => {
  for (let seed = 0; seed < faultCount * 20; seed++) {
    const { fault, history } = invalidHistoryFromSeed(seed)
    assert.ok('error' in naiveAnswer(history), `seed ${seed}: ${fault}`)
  }
})
