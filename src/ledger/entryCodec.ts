/**
 * An entry as the ledger keeps it: JSON text of a stated version, days and moments written out, money in öre. What has been
 * written is read for ever; a new form gets a new version number.
 */

import type { Caregiver } from '../domain/account/feeRecord.ts'
import type { CardReason } from '../domain/account/givenRecord.ts'
import type {
  CardCorrected,
  CardEntry,
  CardRegisteredRecord,
  FeeCorrectedRecord,
  FeeRegisteredRecord,
  GroupEntry,
  LedgerEntry,
  OpenClaim,
  OptedOut,
  ReadConsentSaid,
} from '../domain/account/ledgerEntry.ts'
import type { HsaId } from '../domain/kernel/hsaId.ts'
import { invariant } from '../domain/kernel/invariant.ts'
import { type Ore, ore } from '../domain/kernel/money.ts'
import type { CardId, CardIdentity } from '../domain/law/card.ts'
import type { FeeId } from '../domain/law/careOrder.ts'
import { type KeptPortfolio, keepPortfolio, readPortfolio } from './portfolioCodec.ts'
import {
  type KeptPerson,
  type KeptSnapshot,
  keepPerson,
  keepSnapshot,
  readPerson,
  readSnapshot,
} from './snapshotCodec.ts'
import { readDay, readMoment, writeDay, writeMoment } from './times.ts'

/** 1: before settings were recorded; all of it is of settings version 1. 2: with the settings version that it was decided by. */
const VERSION = 2

/** An entry's content, and the settings it was decided by. */
export type DecidedEntry = { readonly entry: LedgerEntry; readonly settingsVersion: number }

/** Takes an entry and the version of the settings it was decided by. Gives its content as text. */
export const encodeEntry = ({ entry, settingsVersion }: DecidedEntry): string =>
  JSON.stringify({ v: VERSION, settings: settingsVersion, type: entry.type, ...contentOf(entry) })

function contentOf(entry: LedgerEntry): Record<string, unknown> {
  const common = { recordedAt: writeMoment(entry.recordedAt), issued: entry.issued }
  switch (entry.type) {
    case 'FeeRegistered':
      return { feeId: entry.feeId, ...common, by: entry.by, ...registeredContent(entry) }
    case 'FeeCorrected':
      return { feeId: entry.feeId, ...common, by: entry.by, ...correctedContent(entry) }
    case 'FeeAnnulled':
      return { feeId: entry.feeId, ...common, by: entry.by, reason: entry.reason }
    case 'CardRegistered':
      return { cardId: entry.cardId, ...common, by: entry.by, ...partContent(entry), ...givenContent(entry) }
    case 'CardCorrected':
      return { cardId: entry.cardId, ...common, by: entry.by, ...givenContent(entry), start: dayOrNull(entry.start) }
    case 'CardWithdrawn':
      return { cardId: entry.cardId, ...common, by: entry.by }
    case 'CardDeleted':
      return { cardId: entry.cardId, ...common, by: entry.by, fees: entry.fees }
    case 'CardRenumbered':
      return { cardId: entry.cardId, ...common, by: entry.by, number: entry.number }
    case 'CardOrdered':
      return { cardId: entry.cardId, ...common, by: entry.by, ...partContent(entry) }
    case 'PersonJoined':
    case 'PersonLeft':
      return { ...common, by: entry.by, ...partContent(entry), ...groupContent(entry) }
    case 'ReadConsentSaid':
      return { ...common, by: entry.by, ...partContent(entry), isGiven: entry.isGiven }
    case 'OptedIn':
      return { ...common, by: entry.by, ...partContent(entry), ...alsoContent(entry) }
    case 'OptedOut':
      return { ...common, by: entry.by, ...partContent(entry), ...alsoContent(entry), ...leavingContent(entry) }
    case 'ContentErased':
      return { ...common, ...partContent(entry), versions: entry.versions, remaining: keepSnapshot(entry.remaining) }
    case 'SettingsAdopted':
      return common
  }
}

const registeredContent = (entry: FeeRegisteredRecord) => ({
  ...partContent(entry),
  visitDate: writeDay(entry.visitDate),
  amountOre: entry.amount,
  careProvider: entry.careProvider,
  careUnit: entry.careUnit,
})

const groupContent = (entry: GroupEntry) =>
  entry.type === 'PersonLeft'
    ? { to: entry.to, members: entry.members.map(keepPerson) }
    : {
        action: entry.action,
        from: entry.from,
        members: entry.members.map(keepPerson),
        cardNumber: entry.cardNumber,
        portfolio: keepPortfolio(entry.portfolio),
      }

const givenContent = ({ number, validFrom, validThrough, reason }: CardRegisteredRecord | CardCorrected) => ({
  number,
  validFrom: writeDay(validFrom),
  validThrough: writeDay(validThrough),
  cardReason: reason,
})

const dayOrNull = (day: Parameters<typeof writeDay>[0] | null): string | null => (day === null ? null : writeDay(day))

const correctedContent = ({ visitDate, amount, careProvider, careUnit, reason }: FeeCorrectedRecord) => ({
  visitDate: visitDate === null ? null : writeDay(visitDate),
  amountOre: amount,
  careProvider,
  careUnit,
  reason,
})

const partContent = ({ person, principal }: Pick<FeeRegisteredRecord, 'person' | 'principal'>) => ({
  person: keepPerson(person),
  principal,
})

const alsoContent = ({ also }: Pick<OptedOut, 'also'>) => (also === undefined ? {} : { also: also.map(keepPerson) })

const leavingContent = ({ eraseAt, claims }: OptedOut) => ({
  eraseAt: eraseAt === null ? null : writeMoment(eraseAt),
  claims: claims.map(({ visit, overcharged, ...claim }) => ({
    ...claim,
    visit: writeDay(visit),
    overchargedOre: overcharged,
  })),
})

