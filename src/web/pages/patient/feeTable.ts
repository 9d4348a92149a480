/** The fees as the viewer may see them (domain.md S4), the newest first, each changeable where it stands by those who may. */

import { swedishDay } from '../../../domain/kernel/moment.ts'
import { type Ore, ore } from '../../../domain/kernel/money.ts'
import { type Html, html } from '../../../markup/html.ts'
import type { FeeRow, WholeRow } from '../../../usecases/cardView.ts'
import type { PatientView } from '../../../usecases/readPatient.ts'
import type { TillWords } from '../../../words/till/sv.ts'
import { shownIdentity } from '../../identity.ts'
import { isTakenBy } from '../statement/receipt.ts'

export type FeeTableModel = {
  readonly view: PatientView
  readonly mayCorrect: boolean
  readonly mayMove: boolean
  /** The provider whose receipts may be printed; absent or null: none. */
  readonly receiptsOf?: string | null
  readonly nameOf: (caregiver: WholeRow['careProvider']) => string
  /** The patient's own address. */
  readonly at: string
}

export function feeTables(words: TillWords, model: FeeTableModel): Html {
  const { fees } = words
  const { current, cards } = model.view
  const shown = current ?? cards[0] ?? null
  const earlier = cards.filter((card) => card !== shown && card.card.identity?.id !== shown?.card.identity?.id)
  const { expired } = model.view
  return html`<section class="card" aria-labelledby="fees-heading" id="avgifter">
<h2 id="fees-heading">${fees.heading}</h2>
${shown === null || shown.rows.length === 0 ? html`<p class="muted">${fees.none}</p>` : table(words, model, shown.rows, fees.heading)}
${expired.length > 0 && more(words, model, expired, fees.earlier)}
${
  earlier.some(({ rows }) => rows.length > 0) &&
  more(
    words,
    model,
    earlier.flatMap(({ rows }) => rows),
    fees.earlierCards,
  )
}
</section>`
}

const more = (words: TillWords, model: FeeTableModel, rows: readonly FeeRow[], heading: string): Html =>
  html`<details class="more-fees"><summary>${heading} (${String(rows.length)})</summary>${table(words, model, rows, heading)}</details>`

/** As cards on a narrow screen: each cell tells its heading. */
export function table(words: TillWords, model: FeeTableModel, rows: readonly FeeRow[], caption: string): Html {
  const { fees } = words
  return html`<table class="fees"><caption class="unseen">${caption}</caption>
<thead><tr><th scope="col">${fees.visit}</th><th scope="col">${fees.where}</th><th scope="col" class="num">${fees.amount}</th><th scope="col">${fees.status}</th><th scope="col">${fees.registered}</th><th scope="col"><span class="unseen">${fees.acts}</span></th></tr></thead>
<tbody>${newestFirst(rows).map((row) => line(words, model, row))}</tbody></table>`
}

/** Rows of one fee stay together, the one that stands first. */
const newestFirst = (rows: readonly FeeRow[]): FeeRow[] => {
  const visits = new Map(rows.map(({ id, visit }) => [id, visit]))
  const at = new Map(rows.map((row, place) => [row, place]))
  const placeOf = (row: FeeRow): number => at.get(row) ?? 0
  return [...rows].sort((a, b) => (visits.get(b.id) ?? 0) - (visits.get(a.id) ?? 0) || placeOf(b) - placeOf(a))
}

function line(words: TillWords, model: FeeTableModel, row: FeeRow): Html {
  const { fees, date, kronor } = words
  const status = row.shown.kind === 'whole' ? row.shown.status : 'ACTIVE'
  const much = status === 'ACTIVE' ? overchargeOf(model.view, row) : 0
  return html`<tr${status !== 'ACTIVE' && html` class="gone"`}>
<td data-label="${fees.visit}" class="day"><div>${date(row.visit)}</div></td>
<td data-label="${fees.where}" class="where"><div>${where(words, model, row)}</div></td>
<td data-label="${fees.amount}" class="num"><div>${status === 'ACTIVE' ? kronor(row.amount) : html`<s>${kronor(row.amount)}</s>`}</div></td>
<td data-label="${fees.status}"><div>${statusOf(words, status)}${much > 0 && html` <span class="tag bad-ink">${fees.overcharged(kronor(ore(much)))}</span>`}</div></td>
<td data-label="${fees.registered}" class="muted"><div>${date(swedishDay(row.toldAt ?? row.registeredAt))}</div></td>
<td class="row-acts no-print">${acts(words, model, row)}</td></tr>`
}

const statusOf = ({ fees }: TillWords, status: WholeRow['status']): string =>
  ({ ACTIVE: fees.active, UPDATED: fees.updated, DELETED: fees.deleted })[status]

function where(words: TillWords, { nameOf, view }: FeeTableModel, { shown, person }: FeeRow): Html {
  const whose =
    view.persons.length > 1
      ? html`<br><span class="small muted">${words.fees.person(shownIdentity(person))}</span>`
      : null
  if (shown.kind !== 'whole') return html`${words.masks[shown.kind]}${whose}`
  const { careProvider, careUnit, reason } = shown
  return html`${careUnit === null ? nameOf(careProvider) : html`${nameOf(careUnit)}<br><span class="small muted">${nameOf(careProvider)}</span>`}${reason !== null && html`<br><span class="small muted">${words.fees.because(reason)}</span>`}${whose}`
}

const overchargeOf = ({ statement }: PatientView, { id }: FeeRow): Ore | 0 =>
  statement?.cards.flatMap(({ shares }) => shares).find(({ fee }) => fee.id === id)?.overcharged ?? 0

function acts(words: TillWords, model: FeeTableModel, row: FeeRow): Html | null {
  const { mayCorrect, mayMove, at } = model
  const { fees, statement, kronor, date } = words
  const [amount, visit] = [kronor(row.amount), date(row.visit)]
  const link = (address: string, word: string, label = fees.ofThis(word, amount, visit)): Html =>
    html`<a href="${at}/${address}" aria-label="${label}">${word}</a>`
  const receipt =
    hasReceipt(model, row) && link(`kvitto/${row.id}`, statement.receiptShort, statement.receiptOf(amount, visit))
  const fee = `avgift/${row.id}`
  const isTheirs = mayCorrect && row.shown.kind === 'whole' && row.shown.mayChange === true
  const changes = isTheirs && [
    link(`${fee}/ratta`, fees.correct),
    ' ',
    link(`${fee}/ta-bort`, fees.annul),
    mayMove && html` ${link(`${fee}/flytta`, fees.move)}`,
  ]
  return receipt || changes ? html`${receipt} ${changes}` : null
}

const hasReceipt = ({ view, receiptsOf }: FeeTableModel, row: FeeRow): boolean =>
  receiptsOf !== undefined &&
  receiptsOf !== null &&
  isTakenBy(row, receiptsOf) &&
  view.cards.some(({ rows }) => rows.some(({ id }) => id === row.id))

/** Finds an ACTIVE fee that the viewer may change, wherever it stands. */
export const changeableRow = ({ cards, expired }: PatientView, id: string): FeeRow | null =>
  [...cards.flatMap(({ rows }) => rows), ...expired].find(
    (row) => row.id === id && row.shown.kind === 'whole' && row.shown.mayChange === true,
  ) ?? null
