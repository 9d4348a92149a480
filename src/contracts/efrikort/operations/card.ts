/** A card and its fees in version 3's words (contracts' README, "Cards" and "Fees"). */

import type { CardStatement } from '../../../domain/account/statement.ts'
import { invariant } from '../../../domain/kernel/invariant.ts'
import { swedishDay } from '../../../domain/kernel/moment.ts'
import type { CardView, FeeRow } from '../../../usecases/cardView.ts'
import { MASKS } from '../../../words/masks.ts'
import type { ValueOf } from '../../soap/form.ts'
import type { CardType, ExtendedCardType, TransactionType } from '../types3.ts'

type Card = ValueOf<typeof CardType>
type Transaction = ValueOf<typeof TransactionType>

/** The card without its fees. */
export function card3(view: CardView): Card {
  const { card, cardType, principal } = view
  const [first, ...others] = view.persons.map(({ id, readConsent }) => ({ id: id.reveal(), readConsent }))
  invariant(first !== undefined && card.identity !== null, 'a card has persons and an identity')
  return {
    cardSystemId: card.identity.id,
    cardType,
    persons: [first, ...others],
    ...datesOf(card, view),
    currentAmount: card.currentAmount,
    amountToLimit: card.amountToLimit,
    cardId: card.identity.number,
    carePrincipal: principal,
    status: card.status,
    ...(view.given === null ? {} : { cardReason: view.given.reason }),
  }
}

/** A start only where the fees, or an update, tell one; a reached card's dates; the day it became FINAL once it has. */
function datesOf(card: CardStatement, { given, asOf }: CardView): Partial<Card> {
  if (card.kind === 'belowLimit') return { startDate: card.start }
  const start = card.kind === 'reached' ? card.start : (given?.start ?? null)
  return {
    ...(start === null ? {} : { startDate: start }),
    preliminaryCardDate: card.reached,
    ...(card.finalAt <= asOf ? { finalCardDate: swedishDay(card.finalAt) } : {}),
    endDate: card.end,
  }
}

/** The card with its fees, and those that no longer count. */
export const extendedCard3 = (view: CardView): ValueOf<typeof ExtendedCardType> => ({
  card: card3(view),
  transactions: view.rows.map(transaction3),
  expiredTransactions: view.expiredRows.map(transaction3),
  exportStatus: [],
})

function transaction3(row: FeeRow): Transaction {
  const common = {
    transactionId: row.id,
    personId: row.person.reveal(),
    amount: row.amount,
    transactionDate: row.visit,
    registrationDateTime: row.registeredAt,
    carePrincipal: row.principal,
  }
  if (row.shown.kind !== 'whole') return { ...common, careProvider: MASKS[row.shown.kind], status: 'ACTIVE' }
  const { careProvider, careUnit, status, reason } = row.shown
  return {
    ...common,
    careProvider: careProvider.text,
    ...(careUnit === null ? {} : { careUnit: careUnit.text }),
    status,
    ...(reason === null ? {} : { statusReason: reason }),
  }
}
