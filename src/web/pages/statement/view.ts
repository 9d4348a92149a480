/** How the statement looks as a page: the choices above, and below them the paper itself, in its own language. */

import type { Fact } from '../../../documents/asked.ts'
import type { FeeLine } from '../../../documents/feeTable.ts'
import type { Standing } from '../../../documents/standing.ts'
import type { CardPart, StatementData } from '../../../documents/statementData.ts'
import { type Html, html } from '../../../markup/html.ts'
import type { Language } from '../../../words/till/login.ts'
import type { TillWords } from '../../../words/till/sv.ts'

export type StatementModel = {
  /** The patient's own address. */
  readonly at: string
  readonly data: StatementData
  readonly language: Language
  readonly isAll: boolean
  /** True when there are earlier cards too. */
  readonly mayBeAll: boolean
}

export const statementView = (words: TillWords, model: StatementModel): Html => html`<div class="stack paper-page">
<p class="no-print"><a class="ds-link" href="${model.at}">${words.frame.backToPatient}</a></p>
<div class="no-print stack"><h1>${words.statement.title}</h1>
${choices(words, model)}</div>
${paper(model.data)}
</div>`

const LANGUAGES = ['sv', 'en'] as const

const choices = (
  { statement }: TillWords,
  model: StatementModel,
): Html => html`<form class="card choices" action="${model.at}/utdrag">
<fieldset><legend>${statement.language}</legend>${LANGUAGES.map((one) => radio({ name: 'sprak', value: one, text: statement.languages[one], isChosen: model.language === one }))}</fieldset>
${
  model.mayBeAll &&
  html`<fieldset><legend>${statement.cards}</legend>
${radio({ name: 'frikort', value: '', text: statement.which.current, isChosen: !model.isAll })}
${radio({ name: 'frikort', value: 'alla', text: statement.which.all, isChosen: model.isAll })}</fieldset>`
}
<div class="acts"><button class="ds-button" formaction="${model.at}/utdrag.pdf">${statement.pdf}</button>
<button class="ds-button" data-variant="secondary">${statement.show}</button></div></form>`

type Radio = { readonly name: string; readonly value: string; readonly text: string; readonly isChosen: boolean }

const radio = ({ name, value, text, isChosen }: Radio): Html =>
  html`<label class="choice"><input type="radio" name="${name}" value="${value}"${isChosen && html` checked`}> ${text}</label>`

const paper = (
  data: StatementData,
): Html => html`<article class="paper" lang="${data.language}" aria-labelledby="paper-title">
<header><p class="paper-service">${data.service}</p><p>${data.principal}</p></header>
<h2 id="paper-title">${data.title}</h2>
${facts(data.patient)}
${data.leftOut !== null && html`<p class="muted">${data.leftOut}</p>`}
${data.nothing !== null && html`<p>${data.nothing}</p>`}
${data.cards.map(cardView)}
<footer>${facts(data.issued)}</footer></article>`

const facts = (all: readonly Fact[]): Html =>
  html`<dl class="facts">${all.map(({ label, value }) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`)}</dl>`

const cardView = (part: CardPart): Html => html`<section><h3>${part.cardType}</h3>
${standing(part.standing)}
${part.lines.length > 0 && table(part)}
${part.overcharged !== null && html`<p class="notice wait"><strong>${part.overcharged.label}.</strong> ${part.overcharged.value}</p>`}</section>`

const standing = ({ word, sentence, facts: told }: Standing): Html =>
  html`<div class="paper-standing"><p><span class="paper-word">${word}</span> ${sentence}</p>${facts(told)}</div>`

/** On a narrow screen each cell tells its heading, so that the amounts are never out of sight. */
function table(part: CardPart): Html {
  const last = part.columns.length - 1
  const classAt = (at: number): Html | false => at === last && html` class="num"`
  return html`<table class="fees listed"><caption>${part.heading} <span class="muted">${part.period}</span></caption>
<thead><tr>${part.columns.map(({ heading }, at) => html`<th scope="col"${classAt(at)}>${heading}</th>`)}</tr></thead>
<tbody>${part.lines.map((line) => html`<tr>${cells(part, line)}</tr>`)}</tbody>
<tfoot><tr><th scope="row" colspan="${last}">${part.sum.label}</th><td class="num" data-label="${part.sum.label}"><strong>${part.sum.value}</strong></td></tr></tfoot></table>`
}

const cells = ({ columns }: CardPart, { cells: all, note }: FeeLine): Html[] =>
  all.map((cell, at) => {
    const label = columns[at]?.heading ?? ''
    if (at < all.length - 1) return cell === '' ? html`<td></td>` : html`<td data-label="${label}">${cell}</td>`
    return html`<td class="num" data-label="${label}"><span>${cell}${note !== null && html`<br><span class="small bad-ink">${note}</span>`}</span></td>`
  })
