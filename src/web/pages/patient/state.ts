/** The state at a glance: the word first, then the sum or the number with its validity, then what is to be seen to. */

import type { BelowLimitStatement, ValidCardStatement } from '../../../domain/account/statement.ts'
import type { Ore } from '../../../domain/kernel/money.ts'
import { type Html, html } from '../../../markup/html.ts'
import type { PatientView } from '../../../usecases/readPatient.ts'
import type { TillWords } from '../../../words/till/sv.ts'
import { badge, isValid, standingOf } from '../../standing.ts'
import { why } from './why.ts'

export const stateCard = (words: TillWords, view: PatientView): Html => {
  const standing = standingOf(view.statement)
  const { card } = standing
  return html`<section class="card glance" aria-labelledby="state-heading">
<h2 class="unseen" id="state-heading">${words.state.heading}</h2>
<p>${badge(words, standing)} ${givenTag(words, view)}</p>
${isValid(card) ? validCard(words, card) : card === null ? html`<p class="muted">${words.state.noneText}</p>` : belowLimit(words, card)}
${view.isFreeByAge && html`<p>${words.patient.freeByAge}</p>`}
${view.statement !== null && overcharged(words, view.statement.overcharged)}
${why(words, view)}
</section>`
}

const givenTag = ({ state }: TillWords, { current }: PatientView): Html | null =>
  current?.given
    ? html`<span class="tag">${current.given.reason === 'MEDICAL' ? state.medical : state.given}</span>`
    : null

function belowLimit(words: TillWords, card: BelowLimitStatement): Html {
  const { state, kronor } = words
  const [paid, ceiling, left] = [card.currentAmount, card.ceiling, atLeastNothing(card.amountToLimit)].map(kronor)
  const falls = card.shares[0]?.fee.lastDay
  return html`<p class="sum"><span class="unseen">${state.paid} </span>${figure(words, card.currentAmount)} <span class="of">${state.of(`${ceiling}`)}</span></p>
${bar(card.currentAmount, card.ceiling, state.barText(`${paid}`, `${ceiling}`, `${left}`))}
<p><strong>${state.remains(`${left}`)}</strong> ${state.toTheCard}</p>
${falls !== undefined && html`<p class="muted small">${state.falls(words.date(falls))}</p>`}`
}

const atLeastNothing = (amount: Ore): Ore => Math.max(0, amount) as Ore

/** Money in large type, without its unit in Swedish, where the ceiling beside it tells the unit. */
const figure = ({ kronor, language }: TillWords, amount: Ore): string =>
  language === 'sv' ? kronor(amount).replace(/\u00a0kr$/, '') : kronor(amount)

const WIDTH = 1000

/** Drawn, since a page may hold no styles of its own; the text beside says the same. */
function bar(paid: Ore, ceiling: Ore, text: string): Html {
  const width = Math.round((Math.min(paid, ceiling) / ceiling) * WIDTH)
  return html`<svg class="bar" viewBox="0 0 ${WIDTH} 14" preserveAspectRatio="none" role="img" aria-label="${text}"><rect class="bar-rest" width="${WIDTH}" height="14"/><rect class="bar-paid" width="${width}" height="14"/></svg>`
}

function validCard(words: TillWords, card: ValidCardStatement): Html {
  const { state, date, time } = words
  const isOver = card.status === 'EXPIRED'
  const from = card.kind === 'given' ? card.reached : card.reached
  return html`${isOver ? html`<p class="sum past">${state.expiredOn(date(card.end))}</p>` : html`<p class="sum date"><span class="of">${state.validThrough}</span> ${date(card.end)}</p>`}
<dl class="facts">
<div><dt>${state.number}</dt><dd class="number">${card.identity?.number ?? '–'}</dd></div>
<div><dt>${state.validFrom}</dt><dd>${date(from)}</dd></div>
${isOver && html`<div><dt>${state.validThrough}</dt><dd>${date(card.end)}</dd></div>`}
</dl>
${card.status === 'PRELIMINARY' && html`<p>${state.becomesFinal(time(card.finalAt))}</p>`}
${card.status === 'FINAL' && html`<p>${state.free}</p>`}`
}

const overcharged = ({ state, kronor }: TillWords, amount: Ore): Html | null =>
  amount === 0
    ? null
    : html`<div class="notice bad"><p><strong>${state.overcharged(kronor(amount))}</strong></p><p>${state.overchargedText}</p></div>`
