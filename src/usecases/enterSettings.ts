/** Settings are entered as dated records (domain.md R5): a region's file at the start, and later values as they are decided. */

import type { HsaId } from '../domain/kernel/hsaId.ts'
import type { RecordedSetting } from '../domain/law/recordedSettings.ts'
import type { Ledger } from './ledgerPort.ts'
import type { Ports } from './ports.ts'

type Entering = { readonly ledger: Ledger; readonly now: Ports['now']; readonly by: HsaId | null }

const MOST_ATTEMPTS = 20

/**
 * Records those of the values that have never been recorded. One that a later value has replaced is not entered again, so an older
 * release that starts beside a newer one takes nothing back. Gives those entered now.
 */
export async function enterSettings(
  { ledger, now, by }: Entering,
  values: readonly RecordedSetting[],
): Promise<readonly RecordedSetting[]> {
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
    const entries = await ledger.settingsEntries()
    const known = new Set(entries.flatMap(({ settings }) => settings.map(asText)))
    // A Set keeps the first of those that say the same.
    const texts = new Set(values.map(asText)).difference(known)
    const settings = [...texts].map((text) => values.find((value) => asText(value) === text) as RecordedSetting)
    if (settings.length === 0) return []
    const last = entries.at(-1)?.recordedAt ?? Number.NEGATIVE_INFINITY
    const recordedAt = Math.max(now(), last) as ReturnType<typeof now>
    const entry = { type: 'SettingsEntered', settings, recordedAt, by } as const
    if ((await ledger.appendSettings(entry, entries.length)) === 'appended') return settings
  }
  throw new Error('the settings are contended: no attempt to enter them met the version it was decided on')
}

const asText = ({ principal, name, from, value }: RecordedSetting): string =>
  JSON.stringify([principal, name, from, value])
