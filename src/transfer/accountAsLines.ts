/** An account's entries as the lines that tell of them: what the format has no line for is left out, and what it told of cards goes with the next. */

import type { LedgerEntry, Recorded } from '../domain/account/ledgerEntry.ts'
import type { PersonId } from '../domain/kernel/personId.ts'
import type { CardIdentity } from '../domain/law/card.ts'
import { type TransferredEntry, type WrittenLine, writeLine } from './writeLine.ts'

/**
 * Takes every entry of an account, in order, and its card type. Gives a line for each that is transferred: those whose content has been
 * erased, and the word that it was (S3), are not. Cards that settings had made (R5) are told with the next line, or with the last.
 */
export function accountAsLines(entries: readonly Recorded[], cardType: string): string[] {
  const people = peopleOf(entries)
  const lines: WrittenLine[] = []
  let waiting: readonly CardIdentity[] = []
  for (const { entry, cards } of standing(entries)) {
    if (isTransferred(entry)) {
      const person = personOf(entry, people)
      lines.push({ person, cardType, entry, issued: [...waiting, ...cards] })
      waiting = []
    } else waiting = [...waiting, ...cards]
  }
  const last = lines.pop()
  if (last !== undefined) lines.push({ ...last, issued: [...last.issued, ...waiting] })
  return lines.map(writeLine)
}

type Standing = { readonly entry: LedgerEntry; readonly cards: readonly CardIdentity[] }

/**
 * The entries that have content, and the cards that came of them. Where content has been erased, cards are told only from the last
 * erasure on, and only if no fee was left by it: else the lines left would make them at other places. What was done to a computed
 * card that is not told is not told either.
 */
function standing(entries: readonly Recorded[]): Standing[] {
  const at = entries.findLastIndex(({ entry }) => entry?.type === 'ContentErased')
  const erasure = entries[at]?.entry
  const isWhole = erasure?.type !== 'ContentErased' || isWithoutFees(erasure.remaining)
  const given = new Set(entries.flatMap(({ entry }) => (entry?.type === 'CardRegistered' ? [entry.cardId] : [])))
  const isOfUntold = (entry: LedgerEntry): boolean =>
    entry.type === 'CardRenumbered' || (entry.type === 'CardOrdered' && !given.has(entry.cardId))
  return entries.flatMap(({ entry }, index) => {
    if (entry === null || (!isWhole && isOfUntold(entry))) return []
    return [{ entry, cards: isWhole && index > at ? entry.issued : [] }]
  })
}

type Remaining = Extract<LedgerEntry, { type: 'ContentErased' }>['remaining']

const isWithoutFees = ({ records, fixed, asides }: Remaining): boolean =>
  records.length + asides.length === 0 && fixed.every(({ kind }) => kind === 'given')

const isTransferred = (entry: LedgerEntry): entry is TransferredEntry => !NOT_TRANSFERRED.includes(entry.type)

const NOT_TRANSFERRED: readonly LedgerEntry['type'][] = [
  'ContentErased',
  'SettingsAdopted',
  'PersonJoined',
  'PersonLeft',
]

/** Who was registered with a fee or given a card, by its id. */
type People = ReadonlyMap<string, PersonId>

const peopleOf = (entries: readonly Recorded[]): People =>
  new Map(
    entries.flatMap(({ entry }): [string, PersonId][] => {
      if (entry?.type === 'FeeRegistered') return [[entry.feeId, entry.person]]
      return entry?.type === 'CardRegistered' ? [[entry.cardId, entry.person]] : []
    }),
  )

/** A computed card is of whoever the account is of. */
function personOf(entry: TransferredEntry, people: People): PersonId {
  if ('person' in entry) return entry.person
  const [first] = people.values()
  const person = people.get('feeId' in entry ? entry.feeId : entry.cardId) ?? first
  if (person === undefined) throw new Error('invariant broken: a fee or card that is told of before it is changed')
  return person
}
