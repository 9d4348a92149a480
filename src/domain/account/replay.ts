/** From the entries to the account (domain.md R2): each by the settings it was decided by, erased content passed over. */

import type { Moment } from '../kernel/moment.ts'
import type { CardIdentity } from '../law/card.ts'
import { type SettingsHistory, versionKnownAt } from '../law/settings.ts'
import { type Account, emptyAccount } from './account.ts'
import { adoptSettings } from './adoptSettings.ts'
import type { Recorded } from './ledgerEntry.ts'
import { recordInAccount } from './recordInAccount.ts'
import { accountOf } from './snapshot.ts'

/**
 * Takes an account's entries, in order, from the first, and the recorded settings. Gives the account. Throws at an entry that
 * cannot have happened: the ledger is then wrong. After an erasure what then stood begins the account.
 */
export function replay(entries: readonly Recorded[], history: SettingsHistory): Account {
  const at = entries.findLastIndex(({ entry }) => entry?.type === 'ContentErased')
  const erasure = entries[at]?.entry
  const account =
    erasure?.type === 'ContentErased'
      ? accountOf(erasure.remaining, history)
      : emptyAccount(history, entries[0]?.settingsVersion ?? 1)
  for (const recorded of entries.slice(at + 1)) replayOne(account, recorded, history)
  return account
}

/**
 * R2: takes every entry of an account, in order, the recorded settings, and a moment. Gives the account as it was known then;
 * null when content that it would need has been erased since (S3). `spare`: identities for cards that settings had made then, and
 * that no entry had recorded yet.
 */
export function replayKnownAt(
  entries: readonly Recorded[],
  history: SettingsHistory,
  { moment, spare }: { readonly moment: Moment; readonly spare: readonly CardIdentity[] },
): Account | null {
  const count = entries.filter(({ recordedAt }) => recordedAt <= moment).length
  const known = entries.slice(0, count)
  const erased = known.findLastIndex(({ entry }) => entry === null)
  if (erased >= 0 && !known.slice(erased).some(({ entry }) => entry?.type === 'ContentErased')) return null
  const account = replay(known, history)
  const version = Math.max(account.settingsVersion, versionKnownAt(history, moment))
  const later = entries.slice(count).flatMap(({ entry }) => entry?.issued ?? [])
  adoptSettings(account, history, version, [...later, ...spare])
  return account
}

function replayOne(account: Account, { entry, settingsVersion }: Recorded, history: SettingsHistory): void {
  if (entry === null)
    throw new Error(`invariant broken: entry ${account.version + 1} has no content, and none says it was erased`)
  const taken = adoptSettings(account, history, settingsVersion, entry.issued)
  const recorded = recordInAccount(account, entry, entry.issued.slice(taken))
  if (typeof recorded === 'string')
    throw new Error(`invariant broken: entry ${account.version + 1} is refused: ${recorded}`)
}
