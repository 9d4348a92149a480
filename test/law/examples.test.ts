/** The worked examples of the design, whole answers (examples/*.json), and that they are still the design's. */

import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { gavleborg } from '../../src/directory/region.ts'
import { settingsOf } from '../../src/domain/law/settings.ts'
import { isError, simulate } from '../../src/simulate/simulate.ts'

type Example = {
  readonly name: string
  readonly rule: string
  readonly history: object
  readonly answer: { readonly current: number | null }
}

const FOLDER = join(import.meta.dirname, 'examples')
const DESIGN = join(import.meta.dirname, '../../../shared/design/examples')

const namesIn = (folder: string): string[] => globSync('*.json', { cwd: folder }).sort()
const read = (folder: string, file: string): Example => JSON.parse(readFileSync(join(folder, file), 'utf8')) as Example

describe('an example of the design holds', () => {
  for (const { name, rule, history, answer } of namesIn(FOLDER).map((file) => read(FOLDER, file))) {
    test(`${name} (${rule})`, () => {
      const outcome = simulate(JSON.stringify(history), settingsOf(gavleborg()))
      if (isError(outcome)) assert.fail(outcome.error.message)
      const { asOf: _, explanation, current, ...figures } = outcome
      assert.deepEqual({ ...figures, current: current === null ? null : figures.cards.indexOf(current) }, answer)
      assert.ok(explanation.length > 0, 'it is explained')
    })
  }
})

const absence = existsSync(DESIGN) ? false : 'the folder ../shared/design/examples is not there'
test('the examples are those of the design', { skip: absence }, () => {
  assert.deepEqual(namesIn(FOLDER), namesIn(DESIGN))
  for (const file of namesIn(DESIGN)) assert.deepEqual(read(FOLDER, file), read(DESIGN, file), file)
})
