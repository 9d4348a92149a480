/**
 * Who works in the web application, and what they may do there (domain.md section 10): four roles, each of which counts only together
 * with an assignment whose purpose the region accepts, at a provider in the region's register.
 */

import type { Day } from '../kernel/day.ts'
import type { HsaId } from '../kernel/hsaId.ts'
import { ACTS, type Act } from './access.ts'
import type { Refusal } from './refusals.ts'

/** From the least to the most: BegränsadAnvändare, Användare, Administratör, Superanvändare. */
export const ROLES = ['limited', 'user', 'administrator', 'support'] as const

export type Role = (typeof ROLES)[number]

/** The HSA system roles, as claims and the catalogue write them. */
export const SYSTEM_ROLES: Readonly<Record<string, Role>> = {
  'EFK;BegränsadAnvändare': 'limited',
  'EFK;Användare': 'user',
  'EFK;Administratör': 'administrator',
  'EFK;Superanvändare': 'support',
}

/** Medarbetaruppdrag: an engagement at one unit with a purpose. It stamps provider and unit on what is registered. */
export type Assignment = {
  /** The catalogue's id of it. */
  readonly id: string
  readonly principal: HsaId
  readonly provider: HsaId
  readonly providerName: string
  readonly unit: HsaId
  readonly unitName: string
  /** "Vård och behandling", "Administration". */
  readonly purpose: string
  readonly validFrom: Day
  /** Null: until further notice. */
  readonly validThrough: Day | null
}

export type Staff = {
  readonly employee: HsaId
  readonly name: string
  readonly roles: ReadonlySet<Role>
  readonly assignments: readonly Assignment[]
}

/** One who has chosen which assignment they work by. */
export type StaffAtWork = Pick<Staff, 'employee' | 'name' | 'roles'> & { readonly assignment: Assignment }

/** What only the web application asks for, beside what a calling system may. */
export const WEB_ACTS = ['quote', 'moveFee', 'readUnitDay', 'readOwed', 'findCard', 'printStatement'] as const

export type StaffAct = Act | (typeof WEB_ACTS)[number]

export const STAFF_ACTS: readonly StaffAct[] = [...ACTS, ...WEB_ACTS]

/** True for what a calling system may be granted. */
export const isSystemAct = (act: StaffAct): act is Act => ACTS.some((one) => one === act)

/** Whose registrations one may correct and annul, and see whole: those of one's own provider, or every one within the principal. */
export type Reach = 'provider' | 'principal'

/** What the region has decided about its staff. */
export type StaffRules = {
  /** The purposes of an assignment with which a role counts. */
  readonly purposes: ReadonlySet<string>
  /** Who may correct and annul what other providers have registered. */
  readonly removalBy: 'support' | 'administrators'
  readonly optOutBy: 'till' | 'support'
}

const READING: readonly StaffAct[] = ['readCard', 'readCardWithFees', 'readCards', 'quote', 'printStatement']
const TILL: readonly StaffAct[] = [
  ...READING,
  'registerFee',
  'correctFee',
  'annulFee',
  'moveFee',
  'registerCard',
  'orderCard',
  'groupPerson',
  'ungroupPerson',
  'readGroup',
  'optIn',
  'setReadConsent',
  'readUnitDay',
  'readOwed',
]

const GRANTED: Readonly<Record<Role, ReadonlySet<StaffAct>>> = {
  limited: new Set(READING),
  user: new Set(TILL),
  administrator: new Set([...TILL, 'updateCard', 'deleteCard', 'findCard']),
  support: new Set(STAFF_ACTS),
}

/** True when one of the roles has the act; opting out also needs the region's word that the till may (S2). */
export function isGranted(
  roles: ReadonlySet<Role>,
  act: StaffAct,
  { optOutBy }: Pick<StaffRules, 'optOutBy'>,
): boolean {
  const isTill = roles.has('user') || roles.has('administrator')
  if (act === 'optOut' && optOutBy === 'till' && isTill) return true
  return [...roles].some((role) => GRANTED[role].has(act))
}

/** Whose registrations the roles reach. */
export const reachOf = (roles: ReadonlySet<Role>, { removalBy }: Pick<StaffRules, 'removalBy'>): Reach =>
  roles.has('support') || (roles.has('administrator') && removalBy === 'administrators') ? 'principal' : 'provider'

/** Where what is acted on comes from: registered by one's own provider, by another of the same principal, or of another principal of the installation. */
export const PLACES = ['own provider', 'same principal', 'other principal'] as const

export type Place = (typeof PLACES)[number]

/** Acts on what somebody has registered: they go by who did. */
const ON_REGISTRATIONS: ReadonlySet<StaffAct> = new Set(['correctFee', 'annulFee', 'moveFee', 'deleteCard'])
/** Of one's own unit or provider, whoever one is. */
const ON_ONES_OWN: ReadonlySet<StaffAct> = new Set(['readUnitDay', 'readOwed'])

/** True when the roles may do the act there: what the use cases refuse otherwise, and what a page offers. */
export function mayActOn(
  roles: ReadonlySet<Role>,
  { act, place }: { readonly act: StaffAct; readonly place: Place },
  rules: Pick<StaffRules, 'optOutBy' | 'removalBy'>,
): boolean {
  if (!isGranted(roles, act, rules)) return false
  if (place === 'own provider') return true
  if (ON_ONES_OWN.has(act)) return false
  if (place === 'other principal') return roles.has('support')
  return !ON_REGISTRATIONS.has(act) || reachOf(roles, rules) === 'principal'
}

export type StaffQuestion = {
  readonly staff: StaffAtWork
  readonly act: StaffAct
  readonly principal: HsaId
  readonly rules: StaffRules
  /** The providers with an agreement with the principal of the assignment. */
  readonly register: ReadonlySet<HsaId>
  readonly today: Day
}

/** Gives the first reason in order why the act is not allowed, or null. Support works for every principal of the installation, all others for their own. */
export function refuseStaff({ staff, act, principal, rules, register, today }: StaffQuestion): Refusal | null {
  const { assignment, roles } = staff
  if (!isInForce(assignment, today)) return { kind: 'AssignmentEnded' }
  if (!rules.purposes.has(assignment.purpose)) return { kind: 'PurposeNotAccepted' }
  if (!isGranted(roles, act, rules)) return { kind: 'RoleNotGranted' }
  if (assignment.principal !== principal && !roles.has('support')) return { kind: 'PrincipalNotGranted' }
  return register.has(assignment.provider) ? null : { kind: 'ProviderNotInRegister' }
}

/** True on the days of the assignment. */
export const isInForce = ({ validFrom, validThrough }: Assignment, day: Day): boolean =>
  validFrom <= day && (validThrough === null || day <= validThrough)
