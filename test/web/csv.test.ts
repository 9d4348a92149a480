/** A table for a spreadsheet: what it opens with, and cells that must not become formulas. */

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { csvOf } from '../../src/web/pages/owed/csv.ts'

const textOf = (cells: readonly string[]): string => Buffer.from(csvOf([cells])).toString('utf8')

test('a table begins with the mark of UTF-8, parts cells by semicolons and ends lines as spreadsheets do', () => {
  assert.deepEqual([...csvOf([['å', 'b']])], [0xef, 0xbb, 0xbf, 0xc3, 0xa5, 0x3b, 0x62, 0x0d, 0x0a])
})

test('what begins like a formula is made harmless, and only that', () => {
  const cells: readonly [string, string][] = [
    ['=1+1', "'=1+1"],
    ['+46', "'+46"],
    ['-5', "'-5"],
    ['@SUM(A1)', "'@SUM(A1)"],
    [' =1', "' =1"],
    ['\t=1', "'\t=1"],
    ['\uff1d1', "'\uff1d1"],
    ['19900101-2385', '19900101-2385'],
    ['250,50', '250,50'],
    ['', ''],
  ]
  for (const [told, expected] of cells) assert.equal(textOf([told]), `\ufeff${expected}\r\n`, told)
})

test('a cell that holds what parts cells is put in quotes', () => {
  assert.equal(textOf(['a;b', 'say "c"', 'd\ne']), '\ufeff"a;b";"say ""c""";"d\ne"\r\n')
})
