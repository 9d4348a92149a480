/**
 * Exactly one registration whatever fails (domain.md R3): a call with the caller's own id, or an identical call of a system known
 * to call again, is the call of before. The same through every door.
 */

import { createHash } from 'node:crypto'
import { REFUSALS, type Refusal } from '../domain/decisions/refusals.ts'
import { addHours, type Moment } from '../domain/kernel/moment.ts'
import { no, ok, type Result } from '../domain/kernel/result.ts'
import type { PrincipalSettings } from '../domain/law/principal.ts'
import type { ActingSystem } from './checks.ts'
import type { Done } from './done.ts'
import type { CallKey, Remembered, Remembering } from './ledgerPort.ts'

/** How a call is known again. */
export type Once = {
  /** Null for a call that is not to be known again. */
  readonly key: CallKey | null
  readonly content: string
  /** How long an identical call without an id of the caller's own is the same one; null when the caller gave an id. */
  readonly retrySeconds: number | null
}

/** Takes the calling system, the id it gave the call (null: none), the act, and what the call holds, as it was told. */
export function onceOf(system: ActingSystem, callId: string | null, act: string, told: object): Once {
  const content = JSON.stringify([act, told])
  if (callId !== null)
    return { key: { system: system.id, key: `id ${withinReach(callId)}` }, content, retrySeconds: null }
  if (system.retrySeconds === 0) return { key: null, content, retrySeconds: null }
  return { key: { system: system.id, key: `same ${digestOf(content)}` }, content, retrySeconds: system.retrySeconds }
}

const LONGEST_KEPT = 200
/** No index takes an id as long as a header can be. */
const withinReach = (callId: string): string => (callId.length > LONGEST_KEPT ? digestOf(callId) : callId)

const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex')

/** For what no caller asked for. */
export const NOT_A_CALL: Once = { key: null, content: '', retrySeconds: null }

/** The first answer again; a refusal when the id was used for another content; null when the call is new. */
export function answeredBefore(
  { content, retrySeconds }: Once,
  remembered: Remembered | null,
  now: Moment,
): Result<Done, Refusal> | null {
  if (remembered === null) return null
  if (!remembered.hadContent(content)) return no({ kind: 'KeyReused' })
  const done = JSON.parse(remembered.answer) as Done
  if (retrySeconds === null) return ok(done)
  if (now - remembered.at > retrySeconds * MS_PER_SECOND) return null
  return ok({ ...done, notices: [...done.notices, { kind: 'RecognisedRetry', registeredAt: remembered.at }] })
}

const IN_ORDER = Object.keys(REFUSALS)

/** That an id was used for another content is told unless something earlier in the order of refusals is. */
export function orElseReused<T>(
  decided: Result<T, Refusal>,
  before: Result<unknown, Refusal> | null,
): Result<T, Refusal> {
  if (before === null || before.ok) return decided
  const isEarlier = !decided.ok && IN_ORDER.indexOf(decided.refusal.kind) < IN_ORDER.indexOf(before.refusal.kind)
  return isEarlier ? decided : before
}

export const seenBefore = (remembered: Remembered | null): Moment | null => remembered?.at ?? null

const MS_PER_SECOND = 1_000
const HOURS_OF_LONGEST_MONTH = 31 * 24

type Kept = {
  readonly done: Done
  readonly principal: PrincipalSettings
  readonly now: Moment
  readonly seenAt: Moment | null
}

/** What is remembered of a call: by the caller's id as long as a visit may be backdated, else as long as it may come again. */
export function rememberingOf(
  { key, content, retrySeconds }: Once,
  { done, principal, now, seenAt }: Kept,
): Remembering | null {
  if (key === null) return null
  const through =
    retrySeconds === null
      ? addHours(now, (principal.backdatingMonths + 1) * HOURS_OF_LONGEST_MONTH)
      : ((now + retrySeconds * MS_PER_SECOND) as Moment)
  return { ...key, content, answer: JSON.stringify(done), seenAt, through }
}
