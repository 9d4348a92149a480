/** What of a text the font can show, and what becomes of the rest. */

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { test } from 'node:test'
import { coverageOf } from '../../src/documents/coverage.ts'
import { legibleBy } from '../../src/documents/legible.ts'

const FONT = createRequire(import.meta.url).resolve('source-sans/OTF/SourceSans3-Regular.otf')
const covered = coverageOf(readFileSync(FONT))
const legible = legibleBy(covered)

test('the font shows the letters of Swedish names and of their neighbours, and the box for what it lacks', () => {
  for (const sign of 'ÅÄÖåäöÉéÜüØøÆæŁłŠšČčĆćŽžÐðÞþŐőĞğİıŞşẞßÑñẵЖжΩω–−·()0123456789\u00a0□')
    assert.ok(covered.has(sign.codePointAt(0) as number), sign)
  assert.equal(covered.has(0x6f22), false)
})

test('an ordinary text is left as it is', () => {
  for (const text of ['', 'Åsa Öberg-Łuczak', 'Läkarhuset “Gavlan” & Co. (publ)', '1\u00a0450\u00a0kr'])
    assert.equal(legible(text), text)
})

test('a letter told in two parts becomes the one it is', () => {
  assert.equal(legible('A\u030asa'), '\u00c5sa')
})

test('each sign without a shape becomes one box, however many parts it has', () => {
  assert.equal(legible('a\u{1f600}b'), 'a□b')
  assert.equal(legible('\u{1f468}\u200d\u{1f469}\u200d\u{1f467} \u{1f44d}\u{1f3fd}'), '□ □')
  assert.equal(legible('\u6f22\u5b57'), '□□')
  assert.equal(legible('a\ud800b'), 'a□b')
})

test('what is invisible is left out, and a break becomes a space', () => {
  assert.equal(legible('a\u202eb\u2066c\u2069\u200f\u00ad\ufeff\u0000\u0007d'), 'abcd')
  assert.equal(legible('a\r\nb\tc\u2028d'), 'a b c d')
})

test('a font without a map of characters is refused', () => {
  assert.throws(() => coverageOf(new Uint8Array(64)), /no table cmap/)
})
