/**
 * An entry as the ledger keeps it: JSON text of a stated version, days and moments written out, money in öre. What has been
 * written is read for ever; a new form gets a new version number.
 */

import type { Caregiver } from '../domain/account/feeRecord.ts'
import type {
  FeeCorrectedRecord,
  FeeRegisteredRecord,
  LedgerEntry,
  OpenClaim,
  OptedOut,
} from '../domain/account/ledgerEntry.ts'
import { invariant } from '../domain/kernel/invariant.ts'
import type { Moment } from '../domain/kernel/moment.ts'
import { type Ore, ore } from '../domain/kernel/money.ts'
import type { FeeId } from '../domain/law/careOrder.ts'
import { type CardContent, cardContentOf, cardEntryOf } from './cardEntryCodec.ts'
import { type GroupContent, groupContentOf, groupEntryOf } from './groupEntryCodec.ts'
import {
  type KeptPerson,
  type KeptSnapshot,
  keepPart,
  keepPerson,
  keepSnapshot,
  readPart,
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
    case 'CardCorrected':
    case 'CardWithdrawn':
    case 'CardDeleted':
    case 'CardRenumbered':
    case 'CardOrdered':
    case 'ReadConsentSaid':
      return cardContentOf(entry, common)
    case 'PersonJoined':
    case 'PersonLeft':
      return groupContentOf(entry, common)
    case 'OptedIn':
      return { ...common, by: entry.by, ...keepPart(entry), ...alsoContent(entry) }
    case 'OptedOut':
      return { ...common, by: entry.by, ...keepPart(entry), ...alsoContent(entry), ...leavingContent(entry) }
    case 'ContentErased':
      return { ...common, ...keepPart(entry), versions: entry.versions, remaining: keepSnapshot(entry.remaining) }
    case 'SettingsAdopted':
      return common
  }
}

const registeredContent = (entry: FeeRegisteredRecord) => ({
  ...keepPart(entry),
  visitDate: writeDay(entry.visitDate),
  amountOre: entry.amount,
  careProvider: entry.careProvider,
  careUnit: entry.careUnit,
  ...toldAtContent(entry),
  ...(entry.consent === true ? { consent: true } : {}),
})

const correctedContent = ({ visitDate, amount, careProvider, careUnit, toldAt, reason }: FeeCorrectedRecord) => ({
  visitDate: visitDate === null ? null : writeDay(visitDate),
  amountOre: amount,
  careProvider,
  careUnit,
  ...toldAtContent({ toldAt }),
  reason,
})

const toldAtContent = ({ toldAt }: { readonly toldAt?: Moment | undefined }) =>
  toldAt === undefined ? {} : { toldAt: writeMoment(toldAt) }

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
type Content = Omit<CardContent, 'type'> &
  Omit<GroupContent, 'type'> & {
    readonly also?: readonly KeptPerson[]
    readonly v: number
    readonly settings: number
    readonly type: LedgerEntry['type']
    readonly feeId: FeeId
    readonly visitDate: string | null
    readonly amountOre: number | null
    readonly careProvider: Caregiver
    readonly careUnit: Caregiver | null
    readonly toldAt?: string
    readonly consent?: true
    readonly reason: string | null
    readonly eraseAt: string | null
    readonly claims: readonly (Omit<OpenClaim, 'visit' | 'overcharged'> & { visit: string; overchargedOre: number })[]
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
      return {
        type,
        feeId,
        ...common,
        by,
        ...readPart(content),
        careProvider,
        careUnit,
        ...visitOf(content),
        ...consentOf(content),
      }
    case 'FeeCorrected':
      return { type, feeId, ...common, by, careProvider, careUnit, reason, ...changesOf(content) }
    case 'FeeAnnulled':
      return { type, feeId, ...common, by, reason }
    case 'CardRegistered':
    case 'CardCorrected':
    case 'CardWithdrawn':
    case 'CardDeleted':
    case 'CardRenumbered':
    case 'CardOrdered':
    case 'ReadConsentSaid':
      return cardEntryOf({ ...content, type }, { ...common, by })
    case 'PersonJoined':
    case 'PersonLeft':
      return groupEntryOf({ ...content, type }, { ...common, by })
    case 'OptedIn':
      return { type, ...common, by, ...readPart(content), ...alsoOf(content) }
    case 'OptedOut':
      return { type, ...common, by, ...readPart(content), ...alsoOf(content), ...leavingOf(content) }
    case 'ContentErased':
      return {
        type,
        ...common,
        ...readPart(content),
        versions: content.versions,
        remaining: readSnapshot(content.remaining),
      }
    case 'SettingsAdopted':
      return { type, ...common }
  }
}

function visitOf({ visitDate, amountOre, toldAt }: Content) {
  invariant(visitDate !== null && amountOre !== null, 'a registration with visit date and amount')
  return { visitDate: readDay(visitDate), amount: ore(amountOre), ...toldAtOf(toldAt) }
}

const changesOf = ({ visitDate, amountOre, toldAt }: Content) => ({
  visitDate: visitDate === null ? null : readDay(visitDate),
  amount: amountOre === null ? null : (ore(amountOre) as Ore),
  ...toldAtOf(toldAt),
})

const toldAtOf = (toldAt: string | undefined) => (toldAt === undefined ? {} : { toldAt: readMoment(toldAt) })
const consentOf = ({ consent }: Content) => (consent === true ? { consent } : {})

const alsoOf = ({ also }: Content) => (also === undefined ? {} : { also: also.map(readPerson) })

const leavingOf = ({ eraseAt, claims }: Content) => ({
  eraseAt: eraseAt === null ? null : readMoment(eraseAt),
  claims: claims.map(({ visit, overchargedOre, ...claim }) => ({
    ...claim,
    visit: readDay(visit),
    overcharged: ore(overchargedOre),
  })),
})
