/** From what the ledger has loaded to an account reckoned by the settings of now; the entries are replayed where no snapshot is read. */

import { type Account, emptyAccount } from '../domain/account/account.ts'
import { adoptSettings } from '../domain/account/adoptSettings.ts'
import { replay } from '../domain/account/replay.ts'
import { accountOf } from '../domain/account/snapshot.ts'
import type { Moment } from '../domain/kernel/moment.ts'
import type { CardIdentity } from '../domain/law/card.ts'
import type { SettingsHistory } from '../domain/law/settings.ts'
import type { AccountId, Ledger, Loaded, StoredAccount } from './ledgerPort.ts'
import type { Ports } from './ports.ts'
import type { SettingsView } from './settingsView.ts'

export type Opened = {
  readonly account: Account
  readonly id: AccountId
  readonly settings: SettingsView
  /** Identities that cards took which newer settings have made (R5): to be recorded with the next entry. */
  readonly adopted: readonly CardIdentity[]
}

/** Takes what was loaded, the id the account has or is to have, and the prefix of new card numbers. */
export async function openAccount(
  ports: Ports,
  loaded: Loaded,
  { id, prefix }: { readonly id: AccountId; readonly prefix: string },
): Promise<Opened> {
  const settings = await ports.settings.atLeast(loaded.settingsVersion)
  const { history } = settings
  const account =
    loaded.account === null
      ? emptyAccount(history, history.length)
      : await accountOfStored(ports, loaded.account, history)
  if (account.settingsVersion === settings.version) return { account, id, settings, adopted: [] }
  const spare = Array.from({ length: account.records.size + 1 }, () => ports.ids.card(id, prefix))
  const taken = adoptSettings(account, settings.history, settings.version, spare)
  return { account, id, settings, adopted: spare.slice(0, taken) }
}

/** Gives an account as it stands in the ledger: by its snapshot, or by its entries where that is of a form not known here. */
export const accountOfStored = async (
  { ledger }: { readonly ledger: Pick<Ledger, 'entriesOf'> },
  { id, snapshot }: Omit<StoredAccount, 'cardType'>,
  history: SettingsHistory,
): Promise<Account> => (snapshot === null ? replay(await ledger.entriesOf(id), history) : accountOf(snapshot, history))

/** The moments of an account never fall, though a clock may be set back. */
export const notBefore = (account: Account, now: Moment): Moment => Math.max(now, account.book.recordedAt) as Moment
