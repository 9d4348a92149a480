/** An entry of the settings as the ledger keeps it: JSON text of a stated version, days written out, money in öre. */

import { invariant } from '../domain/kernel/invariant.ts'
import { ore } from '../domain/kernel/money.ts'
import type { RecordedSetting, SettingsEntered } from '../domain/law/recordedSettings.ts'
import { readDay, readMoment, writeDay, writeMoment } from './times.ts'

const VERSION = 1

/** Takes an entry. Gives its content as text. */
export const encodeSettings = ({ type, settings, recordedAt, by }: SettingsEntered): string =>
  JSON.stringify({ v: VERSION, type, recordedAt: writeMoment(recordedAt), by, settings: settings.map(keepSetting) })

const keepSetting = (setting: RecordedSetting): object => ({
  ...setting,
  from: writeDay(setting.from),
  value:
    setting.name === 'ceiling'
      ? { amountOre: setting.value.amount, verifiedThrough: writeDay(setting.value.verifiedThrough) }
      : setting.value,
})

type KeptSetting = Omit<RecordedSetting, 'from' | 'value'> & { readonly from: string; readonly value: unknown }
type Content = Pick<SettingsEntered, 'type' | 'by'> & {
  readonly v: number
  readonly recordedAt: string
  readonly settings: readonly KeptSetting[]
}

/** Takes text that encodeSettings has given. Throws when it is something else. */
export function decodeSettings(text: string): SettingsEntered {
  const { v, type, recordedAt, by, settings } = JSON.parse(text) as Content
  invariant(v === VERSION && type === 'SettingsEntered', 'settings of a known version')
  return { type, recordedAt: readMoment(recordedAt), by, settings: settings.map(readSetting) }
}

function readSetting(kept: KeptSetting): RecordedSetting {
  const common = { ...kept, from: readDay(kept.from) }
  if (kept.name !== 'ceiling') return common as RecordedSetting
  const { amountOre, verifiedThrough } = kept.value as { readonly amountOre: number; readonly verifiedThrough: string }
  const value = { amount: ore(amountOre), verifiedThrough: readDay(verifiedThrough) }
  return { ...common, name: kept.name, value } as RecordedSetting
}
