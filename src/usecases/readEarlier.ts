/** What an answer was, or would have been (domain.md R2): as of a day, knowing what was known at a moment, with the settings known then (R5). */

import { replayKnownAt } from '../domain/account/replay.ts'
import { statementOnDay } from '../domain/account/statement.ts'
import type { Refusal } from '../domain/decisions/refusals.ts'
import { refuseStanding } from '../domain/decisions/standing.ts'
import type { Day } from '../domain/kernel/day.ts'
import { type Moment, swedishDay } from '../domain/kernel/moment.ts'
import { no, ok, type Result } from '../domain/kernel/result.ts'
import { accountThen } from './accountThen.ts'
import { type CardView, cardView } from './cardView.ts'
import { noteOthers } from './noteOthers.ts'
import { openToRead } from './openToRead.ts'
import type { Ports } from './ports.ts'
import { type CardRequest, checkReading, lineOf, NOBODY, viewerOf } from './readCard.ts'
import { type SettingsView, settingsView } from './settingsView.ts'

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
  const { person, principal, cardType } = asked.value
  const { day, knownAt } = request
  if (knownAt > now || day > swedishDay(knownAt)) return no({ kind: 'NotYetKnown' })
  const address = { by: 'person', person, cardType: cardType.id } as const
  const line = lineOf({ act: 'readEarlier' }, asked.value, now)
  const opened = await openToRead(ports, { address, principal: principal.id, line })
  const settings = await settingsThen(ports, knownAt)
  const then = settings.principal(principal.id, swedishDay(knownAt)) ?? principal
  if (opened === null) return orNothing(refuseStanding(NOBODY, person, then))
  const id = await accountThen(ports, opened, { person, moment: knownAt })
  if (id === null) return orNothing(refuseStanding(NOBODY, person, then))
  const entries = await ports.ledger.entriesOf(id)
  const spare = Array.from({ length: entries.length + 1 }, () => ports.ids.card(id, then.cardNumberPrefix))
  const account = replayKnownAt(entries, opened.settings.history, { moment: knownAt, spare })
  if (account === null) return no({ kind: 'AnswerErased' })
  await noteOthers(ports, account, { line, noted: opened.account.members })
  const standing = refuseStanding(account, person, then)
  if (standing !== null) return no(standing)
  const statement = statementOnDay(account.book, { asOf: knownAt, day }, principal.id)
  if (!statement.ok) return no({ kind: statement.refusal })
  // A visit made after the day has no row on it, be it annulled since.
  const records = new Map([...account.records].filter(([, { values }]) => values.visit <= day))
  const viewing = {
    account: { ...account, records },
    statement: statement.value,
    cardType: then.cardTypes.find(({ id }) => id === cardType.id) ?? cardType,
    person,
    viewer: viewerOf(ports, asked.value),
    settings,
  }
  return ok(cardView(viewing))
}

const orNothing = (refusal: Refusal | null): Result<null, Refusal> => (refusal === null ? ok(null) : no(refusal))

/** R5: what was known of the settings at the moment; the first of them always was. */
async function settingsThen({ ledger }: Ports, moment: Moment): Promise<SettingsView> {
  const entries = await ledger.settingsEntries()
  return settingsView(entries.filter(({ recordedAt }, at) => at === 0 || recordedAt <= moment))
}
