/** `efrikort import` and `efrikort export` as an operator meets them: words, exit status, what is said where, and the files they leave. */

import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { type Counter, openCounter } from '../usecases/counter.ts'
import { asLines, correction, fee } from './files.ts'
import { runProgram } from './process.ts'

describe('the commands', () => {
  let counter: Counter
  let folder: string
  before(async () => {
    counter = await openCounter()
    folder = mkdtempSync(join(tmpdir(), 'efrikort-transfer-'))
  })
  after(async () => {
    await counter.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const written = (name: string, content: string): string => {
    const path = join(folder, name)
    writeFileSync(path, content)
    return path
  }

  const run = (words: readonly string[], input: string | Buffer = '') => runProgram(counter.database, words, input)

  test('the lines that were refused are written as they were, mended, and imported in their turn', async () => {
    const [good, bad, worse] = [counter.stranger(), counter.stranger(), counter.stranger()]
    const goodLine = asLines(fee(good, 'k-1'))
    const wrong = asLines(fee(bad, 'k-2', { amount: '250,00' }), correction(bad, 'k-2', { reason: 'för högt' }))
    const last = asLines(fee(worse, 'k-3', { visitDate: '2025-03-04' })).trimEnd()
    const path = written('k.jsonl', `${wrong.replaceAll('\n', '\r\n')}\n${goodLine}${last}`)
    const refusedPath = join(folder, 'k.refused.jsonl')
    const first = await run(['import', path, '--refused', refusedPath])
    assert.equal(first.status, 1)
    assert.equal(
      first.stdout,
      [
        'line 1: Malformed: amount: expected kronor as text with two decimals ("250.00"), at most 1000000.00 (lines 1 to 2 were refused)',
        'line 5: VisitInTheFuture: visitDate: after the day on which it was recorded, in Sweden (lines 5 to 5 were refused)',
        '5 lines: 1 entries of 1 accounts are in, 3 lines of 2 accounts were refused',
        '1 cards that the lines did not tell were given an id and a number here',
        '',
      ].join('\n'),
    )
    assert.equal(readFileSync(refusedPath, 'utf8'), `${wrong.replaceAll('\n', '\r\n')}${last}\n`)
    assert.equal(statSync(refusedPath).mode & 0o777, 0o600)
    const mended = readFileSync(refusedPath, 'utf8')
      .replace('250,00', '250.00')
      .replace('"visitDate":"2025-03-04"', '"visitDate":"2025-03-03"')
    const second = await run(['import', written('mended.jsonl', mended)])
    assert.equal(second.status, 0)
    assert.match(second.stdout, /3 entries of 2 accounts are in, 0 lines of 0 accounts were refused/)
    const { rows } = await counter.pool.query(`select content from entry_content where content like '%för högt%'`)
    assert.equal(rows.length, 1)
  })

  test('nothing is begun where the refused lines could not be written, or the words are wrong', async () => {
    const path = written('l.jsonl', asLines(fee(counter.stranger(), 'u-1')))
    const there = written('there.jsonl', 'mine')
    const refusals: readonly (readonly [readonly string[], RegExp])[] = [
      [['import', path, '--refused', there], /there\.jsonl exists already/],
      [['import', path, '--refused', path], /l\.jsonl exists already/],
      [['import', path, '--refused', join(folder, 'no', 'x')], /is no folder/],
      [['import'], /usage: efrikort import FILE/],
      [['import', path, path], /usage: efrikort import FILE/],
      [['import', path, '--refuse', 'x'], /usage: efrikort import FILE/],
      [['import', join(folder, 'none.jsonl')], /none\.jsonl cannot be read \(ENOENT\)/],
      [['import', folder], /is no file/],
      [['export', '199001012385'], /usage: efrikort export < persons/],
    ]
    for (const [words, said] of refusals) {
      const { status, stdout, stderr } = await run(words)
      assert.deepEqual([status, stdout], [2, ''], words.join(' '))
      assert.match(stderr, said)
    }
    assert.equal(readFileSync(there, 'utf8'), 'mine')
    const { rows } = await counter.pool.query(`select from foreign_id where id = 'u-1'`)
    assert.equal(rows.length, 0)
  })

  test('what is exported is imported: persons on standard input, lines on standard output, and nobody named elsewhere', async () => {
    const [person, stranger] = [counter.stranger(), counter.stranger()]
    const line = asLines(fee(person, 'e-1', { issued: [{ id: '7d0f4c3e-1f6a-4b7e-9a52-0c8a3f1de0aa', number: 'G' }] }))
    await run(['import', written('e.jsonl', line)])
    const exported = await run(['export'], `\ufeff${person}\r\n\r\n${stranger} CARE_VISIT\r\n`)
    assert.equal(exported.stdout, line)
    assert.equal(exported.status, 1)
    assert.equal(
      exported.stderr,
      'line 3: the person has no such account here\n1 entries of 1 accounts; nothing for 1 lines\n',
    )
    const all = await run(['export'], `${person}\n`)
    assert.deepEqual([all.status, all.stdout], [0, line])
  })

  test('whom it concerns is told nowhere but in the lines', async () => {
    const person = counter.stranger()
    const path = written('p.jsonl', asLines(fee(person, 'n-1'), correction(person, 'n-2')))
    const { status, stdout, stderr } = await run(['import', path])
    assert.equal(status, 1)
    assert.ok(!stdout.includes(person) && !stderr.includes(person))
    assert.ok(!existsSync(join(folder, 'p.refused.jsonl')))
  })
})
