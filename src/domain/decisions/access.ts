/**
 * Who may do what over the contracts (domain.md section 10): the calling system is what is authorised, by acts, principals and
 * providers; the actor is told by it and logged, and must belong to a provider in the region's register.
 */

import type { HsaId } from '../kernel/hsaId.ts'
import type { Refusal } from './refusals.ts'

/** What a calling system may be granted. */
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
  readonly acts: ReadonlySet<Act>
  readonly principals: ReadonlySet<HsaId>
  /** The providers it acts for. */
  readonly providers: ReadonlySet<HsaId>
  /** R3: an identical call within so many seconds is the same registration; 0 for one that does not call again by itself. */
  readonly retrySeconds: number
}

export type AccessQuestion = {
  /** Null when the caller is not known. */
  readonly system: CallingSystem | null
  readonly act: Act
  readonly principal: HsaId
  /** The actor's provider; null for an act without actor that names none. */
  readonly provider: HsaId | null
  /** The providers with an agreement with the principal. */
  readonly register: ReadonlySet<HsaId>
}

/** Gives the first reason in order why the act is not allowed, or null. */
export function refuseAccess({ system, act, principal, provider, register }: AccessQuestion): Refusal | null {
  if (system === null) return { kind: 'SystemUnknown' }
  if (!system.acts.has(act)) return { kind: 'ActNotGranted' }
  if (!system.principals.has(principal)) return { kind: 'PrincipalNotGranted' }
  if (provider === null) return null
  if (!register.has(provider)) return { kind: 'ProviderNotInRegister' }
  return system.providers.has(provider) ? null : { kind: 'ProviderNotGranted' }
}
