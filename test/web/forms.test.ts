/** What is typed at the till, read into values. */

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readAmount, readDay } from '../../src/web/forms.ts'
import { candidatesOf } from '../../src/web/identity.ts'
import { day } from '../usecases/world.ts'

test('an amount is read as people write it', () => {
  const written: readonly [string, number | null][] = [
    ['250', 25_000],
    ['250,50', 25_050],
    ['250.5', 25_050],
    ['1 450 kr', 145_000],
    ['1\u00a0450\u00a0kr', 145_000],
    ['SEK 100', 10_000],
    ['250:-', 25_000],
    ['0', 0],
    ['', null],
    ['kr', null],
    ['-250', null],
    ['250,505', null],
    ['1.450,00', null],
    ['2e3', null],
    ['9999999999', null],
    ['<b>', null],
  ]
  for (const [text, expected] of written) assert.equal(readAmount(text), expected, text)
})

test('a day is read with or without separators, and must be in the calendar', () => {
  assert.equal(readDay('2025-05-02'), day('2025-05-02'))
  assert.equal(readDay('20250502'), day('2025-05-02'))
  assert.equal(readDay('2025/5/2'), day('2025-05-02'))
  assert.equal(readDay('2025-02-29'), null)
  assert.equal(readDay('i går'), null)
})

test('a number is normalised; ten digits take the youngest age that they allow', () => {
  const today = day('2025-06-02')
  const typed: readonly [string, string][] = [
    ['19900101-2385', '199001012385'],
    ['199001012385', '199001012385'],
    ['900101-2385', '199001012385'],
    ['9001012385', '199001012385'],
    ['170101-2393', '201701012393'],
    ['250602-0000', '202506020000'],
    ['250603-0000', '192506030000'],
    ['121212+1212', '191212121212'],
    ['121212-1212', '201212121212'],
    [' 22750303zz08 ', '22750303ZZ08'],
    ['900161–2385', '199001612385'],
    ['250662-0000', '202506620000'],
  ]
  for (const [text, expected] of typed) assert.deepEqual(candidatesOf(text, today), [expected], text)
})
