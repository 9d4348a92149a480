/** Opens accounts that have been found rather than asked for by a person's identity. Whoever tells of them writes each line in the access log (domain.md S6). */

import type { Account } from '../domain/account/account.ts'
import { eachOnce } from '../domain/account/group.ts'
import { swedishDay } from '../domain/kernel/moment.ts'
import type { PersonId } from '../domain/kernel/personId.ts'
import type { StaffCaller } from './checks.ts'
import { type Findable, findableIn } from './finding.ts'
import type { AccessLine, AccountId, Address } from './ledgerPort.ts'
import { notBefore, openAccount } from './openAccount.ts'
import type { Ports } from './ports.ts'

/** Null when there is no such account, or it is not there any more. */
export async function openFound(ports: Ports, address: Address): Promise<Account | null> {
  const loaded = await ports.ledger.load(address, null)
  if (loaded.account === null) return null
  const { account } = await openAccount(ports, loaded, { id: loaded.account.id, prefix: '' })
  return account
}

/** By what the account can be found now: nothing when it is not there any more. */
export async function findableOf(ports: Ports, id: AccountId): Promise<Findable> {
  const account = await openFound(ports, { by: 'account', account: id })
  if (account === null) return { numbers: [], owing: [] }
  const now = ports.now()
  return findableIn(account, notBefore(account, now), ports.settings.known().own(swedishDay(now)).id)
}

/** A line each for these patients, once for every one, of what staff are told about them. */
export async function noteFound(
  ports: Ports,
  { staff }: StaffCaller,
  { act, persons }: { readonly act: string; readonly persons: readonly PersonId[] },
): Promise<void> {
  const { employee, assignment } = staff
  const { provider, unit, id } = assignment
  const by = { system: ports.directory.web, employee, provider, unit, assignment: id, reason: null }
  const at = ports.now()
  const lines: AccessLine[] = eachOnce(persons).map((person) => ({ at, person, act, ...by }))
  await Promise.all(lines.map((line) => ports.ledger.note(line)))
}
