/** A calling system asks for a person's current card (domain.md L7, C4, S4), with or without its fees. */

import { knownStatementOf } from '../domain/account/statement.ts'
import type { Refusal } from '../domain/decisions/refusals.ts'
import type { StaffAct } from '../domain/decisions/staff.ts'
import { refuseStanding } from '../domain/decisions/standing.ts'
import type { Viewer } from '../domain/decisions/visibility.ts'
import { parseHsaId } from '../domain/kernel/hsaId.ts'
import { type Moment, swedishDay } from '../domain/kernel/moment.ts'
import type { PersonId } from '../domain/kernel/personId.ts'
import { no, ok, type Result } from '../domain/kernel/result.ts'
import type { PrincipalSettings } from '../domain/law/principal.ts'
import { type CardView, cardView, cardViews, type Viewing } from './cardView.ts'
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
  const viewing = await view(ports, request)
  if (!viewing.ok) return viewing
  return ok(viewing.value === null ? null : cardView(viewing.value))
}

export type CardsRequest = Omit<CardRequest, 'act'>

/** Gives every card there is, the newest first; or the first refusal in order. */
export async function readCards(ports: Ports, request: CardsRequest): Promise<Result<readonly CardView[], Refusal>> {
  const viewing = await view(ports, { ...request, act: 'readCards' })
  if (!viewing.ok) return viewing
  return ok(viewing.value === null ? [] : cardViews(viewing.value))
}

export type ReadingRequest = CardsRequest & { readonly act: StaffAct }

async function view(ports: Ports, request: ReadingRequest): Promise<Result<Viewing | null, Refusal>> {
  const read = await readPermitted(ports, request)
  return read.ok ? ok(read.value.viewing) : read
}

/** `viewing` is null when there is no account. */
export type Read = { readonly asked: ReadingPermitted; readonly viewing: Viewing | null; readonly now: Moment }

/** Reads what has been permitted, with its line in the access log; or gives the first refusal in order. */
export async function readPermitted(ports: Ports, request: ReadingRequest): Promise<Result<Read, Refusal>> {
  const now = ports.now()
  const asked = checkReading(ports, request, now)
  if (!asked.ok) return asked
  const { person, principal, cardType } = asked.value
  const address = { by: 'person', person, cardType: cardType.id } as const
  const line = lineOf(request, asked.value, now)
  const opened = await openToRead(ports, { address, principal: principal.id, line })
  const standing = refuseStanding(opened?.account ?? NOBODY, person, principalNow(ports, principal, now))
  if (standing !== null) return no(standing)
  if (opened === null) return ok({ asked: asked.value, viewing: null, now })
  const { account, settings } = opened
  const statement = knownStatementOf(account.book, notBefore(account, now), principal.id)
  const viewing = { account, statement, cardType, person, viewer: viewerOf(ports, asked.value), settings }
  return ok({ asked: asked.value, viewing, now: statement.asOf })
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

export function checkReading(ports: Ports, request: ReadingRequest, now: Moment): Result<ReadingPermitted, Refusal> {
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

/** Who reads: over the contracts the calling system, for the provider it names; in the web application the employee, by the assignment. */
export const lineOf = (
  { act }: { readonly act: string },
  { person, system, provider, staff }: ReadingPermitted,
  at: Moment,
): AccessLine => ({
  at,
  person,
  act,
  system: system.id,
  employee: staff?.employee ?? null,
  provider: staff?.assignment.provider ?? provider,
  unit: staff?.assignment.unit ?? null,
  assignment: staff?.assignment.id ?? null,
  reason: null,
})

/** By whom consent is judged: the provider named, else every one that the system acts for (contracts' README). */
export const viewerOf = (
  { population }: Pick<Ports, 'population'>,
  { system, principal, provider, reach }: Pick<ReadingPermitted, 'system' | 'principal' | 'provider' | 'reach'>,
): Viewer => ({
  principal: principal.id,
  providers: system.providers,
  judgedBy: provider === null ? system.providers : new Set([provider]),
  isProtected: population.isProtected,
  reach,
})
