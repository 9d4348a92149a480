/** How the sums of the last days look: one line a day of payment, each leading to its day. */

import { ore } from '../../../domain/kernel/money.ts'
import { type Html, html } from '../../../markup/html.ts'
import type { UnitSum } from '../../../usecases/readUnitSums.ts'
import type { TillWords } from '../../../words/till/sv.ts'
import { addressOn } from './view.ts'

export function weekView(words: TillWords, unit: string, sums: readonly UnitSum[]): Html {
  const { week } = words
  const total = (of: (sum: UnitSum) => number) => sums.reduce((sum, one) => sum + of(one), 0)
  return html`<div class="stack narrow">
<p class="no-print"><a class="ds-link" href="/dagen">${week.back}</a></p>
<div><h1>${week.title}</h1><p class="muted">${unit}</p></div>
<p>${week.text}</p>
<section class="card"><table class="fees listed"><caption class="unseen">${week.title}</caption>
<thead><tr><th scope="col">${week.day}</th><th scope="col" class="num">${week.count}</th><th scope="col" class="num">${week.taken}</th><th scope="col" class="num">${week.receipts}</th></tr></thead>
<tbody>${sums.map((sum) => line(words, sum))}</tbody>
<tfoot><tr><th scope="row" class="kept">${week.sum}</th>${cells(words, { count: total(({ count }) => count), taken: ore(total(({ taken }) => taken)), receipts: ore(total(({ receipts }) => receipts)) })}</tr></tfoot></table></section></div>`
}

const line = (words: TillWords, sum: UnitSum): Html =>
  html`<tr><td data-label="${words.week.day}" class="day"><a href="${addressOn(sum.day)}">${words.date(sum.day)}</a></td>${cells(words, sum)}</tr>`

const cells = ({ week, kronor }: TillWords, { count, taken, receipts }: Omit<UnitSum, 'day'>): Html =>
  html`<td class="num" data-label="${week.count}">${count}</td><td class="num" data-label="${week.taken}"><strong>${kronor(taken)}</strong></td><td class="num" data-label="${week.receipts}">${kronor(receipts)}</td>`
