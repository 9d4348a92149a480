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
import { refuseDays } from './registerCard.ts'
import { cardOf } from './whichCard.ts'

/** What is null is not told, and stays. */
export type UpdateCard = {
  readonly cardId: CardId
  readonly number: string | null
  readonly start: Day | null
  readonly reached: Day | null
  readonly end: Day | null
}

/** Takes an account, which it changes, and the command. Gives the entry to append; none when nothing changes. */
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
      : card.status === 'FINAL'
        ? changesOfFinalGiven(card as GivenStatement, given, command)
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

/** Only the validity, within twelve months of its first day; number and start stay. */
function changesOfFinalGiven(
  card: GivenStatement,
  { reason, start }: GivenRecord,
  { number, reached, end }: UpdateCard,
): Result<Changes, Refusal> {
  const own = card.identity?.number ?? ''
  if (number !== null && number !== own) return no({ kind: 'CardNumberIsFixed' })
  const days = { validFrom: reached ?? card.reached, validThrough: end ?? card.end }
  if (days.validThrough < days.validFrom) return no({ kind: 'CardEndsBeforeItBegins' })
  if (days.validFrom < card.reached || days.validThrough > lastDay(card.reached))
    return no({ kind: 'CardBeyondItsYear' })
  return ok(unlessSame(card, { number: own, ...days, reason, start }, start))
}

/** Given and not FINAL: everything, as when it was given (L8). */
function changesOfGiven(
  card: GivenStatement,
  given: GivenRecord,
  { number, start, reached, end }: UpdateCard,
  today: Day,
): Result<Changes, Refusal> {
  const days = { validFrom: reached ?? card.reached, validThrough: end ?? card.end }
  const refusal = refuseDays(days, today)
  if (refusal !== null) return no(refusal)
  const changes = {
    number: number ?? card.identity?.number ?? '',
    ...days,
    reason: given.reason,
    start: start ?? given.start,
  }
  return ok(unlessSame(card, changes, given.start))
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
