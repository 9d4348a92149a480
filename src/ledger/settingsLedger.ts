/**
 * The settings in the ledger (domain.md R5): an account of their own, whose number no person's can be, chained and verified like
 * every other; and what a process knows of them.
 */

import type { Pool } from 'pg'
import type { Appended, Ledger } from '../usecases/ledgerPort.ts'
import type { Settings } from '../usecases/ports.ts'
import { type SettingsView, settingsView } from '../usecases/settingsView.ts'
import { decodeSettings, encodeSettings } from './settingsCodec.ts'
import { writeMoment } from './times.ts'

export const SETTINGS_ACCOUNT = -1n
const CARD_TYPE = '(settings)'
/** The settings need no snapshot: they are few, and read whole. */
const NO_SNAPSHOT = ''
const NO_FORM = 0

const ENTRIES = 'select content from entry_content where account_id = $1 order by version'
const APPEND = `select append_entry($1, $2, $3, null, $4, $5, 'SettingsEntered', $6, null, $7, $8, null, null, null, null, null,
  null, null, null, null, null, null, null, null, null, null) as appended`

/** Takes a pool in the application's role. */
export function settingsLedger(pool: Pool): Pick<Ledger, 'settingsEntries' | 'appendSettings'> {
  return {
    settingsEntries: async () => {
      const { rows } = await pool.query<{ content: string }>(ENTRIES, [SETTINGS_ACCOUNT])
      return rows.map(({ content }) => decodeSettings(content))
    },
    appendSettings: async (entry, expectedVersion): Promise<Appended> => {
      const { rows } = await pool.query<{ appended: boolean }>(APPEND, [
        SETTINGS_ACCOUNT,
        expectedVersion,
        CARD_TYPE,
        NO_SNAPSHOT,
        NO_FORM,
        writeMoment(entry.recordedAt),
        encodeSettings(entry),
        ['heads'],
      ])
      return rows[0]?.appended === true ? 'appended' : 'conflict'
    },
  }
}

/** Takes a ledger in which settings have been entered. Throws when there are none. */
export async function recordedSettings(ledger: Pick<Ledger, 'settingsEntries'>): Promise<Settings> {
  let view = settingsView(await ledger.settingsEntries())
  let reading: Promise<SettingsView> | null = null
  const readAnew = async (): Promise<SettingsView> => {
    try {
      const entries = await ledger.settingsEntries()
      if (entries.length > view.version) view = settingsView(entries)
      return view
    } finally {
      reading = null
    }
  }
  const renew = (): Promise<SettingsView> => {
    reading ??= readAnew()
    return reading
  }
  return {
    known: () => view,
    renew,
    atLeast: async (version) => {
      while (view.version < version) await renew()
      return view
    },
  }
}
