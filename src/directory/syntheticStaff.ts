/** The synthetic staff of the demo (regions/), with their roles and assignments. The PIN is the demo's own identity provider's to know. */

import { type Assignment, type Role, type Staff, SYSTEM_ROLES } from '../domain/decisions/staff.ts'
import { type Day, parseDay } from '../domain/kernel/day.ts'
import { type HsaId, parseHsaId } from '../domain/kernel/hsaId.ts'
import { invariant } from '../domain/kernel/invariant.ts'
import type { SyntheticFile } from './syntheticFile.ts'

const ALWAYS = Number.NEGATIVE_INFINITY as Day

/** Takes the principal and synthetic care under it. Gives what finds one of its staff. */
export function syntheticStaff(own: HsaId, care: SyntheticFile): (employee: HsaId) => Staff | null {
  const staff = new Map(care.staff.map((one) => [hsa(one.id), staffOf(own, care, one)]))
  return (employee) => staff.get(employee) ?? null
}

type Told = SyntheticFile['staff'][number]

const staffOf = (own: HsaId, care: SyntheticFile, { id, name, roles, assignments }: Told): Staff => ({
  employee: hsa(id),
  name,
  roles: new Set(roles.map(roleOf)),
  assignments: assignments.map((told) => assignmentOf(own, care, told)),
})

function assignmentOf(own: HsaId, { units, providers }: SyntheticFile, told: Told['assignments'][number]): Assignment {
  const unit = units.find(({ id }) => id === told.unit)
  const provider = providers.find(({ id }) => id === unit?.provider)
  invariant(unit !== undefined && provider !== undefined, `a unit and its provider where the file says "${told.unit}"`)
  return {
    id: told.id,
    principal: own,
    provider: hsa(provider.id),
    providerName: provider.name,
    unit: hsa(unit.id),
    unitName: unit.name,
    purpose: told.purpose,
    validFrom: told.from === undefined ? ALWAYS : day(told.from),
    validThrough: told.through === undefined ? null : day(told.through),
  }
}

function roleOf(text: string): Role {
  const role = SYSTEM_ROLES[text]
  invariant(role !== undefined, `a system role where the file says "${text}"`)
  return role
}

function day(text: string): Day {
  const read = parseDay(text)
  invariant(read !== null, `a day where the file says "${text}"`)
  return read
}

function hsa(text: string): HsaId {
  const id = parseHsaId(text)
  invariant(id !== null, `an HSA-id where the directory's file says "${text}"`)
  return id
}
