/** Whether an account's entries are those that were linked, all of them, in their order (domain.md R4), and their contents those that were linked. */

import { type Moment, momentOf } from '../../domain/kernel/moment.ts'
import { contentDigest, type Digest, linkDigest } from '../chain.ts'
import type { ContentRow, EntryRow, Stored } from './stored.ts'
import type { Fault } from './verdict.ts'

const US_PER_MS = 1_000

/** Gives the moment of an entry; null when it is none that was recorded: those are in whole milliseconds. */
export function momentOfEntry({ recorded_us }: EntryRow): Moment | null {
  const ms = Number(recorded_us) / US_PER_MS
  return Number.isInteger(ms) ? momentOf(ms) : null
}

/** Takes an account as it is stored. Gives the first thing that does not hold, in order of version; null when all does. */
export function chainFault(stored: Stored): Fault | null {
  const { account, row, entries, contents } = stored
  if (row === null) {
    const knownBy = entries.length > 0 ? 'entry' : contents.length > 0 ? 'content' : 'person'
    return { kind: 'AccountRemoved', account, knownBy }
  }
  let before: Digest | null = null
  for (const [at, entry] of entries.entries()) {
    const fault = entryFault(stored, at, before)
    if (fault !== null) return fault
    before = entry.link_digest
  }
  return tailFault(stored, before)
}

function entryFault({ account, entries, contents }: Stored, at: number, before: Digest | null): Fault | null {
  const entry = entries[at] as EntryRow
  const version = at + 1
  if (entry.version !== version) return { kind: 'EntryRemoved', account, version }
  if (!isLinked(entry, { account, version, before })) {
    const moved = entries.find((other) => other !== entry && isLinked(other, { account, version, before }))
    return moved === undefined
      ? { kind: 'LinkChanged', account, version }
      : { kind: 'EntryMoved', account, version, standsAs: moved.version }
  }
  const content = contents[at]
  if (content?.version !== version) return { kind: 'ContentRemoved', account, version }
  if (content.content === null) return null
  if (isContentOf(content, entry)) return null
  const moved = contents.find((other) => other !== content && isContentOf(other, entry))
  return moved === undefined
    ? { kind: 'ContentChanged', account, version }
    : { kind: 'EntryMoved', account, version, standsAs: moved.version }
}

type Place = { readonly account: bigint; readonly version: number; readonly before: Digest | null }

/** Whether the entry was linked in this place, wherever it stands. */
function isLinked(entry: EntryRow, { account, version, before }: Place): boolean {
  const recordedAt = momentOfEntry(entry)
  if (recordedAt === null) return false
  const head = { account, version, kind: entry.kind, recordedAt }
  return linkDigest(before, head, entry.content_digest).equals(entry.link_digest)
}

const isContentOf = ({ salt, content }: ContentRow, entry: EntryRow): boolean =>
  salt !== null && content !== null && contentDigest(salt, content).equals(entry.content_digest)

/** What stands past the entries: the account's own word of them, and contents that have none. */
function tailFault({ account, row, entries, contents }: Stored, head: Digest | null): Fault | null {
  const version = entries.length
  if (row !== null && row.version > version)
    return { kind: 'TailCut', account, version: version + 1, knownBy: 'account' }
  if (contents.length > version) return { kind: 'TailCut', account, version: version + 1, knownBy: 'content' }
  const isHead = row?.version === version && head !== null && row.head?.equals(head) === true
  return isHead ? null : { kind: 'HeadChanged', account, version }
}
