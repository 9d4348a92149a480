/** Forms: posted text into values, every fault beside its field and all of them first, with what was typed left as it was. */

import { type Day, formatDay, parseDay } from '../domain/kernel/day.ts'
import { type Ore, ore } from '../domain/kernel/money.ts'
import { type Html, html, type Piece } from '../markup/html.ts'
import type { TillWords } from '../words/till/sv.ts'
import type { Told } from './page.ts'

/** What must be put right, and at which field. */
export type FieldFault = { readonly field: string; readonly text: string }

/** What was typed, and what is wrong with it. */
export type Filled = { readonly typed: Told; readonly faults: readonly FieldFault[] }

export const UNFILLED: Filled = { typed: {}, faults: [] }

/** Trimmed, and no longer than anything here needs. */
export const textIn = (posted: Told, name: string, longest = 200): string =>
  (posted[name] ?? '').trim().slice(0, longest)

const KRONOR = /^(\d{1,9})(?:[.,](\d{1,2})|:-)?$/

/** Takes "250", "250,50", "1 450 kr", "SEK 250.5". Gives öre, or null for what is no amount. */
export function readAmount(text: string): Ore | null {
  const bare = text
    .replace(/\s+/g, '')
    .replace(/^(sek|kr)|(kr\.?|kronor|sek)$/gi, '')
    .replace(/\u2212/g, '-')
  const match = KRONOR.exec(bare)
  return match === null ? null : ore(Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0')))
}

/** "250" or "250,50", as it is typed. */
export const typedAmount = (amount: Ore): string =>
  `${Math.floor(amount / 100)}${amount % 100 === 0 ? '' : `,${String(amount % 100).padStart(2, '0')}`}`

/** Takes "2025-05-02", "20250502", "2025/5/2". Gives the day, or null when there is none. */
export function readDay(text: string): Day | null {
  const match = /^(\d{4})[-/. ]?(\d{1,2})[-/. ]?(\d{1,2})$/.exec(text.trim())
  return match === null ? null : parseDay(`${match[1]}-${pad(match[2])}-${pad(match[3])}`)
}

const pad = (text = ''): string => text.padStart(2, '0')

export const typedDay = (day: Day): string => formatDay(day)

/** First in the page, with the focus on it; each line leads to its field. */
export const errorSummary = (words: TillWords, faults: readonly FieldFault[]): Html | null =>
  faults.length === 0
    ? null
    : html`<div class="notice bad" id="faults" role="alert" tabindex="-1" data-focus><h2>${words.faults.summary}</h2>
<ul>${faults.map(({ field, text }) => html`<li><a href="#${field}">${text}</a></li>`)}</ul></div>`

export type Field = {
  readonly name: string
  readonly label: string
  readonly hint?: string
  /** What stands in it where nothing has been typed. */
  readonly value?: string
  /** More attributes of the field. */
  readonly more?: Piece
  readonly type?: 'text' | 'date'
}

/** A field with its label, its hint and its fault; the name is its id too. */
export function field({ name, label, hint, value, more, type }: Field, { typed, faults }: Filled): Html {
  const fault = faults.find((one) => one.field === name)
  const described = [hint === undefined ? null : `${name}-hint`, fault === undefined ? null : `${name}-fault`]
  const by = described.filter((id) => id !== null).join(' ')
  return html`<div class="field">
<label for="${name}">${label}</label>
${hint !== undefined && html`<p class="hint" id="${name}-hint">${hint}</p>`}
${fault !== undefined && html`<p class="fault" id="${name}-fault">${fault.text}</p>`}
<input class="ds-input" id="${name}" name="${name}" type="${type ?? 'text'}" value="${typed[name] ?? value ?? ''}" autocomplete="off"${by !== '' && html` aria-describedby="${by}"`}${fault !== undefined && html` aria-invalid="true"`} ${more}>
</div>`
}

/** Fields that are not shown. */
export const hidden = (values: Readonly<Record<string, string>>): Html[] =>
  Object.entries(values).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)
