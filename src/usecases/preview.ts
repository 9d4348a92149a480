/**
 * What an act would come to, shown before it is made: it is permitted, decided and reckoned as though it were made, and nothing is
 * recorded but that somebody has looked (domain.md S6).
 */

import { knownStatementOf, type Statement } from '../domain/account/statement.ts'
import type { Notice } from '../domain/decisions/notices.ts'
import type { Refusal } from '../domain/decisions/refusals.ts'
import { ok, type Result } from '../domain/kernel/result.ts'
import { type Attempt, decideOn, look } from './attempt.ts'
import { type AnnulmentRequest, type CorrectionRequest, planAnnulment, planCorrection } from './changeFee.ts'
import { NOT_A_CALL } from './once.ts'
import type { Planned } from './performance.ts'
import type { Ports } from './ports.ts'
import { type CardRegistration, planCardRegistration } from './registerCard.ts'
import { planRegistration, type RegistrationRequest } from './registerFee.ts'

/** The account before and after, as of the same moment, and what would have to be seen. */
export type Preview = {
  readonly before: Statement
  readonly after: Statement
  readonly notices: readonly Notice[]
}

/** Gives what a registration would come to, or the first refusal in order. */
export const previewRegistration = (ports: Ports, request: RegistrationRequest): Promise<Result<Preview, Refusal>> =>
  preview(ports, planRegistration(ports, request))

/** The same of a correction. */
export const previewCorrection = (ports: Ports, request: CorrectionRequest): Promise<Result<Preview, Refusal>> =>
  preview(ports, planCorrection(ports, request))

/** The same of an annulment. */
export const previewAnnulment = (ports: Ports, request: AnnulmentRequest): Promise<Result<Preview, Refusal>> =>
  preview(ports, planAnnulment(ports, request))

/** The same of a card given by hand. */
export const previewCardRegistration = (ports: Ports, request: CardRegistration): Promise<Result<Preview, Refusal>> =>
  preview(ports, planCardRegistration(ports, request))

async function preview(ports: Ports, planned: Result<Planned, Refusal>): Promise<Result<Preview, Refusal>> {
  if (!planned.ok) return planned
  const { performance, decide } = planned.value
  const attempted: Attempt = { ports, turn: ports.ledger, performance: { ...performance, once: NOT_A_CALL }, decide }
  const standing = await look(attempted)
  const changed = await look(attempted)
  if (standing.line !== null) await ports.ledger.note({ ...standing.line, reason: PREVIEWED })
  const decided = decideOn(attempted, changed)
  if (!decided.ok) return decided
  const at = changed.moment
  const stateOf = ({ opened }: typeof standing) => knownStatementOf(opened.account.book, at, performance.principal)
  return ok({ before: stateOf(standing), after: stateOf(changed), notices: decided.value.notices })
}

/** Why the line stands in the access log without an entry beside it. */
export const PREVIEWED = 'preview'
