/** How the cards look, each a sheet of its own: the one of today first, then the earlier ones, last what counts no longer. */

import type { CardStatement } from '../../../domain/account/statement.ts'
import { type Html, html, type Piece } from '../../../markup/html.ts'
import type { CardView, FeeRow } from '../../../usecases/cardView.ts'
import type { TillWords } from '../../../words/till/sv.ts'
import { badge, isValid, kindOf } from '../../standing.ts'
import { type FeeTableModel, table } from '../patient/feeTable.ts'

export function cardsView(words: TillWords, model: FeeTableModel): Html {
  const { cards, current, expired } = model.view
  const isNow = (card: CardView): boolean => current !== null && isSame(card, current)
  const earlier = cards.filter((card) => !isNow(card))
  if (cards.length + expired.length === 0) return html`<p>${words.cards.none}</p>`
  return html`${current !== null && section(words, model, [current], isValid(current.card) ? words.cards.now : words.cards.counting)}
${earlier.length > 0 && section(words, model, earlier, words.cards.before)}
${expired.length > 0 && expiredFees(words, model, expired)}`
}

const isSame = (a: CardView, b: CardView): boolean =>
  a.card.identity?.id === b.card.identity?.id && a.card.kind === b.card.kind

const section = (words: TillWords, model: FeeTableModel, cards: readonly CardView[], heading: string): Html =>
  html`<section class="stack"><h2>${heading}</h2>${cards.map((card) => sheetOf(words, model, card))}</section>`

function sheetOf(words: TillWords, model: FeeTableModel, view: CardView): Html {
  const { card, rows, given } = view
  const { cards, state } = words
  const number = card.identity?.number ?? null
  const fees = rows.filter(({ shown }) => shown.kind !== 'whole' || shown.status === 'ACTIVE').length
  return html`<article class="card stack">
<div class="card-head"><h3>${number === null ? cards.unnumbered : cards.heading(number)}</h3>
<p>${badge(words, { kind: kindOf(card), card })}${given !== null && html` <span class="tag">${given.reason === 'MEDICAL' ? state.medical : state.given}</span>`}</p></div>
<dl class="facts">${factsOf(words, view).map(([word, value]) => html`<div><dt>${word}</dt><dd>${value}</dd></div>`)}</dl>
${card.status === 'PRELIMINARY' && html`<p>${state.becomesFinal(words.time(card.finalAt))}</p>`}
${card.overcharged > 0 && html`<p class="bad-ink">${cards.overcharged}: ${words.kronor(card.overcharged)}</p>`}
${rows.length === 0 ? html`<p class="muted">${cards.noFees}</p>` : html`<details${rows.length <= FEW && html` open`}><summary>${cards.fees(fees)}</summary>${table(words, model, rows, cards.fees(fees))}</details>`}
</article>`
}

/** A card with more fees than these is told in short until it is opened. */
const FEW = 12

function factsOf(words: TillWords, { card, principal, orderedAt }: CardView): [string, Piece][] {
  const { cards, kronor, time } = words
  const more: [string, Piece][] = [[cards.principal, principal.name]]
  if (orderedAt !== null) more.push([cards.ordered, time(orderedAt)])
  return [...datesOf(words, card), [cards.paid, kronor(card.currentAmount)], ...ceilingOf(words, card), ...more]
}

function datesOf({ cards, state, date }: TillWords, card: CardStatement): [string, Piece][] {
  if (card.kind === 'belowLimit') return [[cards.start, date(card.start)]]
  const first: [string, Piece][] = card.kind === 'reached' ? [[cards.start, date(card.start)]] : []
  return [...first, [state.validFrom, date(card.reached)], [state.validThrough, date(card.end)]]
}

const ceilingOf = ({ cards, kronor }: TillWords, card: CardStatement): [string, Piece][] =>
  card.kind === 'given' ? [] : [[cards.ceiling, kronor(card.ceiling)]]

const expiredFees = (words: TillWords, model: FeeTableModel, rows: readonly FeeRow[]): Html =>
  html`<section class="card stack"><h2>${words.cards.expired}</h2><p class="muted">${words.cards.expiredText}</p>
${table(words, model, rows, words.cards.expired)}</section>`
