/** How an account stands, as a page shows it: one of five states with the figures that belong to it. Colour never alone: each has a word and a sign. */

import type { CardStatement, Statement, ValidCardStatement } from '../domain/account/statement.ts'
import { type Html, html } from '../markup/html.ts'
import type { TillWords } from '../words/till/sv.ts'

export type Standing = {
  readonly kind: 'none' | 'belowLimit' | 'preliminary' | 'final' | 'expired'
  /** What the state is of; null for none. */
  readonly card: CardStatement | null
}

/** The current card; where there is none, the last that has expired. */
export function standingOf(statement: Statement | null): Standing {
  const card = statement?.current ?? null
  if (card !== null) return { kind: kindOf(card), card }
  const last = statement?.cards.at(-1) ?? null
  return last === null ? { kind: 'none', card: null } : { kind: kindOf(last), card: last }
}

const KINDS = { BELOW_LIMIT: 'belowLimit', PRELIMINARY: 'preliminary', FINAL: 'final', EXPIRED: 'expired' } as const

export const kindOf = (card: CardStatement): Standing['kind'] => KINDS[card.status]

const TONES = { none: 'past', belowLimit: 'info', preliminary: 'wait', final: 'ok', expired: 'past' } as const

/** The word of the state with its sign. */
export const badge = (words: TillWords, { kind }: Standing): Html =>
  html`<span class="state ${TONES[kind]}">${sign(kind)}${words.state[kind]}</span>`

/** Each of its own shape: a dial, an hourglass, a tick, a stop, a ring. */
function sign(kind: Standing['kind']): Html {
  return html`<svg class="sign" viewBox="0 0 20 20" aria-hidden="true" focusable="false" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">${SHAPES[kind]}</svg>`
}

const SHAPES: Readonly<Record<Standing['kind'] | 'protected' | 'stop', Html>> = {
  none: html`<circle cx="10" cy="10" r="8" stroke-dasharray="3 3.3"/>`,
  belowLimit: html`<circle cx="10" cy="10" r="8"/><path d="M10 5.5V10l3 2"/>`,
  preliminary: html`<path d="M5 2.5h10M5 17.5h10M6 2.5c0 4 3 5.5 4 7.5 1-2 4-3.5 4-7.5M6 17.5c0-4 3-5.5 4-7.5 1 2 4 3.5 4 7.5"/>`,
  final: html`<circle cx="10" cy="10" r="8"/><path d="M6.2 10.3l2.6 2.6 5-5.4"/>`,
  expired: html`<circle cx="10" cy="10" r="8"/><path d="M6.5 10h7"/>`,
  protected: html`<rect x="4" y="9" width="12" height="8.5" rx="1.5"/><path d="M6.5 9V6a3.5 3.5 0 0 1 7 0v3"/>`,
  stop: html`<circle cx="10" cy="10" r="8"/><path d="M4.5 4.5l11 11"/>`,
}

/** A state that is no card's: protected, left, not asked. */
export const otherBadge = (text: string, tone: 'bad' | 'wait', shape: 'protected' | 'stop'): Html =>
  html`<span class="state ${tone}"><svg class="sign" viewBox="0 0 20 20" aria-hidden="true" focusable="false" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">${SHAPES[shape]}</svg>${text}</span>`

export const isValid = (card: CardStatement | null): card is ValidCardStatement =>
  card !== null && card.kind !== 'belowLimit'
