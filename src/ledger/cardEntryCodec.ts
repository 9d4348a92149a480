/** The entries about a card, and what the patient has said beside the fees, as the ledger keeps them (entryCodec.ts). */

import type { CardReason } from '../domain/account/givenRecord.ts'
import type { CardCorrected, CardEntry, CardRegisteredRecord, ReadConsentSaid } from '../domain/account/ledgerEntry.ts'
import type { HsaId } from '../domain/kernel/hsaId.ts'
import type { CardId, CardIdentity } from '../domain/law/card.ts'
import type { FeeId } from '../domain/law/careOrder.ts'
import { type KeptPerson, keepPart, keepPerson, readPart, readPerson } from './snapshotCodec.ts'
import { readDay, writeDay } from './times.ts'

export type CardTold = CardEntry | ReadConsentSaid

/** All that one of them may hold. */
export type CardContent = {
  readonly type: CardTold['type']
  readonly recordedAt: string
  readonly issued: readonly CardIdentity[]
  readonly by: CardTold['by']
  readonly person: KeptPerson
  readonly principal: HsaId
  readonly cardId: CardId
  readonly number: string
  readonly validFrom: string
  readonly validThrough: string
  readonly cardReason: CardReason
  readonly start: string | null
  readonly fees: readonly FeeId[]
  readonly isGiven: boolean
  readonly consent?: true
  readonly consentOf?: KeptPerson
}

/** Takes the entry, and of its content what every entry has. Gives the whole content. */
export function cardContentOf(entry: CardTold, every: object): Record<string, unknown> {
  const common = { ...every, by: entry.by }
  switch (entry.type) {
    case 'CardRegistered': {
      const consent = entry.consent === true ? { consent: true } : {}
      return { cardId: entry.cardId, ...common, ...keepPart(entry), ...givenContent(entry), ...consent }
    }
    case 'CardCorrected': {
      const start = entry.start === null ? null : writeDay(entry.start)
      const consent = entry.consentOf === undefined ? {} : { consentOf: keepPerson(entry.consentOf) }
      return { cardId: entry.cardId, ...common, ...givenContent(entry), start, ...consent }
    }
    case 'CardWithdrawn':
      return { cardId: entry.cardId, ...common }
    case 'CardDeleted':
      return { cardId: entry.cardId, ...common, fees: entry.fees }
    case 'CardRenumbered':
      return { cardId: entry.cardId, ...common, number: entry.number }
    case 'CardOrdered':
      return { cardId: entry.cardId, ...common, ...keepPart(entry) }
    case 'ReadConsentSaid':
      return { ...common, ...keepPart(entry), isGiven: entry.isGiven }
  }
}

const givenContent = ({ number, validFrom, validThrough, reason }: CardRegisteredRecord | CardCorrected) => ({
  number,
  validFrom: writeDay(validFrom),
  validThrough: writeDay(validThrough),
  cardReason: reason,
})

/** Takes the content, and what has been read of every entry's. Gives the entry. */
export function cardEntryOf(content: CardContent, common: Pick<CardTold, 'recordedAt' | 'issued' | 'by'>): CardTold {
  const { type, cardId } = content
  switch (type) {
    case 'CardRegistered': {
      const consent = content.consent === true ? { consent: content.consent } : {}
      return { type, cardId, ...common, ...readPart(content), ...givenOf(content), ...consent }
    }
    case 'CardCorrected': {
      const start = content.start === null ? null : readDay(content.start)
      const consent = content.consentOf === undefined ? {} : { consentOf: readPerson(content.consentOf) }
      return { type, cardId, ...common, ...givenOf(content), start, ...consent }
    }
    case 'CardWithdrawn':
      return { type, cardId, ...common }
    case 'CardDeleted':
      return { type, cardId, ...common, fees: content.fees }
    case 'CardRenumbered':
      return { type, cardId, ...common, number: content.number }
    case 'CardOrdered':
      return { type, cardId, ...common, ...readPart(content) }
    case 'ReadConsentSaid':
      return { type, ...common, ...readPart(content), isGiven: content.isGiven }
  }
}

const givenOf = ({ number, validFrom, validThrough, cardReason }: CardContent) => ({
  number,
  validFrom: readDay(validFrom),
  validThrough: readDay(validThrough),
  reason: cardReason,
})
