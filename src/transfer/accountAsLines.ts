/** An account's entries as the lines that tell of them: what the format has no line for is left out, and what it told of cards goes with the next. */

import type { LedgerEntry, Recorded } from '../domain/account/ledgerEntry.ts'
import { isOfFee } from '../domain/account/ledgerEntry.ts'
import type { PersonId } from '../domain/kernel/personId.ts'
import type { CardIdentity } from '../domain/law/card.ts'
import type { FeeId } from '../domain/law/careOrder.ts'
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
      const person = 'person' in entry ? entry.person : people.get(entry.feeId)
      if (person === undefined) throw new Error('invariant broken: a fee that has been registered before it is changed')
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
 * erasure on, and only if nothing was left by it: else the lines left would make them at other places.
 */
function standing(entries: readonly Recorded[]): Standing[] {
  const at = entries.findLastIndex(({ entry }) => entry?.type === 'ContentErased')
  const erasure = entries[at]?.entry
  const isWhole = erasure?.type !== 'ContentErased' || isEmpty(erasure.remaining)
  return entries.flatMap(({ entry }, index) => {
    if (entry === null) return []
    return [{ entry, cards: isWhole && index > at ? entry.issued : [] }]
  })
}

const isEmpty = ({ records, fixed, asides }: Extract<LedgerEntry, { type: 'ContentErased' }>['remaining']): boolean =>
  records.length + fixed.length + asides.length === 0

const isTransferred = (entry: LedgerEntry): entry is TransferredEntry =>
  entry.type !== 'ContentErased' && entry.type !== 'SettingsAdopted'

function peopleOf(entries: readonly Recorded[]): ReadonlyMap<FeeId, PersonId> {
  return new Map(
    entries.flatMap(({ entry }) =>
      entry !== null && isOfFee(entry) && entry.type === 'FeeRegistered' ? [[entry.feeId, entry.person] as const] : [],
    ),
  )
}
