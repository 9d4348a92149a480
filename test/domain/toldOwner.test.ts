/** Whose fee a correction of versions 1 and 2 means (contracts' README, "Fees"), and what an entry keeps of what only they tell. */

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Account } from '../../src/domain/account/account.ts'
import type { FeeRegisteredRecord } from '../../src/domain/account/ledgerEntry.ts'
import { recordInAccount } from '../../src/domain/account/recordInAccount.ts'
import { refuseOwner } from '../../src/domain/decisions/ownFee.ts'
import { PersonId } from '../../src/domain/kernel/personId.ts'
import type { FeeId } from '../../src/domain/law/careOrder.ts'
import { neverChanged } from '../../src/domain/law/settings.ts'
import { decodeEntry, encodeEntry } from '../../src/ledger/entryCodec.ts'
import { day, kronor, moment } from '../usecases/world.ts'
import { installation, PRINCIPAL } from './arbitraries.ts'
import { ACTOR, identitiesFor, newAccount } from './kept.ts'

const ADULT = PersonId.known('personnummer', '199001012385')
const RESERVE = PersonId.known('reservnummer', '19900101GVLE1')
const NOBODY = PersonId.known('personnummer', '191212121212')

const registered = (id: string, person: PersonId): FeeRegisteredRecord => ({
  type: 'FeeRegistered',
  feeId: id as FeeId,
  person,
  principal: PRINCIPAL,
  visitDate: day('2025-05-02'),
  amount: kronor('250.00'),
  careProvider: { id: ACTOR.provider, text: ACTOR.provider },
  careUnit: null,
  recordedAt: moment('2025-05-02T08:00:00Z'),
  by: ACTOR,
  issued: [],
})

/** An account of one person by two identities, each with a fee. */
function shared(): Account {
  const account = newAccount(neverChanged(installation))
  for (const [id, person] of [['adult', ADULT] as const, ['reserve', RESERVE] as const])
    assert.equal(typeof recordInAccount(account, registered(id, person), identitiesFor(id)), 'number')
  return account
}

const refusal = (fee: 'adult' | 'reserve', person: PersonId, longestIdentity: number, isOfCardType = true) => {
  const account = shared()
  const record = account.records.get(fee as FeeId)
  assert.ok(record)
  return refuseOwner(account, record, { person, longestIdentity, isOfCardType })?.kind ?? null
}

test('a fee is corrected under its own person and card type, and under no other', () => {
  assert.equal(refusal('adult', ADULT, 12), null)
  assert.equal(refusal('reserve', RESERVE, 13), null)
  assert.equal(refusal('adult', RESERVE, 13), 'FeeOfAnotherPerson')
  assert.equal(refusal('reserve', ADULT, 13), 'FeeOfAnotherPerson')
  assert.equal(refusal('adult', ADULT, 12, false), 'FeeOfAnotherCardType')
  assert.equal(refusal('adult', NOBODY, 12, false), 'FeeOfAnotherPerson')
})

test('a fee of an identity that version 1 cannot tell is corrected under the one of its account that it was shown under', () => {
  assert.equal(refusal('reserve', ADULT, 12), null)
  assert.equal(refusal('reserve', NOBODY, 12), 'FeeOfAnotherPerson')
  assert.equal(refusal('reserve', ADULT, 12, false), 'FeeOfAnotherCardType')
})

const PLAIN =
  '{"v":2,"settings":1,"type":"FeeRegistered","feeId":"f","recordedAt":"2025-05-02T08:00:00Z","issued":[],' +
  '"by":{"system":"S","employee":"E","provider":"SE2321000198-A","unit":null},"person":["personnummer","199001012385"],' +
  `"principal":"${PRINCIPAL}","visitDate":"2025-05-02","amountOre":25000,` +
  '"careProvider":{"id":"SE2321000198-A","text":"SE2321000198-A"},"careUnit":null}'

test('an entry that tells neither moment nor consent is kept as it always was, byte for byte', () => {
  assert.equal(encodeEntry({ entry: registered('f', ADULT), settingsVersion: 1 }), PLAIN)
  assert.deepEqual(decodeEntry(PLAIN).entry, registered('f', ADULT))
})

test('a moment told and a consent are kept, and read again', () => {
  const entry = { ...registered('f', ADULT), toldAt: moment('0001-01-01T00:00:00Z'), consent: true } as const
  const text = encodeEntry({ entry, settingsVersion: 1 })
  assert.equal(text, `${PLAIN.slice(0, -1)},"toldAt":"0001-01-01T00:00:00Z","consent":true}`)
  assert.deepEqual(decodeEntry(text).entry, entry)
})
