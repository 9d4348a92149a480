/** Holds an answer against what a case expects of it, in the language of the cases. */

import assert from 'node:assert/strict'
import type { ExpectedAnswer, ExpectedCard } from './case.ts'
import { swedishTime, withoutDecimals } from './swedish.ts'

type AnsweredCard = {
  readonly status: string
  readonly given: boolean
  readonly start: string | null
  readonly reached: string | null
  readonly end: string | null
  readonly finalAt: string | null
  readonly currentAmount: string
  readonly amountToLimit: string
  readonly fees: readonly { readonly feeId: string; readonly due: string; readonly overcharged: string }[]
}

type Figures = {
  readonly current: AnsweredCard | null
  readonly cards: readonly AnsweredCard[]
  readonly expiredFees: readonly string[]
  readonly overcharged: string
}

/** What both reckonings answer with. */
export type AnyAnswer = { readonly error: { readonly kind: string } } | Figures

/** Compares what the case tells, and no more. */
export function judge(answer: AnyAnswer, expect: ExpectedAnswer): void {
  if ('refused' in expect) assert.equal('error' in answer ? answer.error.kind : 'an answer', expect.refused)
  else if ('error' in answer) assert.fail(`refused: ${JSON.stringify(answer.error)}`)
  else judgeFigures(answer, expect)
}

function judgeFigures(
  answer: Figures,
  { cards, none, expired, overcharged }: Exclude<ExpectedAnswer, { refused: string }>,
): void {
  if (cards !== undefined) judgeCards(answer, cards)
  if (none) assert.equal(answer.current, null, 'no card is current')
  if (expired !== undefined) assert.deepEqual(answer.expiredFees, expired, 'fees that have fallen out')
  if (overcharged !== undefined)
    assert.equal(withoutDecimals(answer.overcharged), overcharged, 'overcharged on all cards')
}

function judgeCards(answer: Figures, expected: readonly ExpectedCard[]): void {
  const told = answer.cards.map((card, at) => pick(inWordsOfCases(card, card === answer.current), expected[at] ?? {}))
  assert.deepEqual(told, expected)
}

const inWordsOfCases = (card: AnsweredCard, current: boolean): ExpectedCard => ({
  ...card,
  finalAt: card.finalAt === null ? null : swedishTime(card.finalAt),
  currentAmount: withoutDecimals(card.currentAmount),
  amountToLimit: withoutDecimals(card.amountToLimit),
  fees: card.fees.map(({ feeId }) => feeId),
  due: Object.fromEntries(card.fees.map(({ feeId, due }) => [feeId, withoutDecimals(due)])),
  overcharged: Object.fromEntries(card.fees.map(({ feeId, overcharged }) => [feeId, withoutDecimals(overcharged)])),
  current,
})

/** Leaves in the card, and in its amounts by fee, only what is expected of it. A card not expected at all is left whole. */
function pick(card: ExpectedCard, expected: ExpectedCard): unknown {
  if (Object.keys(expected).length === 0) return card
  const chosen = Object.keys(expected).map((key) => {
    const [value, wanted] = [card[key as keyof ExpectedCard], expected[key as keyof ExpectedCard]]
    return [key, key === 'due' || key === 'overcharged' ? only(value as object, wanted as object) : value]
  })
  return Object.fromEntries(chosen)
}

const only = (amounts: object, wanted: object): object =>
  Object.fromEntries(Object.entries(amounts).filter(([feeId]) => Object.hasOwn(wanted, feeId)))
