/** An account of lines by the domain's own rules, without a database: what is refused in the midst, and by which settings an entry is decided. */

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gavleborg } from '../../src/directory/region.ts'
import { syntheticDirectory } from '../../src/directory/synthetic.ts'
import { syntheticCare } from '../../src/directory/syntheticFile.ts'
import { emptyAccount } from '../../src/domain/account/account.ts'
import type { RecordedSetting } from '../../src/domain/law/recordedSettings.ts'
import { randomIds } from '../../src/ledger/ids.ts'
import { readLine } from '../../src/transfer/readLine.ts'
import { reckonAccount } from '../../src/transfer/reckonAccount.ts'
import { type SettingsView, settingsView } from '../../src/usecases/settingsView.ts'
import { day, kronor, moment } from '../usecases/world.ts'
import { annulment, correction, fee, onCard, part, type Told } from './files.ts'

const NOW = moment('2025-06-02T12:00:00+02:00')
const PERSON = '199001012385'
const OTHER_PERSON = '191212121212'

/** The region's settings, and values that were entered at later moments. */
const settingsWith = (...later: readonly { readonly at: string; readonly setting: RecordedSetting }[]): SettingsView =>
  settingsView([
    { type: 'SettingsEntered', settings: gavleborg().recorded, recordedAt: moment('2023-01-01T00:00:00Z'), by: null },
    ...later.map(({ at, setting }) => ({
      type: 'SettingsEntered' as const,
      settings: [setting],
      recordedAt: moment(at),
      by: null,
    })),
  ])

const OWN = gavleborg().settings.id

const setting = <Name extends RecordedSetting['name']>(name: Name, from: string, value: unknown): RecordedSetting =>
  ({ principal: OWN, name, from: day(from), value, source: 'a test' }) as RecordedSetting

function reckoned(settings: SettingsView, ...lines: readonly Told[]) {
  const now = () => Promise.resolve(settings)
  const known = { known: () => settings, atLeast: now, renew: now }
  const lists = { settings: known, directory: syntheticDirectory(gavleborg(), syntheticCare()) }
  const read = lines.map((line, at) => {
    const outcome = readLine(line, lists, NOW)
    assert.ok(outcome.ok)
    return { ...outcome.value, number: at + 1 }
  })
  const account = emptyAccount(settings.history, 1)
  return reckonAccount(read, { id: randomIds.account(), account, settings, ids: randomIds, now: NOW })
}

function refusedAt(settings: SettingsView, ...lines: readonly Told[]): string {
  const outcome = reckoned(settings, ...lines)
  assert.ok(!outcome.ok)
  return `${outcome.refusal.line}: ${outcome.refusal.refusal.kind}`
}

test('a fee is changed by lines of its own person alone', () => {
  const settings = settingsWith()
  assert.equal(refusedAt(settings, fee(PERSON, 'f'), correction(OTHER_PERSON, 'f')), '2: FeeOfAnotherPerson')
  assert.equal(refusedAt(settings, fee(PERSON, 'f'), annulment(OTHER_PERSON, 'f')), '2: FeeOfAnotherPerson')
})

test('a card is changed by lines of its own person alone', () => {
  const [settings, card] = [settingsWith(), '7d0f4c3e-1f6a-4b7e-9a52-0c8a3f1de001']
  const given = onCard(PERSON, 'CardRegistered', card)
  for (const type of ['CardCorrected', 'CardWithdrawn'])
    assert.equal(refusedAt(settings, given, onCard(OTHER_PERSON, type, card)), '2: CardOfAnotherPerson')
  const fees = { fees: ['f'] }
  assert.equal(
    refusedAt(settings, fee(PERSON, 'f'), onCard(OTHER_PERSON, 'CardDeleted', card, fees)),
    '2: FeeOfAnotherPerson',
  )
})

test('where one must be asked, no fee comes before the person has come in', () => {
  const asked = settingsWith({ at: '2024-01-01T00:00:00Z', setting: setting('optIn', '2025-01-01', 'asked') })
  const before = { visitDate: '2024-12-31', recordedAt: '2024-12-31T12:00:00+01:00' }
  assert.equal(refusedAt(asked, fee(PERSON, 'f')), '1: OptInRequired')
  assert.equal(refusedAt(asked, fee(PERSON, 'f', before), fee(PERSON, 'g')), '2: OptInRequired')
  const came = part(PERSON, 'OptedIn', { recordedAt: '2025-03-03T08:00:00Z' })
  assert.ok(reckoned(asked, came, fee(PERSON, 'f')).ok)
})

