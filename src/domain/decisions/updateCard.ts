/** A card's number or days are changed (domain.md L9): what may be, by how the card came to be and whether it is FINAL. */

import type { Account } from '../account/account.ts'
import type { GivenRecord } from '../account/givenRecord.ts'
import type { LedgerEntry } from '../account/ledgerEntry.ts'
import type { BelowLimitStatement, CardStatement, GivenStatement, ReachedStatement } from '../account/statement.ts'
import type { Day } from '../kernel/day.ts'
import { swedishDay } from '../kernel/moment.ts'
import { no, ok, type Result } from '../kernel/result.ts'
import type { CardId, CardIdentity } from '../law/card.ts'
import { lastDay } from '../law/period.ts'
import { type Circumstances, type Decided, recordAndCompare } from './decided.ts'
import type { Refusal } from './refusals.ts'
import { type GivenDays, isBlank, refuseDays } from './registerCard.ts'
import { cardOf } from './whichCard.ts'

/** What is null is not told, and stays. */
export type UpdateCard = {
  readonly cardId: CardId
  readonly number: string | null
  readonly start: Day | null
  readonly reached: Day | null
  readonly end: Day | null
}

/** What the form of an update shows, before anything is known of the card. */
export const refuseUpdateForm = ({ number }: Pick<UpdateCard, 'number'>): Refusal | null =>
  number !== null && isBlank(number) ? { kind: 'CardNumberMissing' } : null

/** Takes an account, which it changes, and a command whose form is right. Gives the entry to append; none when nothing changes. */
export function updateCard(
  account: Account,
  command: UpdateCard,
  circumstances: Circumstances,
): Result<Decided, Refusal> {
  const found = cardOf(account, command.cardId, circumstances)
  if (!found.ok) return found
  const { card, given } = found.value
  if (card.status === 'EXPIRED') return no({ kind: 'CardIsExpired' })
  const changes =
    given === null
      ? changesOfComputed(card, command)
      : changesOfGiven(card as GivenStatement, given, command, swedishDay(circumstances.now))
  if (!changes.ok) return changes
  return record(account, changes.value, circumstances, command, card.identity)
}

type Changes =
  | { readonly type: 'CardRenumbered'; readonly number: string }
  | (GivenChanges & { readonly type: 'CardCorrected' })
  | null

type GivenChanges = Pick<
  Extract<LedgerEntry, { type: 'CardCorrected' }>,
  'number' | 'validFrom' | 'validThrough' | 'reason' | 'start'
>

/** A date that the card does not have is passed over; another than the card's own is refused. */
function changesOfComputed(
  card: ReachedStatement | BelowLimitStatement | GivenStatement,
  { number, start, reached, end }: UpdateCard,
): Result<Changes, Refusal> {
  if (card.status === 'FINAL') return no({ kind: 'CardIsFinal' })
  const own = datesOf(card)
  const isOther = (told: Day | null, day: Day | null): boolean => told !== null && day !== null && told !== day
  if (isOther(start, own.start) || isOther(reached, own.reached) || isOther(end, own.end))
    return no({ kind: 'CardDatesAreComputed' })
  return ok(number === null || number === card.identity?.number ? null : { type: 'CardRenumbered', number })
}

const datesOf = (card: CardStatement) => ({
  start: card.kind === 'given' ? null : card.start,
  reached: card.kind === 'belowLimit' ? null : card.reached,
  end: card.kind === 'belowLimit' ? null : card.end,
})

/** FINAL: only the validity, within twelve months of its first day; else everything. Its days are such as it could be given for (L8). */
function changesOfGiven(
  card: GivenStatement,
  given: GivenRecord,
  { number, start, reached, end }: UpdateCard,
  today: Day,
): Result<Changes, Refusal> {
  const days = { validFrom: reached ?? card.reached, validThrough: end ?? card.end }
  const own = card.identity?.number ?? ''
  const isFinal = card.status === 'FINAL'
  const refusal = refuseDays(days, today) ?? (isFinal ? refuseFinal(card, days, number ?? own) : null)
  if (refusal !== null) return no(refusal)
  const changes = {
    number: number ?? own,
    ...days,
    reason: given.reason,
    start: isFinal ? given.start : (start ?? given.start),
  }
  return ok(unlessSame(card, changes, given.start))
}

function refuseFinal(card: GivenStatement, { validFrom, validThrough }: GivenDays, number: string): Refusal | null {
  if (number !== card.identity?.number) return { kind: 'CardNumberIsFixed' }
  const isWithinItsYear = validFrom >= card.reached && validThrough <= lastDay(card.reached)
  return isWithinItsYear ? null : { kind: 'CardBeyondItsYear' }
}

function unlessSame(card: GivenStatement, changes: GivenChanges, start: Day | null): Changes {
  const { number, validFrom, validThrough } = changes
  const isSame = number === card.identity?.number && validFrom === card.reached && validThrough === card.end
  return isSame && changes.start === start ? null : { type: 'CardCorrected', ...changes }
}

function record(
  account: Account,
  changes: Changes,
  circumstances: Circumstances,
  { cardId }: UpdateCard,
  identity: CardIdentity | null,
): Result<Decided, Refusal> {
  if (changes === null) return ok({ entry: null, notices: [], card: identity })
  const { now, by } = circumstances
  const entry = { ...changes, cardId, recordedAt: now, by, issued: [] }
  const recorded = recordAndCompare(account, entry, circumstances, null)
  return recorded.ok ? ok({ ...recorded.value, card: { id: cardId, number: changes.number } }) : recorded
}
