/** Identities enough for the cards that one recording can make: each computed card anew, one more, and a card below the limit. */

import type { Account } from '../domain/account/account.ts'
import type { CardIdentity } from '../domain/law/card.ts'
import type { AccountId } from './ledgerPort.ts'
import type { Ids } from './ports.ts'

const BESIDES_COMPUTED = 3

/** Takes the account as it is loaded. Those that the decision does not need are thrown away. */
export function spareIdentities(ids: Ids, id: AccountId, account: Account, prefix: string): CardIdentity[] {
  const count = account.book.computed.length + BESIDES_COMPUTED
  return Array.from({ length: count }, () => ids.card(id, prefix))
}
