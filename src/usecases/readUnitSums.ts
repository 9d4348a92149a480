/** What a unit took on each of some days, for closing the till: sums alone, so that nobody is told of and no line is written. */

import { eachOnce } from '../domain/account/group.ts'
import type { Refusal } from '../domain/decisions/refusals.ts'
import { addDays, type Day } from '../domain/kernel/day.ts'
import { startOfDay, swedishDay } from '../domain/kernel/moment.ts'
import type { PersonId } from '../domain/kernel/personId.ts'
import { no, ok, type Result } from '../domain/kernel/result.ts'
import { openFound } from './openFound.ts'
import type { Ports } from './ports.ts'
import { permitUnit, rowIn, sumOf, type UnitDay, type UnitDayRequest, type UnitDayRow } from './readUnitDay.ts'

export type UnitSumsRequest = UnitDayRequest & {
  /** How many days, the last of them that of the request. */
  readonly days: number
}

/** `count`: the fees of the provider's own care that are ACTIVE. */
export type UnitSum = Pick<UnitDay, 'day' | 'taken' | 'receipts'> & { readonly count: number }

/** So many accounts are read together: a week is many, and the tills go on meanwhile. */
const AT_ONCE = 16

/** Gives the sums of each day, the newest first; or the first refusal in order. */
export async function readUnitSums(
  ports: Ports,
  request: UnitSumsRequest,
): Promise<Result<readonly UnitSum[], Refusal>> {
  const permitted = permitUnit(ports, request)
  if (!permitted.ok) return permitted
  const { day: last, principal, unit } = permitted.value
  if (request.days < 1) return no({ kind: 'NotYetKnown' })
  const days = Array.from({ length: request.days }, (_, back) => addDays(last, -back))
  const first = addDays(last, 1 - request.days)
  const lines = await ports.finding.ofUnit(unit, startOfDay(first), startOfDay(addDays(last, 1)))
  const rowsOf = async (person: PersonId): Promise<UnitDayRow[]> => {
    const account = await openFound(ports, { by: 'person', person, cardType: request.cardType })
    const theirs = lines.filter((line) => line.person.equals(person)).map((line) => rowIn(account, line, principal))
    return theirs.filter((row) => row !== null && row !== 'hidden')
  }
  const people = eachOnce(lines.map(({ person }) => person))
  const rows: UnitDayRow[] = []
  for (let at = 0; at < people.length; at += AT_ONCE)
    rows.push(...(await Promise.all(people.slice(at, at + AT_ONCE).map(rowsOf))).flat())
  return ok(days.map((day) => sumsOn(day, rows)))
}

function sumsOn(day: Day, all: readonly UnitDayRow[]): UnitSum {
  const rows = all.filter(({ at }) => swedishDay(at) === day)
  const count = rows.filter(({ isReceipt, fee }) => !isReceipt && fee.annulled === null).length
  return { day, count, taken: sumOf(rows, false), receipts: sumOf(rows, true) }
}
