/** How a unit's day looks: the sum first, then the visits and the receipts, each apart, so that the till can be counted against the first. */

import { addDays, type Day } from '../../../domain/kernel/day.ts'
import type { HsaId } from '../../../domain/kernel/hsaId.ts'
import { type Html, html } from '../../../markup/html.ts'
import type { WholeRow } from '../../../usecases/cardView.ts'
import type { Population } from '../../../usecases/ports.ts'
import type { UnitDay, UnitDayRow } from '../../../usecases/readUnitDay.ts'
import type { TillWords } from '../../../words/till/sv.ts'
import { errorSummary, type Filled, field, typedDay } from '../../forms.ts'
import { aroundList, patientButton } from '../openPatient.ts'

export type DayModel = {
  readonly day: Day
  /** Null where the day that was asked for cannot be told of. */
  readonly told: UnitDay | null
  readonly filled: Filled
  readonly today: Day
  readonly csrf: string
  readonly unit: string
  readonly population: Population
  readonly nameOf: (caregiver: WholeRow['careProvider']) => string
  readonly staffName: (employee: HsaId) => string
}

export const dayView = (words: TillWords, model: DayModel): Html => html`<div class="stack">
${errorSummary(words, model.filled.faults)}
<div><h1>${model.told === null ? words.day.title : words.day.titleOf(words.date(model.day))}</h1>
<p class="muted">${model.unit}</p></div>
${chooser(words, model)}
${model.told !== null && told(words, model, model.told)}
</div>`

const chooser = (words: TillWords, { day, today, filled }: DayModel): Html => html`<div class="no-print stack">
<form class="chooser" action="/dagen">
${field({ name: 'dag', label: words.day.day, type: 'date', value: typedDay(day), more: html`max="${typedDay(today)}"` }, filled)}
<button class="ds-button" data-variant="secondary">${words.day.show}</button>
</form>
<p class="steps"><a href="${addressOn(addDays(day, -1))}">${words.day.before}</a>
${day < today && html`<a href="${addressOn(addDays(day, 1))}">${words.day.after}</a>`}
<a href="/dagen/sju-dagar">${words.day.week}</a></p></div>`

export const addressOn = (day: Day): string => `/dagen?dag=${typedDay(day)}`

function told(words: TillWords, model: DayModel, { rows, taken, receipts, hidden }: UnitDay): Html {
  const own = rows.filter(({ isReceipt }) => !isReceipt)
  const others = rows.filter(({ isReceipt }) => isReceipt)
  return html`<section class="card day-sum" aria-labelledby="taken"><h2 id="taken">${words.day.taken}</h2>
<p class="sum">${words.kronor(taken)}</p>
<p class="muted">${words.day.count(own.filter(({ fee }) => fee.annulled === null).length)}. ${words.day.takenText}</p></section>
${hidden > 0 && html`<p class="notice wait">${words.day.hidden(hidden)}</p>`}
${rows.length === 0 && html`<p>${words.day.none}</p>`}
${own.length > 0 && list(words, model, { heading: words.day.own, text: null, sum: [words.day.ownSum, taken], rows: own, isReceipts: false })}
${others.length > 0 && list(words, model, { heading: words.day.receipts, text: words.day.receiptsText, sum: [words.day.receiptsSum, receipts], rows: others, isReceipts: true })}
${rows.length > 0 && html`<p class="no-print"><button class="ds-button" data-variant="secondary" type="button" data-print hidden>${words.day.print}</button></p>`}`
}

type List = {
  readonly heading: string
  readonly text: string | null
  readonly sum: readonly [string, UnitDay['taken']]
  readonly rows: readonly UnitDayRow[]
  readonly isReceipts: boolean
}

function list(words: TillWords, model: DayModel, { heading, text, sum, rows, isReceipts }: List): Html {
  const { day } = words
  const table = html`<table class="fees listed"><caption class="unseen">${heading}</caption>
<thead><tr><th scope="col">${day.time}</th><th scope="col">${day.patient}</th><th scope="col">${day.visit}</th>${isReceipts && html`<th scope="col">${day.provider}</th>`}<th scope="col" class="num">${day.amount}</th><th scope="col">${day.status}</th><th scope="col">${day.by}</th></tr></thead>
<tbody>${rows.map((row) => line(words, model, row))}</tbody>
<tfoot><tr><th scope="row" colspan="${isReceipts ? 4 : 3}">${sum[0]}</th><td class="num" data-label="${sum[0]}"><strong>${words.kronor(sum[1])}</strong></td><td colspan="2"></td></tr></tfoot></table>`
  return html`<section class="card stack"><h2>${heading}</h2>${text !== null && html`<p class="muted">${text}</p>`}${aroundList(model.csrf, table)}</section>`
}

function line(words: TillWords, model: DayModel, row: UnitDayRow): Html {
  const { day, kronor, date } = words
  const { fee, at, person, employee, isReceipt } = row
  const { visit, amount, careProvider } = fee.values
  const isGone = fee.annulled !== null
  return html`<tr${isGone && html` class="gone"`}>
<td data-label="${day.time}">${day.clock(at)}</td>
<td data-label="${day.patient}"><span>${patientButton(words, person, model.population)}</span></td>
<td data-label="${day.visit}" class="day">${date(visit)}</td>
${isReceipt && html`<td data-label="${day.provider}">${model.nameOf(careProvider)}</td>`}
<td data-label="${day.amount}" class="num">${isGone ? html`<s>${kronor(amount)}</s>` : kronor(amount)}</td>
<td data-label="${day.status}">${statusOf(words, row)}</td>
<td data-label="${day.by}">${employee === null ? '' : model.staffName(employee)}</td></tr>`
}

function statusOf({ day, kronor }: TillWords, { fee }: UnitDayRow): string {
  if (fee.annulled !== null) return day.annulled
  const first = fee.replaced[0]
  return first === undefined || first.amount === fee.values.amount ? day.active : day.corrected(kronor(first.amount))
}
