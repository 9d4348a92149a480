/** Templates: what is put into them stays text, whatever it is. */

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Html, html, joined, markupOf } from '../../src/markup/html.ts'

test('hostile text stays text, in an element and in an attribute', () => {
  const hostile = `"><script>alert('1')</script>&lt;`
  assert.equal(
    markupOf(html`<p title="${hostile}">${hostile}</p>`),
    '<p title="&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;lt;">&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;lt;</p>',
  )
})

test('a template within a template is markup once, and text in it stays text', () => {
  assert.equal(
    markupOf(html`<ul>${['a', '<b>'].map((one) => html`<li>${one}</li>`)}</ul>`),
    '<ul><li>a</li><li>&lt;b&gt;</li></ul>',
  )
})

test('nothing stands where nothing was given; a number stands as it is', () => {
  assert.equal(markupOf(html`[${null}${undefined}${false}${0}]`), '[0]')
})

test('what came as data cannot pass as markup', () => {
  const forged = JSON.parse('{"markup":"<b>","Symbol(markup)":"<b>"}') as Html
  assert.equal(markupOf(html`${forged}`), 'undefined')
})

test('signs that turn the reading direction are taken out', () => {
  assert.equal(markupOf(html`${'a\u202eb\u2066c\u0000d\u200fe'}`), 'abcde')
})

test('pieces are joined with markup between them', () => {
  assert.equal(markupOf(html`${joined(['<', '>'], html`<br>`)}`), '&lt;<br>&gt;')
})
