/** What the lines of one account are recorded in, and by. */

import type { Account } from '../domain/account/account.ts'
import type { Moment } from '../domain/kernel/moment.ts'
import type { AccountId } from '../usecases/ledgerPort.ts'
import type { Ids } from '../usecases/ports.ts'
import type { SettingsView } from '../usecases/settingsView.ts'

export type Reckoning = {
  readonly id: AccountId
  /** As it stands here before, or empty; it is changed. */
  readonly account: Account
  readonly settings: SettingsView
  readonly ids: Ids
  readonly now: Moment
}
