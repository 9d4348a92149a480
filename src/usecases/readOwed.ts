/** What a provider owes its patients (domain.md O1): what was taken beyond a ceiling lies on the visits made last, and who took it pays it back. */

import type { Account } from '../domain/account/account.ts'
import type { Caregiver } from '../domain/account/feeRecord.ts'
import { knownStatementOf } from '../domain/account/statement.ts'
import type { Refusal } from '../domain/decisions/refusals.ts'
import type { Day } from '../domain/kernel/day.ts'
import type { HsaId } from '../domain/kernel/hsaId.ts'
import type { Moment } from '../domain/kernel/moment.ts'
import { type Ore, ore } from '../domain/kernel/money.ts'
import type { PersonId } from '../domain/kernel/personId.ts'
import { ok, type Result } from '../domain/kernel/result.ts'
import type { FeeId } from '../domain/law/careOrder.ts'
import { permit, readPrincipal, type StaffCaller } from './checks.ts'
import { notBefore } from './openAccount.ts'
import { noteFound, openFound } from './openFound.ts'
import type { Ports } from './ports.ts'

export type OwedRequest = { readonly caller: StaffCaller; readonly principal: string }

/** One fee of which too much was taken. */
export type OwedRow = {
  readonly person: PersonId
  readonly feeId: FeeId
  readonly visit: Day
  readonly registeredAt: Moment
  readonly amount: Ore
  readonly overcharged: Ore
  readonly careUnit: Caregiver | null
}

export type Owed = {
  /** The oldest visit first. */
  readonly rows: readonly OwedRow[]
  readonly sum: Ore
}

/** Gives what the employee's provider owes, each patient with a line in the access log; or the first refusal in order. */
export async function readOwed(ports: Ports, { caller, principal: told }: OwedRequest): Promise<Result<Owed, Refusal>> {
  const principal = permitOwed(ports, { caller, principal: told })
  if (!principal.ok) return principal
  const now = ports.now()
  const { provider } = caller.staff.assignment
  const rows: OwedRow[] = []
  for (const id of await ports.finding.owedBy(provider)) {
    const account = await openFound(ports, { by: 'account', account: id })
    if (account !== null) rows.push(...owedIn(account, { provider, principal: principal.value, now }))
  }
  rows.sort((a, b) => a.visit - b.visit || a.registeredAt - b.registeredAt)
  await noteFound(ports, caller, { act: 'readOwed', persons: rows.map(({ person }) => person) })
  return ok({ rows, sum: ore(rows.reduce((sum, { overcharged }) => sum + overcharged, 0)) })
}

/** In how many accounts the provider owes: a number for the menu, by which nobody is told of. */
export async function countOwed(ports: Ports, request: OwedRequest): Promise<Result<number, Refusal>> {
  const permitted = permitOwed(ports, request)
  return permitted.ok ? ok(await ports.finding.countOwedBy(request.caller.staff.assignment.provider)) : permitted
}

function permitOwed(ports: Ports, { caller, principal: told }: OwedRequest): Result<HsaId, Refusal> {
  const principal = readPrincipal(told)
  if (!principal.ok) return principal
  const now = ports.now()
  const permitted = permit(ports, { caller, act: 'readOwed', principal: principal.value, provider: null, now })
  return permitted.ok ? principal : permitted
}

type Asked = { readonly provider: HsaId; readonly principal: HsaId; readonly now: Moment }

function owedIn(account: Account, { provider, principal, now }: Asked): OwedRow[] {
  const { cards } = knownStatementOf(account.book, notBefore(account, now), principal)
  return cards
    .flatMap(({ shares }) => shares)
    .filter(({ overcharged }) => overcharged > 0)
    .flatMap(({ fee, overcharged }) => {
      const record = account.records.get(fee.id)
      if (record === undefined || record.values.careProvider.id !== provider || record.principal !== principal)
        return []
      const { person, registeredAt, values } = record
      const { visit, amount, careUnit } = values
      return [{ person, feeId: fee.id, visit, registeredAt, amount, overcharged, careUnit }]
    })
}
