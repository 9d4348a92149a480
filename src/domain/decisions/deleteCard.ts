/** A card is deleted (domain.md L10): a given one is withdrawn, of a computed one that is not FINAL the fees are annulled. */

import type { Account } from '../account/account.ts'
import type { LedgerEntry } from '../account/ledgerEntry.ts'
import { no, ok, type Result } from '../kernel/result.ts'
import type { CardId } from '../law/card.ts'
import { type Circumstances, type Decided, recordAndCompare } from './decided.ts'
import type { Refusal } from './refusals.ts'
import { cardOf, type FoundCard } from './whichCard.ts'

/** Takes an account, which it changes, and the card's id. Gives the entry to append. A FINAL computed card is deleted through no calling system. */
export function deleteCard(account: Account, cardId: CardId, circumstances: Circumstances): Result<Decided, Refusal> {
  const found = cardOf(account, cardId, circumstances)
  if (!found.ok) return found
  const refusal = refuseDeletion(account, found.value, circumstances)
  if (refusal !== null) return no(refusal)
  const recorded = recordAndCompare(account, entryOf(found.value, cardId, circumstances), circumstances, null)
  return recorded.ok ? ok({ ...recorded.value, card: null }) : recorded
}

/** The fees that go with a card are the principal's own, as they are one by one, and the provider's. */
function refuseDeletion(
  account: Account,
  { card, given }: FoundCard,
  { by, principal, reach }: Circumstances,
): Refusal | null {
  if (given !== null) return null
  if (card.shares.some(({ fee }) => fee.principal !== principal.id)) return { kind: 'FeeOfAnotherPrincipal' }
  const isOthers =
    reach === 'provider' && card.shares.some(({ fee }) => account.records.get(fee.id)?.registeredBy !== by.provider)
  if (isOthers) return { kind: 'FeesOfOtherProviders' }
  if (card.status === 'FINAL') return { kind: 'CardIsFinal' }
  return card.status === 'EXPIRED' ? { kind: 'CardIsExpired' } : null
}

function entryOf({ card, given }: FoundCard, cardId: CardId, { now, by }: Circumstances): LedgerEntry {
  const common = { cardId, recordedAt: now, by, issued: [] }
  if (given !== null) return { type: 'CardWithdrawn', ...common }
  return { type: 'CardDeleted', ...common, fees: card.shares.map(({ fee }) => fee.id) }
}
