/**
 * What is looked for across accounts: whose card has a number, where a provider owes money, what a unit registered. What is found is
 * only where to look: the account itself is read, and says what is true.
 */

import type { Account } from '../domain/account/account.ts'
import { identityOf } from '../domain/account/portfolio.ts'
import { knownStatementOf } from '../domain/account/statement.ts'
import type { HsaId } from '../domain/kernel/hsaId.ts'
import type { Moment } from '../domain/kernel/moment.ts'
import type { PersonId } from '../domain/kernel/personId.ts'
import type { AccountId } from './ledgerPort.ts'

/** A registration as the access log tells it: its moment is the fee's. */
export type UnitLine = { readonly at: Moment; readonly person: PersonId; readonly employee: HsaId | null }

export type Finding = {
  /** Accounts that hold a card with the number. */
  readonly withNumber: (number: string) => Promise<readonly AccountId[]>
  /** Accounts in which the provider owes money. */
  readonly owedBy: (provider: HsaId) => Promise<readonly AccountId[]>
  /** How many they are. */
  readonly countOwedBy: (provider: HsaId) => Promise<number>
  /** What was registered by the unit's staff from the one moment until before the other, in order. */
  readonly ofUnit: (unit: HsaId, from: Moment, before: Moment) => Promise<readonly UnitLine[]>
}

/** By what an account can be found. */
export type Findable = { readonly numbers: readonly string[]; readonly owing: readonly HsaId[] }

/** Takes an account and the moment. Gives the numbers of its cards, also of those set aside, and the providers in the directory that owe money in it. */
export function findableIn(account: Account, now: Moment, asker: HsaId): Findable {
  if (account.version === 0) return { numbers: [], owing: [] }
  const { book, asides, records } = account
  const { cards } = knownStatementOf(book, now, asker)
  const aside = asides.flatMap(({ fixed, computed, windowIdentity }) => [
    ...fixed.map(identityOf),
    ...computed.map(({ card }) => card.identity),
    windowIdentity,
  ])
  const numbers = [...cards.map(({ identity }) => identity), book.windowIdentity, ...aside].flatMap(
    (one) => one?.number ?? [],
  )
  const owing = cards
    .flatMap(({ shares }) => shares)
    .filter(({ overcharged }) => overcharged > 0)
    .flatMap(({ fee }) => records.get(fee.id)?.values.careProvider.id ?? [])
  return { numbers: [...new Set(numbers)], owing: [...new Set(owing)] }
}
