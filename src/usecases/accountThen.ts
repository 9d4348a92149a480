/**
 * The account in which a person was at a moment (domain.md R2, G1, G2): followed backwards from the one they are in now, from arrival to
 * arrival. What others had there before they came, or have had since they left, is none of it.
 */

import type { Account } from '../domain/account/account.ts'
import type { Moment } from '../domain/kernel/moment.ts'
import type { PersonId } from '../domain/kernel/personId.ts'
import type { AccountId } from './ledgerPort.ts'
import { openAccount } from './openAccount.ts'
import type { Ports } from './ports.ts'

export type Then = { readonly person: PersonId; readonly moment: Moment }

type Followed = { readonly id: AccountId; readonly account: Pick<Account, 'arrivals'> }

/** Takes the account the person is in now. Gives the id of that of then; null when they had none. */
export async function accountThen(ports: Ports, now: Followed, { person, moment }: Then): Promise<AccountId | null> {
  // One who went to and fro came to the same account more than once: each arrival is met once.
  const met = new Map<AccountId, number>()
  let at = now
  for (;;) {
    const { arrivals } = at.account
    const last = arrivals.slice(0, met.get(at.id) ?? arrivals.length).findLastIndex((one) => one.person.equals(person))
    const arrival = arrivals[last]
    if (arrival === undefined || arrival.at <= moment) return at.id
    if (arrival.from === null) return null
    met.set(at.id, last)
    at = await openFormer(ports, BigInt(arrival.from) as AccountId)
  }
}

async function openFormer(ports: Ports, id: AccountId): Promise<Followed> {
  const loaded = await ports.ledger.load({ by: 'account', account: id }, null)
  return openAccount(ports, loaded, { id, prefix: '' })
}
