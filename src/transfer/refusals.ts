/** Why a line of an import is refused, and the plain English for it. No sentence quotes a value: it could be a person's. */

import type { EntryRefusal } from '../domain/account/record.ts'

export type LineRefusal =
  | { readonly kind: 'Malformed'; readonly field: string; readonly expected: string }
  | { readonly kind: Exclude<RefusalKind, 'Malformed'> }

/** A refused line, by its number in the file. */
export type Fault = { readonly line: number; readonly refusal: LineRefusal }

type RefusalKind = EntryRefusal | OwnKind

type OwnKind =
  | 'LineTooLong'
  | 'NotUtf8'
  | 'NotJson'
  | 'AccountNotTold'
  | 'LinesApart'
  | 'TooManyLines'
  | 'Malformed'
  | 'UnknownField'
  | 'PersonInvalid'
  | 'PrincipalUnknown'
  | 'CardTypeUnknown'
  | 'RecordedInTheFuture'
  | 'FeeOfAnotherPerson'
  | 'CardOfAnotherPerson'
  | 'CardFromTheFuture'
  | 'CardEndsBeforeItBegins'
  | 'CardLongerThanAYear'
  | 'OptedOut'
  | 'OptInRequired'
  | 'IdentityNotNeeded'
  | 'IdOfAnotherAccount'
  | 'IdLeadsElsewhere'
  | 'AccountShared'

export const REFUSAL_SENTENCES: Readonly<Record<Exclude<RefusalKind, 'Malformed'>, string>> = {
  LineTooLong: 'the line is longer than 1 MiB',
  NotUtf8: 'the line is not UTF-8',
  NotJson: 'the line is no JSON object',
  AccountNotTold: 'the line tells no account: person and cardType, both as text',
  LinesApart: 'the lines of this account do not stand together in the file',
  TooManyLines: 'an account of more than 10 000 lines',
  UnknownField: 'the line tells something that an entry of its type does not have',
  PersonInvalid: 'person: no personnummer, samordningsnummer or reserve number that the principal takes',
  PrincipalUnknown: 'principal: this installation has no settings for it',
  CardTypeUnknown: 'cardType: the principal does not use it',
  RecordedInTheFuture: 'recordedAt: the moment has not come yet',
  RecordedOutOfOrder: 'recordedAt: before the last entry of the account',
  UnknownFee: 'feeId: the account has no such fee',
  FeeOfAnotherPerson: 'feeId: the fee is of another person',
  FeeAlreadyAnnulled: 'feeId: the fee has been annulled',
  RepeatedFeeId: 'feeId: the account has had this id before',
  VisitInTheFuture: 'visitDate: after the day on which it was recorded, in Sweden',
  AmountNotPositive: 'amount: not more than nothing',
  NoCeilingKnown: 'visitDate: no ceiling is known for that day',
  OnFinalCard: 'feeId: the fee lies on a card that was FINAL, and the principal lets nobody change it then',
  CardFromTheFuture: 'validFrom: after the day on which it was recorded, in Sweden',
  CardEndsBeforeItBegins: 'validThrough: before validFrom',
  CardLongerThanAYear: 'validThrough: more than twelve months from validFrom',
  UnknownCard: 'cardId: the account has no such card',
  CardOfAnotherPerson: 'cardId: the card is of another person',
  CardAlreadyWithdrawn: 'cardId: the card has been withdrawn',
  RepeatedCardId: 'cardId or issued: the account has had this card id before',
  OptedOut: 'the person has left the service of the principal, and nothing new is stored',
  OptInRequired: 'the person has not come into the service of the principal, which asks first',
  IdentityNotNeeded: 'issued: more cards are told than come of the entry',
  IdOfAnotherAccount: 'an id of this account is known here as that of another account',
  IdLeadsElsewhere: 'an id of the form that this program makes, and of another account than those before it',
  AccountShared: 'the person shares the account with others here, and an account of a file is of one person',
}

/** Gives the refusal as one sentence, its kind first. */
export const sentenceOf = (refusal: LineRefusal): string =>
  refusal.kind === 'Malformed'
    ? `Malformed: ${refusal.field}: expected ${refusal.expected}`
    : `${refusal.kind}: ${REFUSAL_SENTENCES[refusal.kind]}`
