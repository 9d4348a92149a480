/** A fee's rows as callers see them (contracts' README, "Fees"; domain.md R1, S4): one id, many rows, and what is masked for those whose fee it is not. */

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { A, B, type Desk, type Row, taken } from './desk.ts'
import { openHouse, type Standing } from './house.ts'

describe('the rows of a fee', () => {
  let house: Standing
  before(async () => {
    house = await openHouse()
  })
  after(() => house.close())
  const at = (clock: string) => house.setClock(`${clock}+02:00`)
  const short = (rows: readonly Row[]) =>
    rows.map((row) => `${row['status']} ${row['transactionDate']} ${row['amount']} ${row['statusReason'] ?? '-'}`)
  const takenByB = { fields: { careProvider: B.provider, careUnit: B.unit } }

  test('each correction leaves the values it replaced, with its reason; the newest stand ACTIVE since the first registration', async () => {
    const person = house.stranger()
    at('2025-06-02T08:00:00')
    const fee = await taken(house.a.register(person, '2025-06-01', '250.00'))
    at('2025-06-02T09:00:00')
    await house.a.update(fee, '2025-06-01', '100.00', { fields: { updateReason: 'Telefonbesök' } })
    at('2025-06-03T10:00:00')
    await house.a.update(fee, '2025-05-31', '100.00', { fields: { updateReason: 'Fel <dag> & fel månad' } })
    at('2025-06-03T11:00:00')
    await house.a.update(fee, '2025-05-31', '100.00', { fields: { careUnit: 'Annan mottagning' } })
    const { rows } = await house.a.extended(person)
    assert.deepEqual(short(rows), [
      'UPDATED 2025-06-01 250 Telefonbesök',
      'UPDATED 2025-06-01 100 Fel <dag> & fel månad',
      'UPDATED 2025-05-31 100 -',
      'ACTIVE 2025-05-31 100 -',
    ])
    assert.deepEqual(new Set(rows.map((row) => row['transactionId'])), new Set([fee]))
    assert.equal(rows.at(-1)?.['registrationDateTime'], '2025-06-02T08:00:00')
    assert.deepEqual(
      rows.map((row) => row['careUnit']),
      ['SE2321000198-A1', 'SE2321000198-A1', 'SE2321000198-A1', 'Annan mottagning'],
    )
  })

  test('an annulled fee shows its last values as DELETED, with the annulment’s reason, and what was replaced before', async () => {
    at('2025-06-02T12:00:00')
    const person = house.stranger()
    await taken(house.a.register(person, '2025-04-01', '50.00'))
    const fee = await taken(house.a.register(person, '2025-06-01', '250.00'))
    await house.a.update(fee, '2025-06-01', '100.00', { fields: { updateReason: 'Rättad' } })
    await house.a.annul(fee, 'Fel patient')
    const { card, rows } = await house.a.extended(person)
    assert.deepEqual(short(rows), [
      'ACTIVE 2025-04-01 50 -',
      'UPDATED 2025-06-01 250 Rättad',
      'DELETED 2025-06-01 100 Fel patient',
    ])
    assert.equal(card?.['currentAmount'], '50')
  })

  test('without reasons told there are none shown, and an empty one is as none', async () => {
    at('2025-06-02T12:00:00')
    const person = house.stranger()
    await taken(house.a.register(person, '2025-04-01', '50.00'))
    const fee = await taken(house.a.register(person, '2025-06-01', '250.00'))
    await house.a.update(fee, '2025-06-01', '100.00', { fields: { updateReason: '' } })
    await house.a.annul(fee)
    const { rows } = await house.a.extended(person)
    assert.deepEqual(short(rows).slice(1), ['UPDATED 2025-06-01 250 -', 'DELETED 2025-06-01 100 -'])
    assert.ok(rows.every((row) => !('statusReason' in row)))
  })

  test('fees stand in care order: by visit, then by registration; a corrected one keeps its place among its equals', async () => {
    const person = house.stranger()
    at('2025-06-02T08:00:00')
    const first = await taken(house.a.register(person, '2025-06-01', '10.00'))
    at('2025-06-02T09:00:00')
    await taken(house.a.register(person, '2025-05-01', '20.00'))
    await taken(house.a.register(person, '2025-06-01', '30.00'))
    await taken(house.a.register(person, '2025-06-02', '40.00'))
    at('2025-06-02T10:00:00')
    await house.a.update(first, '2025-06-01', '11.00')
    assert.deepEqual(short((await house.a.extended(person)).rows), [
      'ACTIVE 2025-05-01 20 -',
      'UPDATED 2025-06-01 10 -',
      'ACTIVE 2025-06-01 11 -',
      'ACTIVE 2025-06-01 30 -',
      'ACTIVE 2025-06-02 40 -',
    ])
  })

  test('another provider sees date and amount of what counts, under "Annan vårdgivare", and nothing of the history', async () => {
    at('2025-06-02T12:00:00')
    const person = house.stranger()
    const fee = await taken(house.a.register(person, '2025-05-30', '250.00'))
    await house.a.update(fee, '2025-06-01', '100.00', { fields: { updateReason: 'Hemlig orsak' } })
    const gone = await taken(house.a.register(person, '2025-05-20', '70.00'))
    await house.a.annul(gone, 'Ännu hemligare')
    const own = await taken(house.b.register(person, '2025-06-02', '40.00'))
    const { card, rows } = await house.b.extended(person)
    assert.deepEqual(rows, [
      {
        transactionId: fee,
        personId: person,
        amount: '100',
        transactionDate: '2025-06-01',
        registrationDateTime: '2025-06-02T12:00:00',
        carePrincipal: 'SE2321000198-1000',
        careProvider: 'Annan vårdgivare',
        status: 'ACTIVE',
      },
      {
        transactionId: own,
        personId: person,
        amount: '40',
        transactionDate: '2025-06-02',
        registrationDateTime: '2025-06-02T12:00:00',
        carePrincipal: 'SE2321000198-1000',
        careProvider: 'SE5599990000-B',
        careUnit: 'SE5599990000-B1',
        status: 'ACTIVE',
      },
    ])
    assert.deepEqual([card?.['currentAmount'], card?.['amountToLimit']], ['140', '1310'])
    assert.deepEqual(card?.['persons'], [{ id: person, readConsent: 'false' }])
  })

  test('the wire holds no word of a masked fee’s provider, unit or reasons', async () => {
    at('2025-06-02T12:00:00')
    const person = house.stranger()
    const marks = { careProvider: 'Provider-XYZ', careUnit: 'Unit-XYZ', updateReason: 'Reason-XYZ' }
    const fee = await taken(house.a.register(person, '2025-05-30', '250.00', { fields: marks }))
    await house.a.update(fee, '2025-05-30', '240.00', { fields: marks })
    const told = { carePrincipalId: 'SE2321000198-1000', personId: person, cardTypeId: 'CARE_VISIT' }
    const { xml } = await house.b.post('GetExtendedCardForPerson', { told })
    assert.match(xml, /Annan vårdgivare/)
    assert.doesNotMatch(xml, /XYZ|UPDATED|SE2321000198-A|E001/)
    assert.match((await house.a.post('GetExtendedCardForPerson', { told })).xml, /Reason-XYZ/)
  })

  test('a fee that B took and A registered is both’s own, history and all', async () => {
    at('2025-06-02T12:00:00')
    const person = house.stranger()
    const fee = await taken(house.a.register(person, '2025-05-30', '250.00', takenByB))
    await house.a.update(fee, '2025-05-30', '200.00', { fields: { ...takenByB.fields, updateReason: 'Rättad' } })
    const gone = await taken(house.a.register(person, '2025-05-29', '100.00', takenByB))
    await house.a.annul(gone, 'Dubbel')
    const seen = async (desk: Desk) => (await desk.extended(person)).rows
    assert.deepEqual(await seen(house.b), await seen(house.a))
    assert.deepEqual(short(await seen(house.b)), [
      'DELETED 2025-05-29 100 Dubbel',
      'UPDATED 2025-05-30 250 Rättad',
      'ACTIVE 2025-05-30 200 -',
    ])
    assert.equal((await seen(house.b)).at(-1)?.['careProvider'], 'SE5599990000-B')
  })

  test('a fee registered for an outside provider is whole to the one that registered it alone', async () => {
    at('2025-06-02T12:00:00')
    const person = house.stranger()
    const outside = { fields: { careProvider: 'Tandläkare i Falun', careUnit: null } }
    await taken(house.a.register(person, '2025-05-30', '250.00', outside))
    assert.equal((await house.a.extended(person)).rows[0]?.['careProvider'], 'Tandläkare i Falun')
    assert.equal((await house.b.extended(person)).rows[0]?.['careProvider'], 'Annan vårdgivare')
  })

  test('corrected away from B, a fee is B’s no more', async () => {
    at('2025-06-02T12:00:00')
    const person = house.stranger()
    const fee = await taken(house.a.register(person, '2025-05-30', '250.00', takenByB))
    await house.a.update(fee, '2025-05-30', '250.00')
    assert.deepEqual(
      (await house.b.extended(person)).rows.map((row) => [row['careProvider'], row['status']]),
      [['Annan vårdgivare', 'ACTIVE']],
    )
  })

  test('a system for both providers sees both whole, whoever it names at the end', async () => {
    at('2025-06-02T12:00:00')
    const person = house.stranger()
    await taken(house.a.register(person, '2025-05-30', '250.00'))
    await taken(house.b.register(person, '2025-05-31', '250.00'))
    for (const extension of [null, A.provider, B.provider, B.provider.toLowerCase()]) {
      const { rows, card } = await house.both.extended(person, { extension })
      assert.deepEqual(
        rows.map((row) => row['careUnit']),
        ['SE2321000198-A1', 'SE5599990000-B1'],
      )
      assert.deepEqual(card?.['persons'], [{ id: person, readConsent: 'false' }])
    }
  })

  test('the provider named at the end must be one the system acts for, and in the register', async () => {
    const person = house.stranger()
    const asked = async (desk: Desk, extension: string) => [
      (await desk.card(person, { extension })).code,
      (await desk.extended(person, { extension })).code,
    ]
    assert.deepEqual(await asked(house.a, A.provider), ['OK', 'OK'])
    assert.deepEqual(await asked(house.a, B.provider), ['ACCESSDENIED', 'ACCESSDENIED'])
    assert.deepEqual(await asked(house.both, 'SE2321000016-39KJ'), ['ACCESSDENIED', 'ACCESSDENIED'])
    assert.deepEqual(await asked(house.both, 'x y'), ['VALIDATION_ERROR', 'VALIDATION_ERROR'])
  })

  test('what is over a year old stands among the expired fees of the current card, with its history, masked for others', async () => {
    const person = house.stranger()
    at('2024-05-10T12:00:00')
    const old = await taken(house.a.register(person, '2024-05-10', '250.00'))
    await house.a.update(old, '2024-05-10', '200.00', { fields: { updateReason: 'Rättad' } })
    at('2024-09-01T12:00:00')
    await taken(house.a.register(person, '2024-09-01', '100.00'))
    at('2025-05-09T12:00:00')
    assert.deepEqual((await house.a.extended(person)).expired, [])
    at('2025-05-10T00:00:00')
    const { rows, expired, card } = await house.a.extended(person)
    assert.deepEqual(short(rows), ['ACTIVE 2024-09-01 100 -'])
    assert.deepEqual(short(expired), ['UPDATED 2024-05-10 250 Rättad', 'ACTIVE 2024-05-10 200 -'])
    assert.deepEqual([card?.['currentAmount'], card?.['startDate']], ['100', '2024-09-01'])
    const masked = await house.b.extended(person)
    assert.deepEqual(
      masked.expired.map((row) => [row['careProvider'], row['amount'], row['careUnit']]),
      [['Annan vårdgivare', '200', undefined]],
    )
  })

  test('an expired fee annulled is DELETED among the expired ones', async () => {
    const person = house.stranger()
    at('2024-05-10T12:00:00')
    const old = await taken(house.a.register(person, '2024-05-10', '250.00'))
    await taken(house.a.register(person, '2024-05-10', '60.00'))
    at('2025-06-02T12:00:00')
    await taken(house.a.register(person, '2025-06-01', '100.00'))
    assert.equal((await house.a.annul(old, 'Fel')).code, 'OK')
    const { rows, expired } = await house.a.extended(person)
    assert.deepEqual(short(rows), ['ACTIVE 2025-06-01 100 -'])
    assert.deepEqual(short(expired), ['DELETED 2024-05-10 250 Fel', 'ACTIVE 2024-05-10 60 -'])
  })

  test('annulled while it counted, a fee’s rows stay under that card, also when it would have fallen out since', async () => {
    const person = house.stranger()
    at('2025-01-10T12:00:00')
    const gone = await taken(house.a.register(person, '2025-01-05', '250.00'))
    await taken(house.a.register(person, '2025-01-10', '60.00'))
    await house.a.annul(gone, 'Fel')
    at('2026-01-07T12:00:00')
    const { rows, expired } = await house.a.extended(person)
    assert.deepEqual(short(rows), ['DELETED 2025-01-05 250 Fel', 'ACTIVE 2025-01-10 60 -'])
    assert.deepEqual(expired, [])
  })
})
