/** What an identity provider tells of an employee, parsed into what cannot be wrong; and what it left out, out of the directory. */

import { type Assignment, type Role, type Staff, SYSTEM_ROLES } from '../domain/decisions/staff.ts'
import { type Day, parseDay } from '../domain/kernel/day.ts'
import { type HsaId, parseHsaId } from '../domain/kernel/hsaId.ts'
import { no, ok, type Result } from '../domain/kernel/result.ts'
import type { Directory } from '../usecases/ports.ts'

/** How the provider names each claim, and each field of an assignment. */
export type ClaimNames = Readonly<Record<ClaimName, string>>

export const CLAIM_NAMES = {
  employee: 'employeeHsaId',
  name: 'name',
  roles: 'systemRoles',
  assignments: 'allCommissions',
  'assignment.id': 'commissionHsaId',
  'assignment.purpose': 'commissionPurpose',
  'assignment.unit': 'healthCareUnitHsaId',
  'assignment.unitName': 'healthCareUnitName',
  'assignment.provider': 'healthCareProviderHsaId',
  'assignment.providerName': 'healthCareProviderName',
  'assignment.from': 'commissionStartDate',
  'assignment.through': 'commissionEndDate',
} as const

export type ClaimName = keyof typeof CLAIM_NAMES

/** Which claim could not be read. Never what it held. */
export type ClaimFault = { readonly claim: ClaimName; readonly fault: 'missing' | 'malformed' }

export type Filling = {
  readonly directory: Pick<Directory, 'staff' | 'nameOf'>
  /** The principal of an assignment that the directory does not know. */
  readonly principal: HsaId
}

type Claims = Readonly<Record<string, unknown>>
type Read<T> = Result<T, ClaimFault>

const ALWAYS = Number.NEGATIVE_INFINITY as Day
const LONGEST = 200

/** Takes the claims as they came. Gives the employee, or the first claim that cannot be used. */
export function staffOf(claims: Claims, names: ClaimNames, filling: Filling): Read<Staff> {
  const employee = hsaIdIn(claims, 'employee', names)
  if (!employee.ok) return employee
  if (employee.value === null) return no({ claim: 'employee', fault: 'missing' })
  const known = filling.directory.staff(employee.value)
  const name = textIn(claims, 'name', names)
  if (!name.ok) return name
  const roles = rolesIn(claims[names.roles], known)
  if (!roles.ok) return roles
  const assignments = assignmentsIn(claims[names.assignments], { names, known, ...filling })
  if (!assignments.ok) return assignments
  const called = name.value ?? known?.name
  if (called === undefined) return no({ claim: 'name', fault: 'missing' })
  return ok({ employee: employee.value, name: called, roles: roles.value, assignments: assignments.value })
}

/** Roles of other services stand among ours, and are passed over. */
function rolesIn(told: unknown, known: Staff | null): Read<ReadonlySet<Role>> {
  if (told === undefined || told === null) return ok(known?.roles ?? new Set())
  const list = typeof told === 'string' ? [told] : told
  if (!Array.isArray(list) || !list.every((one) => typeof one === 'string'))
    return no({ claim: 'roles', fault: 'malformed' })
  return ok(new Set(list.flatMap((one) => (Object.hasOwn(SYSTEM_ROLES, one) ? (SYSTEM_ROLES[one] ?? []) : []))))
}

type AssignmentFilling = Filling & { readonly names: ClaimNames; readonly known: Staff | null }

function assignmentsIn(told: unknown, filling: AssignmentFilling): Read<readonly Assignment[]> {
  if (told === undefined || told === null) return ok(filling.known?.assignments ?? [])
  const list = typeof told === 'string' ? parsedJson(told) : told
  if (!Array.isArray(list)) return no({ claim: 'assignments', fault: 'malformed' })
  const assignments = new Map<string, Assignment>()
  for (const one of list) {
    if (!isObject(one)) return no({ claim: 'assignments', fault: 'malformed' })
    const read = assignmentIn(one, filling)
    if (!read.ok) return read
    assignments.set(read.value.id, read.value)
  }
  return ok([...assignments.values()])
}

function assignmentIn(told: Claims, { names, known, directory, principal }: AssignmentFilling): Read<Assignment> {
  const id = textIn(told, 'assignment.id', names)
  if (!id.ok) return id
  const recorded = known?.assignments.find((one) => one.id === id.value)
  const purpose = textIn(told, 'assignment.purpose', names)
  const unit = hsaIdIn(told, 'assignment.unit', names)
  const provider = hsaIdIn(told, 'assignment.provider', names)
  const [unitName, providerName] = [
    textIn(told, 'assignment.unitName', names),
    textIn(told, 'assignment.providerName', names),
  ]
  const [from, through] = [dayIn(told, 'assignment.from', names), dayIn(told, 'assignment.through', names)]
  for (const read of [purpose, unit, provider, unitName, providerName, from, through]) if (!read.ok) return read
  const at = toldBy(unit) ?? recorded?.unit
  const by = toldBy(provider) ?? recorded?.provider
  const why = toldBy(purpose) ?? recorded?.purpose
  if (id.value === null) return no({ claim: 'assignment.id', fault: 'missing' })
  if (at === undefined) return no({ claim: 'assignment.unit', fault: 'missing' })
  if (by === undefined) return no({ claim: 'assignment.provider', fault: 'missing' })
  if (why === undefined) return no({ claim: 'assignment.purpose', fault: 'missing' })
  return ok({
    id: id.value,
    principal: recorded?.principal ?? principal,
    provider: by,
    providerName: toldBy(providerName) ?? directory.nameOf(by) ?? by,
    unit: at,
    unitName: toldBy(unitName) ?? directory.nameOf(at) ?? at,
    purpose: why,
    validFrom: toldBy(from) ?? recorded?.validFrom ?? ALWAYS,
    validThrough: toldBy(through) ?? recorded?.validThrough ?? null,
  })
}

const toldBy = <T>(read: Read<T | null>): T | null => (read.ok ? read.value : null)

/** Null when the claim is not there, or says nothing. */
function textIn(claims: Claims, claim: ClaimName, names: ClaimNames): Read<string | null> {
  const told = claims[names[claim]]
  if (told === undefined || told === null) return ok(null)
  if (typeof told !== 'string' || told.length > LONGEST || /\p{Cc}/u.test(told))
    return no({ claim, fault: 'malformed' })
  const text = told.trim()
  return ok(text === '' ? null : text)
}

function hsaIdIn(claims: Claims, claim: ClaimName, names: ClaimNames): Read<HsaId | null> {
  const text = textIn(claims, claim, names)
  if (!text.ok || text.value === null) return text as Read<null>
  const id = parseHsaId(text.value)
  return id === null ? no({ claim, fault: 'malformed' }) : ok(id)
}

/** A time of the day after the date is passed over. */
function dayIn(claims: Claims, claim: ClaimName, names: ClaimNames): Read<Day | null> {
  const text = textIn(claims, claim, names)
  if (!text.ok || text.value === null) return text as Read<null>
  const day = parseDay(text.value.replace(/T.*$/, ''))
  return day === null ? no({ claim, fault: 'malformed' }) : ok(day)
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

const isObject = (value: unknown): value is Claims =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
