/** A file is cut into lines and accounts the same way wherever one begins, and whatever its lines hold. */

import assert from 'node:assert/strict'
import { type FileHandle, open } from 'node:fs/promises'
import { test } from 'node:test'
import { type AccountLines, batchesOf } from '../../src/transfer/accountLines.ts'
import { linesOf, START } from '../../src/transfer/lines.ts'
import { markOf, surveyOf } from '../../src/transfer/survey.ts'
import { fee, withFile } from './files.ts'

const opened = <T>(content: string | Buffer, act: (file: FileHandle) => Promise<T>): Promise<T> =>
  withFile(content, async (path) => {
    const file = await open(path)
    try {
      return await act(file)
    } finally {
      await file.close()
    }
  })

const collected = async <T>(parts: AsyncIterable<readonly T[]>): Promise<T[]> => {
  const all: T[] = []
  for await (const part of parts) all.push(...part)
  return all
}

test('every line stands where it says, also across the chunks that are read, and a marked, long or last one too', async () => {
  const long = 'x'.repeat(700_000)
  const content = Buffer.from(`\ufeffå\r\n\n${long}\n${'y'.repeat(1_048_576)}\n${'z'.repeat(1_048_577)}\nlast\r`)
  await opened(content, async (file) => {
    const lines = await collected(linesOf(file, START))
    assert.deepEqual(
      lines.map(({ number, from, through, bytes }) => [number, from, through, bytes === null ? null : bytes.length]),
      [
        [1, 0, 7, 2],
        [2, 7, 8, 0],
        [3, 8, 700_009, 700_000],
        [4, 700_009, 1_748_586, 1_048_576],
        [5, 1_748_586, 2_797_164, null],
        [6, 2_797_164, 2_797_169, 4],
      ],
    )
    assert.equal(lines[0]?.bytes?.toString(), 'å')
    for (const { number, from } of lines)
      assert.deepEqual(
        (await collected(linesOf(file, { offset: from, number }))).map((line) => line.through),
        lines.slice(number - 1).map((line) => line.through),
      )
  })
})

/** What is told of an account, its lines by their numbers. */
const told = ({ key, lines, first, last, from, through, fault }: AccountLines) => ({
  key,
  lines: lines.map(({ number }) => number),
  place: [first, last, from, through],
  fault: fault === null ? null : [fault.line, fault.refusal.kind],
})

test('the accounts behind a batch are the same whether the file is read on or begun there', async () => {
  const line = (at: number): string => {
    if (at % 97 === 3) return 'no json'
    if (at % 41 === 5) return '  '
    return JSON.stringify(fee(`B${Math.floor(at / 7)}`, `f-${at}`))
  }
  const content = Array.from({ length: 5_000 }, (_, at) => `${line(at)}\n`).join('')
  await opened(content, async (file) => {
    const batches = []
    for await (const batch of batchesOf(file, START)) batches.push(batch)
    assert.ok(batches.length > 3)
    const all = batches.flatMap(({ accounts }) => accounts.map(told))
    // Fifty-two lines tell no account; fourteen of them stand between two.
    assert.equal(all.filter(({ fault }) => fault !== null).length, 66)
    let before = 0
    for (const { accounts, next } of batches) {
      before += accounts.length
      const rest = []
      for await (const batch of batchesOf(file, next)) rest.push(...batch.accounts.map(told))
      assert.deepEqual(rest, all.slice(before))
    }
  })
})

test('an account stands apart when another stands between its lines, and not when what stands between tells none', async () => {
  const line = (person: string): string => JSON.stringify({ person, cardType: 'CARE_VISIT' })
  const content = [line('A'), 'x', line('a'), '', line('A'), line('B'), line('C'), line('b'), line('D')].join('\n')
  await opened(content, async (file) => {
    const { apart, lines } = await surveyOf(file, () => undefined)
    assert.deepEqual([lines, [...apart]], [9, [markOf('B\nCARE_VISIT')]])
  })
})
