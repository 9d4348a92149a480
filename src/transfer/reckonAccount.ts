/**
 * Records the lines of one account in it, one by one, by the domain's own hand: what the record refuses is refused here, and besides it
 * what a decision would have refused because the person had left. It stores nothing.
 */

import { adoptSettings } from '../domain/account/adoptSettings.ts'
import { recordInAccount } from '../domain/account/recordInAccount.ts'
import { type Snapshot, snapshotOf } from '../domain/account/snapshot.ts'
import { swedishDay } from '../domain/kernel/moment.ts'
import { no, ok, type Result } from '../domain/kernel/result.ts'
import { versionKnownAt } from '../domain/law/settings.ts'
import type { DecidedEntry } from '../ledger/entryCodec.ts'
import { notBefore } from '../usecases/openAccount.ts'
import { type Identities, identitiesFor } from './identities.ts'
import type { ToldIdentity, ToldLine } from './readLine.ts'
import type { Reckoning } from './reckoning.ts'
import type { Fault, LineRefusal } from './refusals.ts'
import { principalFor, toldWhole } from './toldWhole.ts'

export type NumberedLine = ToldLine & { readonly number: number }

export type Reckoned = {
  readonly entries: readonly DecidedEntry[]
  readonly snapshot: Snapshot
  /** How many cards the lines did not tell, and that were given an id and number here. */
  readonly identitiesMade: number
}

/** Takes the lines of an account, in order, at least one. Gives what is to be stored, or the first line at fault. */
export function reckonAccount(lines: readonly NumberedLine[], reckoning: Reckoning): Result<Reckoned, Fault> {
  const identities = identitiesFor(reckoning)
  const entries: DecidedEntry[] = []
  for (const line of lines) {
    const recorded = recordLine(line, reckoning, identities)
    if (!recorded.ok) return no({ line: line.number, refusal: recorded.refusal })
    const { entry, left } = recorded.value
    entries.push(entry)
    if (left.length === 0) continue
    const adoption = line === lines.at(-1) ? recordAdoption(reckoning, left, identities) : null
    if (adoption === null) return no({ line: line.number, refusal: { kind: 'IdentityNotNeeded' } })
    entries.push(adoption)
  }
  return ok({ entries, snapshot: snapshotOf(reckoning.account), identitiesMade: identities.made() })
}

/** `left`: the cards told that did not come of the entry. */
type RecordedLine = { readonly entry: DecidedEntry; readonly left: readonly ToldIdentity[] }

/** The entry is decided by the settings known at its moment (R5); what these make besides is made first, as at a till. */
function recordLine(
  line: ToldLine,
  { account, settings }: Reckoning,
  identities: Identities,
): Result<RecordedLine, LineRefusal> {
  const { recordedAt } = line.entry
  if (recordedAt < account.book.recordedAt) return no({ kind: 'RecordedOutOfOrder' })
  const principal = principalFor(line, account, settings)
  if (!principal.ok) return principal
  const version = Math.max(account.settingsVersion, versionKnownAt(settings.history, recordedAt))
  const spare = identities.offer(line.issued, principal.value.cardNumberPrefix, version)
  const adopted = adoptSettings(account, settings.history, version, spare)
  const entry = toldWhole(line.entry, account, principal.value)
  const recorded = recordInAccount(account, entry, spare.slice(adopted))
  if (typeof recorded === 'string') return no({ kind: recorded })
  const taken = adopted + recorded
  identities.take(taken - line.issued.length)
  const issued = spare.slice(0, taken)
  return ok({ entry: { entry: { ...entry, issued }, settingsVersion: version }, left: line.issued.slice(taken) })
}

/** R5: cards told beyond those of the last entry are those that newer settings have made. Null when they have made fewer. */
function recordAdoption(
  { account, settings, now }: Reckoning,
  told: readonly ToldIdentity[],
  identities: Identities,
): DecidedEntry | null {
  const { version, history } = settings
  const prefix = settings.own(swedishDay(now)).cardNumberPrefix
  const spare = identities.offer(told, prefix, version)
  const taken = adoptSettings(account, history, version, spare)
  if (taken < told.length) return null
  identities.take(taken - told.length)
  const recordedAt = notBefore(account, now)
  const entry = { type: 'SettingsAdopted', recordedAt, issued: spare.slice(0, taken) } as const
  recordInAccount(account, entry, [])
  return { entry, settingsVersion: version }
}
