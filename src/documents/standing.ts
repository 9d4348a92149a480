/** How a card stands, in the document's words: below the ceiling what is paid and remains, else the card's number and validity. */

import type { BelowLimitStatement, ValidCardStatement } from '../domain/account/statement.ts'
import { swedishDay } from '../domain/kernel/moment.ts'
import { NO_MONEY } from '../domain/kernel/money.ts'
import type { CardView } from '../usecases/cardView.ts'
import type { DocumentWords } from '../words/documents/words.ts'
import type { Fact } from './asked.ts'

export type Standing = {
  readonly kind: 'belowLimit' | 'preliminary' | 'final' | 'expired'
  /** The kind in a word; a colour may go with it, never without it. */
  readonly word: string
  readonly sentence: string
  readonly facts: readonly Fact[]
  /** How much of the ceiling is paid, from 0 to 1; null for a card reached or given. */
  readonly paidShare: number | null
}

/** Takes a card as a viewer has read it. Its number is told once the ceiling is reached: before that it is no proof of anything. */
export const standingOf = ({ card, asOf }: CardView, words: DocumentWords): Standing =>
  card.kind === 'belowLimit'
    ? belowLimit(card, words)
    : valid(card, { isAhead: swedishDay(asOf) < card.reached, words })

function belowLimit({ currentAmount, amountToLimit, ceiling }: BelowLimitStatement, words: DocumentWords): Standing {
  const { kronor } = words.figures
  const remains = amountToLimit > 0 ? amountToLimit : NO_MONEY
  return {
    kind: 'belowLimit',
    word: words.status.belowLimit,
    sentence: words.standing.belowLimit(kronor(remains)),
    facts: [
      { label: words.sumSoFar, value: kronor(currentAmount) },
      { label: words.ceiling, value: kronor(ceiling) },
    ],
    paidShare: Math.min(1, currentAmount / ceiling),
  }
}

const KIND_OF = { PRELIMINARY: 'preliminary', FINAL: 'final', EXPIRED: 'expired' } as const

type Told = { readonly isAhead: boolean; readonly words: DocumentWords }

function valid(card: ValidCardStatement, { isAhead, words }: Told): Standing {
  const { date, time } = words.figures
  const kind = KIND_OF[card.status]
  const number = card.identity?.number ?? ''
  return {
    kind,
    word: words.status[kind],
    sentence: isAhead && kind !== 'expired' ? words.standing.notYetValid : words.standing[kind],
    facts: [
      ...(number === '' ? [] : [{ label: words.cardNumber, value: number }]),
      { label: words.validFrom, value: date(card.reached) },
      { label: words.validThrough, value: date(card.end) },
      ...(kind === 'preliminary' ? [{ label: words.becomesFinal, value: time(card.finalAt) }] : []),
    ],
    paidShare: null,
  }
}
