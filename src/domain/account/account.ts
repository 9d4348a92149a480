/** One account: a person's (or group's) fees of one card type, with their history, and the book they are reckoned in. */

import { swedishDay } from '../kernel/moment.ts'
import type { CardIdentity } from '../law/card.ts'
import type { FeeId } from '../law/careOrder.ts'
import type { ReckoningSettings } from '../law/settings.ts'
import { type Book, emptyBook } from './book.ts'
import { correctedRecord, type FeeRecord, type LedgerEntry, newRecord } from './feeRecord.ts'
import { freeze } from './freeze.ts'
import { identitiesBefore, identityOf, passOnIdentities } from './identity.ts'
import { type EntryRefusal, record } from './record.ts'

export type Account = {
  /** Number of entries recorded: what a writer expects it to be. */
  version: number
  readonly records: Map<FeeId, FeeRecord>
  readonly book: Book
}

/** Gives an account in which nothing is recorded. */
export const emptyAccount = (settings: ReckoningSettings): Account => ({
  version: 0,
  records: new Map(),
  book: emptyBook(settings),
})

/** Takes every entry of an account, in order. Gives the account. Throws at an entry that cannot have happened: the ledger is then wrong. */
export function replay(entries: readonly LedgerEntry[], settings: ReckoningSettings): Account {
  const account = emptyAccount(settings)
  for (const entry of entries) {
    const recorded = recordInAccount(account, entry, entry.issued)
    if (typeof recorded === 'string')
      throw new Error(`invariant broken: entry ${account.version + 1} is refused: ${recorded}`)
  }
  return account
}

/**
 * Records an entry. Gives how many of the spare identities were taken by cards it made, or the refusal, which leaves the
 * account as it was.
 */
export function recordInAccount(
  account: Account,
  entry: LedgerEntry,
  spare: readonly CardIdentity[],
): EntryRefusal | number {
  const { book } = account
  const day = swedishDay(entry.recordedAt)
  freeze(book, entry.recordedAt)
  const before = identitiesBefore(book, day)
  const fee = book.fees.get(entry.feeId)
  const cardBefore = fee ? identityOf(book, fee, day) : null
  const recorded = record(book, entry)
  if (typeof recorded === 'string') return recorded
  const taken = passOnIdentities(book, { before, day, spare }, recorded)
  account.records.set(entry.feeId, recordAfter(account, entry, cardBefore))
  account.version += 1
  return taken
}

function recordAfter({ records, book }: Account, entry: LedgerEntry, cardBefore: CardIdentity | null): FeeRecord {
  if (entry.type === 'FeeRegistered') return newRecord(entry, book.registrations - 1)
  const known = records.get(entry.feeId) as FeeRecord
  if (entry.type === 'FeeCorrected') return correctedRecord(known, entry)
  return { ...known, annulled: { reason: entry.reason, card: cardBefore?.id ?? null } }
}
