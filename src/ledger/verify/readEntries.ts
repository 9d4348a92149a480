/** Reads the contents of an account whose chain holds, and whether those that are missing are those that an erasure has taken (domain.md S3). */

import type { Recorded } from '../../domain/account/ledgerEntry.ts'
import type { Moment } from '../../domain/kernel/moment.ts'
import { no, ok, type Result } from '../../domain/kernel/result.ts'
import { decodeEntry } from '../entryCodec.ts'
import { writeDay } from '../times.ts'
import { momentOfEntry } from './chainFault.ts'
import type { ContentRow, EntryRow, Stored } from './stored.ts'
import type { Fault } from './verdict.ts'

export type Read = { readonly recorded: readonly Recorded[]; readonly erased: number }

/** Takes a person's account whose chain holds. Gives its entries as a replay takes them, or the first that is not as it must be. */
export function readEntries({ account, entries, contents }: Stored): Result<Read, Fault> {
  const recorded: Recorded[] = []
  for (const [at, row] of entries.entries()) {
    const content = contents[at] as ContentRow
    const read = readEntry(row, content)
    if (read === null) return no({ kind: 'EntryRefused', account, version: at + 1 })
    if (read.entry !== null && content.visit_date !== visitDateOf(read))
      return no({ kind: 'VisitDateChanged', account, version: at + 1 })
    recorded.push(read)
  }
  const taken = takenByErasures(recorded)
  for (const [at, content] of contents.entries()) {
    const version = at + 1
    if (!taken.has(version)) {
      if (content.content === null) return no({ kind: 'ContentRemoved', account, version })
    } else if (content.content !== null || content.salt !== null || content.visit_date !== null)
      return no({ kind: 'ErasedContentStands', account, version })
  }
  return ok({ recorded, erased: taken.size })
}

/** Null when the content cannot be read, or is another's than the link says. */
function readEntry(row: EntryRow, { content }: ContentRow): Recorded | null {
  const recordedAt = momentOfEntry(row) as Moment
  if (content === null) return { entry: null, recordedAt, settingsVersion: 1 }
  try {
    const { entry, settingsVersion } = decodeEntry(content)
    return entry.type === row.kind && entry.recordedAt === recordedAt ? { entry, recordedAt, settingsVersion } : null
  } catch {
    return null
  }
}

function visitDateOf({ entry }: Recorded): string | null {
  const visit = entry !== null && 'visitDate' in entry ? entry.visitDate : null
  return visit === null ? null : writeDay(visit)
}

/** The versions without content, by the word of those erasures that still have theirs. An erasure takes only what was before it. */
function takenByErasures(recorded: readonly Recorded[]): ReadonlySet<number> {
  const taken = new Set<number>()
  for (const [at, { entry }] of recorded.entries())
    if (entry?.type === 'ContentErased') for (const version of entry.versions) if (version <= at) taken.add(version)
  return taken
}
