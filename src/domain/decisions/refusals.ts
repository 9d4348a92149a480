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
  RegistrationInTheFuture: 'form',
  CardFromTheFuture: 'form',
  CardEndsBeforeItBegins: 'form',
  CardLongerThanAYear: 'form',
  CardAlreadyOver: 'form',
  CardNumberMissing: 'form',
  SystemUnknown: 'access',
  ActNotGranted: 'access',
  VersionNotGranted: 'access',
  AssignmentEnded: 'access',
  PurposeNotAccepted: 'access',
  RoleNotGranted: 'access',
  PrincipalNotGranted: 'access',
  ProviderNotInRegister: 'access',
  ProviderNotGranted: 'access',
  CardTypeUnknown: 'register',
  FeeUnknown: 'register',
  CardUnknown: 'register',
  FeeOfAnotherPrincipal: 'access',
  CardOfAnotherPrincipal: 'access',
  FeeOfAnotherProvider: 'access',
  FeesOfOtherProviders: 'access',
  FeeOfAnotherPerson: 'register',
  FeeOfAnotherCardType: 'register',
  CardOfAnotherType: 'register',
  PersonNotOnCard: 'register',
  VisitTooLongAgo: 'register',
  AmountTooLarge: 'register',
  NoCeilingKnown: 'register',
  NotYetKnown: 'register',
  OptInRequired: 'optIn',
  OptedOut: 'optOut',
  KeyReused: 'rule',
  AnswerErased: 'rule',
  FeeAlreadyAnnulled: 'rule',
  ReasonMissing: 'rule',
  OnFinalCard: 'rule',
  CardExists: 'rule',
  InAnotherGroup: 'rule',
  TwoAdults: 'rule',
  AdultWithChild: 'rule',
  GroupIsFull: 'rule',
  NotInGroup: 'rule',
  FeeIsThePersons: 'rule',
  CardAlreadyWithdrawn: 'rule',
  CardIsExpired: 'rule',
  CardIsFinal: 'rule',
  CardIsNotFinal: 'rule',
  CardDatesAreComputed: 'rule',
  CardNumberIsFixed: 'rule',
  CardBeyondItsYear: 'rule',
} as const

export type RefusalKind = keyof typeof REFUSALS
export type RefusalClass = (typeof REFUSALS)[RefusalKind]

/** A refusal with what is needed to explain it. */
export type Refusal =
  | { readonly kind: Exclude<RefusalKind, 'PersonIdInvalid' | 'HsaIdInvalid' | 'VisitTooLongAgo' | 'AmountTooLarge'> }
  /** `owner`: not the person that the act is about, but the one by whom the group is told. */
  | { readonly kind: 'PersonIdInvalid'; readonly of?: 'owner' }
  | { readonly kind: 'HsaIdInvalid'; readonly of: 'principal' | 'employee' | 'provider' | 'unit' | 'namedProvider' }
  | { readonly kind: 'VisitTooLongAgo'; readonly earliest: Day }
  | { readonly kind: 'AmountTooLarge'; readonly largest: Ore }
