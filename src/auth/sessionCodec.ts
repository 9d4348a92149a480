/** What a login told of an employee, as the session keeps it and as it is read again. */

import type { Assignment, Role, Staff } from '../domain/decisions/staff.ts'
import type { Day } from '../domain/kernel/day.ts'

const ALWAYS = Number.NEGATIVE_INFINITY as Day

type Kept = Pick<Staff, 'employee' | 'name'> & {
  readonly roles: readonly Role[]
  /** JSON has no infinity: null is "since ever". */
  readonly assignments: readonly (Omit<Assignment, 'validFrom'> & { readonly validFrom: Day | null })[]
}

export function encodeStaff({ employee, name, roles, assignments }: Staff): string {
  const kept: Kept = {
    employee,
    name,
    roles: [...roles],
    assignments: assignments.map((one) => ({ ...one, validFrom: one.validFrom === ALWAYS ? null : one.validFrom })),
  }
  return JSON.stringify(kept)
}

export function decodeStaff(text: string): Staff {
  const { employee, name, roles, assignments } = JSON.parse(text) as Kept
  return {
    employee,
    name,
    roles: new Set(roles),
    assignments: assignments.map((one) => ({ ...one, validFrom: one.validFrom ?? ALWAYS })),
  }
}
