/** What a unit registered on a day, for closing the till: fee by fee as it stands now, with what it comes to. */

import type { Account } from '../domain/account/account.ts'
import type { FeeRecord } from '../domain/account/feeRecord.ts'
import type { Refusal } from '../domain/decisions/refusals.ts'
import { addDays, type Day } from '../domain/kernel/day.ts'
import type { HsaId } from '../domain/kernel/hsaId.ts'
import { startOfDay, swedishDay } from '../domain/kernel/moment.ts'
import { type Ore, ore } from '../domain/kernel/money.ts'
import { no, ok, type Result } from '../domain/kernel/result.ts'
import { permit, readPrincipal, refuseCardType, type StaffCaller } from './checks.ts'
import type { UnitLine } from './finding.ts'
import { noteFound, openFound } from './openFound.ts'
import type { Ports } from './ports.ts'

export type UnitDayRequest = {
  readonly caller: StaffCaller
  readonly principal: string
  readonly cardType: string
  /** Null: today in Sweden. */
  readonly day: Day | null
}

export type UnitDayRow = UnitLine & {
  /** As it stands now. */
  readonly fee: FeeRecord
  /** True when the care was given elsewhere: a receipt from another provider, whose money is not in this till. */
  readonly isReceipt: boolean
}

export type UnitDay = {
  readonly day: Day
  /** In the order of registration. */
  readonly rows: readonly UnitDayRow[]
  /** What the ACTIVE fees of the provider's own care come to: what is in the till. */
  readonly taken: Ore
  /** What the ACTIVE receipts come to. */
  readonly receipts: Ore
  /** Registrations of those who have left since: counted, and not told (S2). */
  readonly hidden: number
}

/** Gives the day's registrations of the unit that the employee works at, each patient with a line in the access log; or the first refusal in order. */
export async function readUnitDay(ports: Ports, request: UnitDayRequest): Promise<Result<UnitDay, Refusal>> {
  const { caller, cardType } = request
  const permitted = permitUnit(ports, request)
  if (!permitted.ok) return permitted
  const { day, principal, unit } = permitted.value
  const lines = await ports.finding.ofUnit(unit, startOfDay(day), startOfDay(addDays(day, 1)))
  const found = await Promise.all(lines.map((line) => rowOf(ports, line, { cardType, principal })))
  const rows = found.filter((row) => row !== null && row !== 'hidden')
  await noteFound(ports, caller, { act: 'readUnitDay', persons: rows.map(({ person }) => person) })
  const hidden = found.filter((row) => row === 'hidden').length
  return ok({ day, rows, taken: sumOf(rows, false), receipts: sumOf(rows, true), hidden })
}

type UnitPermitted = { readonly day: Day; readonly principal: HsaId; readonly unit: HsaId }

/** Whether the employee may be told of the unit at which they work, and of which day. */
export function permitUnit(ports: Ports, request: UnitDayRequest): Result<UnitPermitted, Refusal> {
  const { caller, cardType } = request
  const now = ports.now()
  const principal = readPrincipal(request.principal)
  if (!principal.ok) return principal
  const permitted = permit(ports, { caller, act: 'readUnitDay', principal: principal.value, provider: null, now })
  if (!permitted.ok) return permitted
  const unused = refuseCardType(permitted.value.principal, cardType)
  if (unused !== null) return no(unused)
  const day = request.day ?? swedishDay(now)
  if (day > swedishDay(now)) return no({ kind: 'NotYetKnown' })
  return ok({ day, principal: principal.value, unit: caller.staff.assignment.unit })
}

/** What the ACTIVE ones come to: of the provider's own care, or of receipts. */
export const sumOf = (rows: readonly UnitDayRow[], isReceipt: boolean): Ore =>
  ore(
    rows
      .filter((row) => row.isReceipt === isReceipt && row.fee.annulled === null)
      .reduce((sum, { fee }) => sum + fee.values.amount, 0),
  )

type Asked = { readonly cardType: string; readonly principal: HsaId }

const rowOf = async (ports: Ports, line: UnitLine, { cardType, principal }: Asked) =>
  rowIn(await openFound(ports, { by: 'person', person: line.person, cardType }), line, principal)

/** Null for a line that registered nothing: an attempt that was refused, or one from whom a fee was moved. */
export function rowIn(account: Account | null, line: UnitLine, principal: HsaId): UnitDayRow | 'hidden' | null {
  const isOfLine = (fee: FeeRecord): boolean =>
    fee.registeredAt === line.at && fee.person.equals(line.person) && fee.principal === principal
  const fee = [...(account?.records.values() ?? [])].find(isOfLine)
  if (fee !== undefined) return { ...line, fee, isReceipt: fee.values.careProvider.id !== fee.registeredBy }
  return account?.asides.some(({ records }) => records.some(isOfLine)) ? 'hidden' : null
}
