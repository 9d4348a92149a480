/** A calling system asks for a person's current card (domain.md L7, C4, S4), with or without its fees. */

import { knownStatementOf } from '../domain/account/statement.ts'
import type { CallingSystem } from '../domain/decisions/access.ts'
import type { Refusal } from '../domain/decisions/refusals.ts'
import { refuseStanding } from '../domain/decisions/standing.ts'
import type { Viewer } from '../domain/decisions/visibility.ts'
import { parseHsaId } from '../domain/kernel/hsaId.ts'
import { type Moment, swedishDay } from '../domain/kernel/moment.ts'
import type { PersonId } from '../domain/kernel/personId.ts'
import { no, ok, type Result } from '../domain/kernel/result.ts'
import type { PrincipalSettings } from '../domain/law/principal.ts'
import { type CardView, cardView } from './cardView.ts'
import { type Caller, checkPerson, type Permitted, permit, readPrincipal } from './checks.ts'
import type { AccessLine } from './ledgerPort.ts'
import { notBefore } from './openAccount.ts'
import { openToRead } from './openToRead.ts'
import type { Ports } from './ports.ts'

export type CardRequest = {
  readonly caller: Caller
  readonly act: 'readCard' | 'readCardWithFees'
  readonly principal: string
  readonly person: string
  readonly cardType: string
  /** The provider the caller says it asks for, by which alone consent is then judged; null when it names none. */
  readonly namedProvider: string | null
}

/** Gives the current card, or null when there is none; or the first refusal in order. */
export async function readCard(ports: Ports, request: CardRequest): Promise<Result<CardView | null, Refusal>> {
  const now = ports.now()
  const asked = checkReading(ports, request, now)
  if (!asked.ok) return asked
  const { person, system, principal, cardType } = asked.value
  const address = { by: 'person', person, cardType: cardType.id } as const
  const line = lineOf(request, asked.value, now)
  const opened = await openToRead(ports, { address, principal: principal.id, line })
  const standing = refuseStanding(opened?.account ?? NOBODY, person, principalNow(ports, principal, now))
  if (standing !== null) return no(standing)
  if (opened === null) return ok(null)
  const { account, settings } = opened
  const statement = knownStatementOf(account.book, notBefore(account, now), principal.id)
  return ok(cardView({ account, statement, cardType, person, viewer: viewerOf(system, principal), settings }))
}

/** One of whom there is no account has said nothing. */
export const NOBODY = { participations: [] }

/** The principal as it is since the reading: settings may have been recorded that this process had not seen. */
const principalNow = ({ settings }: Ports, principal: PrincipalSettings, now: Moment): PrincipalSettings =>
  settings.known().principal(principal.id, swedishDay(now)) ?? principal

/** Everything that can be refused before the account is loaded, in the order of refusals.ts. */
export type ReadingPermitted = Permitted & {
  readonly person: PersonId
  readonly provider: CardProvider
  readonly cardType: PrincipalSettings['cardTypes'][number]
}

type CardProvider = AccessLine['provider']

export function checkReading(
  ports: Ports,
  request: Omit<CardRequest, 'act'> & { readonly act: CardRequest['act'] },
  now: Moment,
): Result<ReadingPermitted, Refusal> {
  const person = checkPerson(ports, request.principal, request.person, now)
  if (person === null) return no({ kind: 'PersonIdInvalid' })
  const { caller, act, namedProvider } = request
  const principalId = readPrincipal(request.principal)
  if (!principalId.ok) return principalId
  const provider = namedProvider === null ? null : parseHsaId(namedProvider)
  if (namedProvider !== null && provider === null) return no({ kind: 'HsaIdInvalid', of: 'namedProvider' })
  const permitted = permit(ports, { caller, act, principal: principalId.value, provider, now })
  if (!permitted.ok) return permitted
  const cardType = permitted.value.principal.cardTypes.find(({ id }) => id === request.cardType)
  if (cardType === undefined) return no({ kind: 'CardTypeUnknown' })
  return ok({ ...permitted.value, person, provider, cardType })
}

/** Who reads, over the contracts: the calling system, for the provider it names. */
export const lineOf = (
  { act }: { readonly act: string },
  { person, system, provider }: ReadingPermitted,
  at: Moment,
): AccessLine => ({
  at,
  person,
  act,
  system: system.id,
  employee: null,
  provider,
  unit: null,
  assignment: null,
  reason: null,
})

/** Nobody can have consented before read consent can be registered: others' fees are masked. */
export const viewerOf = (system: CallingSystem, principal: PrincipalSettings): Viewer => ({
  principal: principal.id,
  providers: system.providers,
  hasConsent: false,
})
