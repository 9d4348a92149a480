/** What to charge now by the region's tariffs, and to register it in the same breath: the digits choose. */

import { type Day, formatDay } from '../../../domain/kernel/day.ts'
import { type Html, html } from '../../../markup/html.ts'
import type { PatientView } from '../../../usecases/readPatient.ts'
import type { TillWords } from '../../../words/till/sv.ts'
import { field, hidden, UNFILLED } from '../../forms.ts'

export type DueModel = {
  readonly view: PatientView
  readonly csrf: string
  readonly token: string
  readonly at: string
  readonly today: Day
  readonly unit: string
  readonly mayRegister: boolean
}

export function dueCard(words: TillWords, model: DueModel): Html {
  const { due } = words
  return html`<section class="card due" aria-labelledby="due-heading">
<h2 id="due-heading">${due.heading}</h2>
${model.mayRegister ? form(words, model) : html`<ul class="tariffs">${model.view.tariffs.map((tariff) => html`<li class="tariff-line"><span class="tariff-name">${tariff.name}</span>${price(words, tariff)}</li>`)}</ul>`}
</section>`
}

const form = (
  words: TillWords,
  model: DueModel,
): Html => html`<form method="post" action="${model.at}/avgift" class="stack" data-once data-quote="${model.at}/quote">
${hidden({ csrf: model.csrf, token: model.token })}
<fieldset><legend class="unseen">${words.due.choose}</legend>
<div class="tariffs">${model.view.tariffs.map((tariff, at) => choice(words, tariff, at))}
<div class="tariff other"><input class="tariff-radio" type="radio" name="choice" id="choice-other" value="other" data-key="${String(model.view.tariffs.length + 1)}">
<label class="tariff-label" for="choice-other"><kbd>${String(model.view.tariffs.length + 1)}</kbd> <span class="tariff-name">${words.due.other}</span></label>
<label class="unseen" for="amount">${words.due.amount}</label>
<input class="ds-input tariff-amount" id="amount" name="amount" autocomplete="off" inputmode="decimal" maxlength="14" aria-describedby="amount-hint"></div>
</div></fieldset>
<p class="unseen" id="amount-hint">${words.due.amountHint}</p>
<div class="due-row">${field({ name: 'visit', label: words.due.visit, type: 'date', value: formatDay(model.today), more: html`max="${formatDay(model.today)}" required` }, UNFILLED)}</div>
<p class="quote" data-quote-text aria-live="polite"></p>
<div class="acts"><button class="ds-button">${words.due.register}</button><a class="ds-button" data-variant="secondary" href="${model.at}/kvitto">${words.due.receipt}</a></div>
<p class="hint">${words.due.at(model.unit)}. <span class="keys">${words.due.keys}</span></p>
</form>`

type Tariff = PatientView['tariffs'][number]

/** The value tells what was shown, so that what is registered is what the patient was asked for. */
const choice = (
  words: TillWords,
  tariff: Tariff,
  at: number,
): Html => html`<div class="tariff${tariff.due === 0 && ' free'}">
<input class="tariff-radio" type="radio" name="choice" id="choice-${at}" value="${String(at)}:${String(tariff.due)}" data-key="${String(at + 1)}" data-full="${String(tariff.amount)}"${at === 0 && html` checked`}>
<label class="tariff-label" for="choice-${at}"><kbd>${String(at + 1)}</kbd> <span class="tariff-name">${tariff.name}</span>${price(words, tariff)}</label></div>`

/** In full, capped or free: the word stands beside the sum. */
const price = ({ kronor, due }: TillWords, tariff: Tariff): Html =>
  tariff.due === tariff.amount
    ? html`<span class="price"><strong>${kronor(tariff.due)}</strong></span>`
    : html`<span class="price"><s class="muted"><span class="unseen">${due.full} </span>${kronor(tariff.amount)}</s> <strong>${kronor(tariff.due)}</strong> <span class="small muted">${tariff.due === 0 ? due.free : due.capped}</span></span>`
