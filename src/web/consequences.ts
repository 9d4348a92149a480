/** What an act would come to, before it is made: how the account stands now and then, and what would have to be seen to. */

import type { Statement } from '../domain/account/statement.ts'
import type { Ore } from '../domain/kernel/money.ts'
import { type Html, html, type Piece } from '../markup/html.ts'
import type { Preview } from '../usecases/preview.ts'
import type { TillWords } from '../words/till/sv.ts'
import { badge, isValid, type Standing, standingOf } from './standing.ts'

export function consequences(words: TillWords, { before, after, notices }: Preview, heading?: string): Html {
  const { preview } = words.acts
  const rows = ROWS.map(({ word, piece }) => ({
    word: preview[word],
    now: piece(words, standingOf(before), before),
    later: piece(words, standingOf(after), after),
  }))
  return html`<section class="card stack"><h2>${heading ?? preview.heading}</h2>
<table class="compare"><thead><tr><td class="label"></td><th scope="col">${preview.before}</th><th scope="col">${preview.after}</th></tr></thead>
<tbody>${rows.filter(({ now, later }) => now !== null || later !== null).map(({ word, now, later }) => html`<tr><th scope="row" class="label">${word}</th><td>${now ?? preview.none}</td><td>${later ?? preview.none}</td></tr>`)}</tbody></table>
${notices.length > 0 && html`<div class="notice wait"><p>${words.acts.see}:</p><ul>${notices.map((notice) => html`<li>${words.notice(notice)}</li>`)}</ul></div>`}
<p class="muted small">${preview.nothingSaved}</p></section>`
}

type Row = {
  readonly word: 'state' | 'paid' | 'remains' | 'validity' | 'overcharged'
  /** Null where there is nothing to tell. */
  readonly piece: (words: TillWords, standing: Standing, statement: Statement) => Piece | null
}

const ROWS: readonly Row[] = [
  { word: 'state', piece: (words, standing) => badge(words, standing) },
  { word: 'paid', piece: ({ kronor }, { card }) => (card === null ? null : kronor(card.currentAmount)) },
  {
    word: 'remains',
    piece: ({ kronor }, { card }) =>
      card?.kind === 'belowLimit' ? kronor(Math.max(0, card.amountToLimit) as Ore) : null,
  },
  {
    word: 'validity',
    piece: ({ acts, date }, { card }) =>
      isValid(card) ? acts.preview.through(date(card.reached), date(card.end)) : null,
  },
  {
    word: 'overcharged',
    piece: ({ kronor }, _, { overcharged }) => (overcharged === 0 ? null : kronor(overcharged)),
  },
]
