/** How the sums of the last days look: one line a day of payment, each leading to its day. */

import { ore } from '../../../domain/kernel/money.ts'
import type { UnitSum } from '../../../usecases/readUnitSums.ts'
import type { TillWords } from '../../../words/till/sv.ts'
import { type Html, html } from '../../html.ts'
import { addressOn } from './view.ts'

export function weekView(words: TillWords, unit: string, sums: readonly UnitSum[]): Html {
  const { week, kronor } = words
  const total = (of: (sum: UnitSum) => number) => sums.reduce((sum, one) => sum + of(one), 0)
  return html`<div class="stack narrow">
<p class="no-print"><a class="ds-link" href="/dagen">${week.back}</a></p>
<div><h1>${week.title}</h1><p class="muted">${unit}</p></div>
<p>${week.text}</p>
<section class="card"><table><caption class="unseen">${week.title}</caption>
<thead><tr><th scope="col">${week.day}</th><th scope="col" class="num">${week.count}</th><th scope="col" class="num">${week.taken}</th><th scope="col" class="num">${week.receipts}</th></tr></thead>
<tbody>${sums.map((sum) => line(words, sum))}</tbody>
<tfoot><tr><th scope="row">${week.sum}</th><td class="num">${total(({ count }) => count)}</td><td class="num"><strong>${kronor(ore(total(({ taken }) => taken)))}</strong></td><td class="num">${kronor(ore(total(({ receipts }) => receipts)))}</td></tr></tfoot></table></section></div>`
}

const line = ({ date, kronor }: TillWords, { day, count, taken, receipts }: UnitSum): Html =>
  html`<tr><th scope="row"><a href="${addressOn(day)}">${date(day)}</a></th><td class="num">${count}</td><td class="num">${kronor(taken)}</td><td class="num">${kronor(receipts)}</td></tr>`
