/**
 * Records what is done to a card itself (domain.md L8–L11): given by hand, corrected, withdrawn; a computed one deleted with its
 * fees, or given another number. What becomes of the other cards L3 says, as after any recording.
 */

import { type Moment, swedishDay } from '../kernel/moment.ts'
import type { CardId, CardIdentity, GivenCard } from '../law/card.ts'
import type { Continuation } from '../law/continuation.ts'
import type { Account } from './account.ts'
import type { FeeRecord } from './feeRecord.ts'
import type { GivenRecord } from './givenRecord.ts'
import { identitiesBefore, passOnIdentities } from './identity.ts'
import type {
  CardCorrected,
  CardDeleted,
  CardEntry,
  CardOrdered,
  CardRegisteredRecord,
  CardRenumbered,
} from './ledgerEntry.ts'
import type { BareCard } from './participation.ts'
import { rebuild } from './rebuild.ts'
import { type EntryRefusal, record } from './record.ts'
import { countIn } from './takingPart.ts'

/** Takes an account frozen as of the entry. Gives how many of the spare identities were taken, or the refusal, which changes nothing. */
export function recordCard(account: Account, entry: CardEntry, spare: readonly CardIdentity[]): EntryRefusal | number {
  switch (entry.type) {
    case 'CardRegistered':
    case 'CardWithdrawn':
    case 'CardCorrected':
    case 'CardDeleted':
      return recordAndPassOn(account, entry, spare)
    case 'CardRenumbered':
      return renumber(account, entry)
    case 'CardOrdered':
      return order(account, entry)
  }
}

function order(account: Account, { person, principal, cardId, recordedAt }: CardOrdered): EntryRefusal | number {
  const { fixed, computed } = account.book
  const isKnown = fixed.some((card) => (card.kind === 'given' ? card.id : card.identity?.id) === cardId)
  if (!isKnown && !computed.some(({ identity }) => identity?.id === cardId)) return 'UnknownCard'
  account.orders = [...account.orders, { person, principal, cardId, orderedAt: recordedAt }]
  return 0
}

type MovingEntry = Exclude<CardEntry, { type: 'CardRenumbered' | 'CardOrdered' }>

function recordAndPassOn(account: Account, entry: MovingEntry, spare: readonly CardIdentity[]): EntryRefusal | number {
  const day = swedishDay(entry.recordedAt)
  const before = identitiesBefore(account.book, day)
  const recorded = recordMoving(account, entry)
  return typeof recorded === 'string' ? recorded : passOnIdentities(account.book, { before, day, spare }, recorded)
}

function recordMoving(account: Account, entry: MovingEntry): EntryRefusal | Continuation {
  switch (entry.type) {
    case 'CardRegistered':
      return give(account, entry)
    case 'CardWithdrawn': {
      const recorded = record(account.book, entry)
      if (typeof recorded !== 'string') change(account, entry.cardId, (given) => ({ ...given, isWithdrawn: true }))
      return recorded
    }
    case 'CardCorrected':
      return correct(account, entry)
    case 'CardDeleted':
      return deleteFees(account, entry)
  }
}

function give(account: Account, entry: CardRegisteredRecord): EntryRefusal | Continuation {
  const recorded = record(account.book, entry)
  if (typeof recorded === 'string') return recorded
  const { cardId: id, person, principal, reason } = entry
  account.given.set(id, { id, person, principal, reason, start: null, isWithdrawn: false })
  if (entry.consent === true) countIn(account, entry, entry.recordedAt)
  return recorded
}

function change({ given }: Account, id: CardId, changed: (record: GivenRecord) => GivenRecord): void {
  const known = given.get(id)
  if (known !== undefined) given.set(id, changed(known))
}

/** It keeps its id, its place among the fixed cards, and the moments at which it was given and becomes FINAL. */
function correct(account: Account, entry: CardCorrected): EntryRefusal | Continuation {
  const { book } = account
  const card = book.given.get(entry.cardId)
  if (card === undefined) return 'UnknownCard'
  if (card === null) return 'CardAlreadyWithdrawn'
  const { number, validFrom, validThrough, reason, start } = entry
  change(account, entry.cardId, (given) => ({ ...given, reason, start }))
  if (entry.consentOf !== undefined)
    countIn(account, { person: entry.consentOf, principal: card.principal }, entry.recordedAt)
  const corrected = { ...(card as GivenCard), number, reached: validFrom, end: validThrough }
  return rebuildWith(
    account,
    book.fixed.map((other) => (other === card ? corrected : other)),
    entry.recordedAt,
  )
}

function deleteFees(account: Account, entry: CardDeleted): EntryRefusal | Continuation {
  const records = entry.fees.map((id) => account.records.get(id))
  if (!records.every((one): one is FeeRecord => one !== undefined)) return 'UnknownFee'
  if (records.some(({ annulled }) => annulled !== null)) return 'FeeAlreadyAnnulled'
  const annulled = { reason: null, card: entry.cardId }
  for (const one of records) account.records.set(one.id, { ...one, annulled })
  return rebuildWith(account, account.book.fixed, entry.recordedAt)
}

const rebuildWith = (account: Account, fixed: readonly BareCard[], now: Moment): Continuation =>
  rebuild(account, fixed, identitiesBefore(account.book, swedishDay(now)), now)

function renumber({ book }: Account, { cardId, number }: CardRenumbered): EntryRefusal | number {
  if (book.windowIdentity?.id === cardId) {
    book.windowIdentity = { id: cardId, number }
    return 0
  }
  if (!book.computed.some((card) => card.identity?.id === cardId)) return 'UnknownCard'
  book.computed = book.computed.map((card) =>
    card.identity?.id === cardId ? { ...card, identity: { id: cardId, number } } : card,
  )
  return 0
}
