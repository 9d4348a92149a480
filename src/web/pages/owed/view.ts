/** How what is owed looks: the sum first, how it is put right, then every visit with how long ago it was. */

import type { Day } from '../../../domain/kernel/day.ts'
import { type Html, html } from '../../../markup/html.ts'
import type { WholeRow } from '../../../usecases/cardView.ts'
import type { Population } from '../../../usecases/ports.ts'
import type { Owed, OwedRow } from '../../../usecases/readOwed.ts'
import type { TillWords } from '../../../words/till/sv.ts'
import { shownIdentity } from '../../identity.ts'
import { aroundList, patientButton } from '../openPatient.ts'

export type OwedModel = Owed & {
  readonly today: Day
  readonly csrf: string
  readonly provider: string
  readonly population: Population
  readonly nameOf: (caregiver: WholeRow['careProvider']) => string
  /** Where the table is to be had as a file. */
  readonly csv: string
}

export const owedView = (words: TillWords, model: OwedModel): Html => html`<div class="stack">
<div><h1>${words.owed.title}</h1><p class="muted">${model.provider}</p></div>
${model.rows.length === 0 ? nothing(words) : list(words, model)}
</div>`

const nothing = ({ owed }: TillWords): Html =>
  html`<section class="card"><p><strong>${owed.none}</strong></p><p class="muted">${owed.noneText}</p></section>`

function list(words: TillWords, model: OwedModel): Html {
  const { owed, kronor } = words
  const people = new Set(model.rows.map(({ person }) => shownIdentity(person))).size
  const table = html`<table class="fees listed"><caption class="unseen">${owed.title}</caption>
<thead><tr><th scope="col">${owed.patient}</th><th scope="col">${owed.visit}</th><th scope="col">${owed.age}</th><th scope="col">${owed.unit}</th><th scope="col" class="num">${owed.amount}</th><th scope="col" class="num">${owed.much}</th></tr></thead>
<tbody>${model.rows.map((row) => line(words, model, row))}</tbody>
<tfoot><tr><th scope="row" colspan="5">${owed.sum}</th><td class="num" data-label="${owed.sum}"><strong>${kronor(model.sum)}</strong></td></tr></tfoot></table>`
  return html`<section class="card day-sum"><p class="sum">${kronor(model.sum)}</p>
<p class="muted">${owed.people(people)}. ${owed.text}</p><p>${owed.how}</p></section>
<section class="card stack">${aroundList(model.csrf, table)}
<p class="no-print"><a class="ds-link" href="${model.csv}" download>${owed.csv}</a></p></section>`
}

const line = (words: TillWords, model: OwedModel, row: OwedRow): Html => {
  const { owed, kronor, date } = words
  return html`<tr><td data-label="${owed.patient}"><span>${patientButton(words, row.person, model.population)}</span></td>
<td data-label="${owed.visit}" class="day">${date(row.visit)}</td>
<td data-label="${owed.age}">${owed.ageOf(model.today - row.visit)}</td>
<td data-label="${owed.unit}">${row.careUnit === null ? '' : model.nameOf(row.careUnit)}</td>
<td data-label="${owed.amount}" class="num">${kronor(row.amount)}</td>
<td data-label="${owed.much}" class="num"><strong>${kronor(row.overcharged)}</strong></td></tr>`
}