/** All that an entry of any type may hold. */
type Content = {
  readonly v: number
  readonly settings: number
  readonly type: LedgerEntry['type']
  readonly feeId: FeeId
  readonly recordedAt: string
  readonly by: FeeRegisteredRecord['by']
  readonly issued: readonly CardIdentity[]
  readonly person: KeptPerson
  readonly principal: HsaId
  readonly visitDate: string | null
  readonly amountOre: number | null
  readonly careProvider: Caregiver
  readonly careUnit: Caregiver | null
  readonly reason: string | null
  readonly eraseAt: string | null
  readonly claims: readonly (Omit<OpenClaim, 'visit' | 'overcharged'> & { visit: string; overchargedOre: number })[]
  readonly cardId: CardId
  readonly number: string
  readonly validFrom: string
  readonly validThrough: string
  readonly cardReason: CardReason
  readonly start: string | null
  readonly fees: readonly FeeId[]
  readonly isGiven: boolean
  readonly to: string
  readonly from: string | null
  readonly action: 'grouped' | 'ungrouped'
  readonly members: readonly KeptPerson[]
  readonly cardNumber: string | null
  readonly portfolio: KeptPortfolio
  readonly also?: readonly KeptPerson[]
  readonly versions: readonly number[]
  readonly remaining: KeptSnapshot
}

/** Takes text that encodeEntry has given, of any version ever written. Throws when it is something else. */
export function decodeEntry(text: string): DecidedEntry {
  const content = JSON.parse(text) as Content
  invariant(content.v === 1 || content.v === VERSION, 'an entry of a known version')
  return { entry: entryOf(content), settingsVersion: content.v === 1 ? 1 : content.settings }
}

function entryOf(content: Content): LedgerEntry {
  const { type, feeId, by, careProvider, careUnit, reason } = content
  const common = { recordedAt: readMoment(content.recordedAt), issued: content.issued }
  switch (type) {
    case 'FeeRegistered':
      return { type, feeId, ...common, by, ...partOf(content), careProvider, careUnit, ...visitOf(content) }
    case 'FeeCorrected':
      return { type, feeId, ...common, by, careProvider, careUnit, reason, ...changesOf(content) }
    case 'FeeAnnulled':
      return { type, feeId, ...common, by, reason }
    case 'PersonJoined':
      return { type, ...common, by, ...partOf(content), ...joiningOf(content) }
    case 'PersonLeft':
      return { type, ...common, by, ...partOf(content), to: content.to, members: content.members.map(readPerson) }
    case 'CardRegistered':
    case 'CardCorrected':
    case 'CardWithdrawn':
    case 'CardDeleted':
    case 'CardRenumbered':
    case 'CardOrdered':
    case 'ReadConsentSaid':
      return cardEntryOf({ ...content, type })
    case 'OptedIn':
      return { type, ...common, by, ...partOf(content), ...alsoOf(content) }
    case 'OptedOut':
      return { type, ...common, by, ...partOf(content), ...alsoOf(content), ...leavingOf(content) }
    case 'ContentErased':
      return {
        type,
        ...common,
        ...partOf(content),
        versions: content.versions,
        remaining: readSnapshot(content.remaining),
      }
    case 'SettingsAdopted':
      return { type, ...common }
  }
}

/** The entries about a card, and what the patient has said beside the fees. */
function cardEntryOf(content: Content & { readonly type: CardTold['type'] }): CardTold {
  const { type, cardId, by, issued } = content
  const common = { recordedAt: readMoment(content.recordedAt), issued, by }
  switch (type) {
    case 'CardRegistered':
      return { type, cardId, ...common, ...partOf(content), ...givenOf(content) }
    case 'CardCorrected': {
      const start = content.start === null ? null : readDay(content.start)
      return { type, cardId, ...common, ...givenOf(content), start }
    }
    case 'CardWithdrawn':
      return { type, cardId, ...common }
    case 'CardDeleted':
      return { type, cardId, ...common, fees: content.fees }
    case 'CardRenumbered':
      return { type, cardId, ...common, number: content.number }
    case 'CardOrdered':
      return { type, cardId, ...common, ...partOf(content) }
    case 'ReadConsentSaid':
      return { type, ...common, ...partOf(content), isGiven: content.isGiven }
  }
}

type CardTold = CardEntry | ReadConsentSaid

const joiningOf = ({ action, from, members, cardNumber, portfolio }: Content) => ({
  action,
  from,
  members: members.map(readPerson),
  cardNumber,
  portfolio: readPortfolio(portfolio),
})

const givenOf = ({ number, validFrom, validThrough, cardReason }: Content) => ({
  number,
  validFrom: readDay(validFrom),
  validThrough: readDay(validThrough),
  reason: cardReason,
})

const partOf = ({ person, principal }: Content) => ({ person: readPerson(person), principal })

function visitOf({ visitDate, amountOre }: Content) {
  invariant(visitDate !== null && amountOre !== null, 'a registration with visit date and amount')
  return { visitDate: readDay(visitDate), amount: ore(amountOre) }
}

const changesOf = ({ visitDate, amountOre }: Content) => ({
  visitDate: visitDate === null ? null : readDay(visitDate),
  amount: amountOre === null ? null : (ore(amountOre) as Ore),
})

const alsoOf = ({ also }: Content) => (also === undefined ? {} : { also: also.map(readPerson) })

const leavingOf = ({ eraseAt, claims }: Content) => ({
  eraseAt: eraseAt === null ? null : readMoment(eraseAt),
  claims: claims.map(({ visit, overchargedOre, ...claim }) => ({
    ...claim,
    visit: readDay(visit),
    overcharged: ore(overchargedOre),
  })),
})
