/**
 * Every expected no, with the order in which they are told when several apply (contracts' README): what the message alone
 * shows; access; what the register must tell; in or out; the rules. Each door turns a kind into its own language.
 */

import type { Day } from '../kernel/day.ts'
import type { Ore } from '../kernel/money.ts'

/** In order of precedence; `class` groups them as domain.md section 9 does. */
export const REFUSALS = {
  PersonIdInvalid: 'form',
  HsaIdInvalid: 'form',
  AmountNotPositive: 'form',
  VisitInTheFuture: 'form',
  SystemUnknown: 'access',
  ActNotGranted: 'access',
  VersionNotGranted: 'access',
  PrincipalNotGranted: 'access',
  ProviderNotInRegister: 'access',
  ProviderNotGranted: 'access',
  CardTypeUnknown: 'register',
  FeeUnknown: 'register',
  FeeOfAnotherPrincipal: 'access',
  FeeOfAnotherProvider: 'access',
  VisitTooLongAgo: 'register',
  AmountTooLarge: 'register',
  NoCeilingKnown: 'register',
  NotYetKnown: 'register',
  OptInRequired: 'optIn',
  OptedOut: 'optOut',
  KeyReused: 'rule',
  AnswerErased: 'rule',
  FeeAlreadyAnnulled: 'rule',
  OnFinalCard: 'rule',
} as const

export type RefusalKind = keyof typeof REFUSALS
export type RefusalClass = (typeof REFUSALS)[RefusalKind]

/** A refusal with what is needed to explain it. */
export type Refusal =
  | { readonly kind: Exclude<RefusalKind, 'HsaIdInvalid' | 'VisitTooLongAgo' | 'AmountTooLarge'> }
  | { readonly kind: 'HsaIdInvalid'; readonly of: 'principal' | 'employee' | 'provider' | 'unit' | 'namedProvider' }
  | { readonly kind: 'VisitTooLongAgo'; readonly earliest: Day }
  | { readonly kind: 'AmountTooLarge'; readonly largest: Ore }
