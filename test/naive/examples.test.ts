// Runs the naive model over the worked examples of the design and compares whole answers.

import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { naiveAnswer } from './model.ts'

interface Example {
  name: string
  rule: string
  history: unknown
  answer: { current: number | null; cards: { finalAt: string | null }[] }
}

const folder = new URL('../../../shared/design/examples/', import.meta.url)

if (!existsSync(folder)) {
  test('examples of the design', { skip: 'the folder ../shared/design/examples is not there' }, () => {})
} else {
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.json'))) {
    const example = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Example
    test(`example ${example.name} (${example.rule})`, () => {
      const answer = naiveAnswer(example.history)
      if ('error' in answer) assert.fail(answer.error.message)
      const { asOf, current, ...rest } = answer
      assert.equal(asOf, (example.history as { asOf: string }).asOf)
      assert.deepEqual(
        { ...rest, current: current === null ? null : answer.cards.indexOf(current) },
        { ...example.answer },
      )
    })
  }
}
