/** The window drawn as a time line, so that the rule explains itself: SVG from the server, with a text that says the same. */

import type { Statement, ValidCardStatement } from '../../../domain/account/statement.ts'
import { addMonths, civilDate, type Day, dayOf } from '../../../domain/kernel/day.ts'
import type { Ore } from '../../../domain/kernel/money.ts'
import type { Fee } from '../../../domain/law/careOrder.ts'
import { type Html, html } from '../../../markup/html.ts'
import type { TillWords } from '../../../words/till/sv.ts'
import { isValid, standingOf } from '../../standing.ts'

const [WIDTH, HEIGHT, LEFT, RIGHT, AXIS] = [720, 190, 16, 704, 144]

type Scale = { readonly from: Day; readonly through: Day; readonly x: (day: Day) => number }

/** What is drawn: the card that the state is of, if there is one, and the fees that count or have counted. */
type Drawn = {
  readonly day: Day
  readonly card: ValidCardStatement | null
  readonly fees: readonly Fee[]
  readonly gone: readonly Fee[]
}

export function timeline(words: TillWords, statement: Statement): Html {
  const drawn = drawnOf(statement)
  const scale = scaleOf(drawn)
  const text = said(words, statement, drawn)
  return html`<section class="card timeline" aria-labelledby="timeline-heading">
<h2 id="timeline-heading">${words.timeline.heading}</h2>
<div class="timeline-scroll" tabindex="0" role="group" aria-labelledby="timeline-heading">
<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${text}">
${band(words, drawn, scale)}${axis(words, scale)}${pins(words, drawn, scale)}${today(words, drawn, scale)}
</svg></div>
<p class="small muted">${text}</p>
</section>`
}

function drawnOf(statement: Statement): Drawn {
  const { card } = standingOf(statement)
  const fees = (card?.shares ?? []).map(({ fee }) => fee)
  return { day: statement.day, card: isValid(card) ? card : null, fees, gone: statement.expired }
}

/** Thirteen months back, and further on to the end of a card that is valid. */
function scaleOf({ day, card }: Drawn): Scale {
  const from = addMonths(day, -13)
  const through = Math.max(card?.end ?? 0, addMonths(day, 1)) as Day
  const perDay = (RIGHT - LEFT) / (through - from)
  return { from, through, x: (at) => Math.round(LEFT + (Math.min(Math.max(at, from), through) - from) * perDay) }
}

/** What counts: twelve months back; with a card: its period, its validity the stronger part. */
function band(words: TillWords, { day, card }: Drawn, { x }: Scale): Html {
  const start = card === null ? windowStart(day) : card.kind === 'given' ? card.reached : card.start
  const end = card?.end ?? day
  const label = card === null ? words.timeline.counts : words.timeline.card
  const at = x(card?.reached ?? start)
  return html`${box('tl-window', x(start), x(end))}${card !== null && box('tl-card', at, x(end))}
<text class="tl-label" x="${Math.min(at + 8, RIGHT - 60)}" y="30">${label}</text>`
}

const box = (name: string, from: number, to: number): Html =>
  html`<rect class="${name}" x="${from}" y="12" width="${Math.max(2, to - from)}" height="${AXIS - 12}"/>`

/** The earliest visit that counts today. */
const windowStart = (day: Day): Day => (addMonths(day, -12) + 1) as Day

const MOST_NAMES = 15
const NAME_WIDTH = 40

function axis(words: TillWords, scale: Scale): Html {
  const firsts = firstsBetween(scale)
  const every = firsts.length > MOST_NAMES ? 2 : 1
  const ticks = firsts.map((first, at) => tick(words, scale.x(first), at % every === 0 ? first : null))
  return html`<line class="tl-axis" x1="${LEFT}" x2="${RIGHT}" y1="${AXIS}" y2="${AXIS}"/>${ticks}`
}

/** The first day of a month; with its name where there is room, and the year with January. */
function tick({ timeline }: TillWords, x: number, first: Day | null): Html {
  const line = html`<line class="tl-tick" x1="${x}" x2="${x}" y1="${AXIS}" y2="${AXIS + 6}"/>`
  if (first === null || x > RIGHT - NAME_WIDTH) return line
  const { year, month } = civilDate(first)
  const name = `${timeline.months[month - 1]}${month === 1 ? ` ${year % 100}` : ''}`
  return html`${line}<text x="${x + 4}" y="${AXIS + 20}">${name}</text>`
}

function firstsBetween({ from, through }: Scale): Day[] {
  const { year, month } = civilDate(from)
  const first = dayOf({ year, month, day: 1 }) as Day
  const months: Day[] = []
  for (let at = 1; addMonths(first, at) < through; at += 1) months.push(addMonths(first, at))
  return months
}

type Pin = { readonly fee: Fee; readonly kind: 'in' | 'past' | 'out'; readonly x: number; readonly level: number }

const CLOSE = 34
const LEVELS = 3

/** Those close together tell their amounts at different heights. */
function pins(words: TillWords, { day, card, fees, gone }: Drawn, { from, x }: Scale): Html[] {
  const kind: Pin['kind'] = card !== null && card.end < day ? 'past' : 'in'
  const all = [...gone.map((fee) => ({ fee, kind: 'out' as const })), ...fees.map((fee) => ({ fee, kind }))]
    .filter(({ fee }) => fee.visit >= from)
    .sort((a, b) => a.fee.visit - b.fee.visit)
  const placed: Pin[] = []
  for (const one of all) {
    const before = placed.at(-1)
    const at = x(one.fee.visit)
    const level = before !== undefined && at - before.x < CLOSE ? (before.level + 1) % LEVELS : 0
    placed.push({ ...one, x: at, level })
  }
  return placed.map((one) => pin(words, one))
}

/** A full pin counts; a ring has counted on a card that is over; a dashed one, its amount struck out, has fallen out. */
const pin = (words: TillWords, { fee, kind, x, level }: Pin): Html =>
  html`<g class="tl-pin ${kind}"><line x1="${x}" x2="${x}" y1="${AXIS}" y2="104"/><circle cx="${x}" cy="98" r="6"/><text x="${x}" y="${84 - level * 16}">${figure(words, fee.amount)}</text></g>`

const figure = ({ kronor }: TillWords, amount: Ore): string => kronor(amount).replace(/\u00a0kr$|^SEK\u00a0/, '')

const today = (words: TillWords, { day }: Drawn, { x }: Scale): Html =>
  html`<line class="tl-today" x1="${x(day)}" x2="${x(day)}" y1="4" y2="${AXIS + 26}"/><text class="tl-now" x="${x(day)}" y="${AXIS + 40}">${words.timeline.today}</text>`

/** What the drawing shows, in words. */
function said(words: TillWords, { current }: Statement, drawn: Drawn): string {
  const { timeline, date, kronor } = words
  const { card, day, fees, gone } = drawn
  const isOver = card !== null && card.end < day
  const [first, last] = [fees[0], gone.at(-1)]
  const total = kronor(fees.reduce((sum, { amount }) => sum + amount, 0) as Ore)
  const counting =
    first === undefined || isOver ? timeline.nothing : timeline.summary(fees.length, total, date(first.visit))
  const validity =
    card === null ? null : (isOver ? timeline.wasValid : timeline.valid)(date(card.reached), date(card.end))
  const isNext = current?.kind === 'belowLimit' && first !== undefined
  const next = isNext ? timeline.next(kronor(first.amount), date(first.lastDay)) : null
  const fellOut = last === undefined ? null : timeline.fellOut(gone.length, date(last.visit))
  return [counting, validity, next, fellOut].filter((sentence) => sentence !== null).join(' ')
}
