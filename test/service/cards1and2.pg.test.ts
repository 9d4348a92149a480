/** Cards given, changed, deleted and ordered in versions 1 and 2 over the wire (domain.md L8–L11), and read in version 3. */

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { replay } from '../../src/domain/account/replay.ts'
import { snapshotOf } from '../../src/domain/account/snapshot.ts'
import { encodeSnapshot } from '../../src/ledger/snapshotCodec.ts'
import { enterSettings } from '../../src/usecases/enterSettings.ts'
import type { AccountId } from '../../src/usecases/ledgerPort.ts'
import { OWN, setting } from '../usecases/counter.ts'
import { A, BOTH_SYSTEM, taken } from './desk.ts'
import { type Desk1and2, desk1and2, type Fields, type Version } from './desk1and2.ts'
import { openHouse, type Standing } from './house.ts'

describe('cards in versions 1 and 2', () => {
  let house: Standing
  before(async () => {
    house = await openHouse()
  })
  after(() => house.close())
  const noon = (date: string) => house.setClock(`${date}T12:00:00+02:00`)
  const at = (version: Version): Desk1and2 => desk1and2({ address: house.address, version, system: BOTH_SYSTEM, at: A })
  const given = async (version: Version, fields: Fields = {}) => {
    noon('2025-06-02')
    const person = house.stranger()
    const { code, card } = await at(version).registerCard(person, fields)
    assert.ok(code === 'OK' && card !== null)
    return { person, id: card['CardSystemId'] ?? '', card }
  }

  for (const version of [1, 2] as const)
    test(`version ${version}: a card on medical grounds is answered as it stands, and version 3 tells its reason`, async () => {
      const { person, id, card } = await given(version)
      assert.deepEqual(card, {
        CardSystemId: id,
        CardType: 'CARE_VISIT',
        Persons: person,
        LimitReachedDate: '2025-06-02',
        EndDate: '2025-07-01',
        CurrentAmount: '0.00',
        AmountToLimit: '0.00',
        CardId: card['CardId'],
        CarePrincipalId: 'SE2321000198-1000',
        Status: 'PRELIMINARY',
      })
      const three = (await house.both.card(person)).card
      assert.deepEqual([three?.cardSystemId, three?.cardId, three?.['cardReason']], [id, card['CardId'], 'MEDICAL'])
    })

  test('a card that the patient holds keeps its number; without one it is refused, and so are wrong days, each at its element', async () => {
    const { card } = await given(1, { CardReason: 'VALID_CARD', CardId: 'X 4711' })
    assert.equal(card['CardId'], 'X 4711')
    const refused: readonly [Fields, string][] = [
      [{ CardReason: 'VALID_CARD' }, 'Uppgiften CardId: Numret på det frikort som patienten har måste anges.'],
      [{ LimitReachedDate: '2025-06-03' }, 'Uppgiften LimitReachedDate: Frikortet kan inte börja gälla i framtiden.'],
      [{ EndDate: '2025-06-01' }, 'Uppgiften EndDate: Frikortets sista dag ligger före dess första.'],
      [{ EndDate: '2026-06-02' }, 'Uppgiften EndDate: Ett frikort kan gälla i högst tolv månader.'],
    ]
    for (const version of [1, 2] as const)
      for (const [fields, text] of refused) {
        const answer = await at(version).registerCard(house.stranger(), fields)
        assert.deepEqual(answer, { code: 'VALIDATION_ERROR', text, card: null })
      }
  })

  test('an update changes what it tells and keeps what it leaves out; a card type told must be the card’s own', async () => {
    const { person, id } = await given(2)
    assert.deepEqual(await at(1).updateCard(id, { EndDate: '2025-08-01' }), { code: 'OK', text: null })
    assert.deepEqual(await at(2).updateCard(id, { StartDate: '2025-05-01', CardTypeId: 'CARE_VISIT' }), {
      code: 'OK',
      text: null,
    })
    const { card } = await at(1).card(person)
    assert.deepEqual(
      [card?.['StartDate'], card?.['LimitReachedDate'], card?.['EndDate']],
      ['2025-05-01', '2025-06-02', '2025-08-01'],
    )
    const other = await at(1).updateCard(id, { CardTypeId: 'TECHNICAL_AID', EndDate: '2025-09-01' })
    const text = 'Uppgiften CardTypeId: Frikortet är av en annan frikortstyp.'
    assert.deepEqual(other, { code: 'VALIDATION_ERROR', text })
    const unknown = await at(1).updateCard('x', { EndDate: '2025-09-01' })
    assert.deepEqual(unknown, { code: 'VALIDATION_ERROR', text: 'Uppgiften CardSystemId: Frikortet finns inte.' })
    assert.equal((await at(1).card(person)).card?.['EndDate'], '2025-08-01')
  })

  test('a deleted card is gone in every version', async () => {
    const { person, id } = await given(1)
    assert.equal((await at(2).deleteCard(id)).code, 'OK')
    assert.equal((await at(1).card(person)).card, null)
    assert.equal((await house.both.card(person)).card, null)
    assert.deepEqual(await at(1).deleteCard(id), { code: 'ERROR', text: 'Frikortet är redan borttaget.' })
  })

  test('a card is ordered by person and card type once it is FINAL; a second order is INFO', async () => {
    noon('2025-06-02')
    const person = house.stranger()
    await taken(at(1).register(person, { TransactionDate: '2025-06-01', Amount: '1450' }))
    const early = await at(1).order(person)
    assert.deepEqual(early, { code: 'ERROR', text: 'Ett kort kan beställas först när frikortet är slutligt.' })
    noon('2025-06-04')
    assert.deepEqual(await at(1).order(person), { code: 'OK', text: null })
    const again = await at(2).order(person)
    assert.equal(again.code, 'INFO')
    assert.match(again.text ?? '', /^Kortet beställdes redan 4 juni 2025/)
    assert.equal((await at(1).order(person, { CardTypeId: 'NONE' })).code, 'VALIDATION_ERROR')
  })

  test('where one must be asked, registering a card in 1 or 2 is the consent; in version 3 it is not', async () => {
    noon('2025-06-02')
    const before = await given(1)
    await enterSettings({ ...house.world.ports, by: null }, [setting('optIn', '2025-01-01', 'asked', OWN)])
    assert.equal((await at(1).card(before.person)).code, 'CONSENTMISSING')
    const extended = await at(1).registerCard(before.person, { EndDate: '2025-08-01', ExtendExisting: 'true' })
    assert.deepEqual([extended.code, extended.card?.['CardSystemId']], ['OK', before.id])
    assert.equal((await house.both.card(before.person)).card?.['endDate'], '2025-08-01')
    for (const version of [1, 2] as const) {
      const { person } = await given(version)
      assert.equal((await house.both.card(person)).code, 'OK')
      await taken(house.both.register((await given(version)).person, '2025-06-01', '100.00'))
      assert.equal((await at(version).finish(person)).code, 'OK')
      const left = await at(version).registerCard(person)
      assert.deepEqual([left.code, left.text], ['ERROR', 'Patienten har begärt utträde ur e-frikort.'])
    }
  })

  test('what the ledger keeps of all this comes to the same accounts again', async () => {
    const { ledger, settings } = house.world.ports
    const { rows } = await house.pool.query<{ account_id: string; snapshot: string }>(
      'select account_id, snapshot from account where account_id > 0',
    )
    assert.ok(rows.length > 5)
    const { history } = await settings.renew()
    for (const { account_id, snapshot } of rows) {
      const account = replay(await ledger.entriesOf(BigInt(account_id) as AccountId), history)
      assert.equal(encodeSnapshot(snapshotOf(account)), snapshot)
    }
  })
})
