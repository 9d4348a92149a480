/** No document is better than one that not everybody can read: what typst refuses in PDF/UA mode, and that a fault tells nothing of the document. */

import assert from 'node:assert/strict'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { press } from '../../src/documents/press.ts'

const FOLDER = join(import.meta.dirname, 'broken')
const SECRET = '199001012385'
const set = press(FOLDER)
const told = (text: string) => ({ told: text })

test('a whole document is set', () => {
  assert.equal(
    Buffer.from(set('whole.typ', told('x')))
      .toString('latin1')
      .slice(0, 5),
    '%PDF-',
  )
})

describe('there is no document', () => {
  for (const [name, template, complaint] of [
    ['without a title', 'untitled', /missing document title/],
    ['with a picture that has no alternative text', 'silentPicture', /missing alt text/],
    ['with a heading that skips a level', 'skippedHeading', /skipped from heading level 1 to 3/],
    ['whose font is not there', 'lostFont', /unknown font family/],
    ['that reads a file outside the templates', 'outside', /access denied/],
    ['that reads a file of the machine', 'absolute', /file not found/],
    ['of a template that is not there', 'missing', /file not found/],
  ] as const)
    test(name, () => assert.throws(() => set(`${template}.typ`, told('x')), complaint))
})

test('a fault quotes nothing of the document', () => {
  for (const text of [SECRET, `"${SECRET}"`, `\`${SECRET}\``, `\n${SECRET}\n`, `\\"${SECRET}\\`])
    assert.throws(
      () => set('quoting.typ', told(text)),
      (fault: Error) => fault.message.startsWith('quoting.typ became no document') && !fault.message.includes(SECRET),
    )
})

test('after a fault the next document is set', () => {
  assert.throws(() => set('untitled.typ', told('x')))
  assert.ok(set('whole.typ', told('x')).length > 1000)
})
