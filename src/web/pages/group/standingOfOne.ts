/** How one person's own account stands, in short: the state, and the figures that belong to it. */

import type { Statement } from '../../../domain/account/statement.ts'
import type { Ore } from '../../../domain/kernel/money.ts'
import { type Html, html } from '../../../markup/html.ts'
import type { TillWords } from '../../../words/till/sv.ts'
import { badge, isValid, standingOf } from '../../standing.ts'

export function standingOfOne(words: TillWords, statement: Statement): Html {
  const standing = standingOf(statement)
  const { card } = standing
  const { state, acts, kronor, date } = words
  return html`<p>${badge(words, standing)}</p>
${
  card !== null &&
  html`<dl class="facts"><div><dt>${acts.preview.paid}</dt><dd>${kronor(card.currentAmount)}</dd></div>
${isValid(card) ? html`<div><dt>${state.number}</dt><dd class="number">${card.identity?.number ?? '–'}</dd></div><div><dt>${acts.preview.validity}</dt><dd>${acts.preview.through(date(card.reached), date(card.end))}</dd></div>` : html`<div><dt>${acts.preview.remains}</dt><dd>${kronor(Math.max(0, card.amountToLimit) as Ore)}</dd></div>`}</dl>`
}`
}
