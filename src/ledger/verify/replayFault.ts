/** Whether an account's snapshot, and the persons that lead to it, are what its entries and the recorded settings come to (invariant 4). */

import type { Account } from '../../domain/account/account.ts'
import type { Recorded } from '../../domain/account/ledgerEntry.ts'
import { replay } from '../../domain/account/replay.ts'
import { type Snapshot, snapshotOf } from '../../domain/account/snapshot.ts'
import type { SettingsHistory } from '../../domain/law/settings.ts'
import { encodeSnapshot, SNAPSHOT_FORM } from '../snapshotCodec.ts'
import type { AccountRow, Stored } from './stored.ts'
import type { Fault } from './verdict.ts'

/** Takes an account whose chain holds, with its entries as they were read. Gives what does not hold; null when all does. */
export function replayFault(
  { account, row, persons }: Stored,
  recorded: readonly Recorded[],
  history: SettingsHistory,
): Fault | null {
  const { card_type, snapshot: text, snapshot_form } = row as AccountRow
  const replayed = tryReplay(recorded, history)
  if (replayed === null) return { kind: 'EntryRefused', account, version: firstRefused(recorded, history) }
  const snapshot = snapshotOf(replayed)
  if (snapshot_form === SNAPSHOT_FORM && text !== encodeSnapshot(snapshot))
    return { kind: 'SnapshotDiffers', account, version: recorded.length }
  const told = personsIn(snapshot)
  if (persons.some((one) => !told.has(one.person_id) || one.card_type !== card_type))
    return { kind: 'PersonNotTold', account }
  return persons.length === told.size ? null : { kind: 'PersonMissing', account }
}

function tryReplay(recorded: readonly Recorded[], history: SettingsHistory): Account | null {
  try {
    return replay(recorded, history)
  } catch {
    return null
  }
}

/** By halves: what follows a refused entry is refused with it. A replay begins at the last erasure, and so does this. */
function firstRefused(recorded: readonly Recorded[], history: SettingsHistory): number {
  let possible = recorded.findLastIndex(({ entry }) => entry?.type === 'ContentErased')
  let refused = recorded.length
  while (refused - possible > 1) {
    const middle = (possible + refused) >> 1
    if (tryReplay(recorded.slice(0, middle), history) === null) refused = middle
    else possible = middle
  }
  return refused
}

/** As the rows that lead to accounts have them. */
function personsIn({ records, given, participations, asides, consents, members }: Snapshot): ReadonlySet<string> {
  const persons = new Set<string>()
  for (const { person } of [...given, ...consents]) persons.add(person.reveal())
  for (const person of members) persons.add(person.reveal())
  for (const { person } of records) persons.add(person.reveal())
  for (const { person } of participations) persons.add(person.reveal())
  for (const { person } of asides) persons.add(person.reveal())
  return persons
}
