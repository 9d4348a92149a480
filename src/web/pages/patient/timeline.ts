/** The window drawn as a time line, so that the rule explains itself: SVG from the server, with a text that says the same. */

import type { Statement } from '../../../domain/account/statement.ts'
import { addMonths, civilDate, type Day, dayOf } from '../../../domain/kernel/day.ts'
import type { Ore } from '../../../domain/kernel/money.ts'
import type { Fee } from '../../../domain/law/careOrder.ts'
import type { TillWords } from '../../../words/till/sv.ts'
import { type Html, html } from '../../html.ts'
import { isValid } from '../../standing.ts'

const [WIDTH, LEFT, RIGHT, AXIS] = [1100, 30, 1070, 132]

type Scale = { readonly from: Day; readonly through: Day; readonly x: (day: Day) => number }

export function timeline(words: TillWords, statement: Statement): Html {
  const scale = scaleOf(statement)
  const text = said(words, statement)
  return html`<section class="card timeline" aria-labelledby="timeline-heading">
<h2 id="timeline-heading">${words.timeline.heading}</h2>
<div class="timeline-scroll" tabindex="0" role="group" aria-labelledby="timeline-heading">
<svg viewBox="0 0 ${WIDTH} 170" role="img" aria-label="${text}">
${band(words, statement, scale)}${axis(words, scale)}${statement.expired.filter(within(scale)).map((fee) => pin(words, fee, scale, 'out'))}
${countedIn(statement)
  .filter(within(scale))
  .map((fee) => pin(words, fee, scale, 'in'))}${today(words, statement, scale)}
</svg></div>
<p class="small muted">${text}</p>
</section>`
}

const within =
  ({ from }: Scale) =>
  (fee: Fee): boolean =>
    fee.visit >= from

/** Thirteen months back, and further on to the end of a card that is valid. */
function scaleOf({ day, current }: Statement): Scale {
  const from = addMonths(day, -13)
  const through = isValid(current) ? (Math.max(current.end, addMonths(day, 1)) as Day) : addMonths(day, 1)
  const perDay = (RIGHT - LEFT) / (through - from)
  return { from, through, x: (at) => Math.round(LEFT + (Math.min(Math.max(at, from), through) - from) * perDay) }
}

/** The fees of the current card. */
const countedIn = ({ current }: Statement): Fee[] => (current?.shares ?? []).map(({ fee }) => fee)

/** What counts: twelve months back; with a card: its period, its validity the stronger part. */
function band(words: TillWords, { day, current }: Statement, { x, from }: Scale): Html {
  const start = isValid(current) ? (current.kind === 'given' ? current.reached : current.start) : windowStart(day)
  const end = isValid(current) ? current.end : day
  const left = x(Math.max(start, from) as Day)
  const label = isValid(current) ? words.timeline.card : words.timeline.counts
  const at = isValid(current) ? x(current.reached) : left
  return html`<rect class="tl-window" x="${left}" y="14" width="${x(end) - left}" height="${AXIS - 14}"/>
${isValid(current) && html`<rect class="tl-card" x="${at}" y="14" width="${Math.max(2, x(end) - at)}" height="${AXIS - 14}"/>`}
<text class="tl-label" x="${at + 8}" y="32">${label}</text>`
}

/** The earliest visit that counts today. */
const windowStart = (day: Day): Day => (addMonths(day, -12) + 1) as Day

function axis({ timeline }: TillWords, { from, through, x }: Scale): Html {
  const firsts = monthsBetween(from, through)
  const every = firsts.length > 18 ? 2 : 1
  return html`<line class="tl-axis" x1="${LEFT}" x2="${RIGHT}" y1="${AXIS}" y2="${AXIS}"/>
${firsts.map((first, at) => {
  const { year, month } = civilDate(first)
  const name = timeline.months[month - 1]
  return html`<line class="tl-tick" x1="${x(first)}" x2="${x(first)}" y1="${AXIS}" y2="${AXIS + 6}"/>${at % every === 0 && html`<text class="tl-month" x="${x(first) + 4}" y="${AXIS + 22}">${name}${month === 1 && html` ${String(year)}`}</text>`}`
})}`
}

function monthsBetween(from: Day, through: Day): Day[] {
  const { year, month } = civilDate(from)
  const first = dayOf({ year, month, day: 1 }) as Day
  const months: Day[] = []
  for (let at = 1; addMonths(first, at) < through; at += 1) months.push(addMonths(first, at))
  return months
}

/** A fee: a full pin counts, a hollow one with its amount struck out does not. */
const pin = (words: TillWords, fee: Fee, { x }: Scale, kind: 'in' | 'out'): Html => {
  const at = x(fee.visit)
  return html`<g class="tl-pin ${kind}"><line x1="${at}" x2="${at}" y1="${AXIS}" y2="84"/><circle cx="${at}" cy="78" r="7"/><text x="${at}" y="62">${figure(words, fee.amount)}</text></g>`
}

const figure = ({ kronor }: TillWords, amount: Ore): string => kronor(amount).replace(/\u00a0kr$|^SEK\u00a0/, '')

const today = (words: TillWords, { day }: Statement, { x }: Scale): Html =>
  html`<line class="tl-today" x1="${x(day)}" x2="${x(day)}" y1="8" y2="${AXIS + 6}"/><text class="tl-now" x="${x(day) - 6}" y="${AXIS - 6}">${words.timeline.today}</text>`

/** What the drawing shows, in words. */
function said(words: TillWords, statement: Statement): string {
  const { timeline, date, kronor } = words
  const fees = countedIn(statement)
  const { current, expired } = statement
  const first = fees[0]
  const last = expired.at(-1)
  const total = fees.reduce((sum, { amount }) => sum + amount, 0) as Ore
  const counting =
    first === undefined ? timeline.nothing : timeline.summary(fees.length, kronor(total), date(first.visit))
  return [
    counting,
    isValid(current) ? timeline.valid(date(current.reached), date(current.end)) : null,
    current?.kind === 'belowLimit' && first !== undefined
      ? timeline.next(kronor(first.amount), date(first.lastDay))
      : null,
    last === undefined ? null : timeline.fellOut(expired.length, date(last.visit)),
  ]
    .filter((sentence) => sentence !== null)
    .join(' ')
}
