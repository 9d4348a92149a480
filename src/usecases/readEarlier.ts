/** What an answer was, or would have been (domain.md R2): as of a day, knowing what was known at a moment, with the settings known then (R5). */

import { replayKnownAt } from '../domain/account/replay.ts'
import { statementOnDay } from '../domain/account/statement.ts'
import type { Refusal } from '../domain/decisions/refusals.ts'
import { refuseStanding } from '../domain/decisions/standing.ts'
import type { Day } from '../domain/kernel/day.ts'
import { type Moment, swedishDay } from '../domain/kernel/moment.ts'
import { no, ok, type Result } from '../domain/kernel/result.ts'
import { type CardView, cardView } from './cardView.ts'
import type { Ports } from './ports.ts'
import { type CardRequest, checkReading, lineOf, viewerOf } from './readCard.ts'

export type EarlierRequest = Omit<CardRequest, 'act'> & {
  /** No later than the day of `knownAt`. */
  readonly day: Day
  /** Not in the future. */
  readonly knownAt: Moment
}

/** Gives the card that was current, or null when there was none; or the first refusal in order. */
export async function readEarlier(ports: Ports, request: EarlierRequest): Promise<Result<CardView | null, Refusal>> {
  const now = ports.now()
  const asked = checkReading(ports, { ...request, act: 'readCardWithFees' }, now)
  if (!asked.ok) return asked
  const { person, system, principal, cardType } = asked.value
  const { day, knownAt } = request
  if (knownAt > now || day > swedishDay(knownAt)) return no({ kind: 'NotYetKnown' })
  const line = lineOf({ act: 'readEarlier' }, asked.value, now)
  const { account: stored, settingsVersion } = await ports.ledger.read(
    { by: 'person', person, cardType: cardType.id },
    line,
  )
  if (stored === null) return ok(null)
  const settings = await ports.settings.atLeast(settingsVersion)
  const then = settings.principal(principal.id, swedishDay(knownAt)) ?? principal
  const entries = await ports.ledger.entriesOf(stored.id)
  const spare = Array.from({ length: entries.length + 1 }, () => ports.ids.card(stored.id, then.cardNumberPrefix))
  const account = replayKnownAt(entries, settings.history, { moment: knownAt, spare })
  if (account === null) return no({ kind: 'AnswerErased' })
  const standing = refuseStanding(account, person, then)
  if (standing !== null) return no(standing)
  const statement = statementOnDay(account.book, { asOf: knownAt, day }, principal.id)
  if (!statement.ok) return no({ kind: statement.refusal })
  const viewing = {
    account,
    statement: statement.value,
    cardType,
    person,
    viewer: viewerOf(system, principal),
    settings,
  }
  return ok(cardView(viewing))
}
