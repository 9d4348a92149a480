/** The settings' own account (domain.md R5): its entries are the history that every other account is replayed by. */

import { no, ok, type Result } from '../../domain/kernel/result.ts'
import { knownSettings, type SettingsEntered } from '../../domain/law/recordedSettings.ts'
import type { SettingsHistory } from '../../domain/law/settings.ts'
import { decodeSettings } from '../settingsCodec.ts'
import { momentOfEntry } from './chainFault.ts'
import type { ContentRow, EntryRow, Stored } from './stored.ts'
import type { Fault } from './verdict.ts'

/** Takes the settings' account, whose chain holds. Gives their history, or the first entry that is not as it must be. */
export function readSettings({ account, entries, contents, persons }: Stored): Result<SettingsHistory, Fault> {
  const entered: SettingsEntered[] = []
  for (const [at, row] of entries.entries()) {
    const content = contents[at] as ContentRow
    const version = at + 1
    if (content.content === null) return no({ kind: 'ContentRemoved', account, version })
    if (content.visit_date !== null) return no({ kind: 'VisitDateChanged', account, version })
    const read = readEntry(row, content.content)
    if (read === null) return no({ kind: 'EntryRefused', account, version })
    entered.push(read)
  }
  return persons.length > 0 ? no({ kind: 'PersonNotTold', account }) : ok(knownSettings(entered).history)
}

function readEntry(row: EntryRow, content: string): SettingsEntered | null {
  try {
    const entry = decodeSettings(content)
    return entry.type === row.kind && entry.recordedAt === momentOfEntry(row) ? entry : null
  } catch {
    return null
  }
}
