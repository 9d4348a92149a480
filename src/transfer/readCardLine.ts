/** Reads what the lines about cards and read consent tell besides what every line does (docs/reference/transfer.md). */

import type { CardReason } from '../domain/account/givenRecord.ts'
import type { CardEntry, ReadConsentSaid } from '../domain/account/ledgerEntry.ts'
import { refuseDays } from '../domain/decisions/registerCard.ts'
import { swedishDay } from '../domain/kernel/moment.ts'
import type { PersonId } from '../domain/kernel/personId.ts'
import type { FeeId } from '../domain/law/careOrder.ts'
import {
  BadField,
  type Fields,
  has,
  malformed,
  readCardId,
  readCardNumber,
  readConsent,
  readDay,
  readFeeId,
  readHsaId,
  readList,
  readText,
  readTruth,
} from './fields.ts'

type Untold<T> = T extends unknown ? Omit<T, 'issued'> : never

/** An entry about a card, or what the patient has said of reading, as the line tells it. */
export type ToldCardEntry = Untold<CardEntry | ReadConsentSaid>

const GIVEN = ['number', 'validFrom', 'validThrough', 'cardReason']

/** The fields that a line of the type may have. */
export const OF_CARD_TYPE: Readonly<Record<ToldCardEntry['type'], readonly string[]>> = {
  CardRegistered: ['cardId', 'principal', ...GIVEN, 'consent'],
  CardCorrected: ['cardId', ...GIVEN, 'start'],
  CardWithdrawn: ['cardId'],
  CardDeleted: ['cardId', 'fees'],
  CardRenumbered: ['cardId', 'number'],
  CardOrdered: ['cardId', 'principal'],
  ReadConsentSaid: ['principal', 'consent'],
}

type Common = Pick<ToldCardEntry, 'recordedAt' | 'by'> & { readonly person: PersonId }

export const isCardType = (type: string): type is ToldCardEntry['type'] => Object.hasOwn(OF_CARD_TYPE, type)

/** Takes a line of the type, and what every line tells. Throws BadField. */
export function readCardEntry(type: ToldCardEntry['type'], line: Fields, { person, ...told }: Common): ToldCardEntry {
  const part = () => ({ person, principal: readHsaId(line, 'principal') })
  if (type === 'ReadConsentSaid') return { type, ...part(), isGiven: readTruth(line, 'consent'), ...told }
  const common = { cardId: readCardId(line, 'cardId'), ...told }
  switch (type) {
    case 'CardRegistered':
      return { type, ...part(), ...readGiven(line, told), ...readConsent(line), ...common }
    case 'CardCorrected':
      return { type, ...readGiven(line, told), start: has(line, 'start') ? readDay(line, 'start') : null, ...common }
    case 'CardWithdrawn':
      return { type, ...common }
    case 'CardDeleted':
      return { type, fees: readFees(line), ...common }
    case 'CardRenumbered':
      return { type, number: readCardNumber(line), ...common }
    case 'CardOrdered':
      return { type, ...part(), ...common }
  }
}

/** L8: its days are such as it could be given for when it was recorded. */
function readGiven(line: Fields, { recordedAt }: Pick<Common, 'recordedAt'>) {
  const days = { validFrom: readDay(line, 'validFrom'), validThrough: readDay(line, 'validThrough') }
  const refusal = refuseDays(days, swedishDay(recordedAt))
  if (refusal !== null) throw new BadField({ kind: refusal.kind })
  return { number: readCardNumber(line), ...days, reason: readReason(line) }
}

function readReason(line: Fields): CardReason {
  const reason = readText(line, 'cardReason')
  return reason === 'VALID_CARD' || reason === 'MEDICAL'
    ? reason
    : malformed(line, 'cardReason', 'VALID_CARD or MEDICAL')
}

function readFees(line: Fields): FeeId[] {
  const fees = readList(line, 'fees').map((fee, at) => {
    const name = `fees[${at}]`
    return readFeeId({ json: { [name]: fee }, place: line.place }, name)
  })
  return fees.length > 0 ? fees : malformed(line, 'fees', 'a list of at least one fee id')
}
