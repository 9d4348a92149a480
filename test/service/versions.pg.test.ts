/** Versions 1, 2 and 3 side by side over the wire: what one of them writes the others read, each in its own words. */

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { enterSettings } from '../../src/usecases/enterSettings.ts'
import { OWN, setting } from '../usecases/counter.ts'
import { A, A_SYSTEM, B, B_SYSTEM, BOTH_SYSTEM, taken } from './desk.ts'
import { type Desk1and2, desk1and2, type Fields, type Version } from './desk1and2.ts'
import { openHouse, type Standing } from './house.ts'

const EARLIER: readonly Version[] = [1, 2]

describe('three versions of the contract over one register', () => {
  let house: Standing
  before(async () => {
    house = await openHouse()
  })
  after(() => house.close())

  const at = (version: Version): Desk1and2 => desk1and2({ address: house.address, version, system: BOTH_SYSTEM, at: A })
  const noon = (date: string) => house.setClock(`${date}T12:00:00+02:00`)
  const registered = async (version: Version, fields: Fields = {}) => {
    const person = house.stranger()
    const told = { TransactionDate: '2025-06-01', Amount: '250.00', ...fields }
    return { person, fee: await taken(at(version).register(person, told)) }
  }

  for (const version of EARLIER)
    test(`a fee registered in version ${version} is read in all three, the same card and the same fee`, async () => {
      noon('2025-06-02')
      const { person, fee } = await registered(version, { Amount: '99.5' })
      const three = await house.both.extended(person)
      assert.deepEqual(three.rows, [
        {
          transactionId: fee,
          personId: person,
          amount: '99.5',
          transactionDate: '2025-06-01',
          registrationDateTime: '2025-06-02T12:00:00',
          carePrincipal: 'SE2321000198-1000',
          careProvider: 'SE2321000198-A',
          careUnit: 'SE2321000198-A1',
          status: 'ACTIVE',
        },
      ])
      for (const reader of EARLIER) {
        const { code, card, rows } = await at(reader).extended(person)
        assert.deepEqual([code, rows.length], ['OK', 1])
        assert.deepEqual(card, {
          CardSystemId: three.card?.cardSystemId,
          CardType: 'CARE_VISIT',
          Persons: person,
          StartDate: '2025-06-01',
          CurrentAmount: '99.50',
          AmountToLimit: '1350.50',
          CardId: three.card?.cardId,
          CarePrincipalId: 'SE2321000198-1000',
          Status: 'BELOW_LIMIT',
        })
        assert.deepEqual(rows[0], {
          TransactionId: fee,
          PersonId: person,
          Amount: '99.50',
          TransactionDate: '2025-06-01',
          RegistrationDateTime: '2025-06-02T12:00:00',
          CarePrincipalId: 'SE2321000198-1000',
          CareProviderId: 'SE2321000198-A',
          CareUnitId: 'SE2321000198-A1',
        })
      }
    })

  test('a card that is reached shows its dates in every version’s words', async () => {
    noon('2025-06-02')
    const { person } = await registered(1, { Amount: '1450' })
    const { card } = await at(2).card(person)
    assert.deepEqual(
      [card?.['StartDate'], card?.['LimitReachedDate'], card?.['EndDate'], card?.['FinalCardDate'], card?.['Status']],
      ['2025-06-01', '2025-06-01', '2026-05-31', undefined, 'PRELIMINARY'],
    )
    noon('2025-06-04')
    const final = await at(1).card(person)
    assert.deepEqual([final.card?.['FinalCardDate'], final.card?.['Status']], ['2025-06-04', 'FINAL'])
    assert.equal((await house.both.card(person)).card?.['preliminaryCardDate'], '2025-06-01')
  })

  test('a fee of version 3 is corrected in 1 and annulled in 2; version 3 tells the history, 1 and 2 what is left', async () => {
    noon('2025-06-02')
    const person = house.stranger()
    const fee = await taken(house.both.register(person, '2025-06-01', '250.00'))
    const other = await taken(house.both.register(person, '2025-05-01', '100.00'))
    const corrected = await at(1).update(fee.toUpperCase(), person, { Amount: '200', TransactionDate: '2025-05-31' })
    assert.deepEqual([corrected.code, corrected.fee], ['OK', fee])
    assert.equal((await at(2).annul(fee, 'TRANSACTION_REMOVED_BY_PATIENT_REQUEST')).code, 'OK')
    const { rows } = await house.both.extended(person)
    assert.deepEqual(
      rows.map(({ transactionId, amount, status, statusReason }) => [transactionId, amount, status, statusReason]),
      [
        [other, '100', 'ACTIVE', undefined],
        [fee, '250', 'UPDATED', undefined],
        [fee, '200', 'DELETED', 'Patienten har begärt att avgiften tas bort.'],
      ],
    )
    for (const version of EARLIER) {
      const left = (await at(version).extended(person)).rows.map(({ TransactionId }) => TransactionId)
      assert.deepEqual(left, [other])
    }
  })

  test('the other of the two reasons for a removal is told as its own sentence', async () => {
    noon('2025-06-02')
    const { person, fee } = await registered(1)
    await taken(house.both.register(person, '2025-06-01', '100.00'))
    assert.equal((await at(1).annul(fee, 'TRANSACTION_INCORRECT')).code, 'OK')
    const [row] = (await house.both.extended(person)).rows.filter(({ status }) => status === 'DELETED')
    assert.equal(row?.['statusReason'], 'Avgiften var felaktigt registrerad.')
    const refused = await at(2).annul(fee, 'TRANSACTION_INCORRECT')
    assert.deepEqual(refused, { code: 'ERROR', text: 'Avgiften är redan borttagen.' })
  })

  for (const version of EARLIER)
    test(`version ${version}: amount, date and unit left out of a correction are kept`, async () => {
      noon('2025-06-02')
      const { person, fee } = await registered(version)
      assert.equal((await at(version).update(fee, person, { CareProviderId: B.provider })).code, 'OK')
      const [row] = (await at(version).extended(person)).rows
      assert.deepEqual(
        [row?.['Amount'], row?.['TransactionDate'], row?.['CareProviderId'], row?.['CareUnitId']],
        ['250.00', '2025-06-01', 'SE5599990000-B', 'SE2321000198-A1'],
      )
      const before = await house.entries()
      assert.equal((await at(version).update(fee, person, { CareProviderId: B.provider })).code, 'OK')
      assert.equal(await house.entries(), before, 'a correction that changes nothing makes no row')
    })

  describe('a correction must name the fee’s own person and card type', () => {
    const MISMATCHED: readonly [string, (stranger: string) => Fields, string][] = [
      ['another person', (PersonId) => ({ PersonId }), 'Uppgiften PersonId: Avgiften hör till en annan person.'],
      [
        'another card type',
        () => ({ CardTypeId: 'TECHNICAL_AID' }),
        'Uppgiften CardTypeId: Avgiften hör till en annan frikortstyp.',
      ],
      [
        'a card type that is not used',
        () => ({ CardTypeId: 'TRANSPORTATION' }),
        'Uppgiften CardTypeId: Frikortstypen används inte av vårdhuvudmannen.',
      ],
      ['an unknown fee', () => ({ TransactionId: 'x' }), 'Uppgiften TransactionId: Avgiften finns inte.'],
    ]
    before(async () => {
      const types = [
        { id: 'CARE_VISIT', name: 'Öppen sjukvård' },
        { id: 'TECHNICAL_AID', name: 'Tekniska hjälpmedel' },
      ]
      await enterSettings({ ...house.world.ports, by: null }, [setting('cardTypes', '2025-01-01', types, OWN)])
    })
    for (const version of EARLIER)
      for (const [how, changed, text] of MISMATCHED)
        test(`version ${version}: ${how}`, async () => {
          noon('2025-06-02')
          const { person, fee } = await registered(version)
          const stranger = (await registered(version)).person
          const before = await house.entries()
          const answer = await at(version).update(fee, person, { Amount: '1', ...changed(stranger) })
          assert.deepEqual([answer.code, answer.text], ['VALIDATION_ERROR', text])
          assert.equal(await house.entries(), before)
        })

    test('who may not change the fee is told that, and not whose it is', async () => {
      noon('2025-06-02')
      const { fee } = await registered(1)
      const b = desk1and2({ address: house.address, version: 1, system: B_SYSTEM, at: B })
      assert.equal((await b.update(fee, house.stranger(), { Amount: '1' })).code, 'ACCESSDENIED')
    })
  })

  test('another provider sees date and amount, under ANNAN and without unit; provider and unit that are no HSA-ids are text', async () => {
    noon('2025-06-02')
    const long = 'Läkarmottagningen vid Stora torget i Gävle'
    const person = house.stranger()
    const a = desk1and2({ address: house.address, version: 2, system: A_SYSTEM, at: A })
    const b = desk1and2({ address: house.address, version: 1, system: B_SYSTEM, at: B })
    await taken(a.register(person, { TransactionDate: '2025-06-01', Amount: '250' }))
    const fields = { careProvider: long, careUnit: null }
    await taken(house.a.register(person, '2025-06-02', '100.00', { fields }))
    assert.deepEqual(
      (await b.extended(person)).rows.map(({ CareProviderId, CareUnitId, Amount }) => [
        CareProviderId,
        CareUnitId,
        Amount,
      ]),
      [
        ['ANNAN', undefined, '250.00'],
        ['ANNAN', undefined, '100.00'],
      ],
    )
    const own = (await a.extended(person, { extension: A.provider })).rows.map((row) => row['CareProviderId'])
    assert.deepEqual(own, ['SE2321000198-A', 'Läkarmottagningen vid Stora torg'])
  })

  test('an identity of 13 characters has room in version 2 and not in version 1', async () => {
    noon('2025-06-02')
    const person = '19900101GVLE1'
    const told = { TransactionDate: '2025-06-01', Amount: '250' }
    const refused = await at(1).register(person, told)
    assert.deepEqual(
      [refused.code, refused.text],
      ['VALIDATION_ERROR', 'Uppgiften PersonId är för lång: högst 12 tecken får plats.'],
    )
    const fee = await taken(at(2).register(person, told))
    const { card, rows } = await at(2).extended(person)
    assert.deepEqual([card?.Persons, rows.map((row) => row['PersonId'])], [person, [person]])
    assert.equal((await at(2).update(fee, person, { Amount: '200' })).code, 'OK')
  })

  test('a refusal has the version’s own code, and names its own element', async () => {
    noon('2025-06-02')
    const person = house.stranger()
    const told = { TransactionDate: '2025-06-01', Amount: '250' }
    const codes: readonly [Fields, string, RegExp][] = [
      [{ Amount: '0' }, 'VALIDATION_ERROR', /^Uppgiften Amount: /],
      [{ Amount: null }, 'VALIDATION_ERROR', /^Uppgiften Amount saknas\.$/],
      [{ TransactionDate: '2025-06-03' }, 'VALIDATION_ERROR', /^Uppgiften TransactionDate: .*framtiden/],
      [{ PersonId: '199001012386' }, 'VALIDATION_ERROR', /^Uppgiften PersonId: /],
      [{ CardTypeId: 'NONE' }, 'VALIDATION_ERROR', /^Uppgiften CardTypeId: /],
      [{ actor: 'SE2321000198 A' }, 'VALIDATION_ERROR', /^Uppgiften Actor\/CareProviderId: /],
      [{ actor: 'SE5599990000-X' }, 'ACCESSDENIED', /^Vårdgivaren finns inte/],
      [{ CarePrincipalId: 'SE2321000016-39KJ' }, 'ACCESSDENIED', /vårdhuvudmannen/],
    ]
    for (const version of EARLIER)
      for (const [changed, code, text] of codes) {
        const answer = await at(version).register(person, { ...told, ...changed })
        assert.equal(answer.code, code, JSON.stringify(changed))
        assert.match(answer.text ?? '', text)
      }
    assert.equal((await house.both.card(person)).card, null)
  })

  test('what the user must see is INFO with its sentences, as in version 3', async () => {
    noon('2025-06-02')
    const { person } = await registered(1)
    const again = await at(2).register(person, { TransactionDate: '2025-06-01', Amount: '250.00' })
    assert.equal(again.code, 'INFO')
    assert.match(again.text ?? '', /^En likadan avgift registrerades redan 2 juni 2025 klockan 12\.00\./)
  })

  test('a call of version 1 that comes again with its id is the same registration', async () => {
    noon('2025-06-02')
    const person = house.stranger()
    const told = { TransactionDate: '2025-06-01', Amount: '250.00', idempotencyKey: `v1 ${person}` }
    const first = await at(1).register(person, told)
    assert.deepEqual(await at(1).register(person, told), first)
    assert.equal((await at(2).extended(person)).rows.length, 1)
    assert.equal((await at(1).register(person, { ...told, RegistrationDateTime: '2025-06-01T09:00:00' })).code, 'ERROR')
  })

  test('a fee that has fallen out stands under ExpiredTransactions; a person without card has none in any version', async () => {
    noon('2025-06-02')
    const { person } = await registered(1, { TransactionDate: '2024-06-05' })
    noon('2025-06-05')
    await taken(at(2).register(person, { TransactionDate: '2025-06-05', Amount: '100' }))
    const { rows, expired } = await at(1).extended(person)
    assert.deepEqual([rows.map((row) => row['Amount']), expired.map((row) => row['Amount'])], [['100.00'], ['250.00']])
    const nobody = house.stranger()
    for (const version of EARLIER) {
      assert.deepEqual(await at(version).card(nobody), { code: 'OK', text: null, card: null })
      assert.deepEqual((await at(version).extended(nobody)).card, null)
    }
  })
})
