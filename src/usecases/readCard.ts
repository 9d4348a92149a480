/** A calling system asks for a person's current card (domain.md L7, C4, S4), with or without its fees. */

import { accountOf } from '../domain/account/snapshot.ts'
import { knownStatementOf } from '../domain/account/statement.ts'
import type { CallingSystem } from '../domain/decisions/access.ts'
import type { Refusal } from '../domain/decisions/refusals.ts'
import type { Viewer } from '../domain/decisions/visibility.ts'
import { parseHsaId } from '../domain/kernel/hsaId.ts'
import type { Moment } from '../domain/kernel/moment.ts'
import { no, ok, type Result } from '../domain/kernel/result.ts'
import type { PrincipalSettings } from '../domain/law/settings.ts'
import { type CardView, cardView } from './cardView.ts'
import { type Caller, checkPerson, type Permitted, permit, readPrincipal } from './checks.ts'
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
  const { directory, ledger } = ports
  const now = ports.now()
  const person = checkPerson(directory, request.principal, request.person, now)
  if (person === null) return no({ kind: 'PersonIdInvalid' })
  const permitted = permitReading(ports, request)
  if (!permitted.ok) return permitted
  const { system, principal } = permitted.value
  const cardType = principal.cardTypes.find(({ id }) => id === request.cardType)
  if (cardType === undefined) return no({ kind: 'CardTypeUnknown' })
  const stored = await ledger.loadByPerson(person, request.cardType)
  if (stored === null) return ok(null)
  const account = accountOf(stored.snapshot, directory.reckoning)
  const asOf = Math.max(now, account.book.recordedAt) as Moment
  const statement = knownStatementOf(account.book, asOf, principal.id)
  return ok(cardView({ account, statement, cardType, person, viewer: viewerOf(system, principal), directory }))
}

function permitReading(
  { directory }: Ports,
  { caller, act, principal, namedProvider }: CardRequest,
): Result<Permitted, Refusal> {
  const principalId = readPrincipal(principal)
  if (!principalId.ok) return principalId
  const provider = namedProvider === null ? null : parseHsaId(namedProvider)
  if (namedProvider !== null && provider === null) return no({ kind: 'HsaIdInvalid', of: 'namedProvider' })
  return permit(directory, { caller, act, principal: principalId.value, provider })
}

/** Nobody can have consented before read consent can be registered: others' fees are masked. */
const viewerOf = (system: CallingSystem, principal: PrincipalSettings): Viewer => ({
  principal: principal.id,
  providers: system.providers,
  hasConsent: false,
})
