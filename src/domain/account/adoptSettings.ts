/**
 * Settings recorded since an account was last reckoned (domain.md R5): what is not frozen is reckoned anew by them, as of the
 * moment they were recorded; what is frozen stands (L4).
 */

import { type Moment, swedishDay } from '../kernel/moment.ts'
import type { CardIdentity } from '../law/card.ts'
import { type SettingsHistory, type SettingsVersion, settingsVersion } from '../law/settings.ts'
import type { Account } from './account.ts'
import { earliestFinal, freeze } from './freeze.ts'
import { identitiesBefore, passOnIdentities } from './identity.ts'
import { rebuild } from './rebuild.ts'

/**
 * Brings an account to a version of the settings. Gives how many of the spare identities were taken by cards that arose. Throws
 * when there are too few.
 */
export function adoptSettings(
  account: Account,
  history: SettingsHistory,
  version: number,
  spare: readonly CardIdentity[],
): number {
  let taken = 0
  while (account.settingsVersion < version) {
    const next = settingsVersion(history, account.settingsVersion + 1)
    if (next.settings !== account.book.settings) taken += change(account, next, spare.slice(taken))
    account.settingsVersion += 1
  }
  return taken
}

function change(account: Account, { settings, recordedAt }: SettingsVersion, spare: readonly CardIdentity[]): number {
  const { book } = account
  if (account.version === 0) {
    book.settings = settings
    return 0
  }
  const now = Math.max(recordedAt, book.recordedAt) as Moment
  freeze(book, now)
  const day = swedishDay(now)
  const before = identitiesBefore(book, day)
  book.settings = settings
  const continuation = rebuild(account, book.fixed, before, now)
  neverFinalBefore(account, now)
  book.recordedAt = now
  return passOnIdentities(book, { before, day, spare }, continuation)
}

/** A shorter preliminary time makes a card FINAL now, at the earliest: before now it was told to be PRELIMINARY. */
function neverFinalBefore({ book }: Account, now: Moment): void {
  book.computed = book.computed.map((card) => (card.finalAt < now ? { ...card, finalAt: now } : card))
  book.nextFinalAt = earliestFinal(book.computed)
}
