/** A card is given by hand (domain.md L8, P7): one that the patient holds of another principal, or one on medical grounds. */

import type { Account } from '../account/account.ts'
import type { CardReason, GivenRecord } from '../account/givenRecord.ts'
import { type CardStatement, knownStatementOf } from '../account/statement.ts'
import type { Day } from '../kernel/day.ts'
import { invariant } from '../kernel/invariant.ts'
import { swedishDay } from '../kernel/moment.ts'
import type { PersonId } from '../kernel/personId.ts'
import { no, ok, type Result } from '../kernel/result.ts'
import type { CardId } from '../law/card.ts'
import { lastDay } from '../law/period.ts'
import { type Circumstances, type Decided, recordAndCompare } from './decided.ts'
import type { Notice } from './notices.ts'
import type { Refusal } from './refusals.ts'
import { standingOrConsent } from './standing.ts'

export type GivenDays = { readonly validFrom: Day; readonly validThrough: Day }

export type RegisterCard = GivenDays & {
  readonly person: PersonId
  readonly reason: CardReason
  /** Null when none was told: only a card on medical grounds may then be given. */
  readonly number: string | null
  /** What a card made here is to be known by. */
  readonly identity: { readonly id: CardId; readonly number: string }
  readonly extendExisting: boolean
  /** S1: as of a fee. */
  readonly isConsent: boolean
}

export type DaysRefusal = {
  readonly kind: 'CardFromTheFuture' | 'CardEndsBeforeItBegins' | 'CardLongerThanAYear'
}

/** L8: what the days alone show, today's date known. Null when they can be those of a given card. */
export function refuseDays({ validFrom, validThrough }: GivenDays, today: Day): DaysRefusal | null {
  if (validFrom > today) return { kind: 'CardFromTheFuture' }
  if (validThrough < validFrom) return { kind: 'CardEndsBeforeItBegins' }
  return validThrough > lastDay(validFrom) ? { kind: 'CardLongerThanAYear' } : null
}

/** Takes an account, which it changes, and a command whose form is right. Gives the entry to append; the card is the one now given. */
export function registerCard(
  account: Account,
  command: RegisterCard,
  circumstances: Circumstances,
): Result<Decided, Refusal> {
  const { principal } = circumstances
  const { refusal, consents } = standingOrConsent(account, command, principal)
  if (refusal !== null) return no(refusal)
  const current = currentOf(account, circumstances)
  if (current !== null && !command.extendExisting) return no({ kind: 'CardExists' })
  const extended = current?.kind === 'given' ? (account.given.get(current.identity?.id as CardId) ?? null) : null
  if (extended !== null && extended.principal !== principal.id) return no({ kind: 'CardOfAnotherPrincipal' })
  const act = { ...command, isConsent: consents }
  return extended === null ? give(account, act, circumstances) : extend(account, act, circumstances, extended)
}

/** L7: the reached card valid today; null when there is none. */
function currentOf({ version, book }: Account, { now, principal }: Circumstances): CardStatement | null {
  const current = version === 0 ? null : knownStatementOf(book, now, principal.id).current
  return current?.kind === 'belowLimit' ? null : current
}

function give(account: Account, command: RegisterCard, circumstances: Circumstances): Result<Decided, Refusal> {
  const { now, by, principal } = circumstances
  const { person, reason, validFrom, validThrough, identity } = command
  const number = numberOf(command, identity.number)
  const days = { validFrom, validThrough }
  const told = { person, principal: principal.id, cardId: identity.id, number, reason, ...days, recordedAt: now, by }
  const consent = command.isConsent ? { consent: true as const } : {}
  const entry = { type: 'CardRegistered' as const, ...told, ...consent, issued: [] }
  const recorded = recordAndCompare(account, entry, circumstances, null)
  if (!recorded.ok) return recorded
  const beside = besideNotices(account, command, circumstances)
  return ok(withCard(recorded.value, [...beside, ...ignored(command)], { id: identity.id, number }))
}

/** L8: said of a card that is still valid beside the one now given, which may have cut its window in two (P7). */
function besideNotices(
  { book }: Account,
  { identity, validThrough }: RegisterCard,
  { now, principal }: Circumstances,
): Notice[] {
  const { cards, day } = knownStatementOf(book, now, principal.id)
  const ends = cards.flatMap((card) => {
    if (card.kind === 'belowLimit' || card.identity?.id === identity.id) return []
    return card.reached <= day && day <= card.end ? [card.end] : []
  })
  return ends.length === 0 ? [] : [{ kind: 'GivenBesideComputed', end: Math.max(validThrough, ...ends) as Day }]
}

/** L8: the given card's days, number and reason are replaced; its id is kept. */
function extend(
  account: Account,
  command: RegisterCard,
  circumstances: Circumstances,
  given: GivenRecord,
): Result<Decided, Refusal> {
  const { now, by } = circumstances
  const { validFrom, validThrough, reason } = command
  const { id, start } = given
  const known = account.book.given.get(id)
  invariant(known?.kind === 'given', 'a current given card is among the fixed ones')
  const number = numberOf(command, given.reason === 'MEDICAL' ? known.number : command.identity.number)
  const isSame = known.number === number && known.reached === validFrom && known.end === validThrough
  if (isSame && given.reason === reason)
    return ok(withCard({ entry: null, notices: [] }, ignored(command), { id, number }))
  const told = { cardId: id, number, validFrom, validThrough, reason, start, recordedAt: now, by }
  const consent = command.isConsent ? { consentOf: command.person } : {}
  const entry = { type: 'CardCorrected' as const, ...told, ...consent, issued: [] }
  const recorded = recordAndCompare(account, entry, circumstances, null)
  return recorded.ok ? ok(withCard(recorded.value, ignored(command), { id, number })) : recorded
}

/** On medical grounds a number is made here; a card that has one keeps it. */
const numberOf = ({ reason, number }: RegisterCard, made: string): string =>
  reason === 'MEDICAL' ? made : (number ?? made)

const ignored = ({ reason, number }: RegisterCard): Notice[] =>
  reason === 'MEDICAL' && !isBlank(number) ? [{ kind: 'NumberIgnored' }] : []

/** Blanks are no number. */
export const isBlank = (number: string | null): boolean => number === null || number.trim() === ''

const withCard = (
  { entry, notices }: Omit<Decided, 'card'>,
  more: readonly Notice[],
  card: Decided['card'],
): Decided => ({ entry, notices: [...notices, ...more], card })

/** L8: what the form of a card to be given shows, before anything is known of the person. */
export const refuseCardForm = (
  { validFrom, validThrough, reason, number }: GivenDays & Pick<RegisterCard, 'reason' | 'number'>,
  now: Circumstances['now'],
): Refusal | null => {
  const today = swedishDay(now)
  const days = refuseDays({ validFrom, validThrough }, today)
  if (days !== null) return days
  if (validThrough < today) return { kind: 'CardAlreadyOver' }
  return reason === 'VALID_CARD' && isBlank(number) ? { kind: 'CardNumberMissing' } : null
}
