/** What can be refused before an account is loaded, in the order of refusals.ts: form, access, card type. */

import type { Actor } from '../domain/account/ledgerEntry.ts'
import { type CallingSystem, refuseAccess } from '../domain/decisions/access.ts'
import { type CallerAtDoor, systemCalling } from '../domain/decisions/caller.ts'
import type { Refusal } from '../domain/decisions/refusals.ts'
import {
  isSystemAct,
  type Reach,
  reachOf,
  refuseStaff,
  type StaffAct,
  type StaffAtWork,
} from '../domain/decisions/staff.ts'
import type { Day } from '../domain/kernel/day.ts'
import { type HsaId, parseHsaId } from '../domain/kernel/hsaId.ts'
import { type Moment, swedishDay } from '../domain/kernel/moment.ts'
import type { Ore } from '../domain/kernel/money.ts'
import { PersonId } from '../domain/kernel/personId.ts'
import { no, ok, type Result } from '../domain/kernel/result.ts'
import type { PrincipalSettings } from '../domain/law/principal.ts'
import type { Ports } from './ports.ts'

/** What can be asked without loading an account. */
export type Lists = Pick<Ports, 'directory' | 'settings'>

/** Who acts, as the caller told it: HSA-ids not yet read. */
export type ToldActor = { readonly employee: string; readonly provider: string; readonly unit: string | null }

/** The caller as the door knows it: a calling system, or one who works in the web application. */
export type Caller = SystemCaller | StaffCaller

/** Null when nothing tells which system it is. */
export type SystemCaller = CallerAtDoor | null

/** One who has logged in and chosen an assignment. */
export type StaffCaller = { readonly staff: StaffAtWork }

/** In whose name something is done: a calling system's, or the web application's, which is one of its own. */
export type ActingSystem = Pick<CallingSystem, 'id' | 'retrySeconds' | 'providers'>

export type Permitted = {
  readonly system: ActingSystem
  readonly principal: PrincipalSettings
  /** Who works in the web application; null for a calling system. */
  readonly staff: StaffAtWork | null
  /** Whose registrations may be changed, and are seen whole. */
  readonly reach: Reach
}

/** Reads a person's identity by the principal's patterns, or by the installation's own where the principal is not known. */
export function checkPerson({ settings }: Lists, principal: string, text: string, now: Moment): PersonId | null {
  const id = parseHsaId(principal)
  const today = swedishDay(now)
  const known = settings.known()
  const { reserveNumbers } = (id === null ? null : known.principal(id, today)) ?? known.own(today)
  return PersonId.parse(text, reserveNumbers, today)
}

/** Reads the principal's HSA-id. */
export function readPrincipal(text: string): Result<HsaId, Refusal> {
  const id = parseHsaId(text)
  return id === null ? no({ kind: 'HsaIdInvalid', of: 'principal' }) : ok(id)
}

/** Section 9: an amount is positive, a visit is not in the future. Null when both are as they must be. */
export function refuseForm(amount: Ore | null, visit: Day | null, now: Moment): Refusal | null {
  if (amount !== null && amount <= 0) return { kind: 'AmountNotPositive' }
  if (visit !== null && visit > swedishDay(now)) return { kind: 'VisitInTheFuture' }
  return null
}

/** The moment that a caller tells of has come. */
export const refuseToldAt = (toldAt: Moment | undefined, now: Moment): Refusal | null =>
  toldAt !== undefined && toldAt > now ? { kind: 'RegistrationInTheFuture' } : null

/** Reads the actor's HSA-ids; the calling system is filled in when access has been permitted. */
export function readActor(told: ToldActor): Result<Omit<Actor, 'system'>, Refusal> {
  const employee = parseHsaId(told.employee)
  const provider = parseHsaId(told.provider)
  const unit = told.unit === null ? null : parseHsaId(told.unit)
  if (employee === null) return no({ kind: 'HsaIdInvalid', of: 'employee' })
  if (provider === null) return no({ kind: 'HsaIdInvalid', of: 'provider' })
  if (told.unit !== null && unit === null) return no({ kind: 'HsaIdInvalid', of: 'unit' })
  return ok({ employee, provider, unit })
}

export type AccessAsked = {
  readonly caller: Caller
  readonly act: StaffAct
  readonly principal: HsaId
  readonly provider: HsaId | null
  readonly now: Moment
}

/** The system whose call it is; null when it is not known today. */
export const systemOf = (
  { directory }: Pick<Lists, 'directory'>,
  caller: SystemCaller,
  now: Moment,
): CallingSystem | null => (caller === null ? null : systemCalling(caller, directory.system, swedishDay(now)))

/** Access (section 10). Gives in whose name it is done, and the principal's settings of today. */
export function permit(lists: Lists, asked: AccessAsked): Result<Permitted, Refusal> {
  const { caller, principal, now } = asked
  const settings = lists.settings.known().principal(principal, swedishDay(now))
  const isStaff = caller !== null && 'staff' in caller
  return isStaff
    ? permitStaff(lists, { ...asked, caller }, settings)
    : permitSystem(lists, { ...asked, caller }, settings)
}

function permitSystem(
  { directory }: Lists,
  { caller, act, principal, provider, now }: AccessAsked & { readonly caller: SystemCaller },
  settings: PrincipalSettings | null,
): Result<Permitted, Refusal> {
  const system = systemOf({ directory }, caller, now)
  if (caller === null || system === null) return no({ kind: 'SystemUnknown' })
  if (!isSystemAct(act)) return no({ kind: 'ActNotGranted' })
  const register = directory.registerOf(principal)
  const refusal = refuseAccess({ system, act, version: caller.version, principal, provider, register })
  if (refusal !== null) return no(refusal)
  return settings === null
    ? no({ kind: 'PrincipalNotGranted' })
    : ok({ system, principal: settings, staff: null, reach: 'provider' })
}

function permitStaff(
  { directory }: Lists,
  { caller: { staff }, act, principal, provider, now }: AccessAsked & { readonly caller: StaffCaller },
  settings: PrincipalSettings | null,
): Result<Permitted, Refusal> {
  const { assignment, roles } = staff
  const practice = directory.practiceOf(principal)
  if (settings === null || practice === null) return no({ kind: 'PrincipalNotGranted' })
  const rules = { ...practice, optOutBy: settings.optOutBy }
  const register = directory.registerOf(assignment.principal)
  const refusal = refuseStaff({ staff, act, principal, rules, register, today: swedishDay(now) })
  if (refusal !== null) return no(refusal)
  if (provider !== null && provider !== assignment.provider) return no({ kind: 'ProviderNotGranted' })
  const system = { id: directory.web, retrySeconds: 0, providers: new Set([assignment.provider]) }
  return ok({ system, principal: settings, staff, reach: reachOf(roles, rules) })
}

/** Null when the principal uses the card type. */
export const refuseCardType = (principal: PrincipalSettings, cardType: string): Refusal | null =>
  principal.cardTypes.some(({ id }) => id === cardType) ? null : { kind: 'CardTypeUnknown' }
