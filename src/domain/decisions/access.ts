/**
 * Who may do what over the contracts (domain.md section 10): the calling system is what is authorised, by acts, principals and
 * providers; the actor is told by it and logged, and must belong to a provider in the region's register.
 */

import type { Day } from '../kernel/day.ts'
import type { HsaId } from '../kernel/hsaId.ts'
import type { Refusal } from './refusals.ts'

/** What a calling system may be granted, in the contract's versions that it speaks. */
export const ACTS = [
  'registerFee',
  'correctFee',
  'annulFee',
  'registerCard',
  'updateCard',
  'deleteCard',
  'orderCard',
  'readCard',
  'readCardWithFees',
  'readCards',
  'groupPerson',
  'ungroupPerson',
  'readGroup',
  'optIn',
  'optOut',
  'setReadConsent',
] as const

export type Act = (typeof ACTS)[number]

export type CallingSystem = {
  readonly id: HsaId
  readonly name: string
  readonly vendor: string
  /** Each act it is granted, with the versions of the contract in which it may call it. */
  readonly grants: ReadonlyMap<Act, ReadonlySet<number>>
  readonly principals: ReadonlySet<HsaId>
  /** The providers it acts for. */
  readonly providers: ReadonlySet<HsaId>
  /** R3: an identical call within so many seconds is the same registration; 0 for one that does not call again by itself. */
  readonly retrySeconds: number
  /** SHA-256 of the certificates that it may come with, in the form of parseFingerprint; empty: any that holds its HSA-id. */
  readonly pins: ReadonlySet<string>
  readonly validFrom: Day
  /** Null: until something else is recorded. */
  readonly validThrough: Day | null
  /** Trusted to tell for whom it calls. */
  readonly isPlatform: boolean
}

export type AccessQuestion = {
  readonly system: CallingSystem
  readonly act: Act
  /** The version of the contract in which it is called. */
  readonly version: number
  readonly principal: HsaId
  /** The actor's provider; null for an act without actor that names none. */
  readonly provider: HsaId | null
  /** The providers with an agreement with the principal. */
  readonly register: ReadonlySet<HsaId>
}

/** Gives the first reason in order why the act is not allowed, or null. */
export function refuseAccess({ system, act, version, principal, provider, register }: AccessQuestion): Refusal | null {
  const versions = system.grants.get(act)
  if (versions === undefined) return { kind: 'ActNotGranted' }
  if (!versions.has(version)) return { kind: 'VersionNotGranted' }
  if (!system.principals.has(principal)) return { kind: 'PrincipalNotGranted' }
  if (provider === null) return null
  if (!register.has(provider)) return { kind: 'ProviderNotInRegister' }
  return system.providers.has(provider) ? null : { kind: 'ProviderNotGranted' }
}
