/** The reference of the transfer format tells the truth: its example is imported, exported and the same again, and it names every refusal. */

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { REFUSAL_SENTENCES } from '../../src/transfer/refusals.ts'
import { type Counter, openCounter } from '../usecases/counter.ts'
import { exporting, importing } from './files.ts'

const REFERENCE = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'reference', 'transfer.md'), 'utf8')

describe('the reference of the transfer format', () => {
  let counter: Counter
  before(async () => {
    counter = await openCounter()
  })
  after(() => counter.close())

  test('its example is what an import reads and an export writes', async () => {
    const example = /```jsonl\n([\s\S]*?)```/.exec(REFERENCE)?.[1] ?? ''
    const { refused, counts } = await importing(counter, example)
    assert.deepEqual([refused, counts.entries, counts.identitiesMade], [[], 14, 0])
    assert.equal((await exporting(counter, '199001012385', '191212121212', '201701012393')).text, example)
    for (const person of ['191212121212', '201701012393']) assert.equal(await counter.shown(person), null)
    assert.deepEqual(await counter.shown('199001012385'), {
      status: 'BELOW_LIMIT',
      id: '7d0f4c3e-1f6a-4b7e-9a52-0c8a3f1de001',
      number: 'G 4711',
      paid: 140_000,
      toLimit: 5_000,
      fees: [140_000],
    })
  })

  test('names every refusal, by its kind and its sentence, and no other', () => {
    const [, table = ''] = REFERENCE.split('## Refusals\n')
    const told = [...table.matchAll(/^\| (\w+) \| (.+) \|$/gm)].map(([, kind, sentence]) => [kind, sentence])
    assert.deepEqual(told, [
      ['kind', 'sentence'],
      ...Object.entries(REFUSAL_SENTENCES),
      ['Malformed', 'the field, and what it should hold'],
    ])
  })
})
