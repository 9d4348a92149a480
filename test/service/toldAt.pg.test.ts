/** RegistrationDateTime of versions 1 and 2 (contracts' README, "Fees"): kept as told and shown there; our own moment decides. */

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { A, BOTH_SYSTEM, taken } from './desk.ts'
import { type Desk1and2, desk1and2, type Version } from './desk1and2.ts'
import { openHouse, type Standing } from './house.ts'

describe('the moment of registration that a caller tells', () => {
  let house: Standing
  before(async () => {
    house = await openHouse()
  })
  after(() => house.close())
  const at = (version: Version): Desk1and2 => desk1and2({ address: house.address, version, system: BOTH_SYSTEM, at: A })
  const visit = { TransactionDate: '2025-06-01', Amount: '250.00' }
  const shownBy = async (version: Version, person: string) =>
    (await at(version).extended(person)).rows.map((row) => row['RegistrationDateTime'])

  test('is kept and shown in versions 1 and 2; version 3 shows when it was recorded here', async () => {
    house.setClock('2025-06-02T12:00:00+02:00')
    const person = house.stranger()
    await taken(at(1).register(person, { ...visit, RegistrationDateTime: '2025-06-01T08:15:30' }))
    for (const version of [1, 2] as const) assert.deepEqual(await shownBy(version, person), ['2025-06-01T08:15:30'])
    const { rows } = await house.both.extended(person)
    assert.deepEqual(
      rows.map((row) => row['registrationDateTime']),
      ['2025-06-02T12:00:00'],
    )
  })

  test('stays through a correction that tells none, in whatever version, and is replaced by one that does', async () => {
    house.setClock('2025-06-02T12:00:00+02:00')
    const person = house.stranger()
    const fee = await taken(at(1).register(person, { ...visit, RegistrationDateTime: '2025-06-01T08:15:30' }))
    await taken(house.both.update(fee, '2025-06-01', '240.00'))
    await taken(at(2).update(fee, person, { Amount: '230' }))
    assert.deepEqual(await shownBy(2, person), ['2025-06-01T08:15:30'])
    const before = await house.entries()
    await taken(at(2).update(fee, person, { RegistrationDateTime: '2025-06-01T08:15:30' }))
    assert.equal(await house.entries(), before, 'told again it changes nothing')
    await taken(at(2).update(fee, person, { RegistrationDateTime: '2025-06-01T07:00:00Z' }))
    assert.deepEqual(await shownBy(1, person), ['2025-06-01T09:00:00'])
    const other = await taken(house.both.register(person, '2025-05-31', '100.00'))
    await taken(at(1).update(other, person, { RegistrationDateTime: '2025-06-02T11:59:59' }))
    assert.deepEqual(await shownBy(1, person), ['2025-06-02T11:59:59', '2025-06-01T09:00:00'])
  })

  test('may be now but not in the future, and of any year before', async () => {
    house.setClock('2025-06-02T12:00:00+02:00')
    const person = house.stranger()
    const later = { ...visit, RegistrationDateTime: '2025-06-02T12:00:01' }
    const text = 'Uppgiften RegistrationDateTime: Registreringstidpunkten ligger i framtiden.'
    for (const version of [1, 2] as const) {
      const refused = await at(version).register(person, later)
      assert.deepEqual([refused.code, refused.text], ['VALIDATION_ERROR', text])
    }
    const fee = await taken(at(1).register(person, { ...visit, RegistrationDateTime: '2025-06-02T12:00:00' }))
    assert.equal((await at(1).update(fee, person, { RegistrationDateTime: '2025-06-02T12:00:01' })).text, text)
    await taken(at(1).update(fee, person, { RegistrationDateTime: '0001-01-01T00:00:00' }))
    assert.deepEqual(await shownBy(1, person), ['0001-01-01T00:00:00'])
  })

  test('does not move a fee in care order: of one day’s visits the one recorded last here is overcharged', async () => {
    house.setClock('2025-06-02T12:00:00+02:00')
    const person = house.stranger()
    await taken(at(1).register(person, { ...visit, Amount: '1400', RegistrationDateTime: '2025-06-02T11:00:00' }))
    house.setClock('2025-06-02T12:05:00+02:00')
    const last = await at(1).register(person, {
      ...visit,
      Amount: '250',
      RegistrationDateTime: '2025-06-02T08:00:00',
    })
    assert.equal(last.code, 'INFO')
    assert.match(last.text ?? '', /^Avgiften är högre än vad patienten ska betala: 200\u00a0kr är överdebiterat/)
  })
})
