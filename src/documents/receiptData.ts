/** The receipt for one visit as words and figures: what was paid when and to whom, and how the card stands after it. */

import type { FeeId } from '../domain/law/careOrder.ts'
import type { CardView, FeeRow } from '../usecases/cardView.ts'
import { type DocumentWords, documentWords, type Language } from '../words/documents/words.ts'
import type { Asked, Fact } from './asked.ts'
import { counts, shareOf, takenBy } from './feeTable.ts'
import { identityInDigits, isDiscreet, issuedFacts, patientFacts } from './patient.ts'
import { type Standing, standingOf } from './standing.ts'
import { issuedOn } from './statementData.ts'

export type ReceiptData = {
  readonly language: Language
  readonly service: string
  readonly principal: string
  readonly title: string
  readonly cardType: string
  readonly patient: readonly Fact[]
  readonly identity: string
  readonly leftOut: string | null
  /** The amount, apart from the other facts of the visit. */
  readonly paid: Fact
  readonly visit: readonly Fact[]
  /** What of it was too much; null when nothing was. */
  readonly overcharged: Fact | null
  readonly standing: Standing
  readonly issued: readonly Fact[]
  readonly issuedOn: string
}

/** Takes what was read of a patient. Gives the receipt; null when the fee counts on none of the cards. */
export function receiptData(asked: Asked, fee: FeeId): ReceiptData | null {
  for (const view of asked.cards) {
    const row = view.rows.find((one) => one.id === fee && counts(one))
    if (row !== undefined) return receiptOf(asked, view, row)
  }
  return null
}

function receiptOf(asked: Asked, view: CardView, row: FeeRow): ReceiptData {
  const words = documentWords(asked.language)
  const discreet = isDiscreet(asked)
  return {
    language: asked.language,
    service: words.service,
    principal: asked.issuer.principal,
    title: words.receipt,
    cardType: words.cardType(view.cardType.id, view.cardType.name),
    patient: patientFacts({ ...asked, person: row.person }),
    identity: identityInDigits(row.person),
    leftOut: discreet ? words.leftOut : null,
    paid: { label: words.paid, value: words.figures.kronor(row.amount) },
    visit: [
      { label: words.columns.visit, value: words.figures.date(row.visit) },
      ...(discreet ? [] : placeFacts(asked, row, words)),
    ],
    overcharged: overchargedOf(view, row, words),
    standing: withSum(standingOf(view, words), view, words),
    issued: issuedFacts(asked),
    issuedOn: issuedOn(asked),
  }
}

/** Below the limit the sum is told already. */
const withSum = (standing: Standing, { card }: CardView, words: DocumentWords): Standing =>
  standing.kind === 'belowLimit'
    ? standing
    : {
        ...standing,
        facts: [...standing.facts, { label: words.sumSoFar, value: words.figures.kronor(card.currentAmount) }],
      }

function placeFacts({ directory }: Asked, row: FeeRow, words: DocumentWords): Fact[] {
  const { provider, unit } = takenBy(row, { words, directory })
  const facts = [{ label: words.columns.provider, value: provider }]
  return unit === '' ? facts : [...facts, { label: words.columns.unit, value: unit }]
}

function overchargedOf({ card }: CardView, { id }: FeeRow, words: DocumentWords): Fact | null {
  const overcharged = shareOf(card.shares, id)?.overcharged
  return overcharged === undefined || overcharged <= 0
    ? null
    : { label: words.overcharged, value: words.feeOvercharged(words.figures.kronor(overcharged)) }
}
