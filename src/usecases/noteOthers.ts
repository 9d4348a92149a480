/**
 * Lines in the access log for those who share an account with the one it is opened for (domain.md S6, G1): an answer about one tells of
 * all. On disk before the answer leaves.
 */

import type { Account } from '../domain/account/account.ts'
import type { PersonId } from '../domain/kernel/personId.ts'
import type { AccessLine } from './ledgerPort.ts'
import type { Ports } from './ports.ts'

/** `noted`: who has a line of the same reading already, beside the one it was opened for. */
export type Noting = { readonly line: AccessLine; readonly noted: readonly PersonId[] }

/** Takes the account that was opened, and the line of the one it was opened for, which is written already. */
export async function noteOthers(
  { ledger }: Pick<Ports, 'ledger'>,
  { members }: Pick<Account, 'members'>,
  { line, noted }: Noting,
): Promise<void> {
  const known = [line.person, ...noted]
  const others = members.filter((one) => !known.some((other) => other.equals(one)))
  await Promise.all(others.map((person) => ledger.note({ ...line, person })))
}