test('a card that was FINAL lets nobody change its fees where the principal refuses it', () => {
  const refusing = settingsWith({
    at: '2024-01-01T00:00:00Z',
    setting: setting('finalCardPolicy', '2024-01-01', 'refuse'),
  })
  const dear = fee(PERSON, 'f', { amount: '1450.00' })
  assert.ok(reckoned(refusing, dear, correction(PERSON, 'f', { recordedAt: '2025-03-05T08:59:59.999Z' })).ok)
  assert.equal(
    refusedAt(refusing, dear, correction(PERSON, 'f', { recordedAt: '2025-03-05T09:00:00Z' })),
    '2: OnFinalCard',
  )
})

test('each entry is decided by the settings that were known at its moment', () => {
  const lowered = { amount: kronor('200.00'), verifiedThrough: day('2026-12-31') }
  const settings = settingsWith({ at: '2025-03-04T00:00:00Z', setting: setting('ceiling', '2025-01-01', lowered) })
  const outcome = reckoned(settings, fee(PERSON, 'f'), fee(PERSON, 'g', { recordedAt: '2025-03-04T00:00:00Z' }))
  assert.ok(outcome.ok)
  assert.deepEqual(
    outcome.value.entries.map(({ settingsVersion }) => settingsVersion),
    [1, 2],
  )
  const [card] = [...outcome.value.snapshot.computed, ...outcome.value.snapshot.fixed]
  assert.equal(card?.reachedAt, moment('2025-03-04T00:00:00Z'))
})

test('a correction that names no provider leaves provider and unit, one that does tells both', () => {
  const outcome = reckoned(
    settingsWith(),
    fee(PERSON, 'f'),
    correction(PERSON, 'f'),
    correction(PERSON, 'f', { careProvider: 'Naprapaten på hörnet' }),
  )
  assert.ok(outcome.ok)
  const [record] = outcome.value.snapshot.records
  assert.deepEqual(
    [...(record?.replaced ?? []), record?.values].map((values) => [values?.careProvider.text, values?.careUnit?.text]),
    [
      ['SE2321000198-A', 'SE2321000198-A1'],
      ['SE2321000198-A', 'SE2321000198-A1'],
      ['Naprapaten på hörnet', undefined],
    ],
  )
})

test('one who leaves is erased when the settings of that day say, unless the line says otherwise', () => {
  const hidden = settingsWith({ at: '2024-01-01T00:00:00Z', setting: setting('optOut', '2025-03-05', 'hide') })
  const eraseAt = (settings: SettingsView, told: Told = {}) => {
    const outcome = reckoned(settings, part(PERSON, 'OptedOut', told))
    assert.ok(outcome.ok)
    const entry = outcome.value.entries[0]?.entry
    return entry?.type === 'OptedOut' ? entry.eraseAt : undefined
  }
  assert.equal(eraseAt(settingsWith()), moment('2025-04-04T09:00:00Z'))
  assert.equal(eraseAt(hidden), null)
  assert.equal(eraseAt(hidden, { recordedAt: '2025-03-04T09:00:00Z' }), moment('2025-04-03T09:00:00Z'))
  assert.equal(eraseAt(settingsWith(), { eraseAt: 'never' }), null)
  assert.equal(eraseAt(hidden, { eraseAt: '2025-03-05T09:00:00Z' }), moment('2025-03-05T09:00:00Z'))
})

test('cards told behind the last line are those that newer settings have made, and no others', () => {
  const lowered = { amount: kronor('200.00'), verifiedThrough: day('2026-12-31') }
  const settings = settingsWith({ at: '2025-03-04T00:00:00Z', setting: setting('ceiling', '2023-01-01', lowered) })
  const old = { visitDate: '2023-03-03', recordedAt: '2023-03-03T09:00:00Z' }
  const cards = (...numbers: readonly string[]) => ({ issued: numbers.map((number) => ({ number })) })
  const outcome = reckoned(settings, fee(PERSON, 'f', { ...old, ...cards('G1', 'G2') }))
  assert.ok(outcome.ok)
  assert.deepEqual(
    outcome.value.entries.map(({ entry, settingsVersion }) => [
      entry.type,
      settingsVersion,
      entry.issued.map(({ number }) => number),
    ]),
    [
      ['FeeRegistered', 1, ['G1']],
      ['SettingsAdopted', 2, ['G2']],
    ],
  )
  assert.equal(outcome.value.identitiesMade, 0)
  assert.equal(refusedAt(settings, fee(PERSON, 'f', { ...old, ...cards('G1', 'G2', 'G3') })), '1: IdentityNotNeeded')
  assert.equal(
    refusedAt(settings, fee(PERSON, 'f', { ...old, ...cards('G1', 'G2') }), annulment(PERSON, 'f')),
    '1: IdentityNotNeeded',
  )
})
