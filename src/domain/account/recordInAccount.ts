/** Records one entry in an account: what it does to the book, to the fees' history, and to what cards are known by. */

import { type Moment, swedishDay } from '../kernel/moment.ts'
import type { CardIdentity } from '../law/card.ts'
import type { Account } from './account.ts'
import type { FeeRecord, FeeValues } from './feeRecord.ts'
import { freeze } from './freeze.ts'
import { identitiesBefore, identityOf, passOnIdentities } from './identity.ts'
import type {
  FeeCorrectedRecord,
  FeeEntry,
  FeeRegisteredRecord,
  LedgerEntry,
  OptedIn,
  OptedOut,
} from './ledgerEntry.ts'
import { depart, join } from './moving.ts'
import { type EntryRefusal, record } from './record.ts'
import { recordCard } from './recordCard.ts'
import { withConsent } from './saidByPatient.ts'
import { comeIn, countIn, forget, leave } from './takingPart.ts'

/**
 * Takes an account brought to the settings that the entry was decided by. Gives how many of the spare identities were taken by
 * cards it made, or the refusal, which leaves the account as it was.
 */
export function recordInAccount(
  account: Account,
  entry: LedgerEntry,
  spare: readonly CardIdentity[],
): EntryRefusal | number {
  const { book } = account
  if (entry.recordedAt < book.recordedAt) return 'RecordedOutOfOrder'
  freeze(book, entry.recordedAt)
  const taken = recordByType(account, entry, spare)
  if (typeof taken === 'string') return taken
  book.recordedAt = entry.recordedAt
  // L2: without a preliminary time it is FINAL at once, whether or not anybody asks before the next recording.
  freeze(book, entry.recordedAt)
  account.version += 1
  return taken
}

function recordByType(account: Account, entry: LedgerEntry, spare: readonly CardIdentity[]): EntryRefusal | number {
  switch (entry.type) {
    case 'FeeRegistered':
    case 'FeeCorrected':
    case 'FeeAnnulled':
      return recordFee(account, entry, spare)
    case 'CardRegistered':
    case 'CardCorrected':
    case 'CardWithdrawn':
    case 'CardDeleted':
    case 'CardRenumbered':
    case 'CardOrdered':
      return recordCard(account, entry, spare)
    case 'PersonJoined':
      return join(account, entry, spare)
    case 'PersonLeft':
      return depart(account, entry, spare)
    case 'ReadConsentSaid': {
      const { person, principal, by, isGiven } = entry
      account.consents = withConsent(account.consents, { person, principal, provider: by.provider, isGiven })
      return 0
    }
    case 'OptedOut':
      return ofEach(entry, spare, (one, left) => leave(account, one, left))
    case 'OptedIn':
      return ofEach(entry, spare, (one, left) => comeIn(account, one, left))
    case 'ContentErased':
      forget(account, entry)
      return 0
    case 'SettingsAdopted':
      return 0
  }
}

/** S2: the one named, then the same person's other identities. Gives how many of the spare identities were taken in all. */
function ofEach<E extends OptedIn | OptedOut>(
  entry: E,
  spare: readonly CardIdentity[],
  record: (one: E, left: readonly CardIdentity[]) => number,
): number {
  let taken = 0
  for (const person of [entry.person, ...(entry.also ?? [])]) taken += record({ ...entry, person }, spare.slice(taken))
  return taken
}

function recordFee(account: Account, entry: FeeEntry, spare: readonly CardIdentity[]): EntryRefusal | number {
  const { book } = account
  const day = swedishDay(entry.recordedAt)
  const before = identitiesBefore(book, day)
  const fee = book.fees.get(entry.feeId)
  const cardBefore = fee ? identityOf(book, fee, day) : null
  const recorded = record(book, entry)
  if (typeof recorded === 'string') return recorded
  const taken = passOnIdentities(book, { before, day, spare }, recorded)
  account.records.set(entry.feeId, recordAfter(account, entry, cardBefore))
  if (entry.type === 'FeeRegistered' && entry.consent === true) countIn(account, entry, entry.recordedAt)
  return taken
}

function recordAfter({ records, book }: Account, entry: FeeEntry, cardBefore: CardIdentity | null): FeeRecord {
  if (entry.type === 'FeeRegistered') return newRecord(entry, book.registrations - 1)
  const known = records.get(entry.feeId) as FeeRecord
  if (entry.type === 'FeeCorrected') return correctedRecord(known, entry)
  return { ...known, annulled: { reason: entry.reason, card: cardBefore?.id ?? null } }
}

const newRecord = (entry: FeeRegisteredRecord, order: number): FeeRecord => ({
  id: entry.feeId,
  order,
  registeredAt: entry.recordedAt,
  person: entry.person,
  principal: entry.principal,
  registeredBy: entry.by.provider,
  values: valuesOf(entry, { visit: entry.visitDate, amount: entry.amount, toldAt: entry.toldAt }),
  replaced: [],
  annulled: null,
})

/** The newest values, and those they replaced behind them. */
const correctedRecord = (record: FeeRecord, entry: FeeCorrectedRecord): FeeRecord => ({
  ...record,
  values: valuesOf(entry, {
    visit: entry.visitDate ?? record.values.visit,
    amount: entry.amount ?? record.values.amount,
    toldAt: entry.toldAt ?? record.values.toldAt,
  }),
  replaced: [...record.replaced, { ...record.values, reason: entry.reason }],
})

type Values = Pick<FeeValues, 'visit' | 'amount'> & { readonly toldAt: Moment | undefined }

const valuesOf = (
  { careProvider, careUnit }: FeeRegisteredRecord | FeeCorrectedRecord,
  { visit, amount, toldAt }: Values,
): FeeValues => ({ visit, amount, careProvider, careUnit, ...(toldAt === undefined ? {} : { toldAt }) })
