/** Whose card has a number (domain.md section 10: administrators search by it). The account is read, and says whether it has it. */

import type { Account } from '../domain/account/account.ts'
import { standingOf } from '../domain/account/participation.ts'
import { knownStatementOf } from '../domain/account/statement.ts'
import { personsIn } from '../domain/decisions/groupPerson.ts'
import type { Refusal } from '../domain/decisions/refusals.ts'
import type { HsaId } from '../domain/kernel/hsaId.ts'
import type { Moment } from '../domain/kernel/moment.ts'
import type { PersonId } from '../domain/kernel/personId.ts'
import { ok, type Result } from '../domain/kernel/result.ts'
import { permit, readPrincipal, type StaffCaller } from './checks.ts'
import { notBefore } from './openAccount.ts'
import { noteFound, openFound } from './openFound.ts'
import type { Ports } from './ports.ts'

export type CardSearch = { readonly caller: StaffCaller; readonly principal: string; readonly number: string }

/** Gives everyone who has a card with the number, each with a line in the access log; or the first refusal in order. */
export async function findCard(ports: Ports, request: CardSearch): Promise<Result<readonly PersonId[], Refusal>> {
  const { caller } = request
  const now = ports.now()
  const principal = readPrincipal(request.principal)
  if (!principal.ok) return principal
  const permitted = permit(ports, { caller, act: 'findCard', principal: principal.value, provider: null, now })
  if (!permitted.ok) return permitted
  const number = request.number.trim()
  const persons: PersonId[] = []
  for (const id of await ports.finding.withNumber(number)) {
    const account = await openFound(ports, { by: 'account', account: id })
    if (account !== null) persons.push(...holdersOf(account, { number, principal: principal.value, now }))
  }
  await noteFound(ports, caller, { act: 'findCard', persons })
  return ok(persons)
}

type Asked = { readonly number: string; readonly principal: HsaId; readonly now: Moment }

/** S2: of those who have left nothing is told. */
function holdersOf(account: Account, { number, principal, now }: Asked): readonly PersonId[] {
  const { cards } = knownStatementOf(account.book, notBefore(account, now), principal)
  if (!cards.some(({ identity }) => identity?.number === number)) return []
  const { participations } = account
  return personsIn(account, null).filter((person) => standingOf(participations, { person, principal }) !== 'out')
}
