/** A card and its fees in the words of versions 1 and 2 (contracts' README, "Fees" and "Cards"): what counts now, and no history. */

import type { Caregiver } from '../../../domain/account/feeRecord.ts'
import type { CardStatement } from '../../../domain/account/statement.ts'
import { invariant } from '../../../domain/kernel/invariant.ts'
import { swedishDay } from '../../../domain/kernel/moment.ts'
import type { CardView, FeeRow } from '../../../usecases/cardView.ts'
import { SHORT_MASKS } from '../../../words/masks.ts'
import type { ValueOf } from '../../soap/form.ts'
import { type EarlierVersion, isTellable, type Types1and2 } from '../types1and2.ts'

type Card = ValueOf<Types1and2['CardType']>
type Transaction = ValueOf<Types1and2['TransactionType']>

/** The identity asked for stands for one that is longer than the version can tell. */
export type Asked = { readonly version: EarlierVersion; readonly personAsked: string }

/** The card without its fees; an identity that the version cannot tell is left out. */
export function card1and2(view: CardView, version: EarlierVersion): Card {
  const { card, cardType, principal } = view
  const [first, ...others] = view.persons
    .filter(({ id }) => isTellable(id, version))
    .map(({ id }) => ({ Id: id.reveal() }))
  invariant(
    first !== undefined && card.identity !== null,
    'a card has persons, the one asked for among them, and an identity',
  )
  return {
    CardSystemId: card.identity.id,
    CardType: { Id: cardType.id, Name: cardType.name },
    Persons: [first, ...others],
    ...datesOf(card, view),
    CurrentAmount: card.currentAmount,
    AmountToLimit: card.amountToLimit,
    CardId: card.identity.number,
    CarePrincipalId: principal.id,
    Status: card.status,
  }
}

/** A start only where the fees, or an update, tell one; a reached card's dates; the day it became FINAL once it has. */
function datesOf(card: CardStatement, { given, asOf }: CardView): Partial<Card> {
  if (card.kind === 'belowLimit') return { StartDate: card.start }
  const start = card.kind === 'reached' ? card.start : (given?.start ?? null)
  return {
    ...(start === null ? {} : { StartDate: start }),
    LimitReachedDate: card.reached,
    ...(card.finalAt <= asOf ? { FinalCardDate: swedishDay(card.finalAt) } : {}),
    EndDate: card.end,
  }
}

/** The card with its fees, and those that no longer count: ACTIVE rows only. */
export function extendedCard1and2(view: CardView, asked: Asked): ValueOf<Types1and2['ExtendedCardType']> {
  const transactionsOf = (rows: readonly FeeRow[]) => rows.filter(isActive).map((row) => transaction(row, asked))
  return {
    Card: card1and2(view, asked.version),
    Transactions: transactionsOf(view.rows),
    ExpiredTransactions: transactionsOf(view.expiredRows),
  }
}

const isActive = ({ shown }: FeeRow): boolean => shown.kind !== 'whole' || shown.status === 'ACTIVE'

const transaction = (row: FeeRow, { version, personAsked }: Asked): Transaction => ({
  TransactionId: row.id,
  PersonId: isTellable(row.person, version) ? row.person.reveal() : personAsked,
  Amount: row.amount,
  TransactionDate: row.visit,
  RegistrationDateTime: row.toldAt ?? row.registeredAt,
  CarePrincipalId: row.principal.id,
  ...caregiversOf(row),
})

function caregiversOf({ shown }: FeeRow): Pick<Transaction, 'CareProviderId' | 'CareUnitId'> {
  if (shown.kind !== 'whole') return { CareProviderId: SHORT_MASKS[shown.kind] }
  const { careProvider, careUnit } = shown
  return {
    CareProviderId: hsaIdOrText(careProvider),
    ...(careUnit === null ? {} : { CareUnitId: hsaIdOrText(careUnit) }),
  }
}

const LONGEST_HSA_ID = 32

/** The HSA-id of one in the directory; of another as much of its text as an HSA-id has room for. */
const hsaIdOrText = ({ id, text }: Caregiver): string => id ?? [...text].slice(0, LONGEST_HSA_ID).join('').trim()
