/** Which calling system a call comes from, and what it may do: by its record, its certificate, the day, and whom a platform tells of. */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type Act, type CallingSystem, refuseAccess } from '../../src/domain/decisions/access.ts'
import { type CallerAtDoor, parseFingerprint, systemCalling } from '../../src/domain/decisions/caller.ts'
import { type Day, parseDay } from '../../src/domain/kernel/day.ts'
import { type HsaId, parseHsaId } from '../../src/domain/kernel/hsaId.ts'

const hsa = (text: string): HsaId => parseHsaId(text) ?? assert.fail(text)
const day = (text: string): Day => parseDay(text) ?? assert.fail(text)
const versions = (...granted: number[]): ReadonlySet<number> => new Set(granted)

const REGION = hsa('SE2321000198-1000')
const PROVIDER = hsa('SE2321000198-A')
const STRANGER = hsa('SE5599990000-C')
const PIN = 'A1'.repeat(32)

const JOURNAL: CallingSystem = {
  id: hsa('SE2321000198-JOURNAL'),
  name: 'Journalen',
  vendor: 'Leverantören AB',
  grants: new Map<Act, ReadonlySet<number>>([
    ['registerFee', versions(2, 3)],
    ['readCard', versions(3)],
  ]),
  principals: new Set([REGION]),
  providers: new Set([PROVIDER, STRANGER]),
  retrySeconds: 0,
  pins: new Set(),
  validFrom: day('2026-03-01'),
  validThrough: day('2026-08-31'),
  isPlatform: false,
}
const PINNED: CallingSystem = { ...JOURNAL, id: hsa('SE2321000198-PINNED'), pins: new Set([PIN]) }
const PLATFORM: CallingSystem = { ...JOURNAL, id: hsa('SE5565594230-PLATFORM'), isPlatform: true, validThrough: null }
const ENDED: CallingSystem = { ...JOURNAL, id: hsa('SE2321000198-ENDED'), validThrough: day('2026-04-30') }
const RECORDS = [JOURNAL, PINNED, PLATFORM, ENDED]

const recorded = (id: HsaId): CallingSystem | null => RECORDS.find((system) => system.id === id) ?? null

const at = (system: CallingSystem, told: Partial<CallerAtDoor> = {}): CallerAtDoor => ({
  system: system.id,
  fingerprint: null,
  onBehalfOf: null,
  version: 3,
  ...told,
})

const whoCalls = (caller: CallerAtDoor, today = '2026-05-01'): HsaId | null =>
  systemCalling(caller, recorded, day(today))?.id ?? null

describe('which system calls', () => {
  test('it is the one at the end of the line', () => assert.equal(whoCalls(at(JOURNAL)), JOURNAL.id))

  test('one that is not on record is not known', () =>
    assert.equal(whoCalls({ ...at(JOURNAL), system: hsa('SE-OTHER') }), null))

  test('it is known from its first day through its last, and on no other', () => {
    const days = ['2026-02-28', '2026-03-01', '2026-08-31', '2026-09-01']
    assert.deepEqual(
      days.map((today) => whoCalls(at(JOURNAL), today)),
      [null, JOURNAL.id, JOURNAL.id, null],
    )
  })

  test('one without a last day goes on', () => assert.equal(whoCalls(at(PLATFORM), '2099-12-31'), PLATFORM.id))

  test('where certificates are pinned, only these are its own', () => {
    assert.equal(whoCalls(at(PINNED, { fingerprint: PIN })), PINNED.id)
    assert.equal(whoCalls(at(PINNED, { fingerprint: 'B2'.repeat(32) })), null)
    assert.equal(whoCalls(at(PINNED)), null, 'nor is a line without certificate')
    assert.equal(whoCalls(at(JOURNAL, { fingerprint: PIN })), JOURNAL.id, 'where none is pinned, each is')
  })

  test('a platform tells for whom it calls, in any case of letters; otherwise it calls for itself', () => {
    assert.equal(whoCalls(at(PLATFORM, { onBehalfOf: 'se2321000198-journal' })), JOURNAL.id)
    assert.equal(whoCalls(at(PLATFORM)), PLATFORM.id)
  })

  test('a platform that tells of nobody known calls for nobody, least of all itself', () => {
    for (const onBehalfOf of ['', 'SE-OTHER', 'two words', ENDED.id])
      assert.equal(whoCalls(at(PLATFORM, { onBehalfOf })), null, onBehalfOf)
  })

  test('a platform that is not in force tells nothing', () =>
    assert.equal(whoCalls(at(PLATFORM, { onBehalfOf: JOURNAL.id }), '2026-02-28'), null))

  test('what another system tells of is passed over', () =>
    assert.equal(whoCalls(at(JOURNAL, { onBehalfOf: PLATFORM.id })), JOURNAL.id))

  test('the pins of a system bind those who come by themselves, not the platform that tells of it', () =>
    assert.equal(whoCalls(at(PLATFORM, { onBehalfOf: PINNED.id, fingerprint: 'B2'.repeat(32) })), PINNED.id))
})

describe('what a system may do', () => {
  const question = { system: JOURNAL, principal: REGION, provider: PROVIDER, register: new Set([PROVIDER]) }
  const refusal = (told: { act: Act; version: number; principal?: HsaId; provider?: HsaId | null }) =>
    refuseAccess({ ...question, ...told })?.kind ?? null

  test('an act is granted with the versions in which it may be called', () => {
    assert.equal(refusal({ act: 'registerFee', version: 2 }), null)
    assert.equal(refusal({ act: 'registerFee', version: 3 }), null)
    assert.equal(refusal({ act: 'registerFee', version: 1 }), 'VersionNotGranted')
    assert.equal(refusal({ act: 'readCard', version: 2 }), 'VersionNotGranted')
    assert.equal(refusal({ act: 'annulFee', version: 3 }), 'ActNotGranted')
  })

  test('the first reason is told: act, version, principal, register, provider', () => {
    const wrong = { principal: hsa('SE-P'), provider: hsa('SE-V') }
    assert.equal(refusal({ act: 'annulFee', version: 1, ...wrong }), 'ActNotGranted')
    assert.equal(refusal({ act: 'readCard', version: 1, ...wrong }), 'VersionNotGranted')
    assert.equal(refusal({ act: 'readCard', version: 3, ...wrong }), 'PrincipalNotGranted')
    assert.equal(refusal({ act: 'readCard', version: 3, provider: STRANGER }), 'ProviderNotInRegister')
    const register = new Set([hsa('SE-V')])
    const asked = { ...question, act: 'readCard', version: 3, provider: hsa('SE-V'), register } as const
    assert.equal(refuseAccess(asked)?.kind, 'ProviderNotGranted')
    assert.equal(refusal({ act: 'readCard', version: 3, provider: null }), null)
  })
})

test('a fingerprint is 64 hexadecimal digits, with colons or without', () => {
  assert.equal(parseFingerprint(PIN), PIN)
  assert.equal(parseFingerprint(PIN.toLowerCase().replace(/(..)(?!$)/g, '$1:')), PIN)
  for (const wrong of ['', PIN.slice(1), `${PIN}0`, `G${PIN.slice(1)}`, `${PIN} `])
    assert.equal(parseFingerprint(wrong), null, wrong)
})
