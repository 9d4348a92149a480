/** Which of an employee's assignments they may work by today, and why not the others. */

import { type Assignment, isInForce, type Staff } from '../domain/decisions/staff.ts'
import type { HsaId } from '../domain/kernel/hsaId.ts'
import { type Moment, swedishDay } from '../domain/kernel/moment.ts'

/** The purposes that a principal accepts; null for a principal that is not of this installation. */
export type PurposesOf = (principal: HsaId) => ReadonlySet<string> | null

export type Unworkable = 'ended' | 'notBegun' | 'purpose' | 'principal'

export type Today = { readonly now: Moment; readonly purposesOf: PurposesOf }

/** Null when it can be worked by. */
export function whyNot(assignment: Assignment, { now, purposesOf }: Today): Unworkable | null {
  const today = swedishDay(now)
  if (!isInForce(assignment, today)) return assignment.validFrom > today ? 'notBegun' : 'ended'
  const purposes = purposesOf(assignment.principal)
  if (purposes === null) return 'principal'
  return purposes.has(assignment.purpose) ? null : 'purpose'
}

export const workable = ({ assignments }: Pick<Staff, 'assignments'>, today: Today): Assignment[] =>
  assignments.filter((one) => whyNot(one, today) === null)

/** The only one, or the one of the session before; null when there is a choice to make, or none. */
export function chosenAtLogin(staff: Staff, today: Today & { readonly former: string | null }): string | null {
  const able = workable(staff, today)
  return (able.length === 1 ? able[0] : able.find(({ id }) => id === today.former))?.id ?? null
}
