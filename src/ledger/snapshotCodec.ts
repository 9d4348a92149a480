/** A snapshot as the ledger keeps it: JSON text. It may be thrown away and rebuilt, so a new form needs no old reader. */

import type { FeeRecord } from '../domain/account/feeRecord.ts'
import type { Snapshot } from '../domain/account/snapshot.ts'
import { PersonId } from '../domain/kernel/personId.ts'

type KeptRecord = Omit<FeeRecord, 'person'> & { readonly person: readonly [PersonId['kind'], string] }

/** Takes a snapshot. Gives it as text. */
export const encodeSnapshot = (snapshot: Snapshot): string =>
  JSON.stringify({
    ...snapshot,
    records: snapshot.records.map((record) => ({ ...record, person: [record.person.kind, record.person.reveal()] })),
  })

/** Takes text that encodeSnapshot has given. */
export function decodeSnapshot(text: string): Snapshot {
  const kept = JSON.parse(text) as Omit<Snapshot, 'records'> & { readonly records: readonly KeptRecord[] }
  return { ...kept, records: kept.records.map((record) => ({ ...record, person: PersonId.known(...record.person) })) }
}
