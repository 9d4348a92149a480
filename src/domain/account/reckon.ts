/** The reckoning whole: from what has been recorded to what the account says. A pure function of entries, settings and moment (R2). */

import type { HsaId } from '../kernel/hsaId.ts'
import type { Moment } from '../kernel/moment.ts'
import { no, type Result } from '../kernel/result.ts'
import type { ReckoningSettings } from '../law/settings.ts'
import { emptyBook } from './book.ts'
import type { Entry } from './entry.ts'
import { type EntryRefusal, record } from './record.ts'
import { type Statement, statementOf } from './statement.ts'

export type Question = {
  /** Entries recorded later are left out: an answer as of an earlier moment is what was known then. */
  readonly asOf: Moment
  /** The principal that asks (C4). */
  readonly asker: HsaId
  readonly settings: ReckoningSettings
}

/** A refused entry, by its place among the entries; null when the question itself cannot be answered. */
export type ReckoningRefusal = { readonly kind: EntryRefusal; readonly entry: number | null }

/** Takes entries in the order of recording. Gives the statement, or the first entry that cannot have happened. */
export function reckon(entries: readonly Entry[], question: Question): Result<Statement, ReckoningRefusal> {
  const book = emptyBook(question.settings)
  for (let at = 0; at < entries.length; at += 1) {
    const entry = entries[at] as Entry
    if (entry.recordedAt > question.asOf) break
    const recorded = record(book, entry)
    if (typeof recorded === 'string') return no({ kind: recorded, entry: at })
  }
  const statement = statementOf(book, question.asOf, question.asker)
  return statement.ok ? statement : no({ kind: statement.refusal, entry: null })
}
