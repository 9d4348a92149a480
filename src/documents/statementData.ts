/**
 * The statement (utdrag) as words and figures, ready to be set as a page or as a PDF: whose, which fees, what remains or which card, what
 * was paid too much. It decides nothing and reads nothing: what the viewer may see was settled when the cards were read.
 */

import type { CardStatement } from '../domain/account/statement.ts'
import { formatDay } from '../domain/kernel/day.ts'
import { swedishDay } from '../domain/kernel/moment.ts'
import type { CardView } from '../usecases/cardView.ts'
import { type DocumentWords, documentWords, type Language } from '../words/documents/words.ts'
import type { Asked, Fact } from './asked.ts'
import { type FeeTable, feeTable, type Table } from './feeTable.ts'
import { identityInDigits, isDiscreet, issuedFacts, patientFacts } from './patient.ts'
import { type Standing, standingOf } from './standing.ts'

export type StatementData = {
  readonly language: Language
  readonly service: string
  readonly principal: string
  readonly title: string
  readonly patient: readonly Fact[]
  /** Whose it is, on the pages after the first. */
  readonly identity: string
  /** Why name and places are not there; null when they may be. */
  readonly leftOut: string | null
  readonly cards: readonly CardPart[]
  /** What stands in place of cards when there are none. */
  readonly nothing: string | null
  readonly issued: readonly Fact[]
  /** "2025-06-02": the day on which it was issued, for the file's own date. */
  readonly issuedOn: string
}

export type CardPart = FeeTable & {
  readonly cardType: string
  readonly standing: Standing
  readonly heading: string
  readonly period: string
  readonly sum: Fact
  /** The whole sentence; null when nothing was paid too much. */
  readonly overcharged: Fact | null
}

/** Takes what was read of a patient. Gives the statement of those cards, in their order. */
export function statementData(asked: Asked): StatementData {
  const words = documentWords(asked.language)
  const discreet = isDiscreet(asked)
  const table: Table = { words, directory: asked.directory, isDiscreet: discreet }
  return {
    language: asked.language,
    service: words.service,
    principal: asked.issuer.principal,
    title: words.statement,
    patient: patientFacts(asked),
    identity: identityInDigits(asked.person),
    leftOut: discreet ? words.leftOut : null,
    cards: asked.cards.map((card) => cardPart(card, table)),
    nothing: asked.cards.length === 0 ? words.nothing : null,
    issued: issuedFacts(asked),
    issuedOn: issuedOn(asked),
  }
}

/** The file's own date. */
export const issuedOn = ({ at }: Pick<Asked, 'at'>): string => formatDay(swedishDay(at))

function cardPart(view: CardView, table: Table): CardPart {
  const { words } = table
  const { kronor } = words.figures
  const { card, cardType } = view
  return {
    ...feeTable(view, table),
    cardType: words.cardType(cardType.id, cardType.name),
    standing: standingOf(view, words),
    heading: words.fees,
    period: periodOf(view, words),
    sum: { label: words.sum, value: kronor(card.currentAmount) },
    overcharged: overchargedOf(card, words),
  }
}

/** From the first visit that counts to the day of asking, or to the card's end. */
function periodOf({ card, asOf, given }: CardView, { period, figures: { date } }: DocumentWords): string {
  if (card.kind === 'belowLimit') return period(date(card.start), date(swedishDay(asOf)))
  return period(date(card.kind === 'given' ? (given?.start ?? card.reached) : card.start), date(card.end))
}

const overchargedOf = ({ overcharged }: CardStatement, words: DocumentWords): Fact | null =>
  overcharged > 0
    ? { label: words.overcharged, value: words.overchargedInAll(words.figures.kronor(overcharged)) }
    : null
