/** Writes a statement as the answer of simulate.md. */

import { explain } from '../domain/account/explanation.ts'
import type { CardStatement, Statement } from '../domain/account/statement.ts'
import { type Day, formatDay } from '../domain/kernel/day.ts'
import { formatMoment } from '../domain/kernel/moment.ts'
import { formatKronor } from '../domain/kernel/money.ts'
import { type ExplanationStep, sayReasons } from '../words/explanation.ts'

export type AnsweredCard = {
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

export type Answer = {
  readonly asOf: string
  readonly current: AnsweredCard | null
  readonly cards: readonly AnsweredCard[]
  readonly expiredFees: readonly string[]
  readonly overcharged: string
  readonly explanation: readonly ExplanationStep[]
}

/** Takes a statement and `asOf` as the history wrote it. Gives the answer. */
export function answerOf(statement: Statement, asOf: string): Answer {
  const cards = statement.cards.map(answeredCard)
  const at = statement.current === null ? -1 : statement.cards.indexOf(statement.current)
  return {
    asOf,
    current: cards[at] ?? null,
    cards,
    expiredFees: statement.expired.map((fee) => fee.id),
    overcharged: formatKronor(statement.overcharged),
    explanation: sayReasons(explain(statement)),
  }
}

function answeredCard(card: CardStatement): AnsweredCard {
  const isValid = card.kind !== 'belowLimit'
  return {
    status: card.status,
    given: card.kind === 'given',
    start: card.kind === 'given' ? null : formatDay(card.start),
    reached: dayOrNull(isValid ? card.reached : null),
    end: dayOrNull(isValid ? card.end : null),
    finalAt: isValid ? formatMoment(card.finalAt) : null,
    currentAmount: formatKronor(card.currentAmount),
    amountToLimit: formatKronor(card.amountToLimit),
    fees: card.shares.map(({ fee, due, overcharged }) => ({
      feeId: fee.id,
      due: formatKronor(due),
      overcharged: formatKronor(overcharged),
    })),
  }
}

const dayOrNull = (day: Day | null): string | null => (day === null ? null : formatDay(day))
