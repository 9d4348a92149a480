/** How the search looks: the page itself, and the small field that stands on a patient's page. */

import { type Html, html } from '../../../markup/html.ts'
import type { TillWords } from '../../../words/till/sv.ts'
import { errorSummary, type Filled, field, hidden } from '../../forms.ts'

export type SearchModel = {
  readonly csrf: string
  readonly filled: Filled
  readonly mayFindCard: boolean
  /** Those who have the card that was searched for, when they are several. */
  readonly found: readonly { readonly address: string; readonly text: string }[]
}

export const searchView = (words: TillWords, model: SearchModel): Html => html`<div class="narrow stack">
<h1>${words.search.title}</h1>
${errorSummary(words, model.filled.faults)}
${model.found.length > 0 && foundView(words, model)}
<form class="card stack" method="post" action="/sok" role="search">
${hidden({ csrf: model.csrf })}
${field({ name: 'person', label: words.search.label, hint: words.search.hint, more: PERSON_FIELD }, model.filled)}
<div class="acts"><button class="ds-button">${words.search.button}</button></div>
</form>
${model.mayFindCard && cardForm(words, model)}
</div>`

/** Letters are in reserve numbers; the browser is not to remember whom one has looked for. */
const PERSON_FIELD = html`spellcheck="false" maxlength="40" data-search autofocus`

const foundView = (
  words: TillWords,
  { found }: SearchModel,
): Html => html`<div class="notice"><p>${words.search.cardSeveral}</p>
<ul>${found.map(({ address, text }) => html`<li><a href="${address}">${text}</a></li>`)}</ul></div>`

const cardForm = (
  words: TillWords,
  { csrf, filled }: SearchModel,
): Html => html`<form class="card stack" method="post" action="/sok/kort">
${hidden({ csrf })}
${field({ name: 'card', label: words.search.cardLabel, more: html`spellcheck="false" maxlength="40"` }, filled)}
<div class="acts"><button class="ds-button" data-variant="secondary">${words.search.cardButton}</button></div>
</form>`

/** On a patient's page, for the next one in the queue. */
export const searchBar = (
  words: TillWords,
  csrf: string,
): Html => html`<form class="search-bar no-print" method="post" action="/sok" role="search">
${hidden({ csrf })}
<label class="unseen" for="next-person">${words.search.label}</label>
<input class="ds-input" id="next-person" name="person" autocomplete="off" spellcheck="false" maxlength="40" data-search aria-describedby="search-key">
<button class="ds-button" data-variant="secondary">${words.search.button}</button>
<p class="hint" id="search-key">${words.search.key}</p>
</form>`
