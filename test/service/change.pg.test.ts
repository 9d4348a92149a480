/** UpdateTransaction and DeleteTransaction over the wire, field by field (contracts' README, "Fees"): what is kept, what is changed, and whom it is denied. */

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { A, B, type Desk, deskAt, type Extra, type Outcome, taken } from './desk.ts'
import { openHouse, type Standing } from './house.ts'

describe('a fee is corrected and annulled over the wire', () => {
  let house: Standing
  before(async () => {
    house = await openHouse()
  })
  after(() => house.close())
  const noon = (date: string) => house.setClock(`${date}T12:00:00+02:00`)
  const registered = async (desk: Desk = house.both, visit = '2025-06-01') => {
    const person = house.stranger()
    return { person, fee: await taken(desk.register(person, visit, '250.00')) }
  }
  const rowsOf = async (person: string) => (await house.both.extended(person)).rows

  test('a corrected fee keeps its id and its card, and shows the new values', async () => {
    noon('2025-06-02')
    const person = house.stranger()
    const { fee, card } = await house.both.register(person, '2025-06-01', '250.00')
    const answer = await house.both.update(fee ?? '', '2025-05-31', '100.50')
    assert.deepEqual(answer, { code: 'OK', text: null, fee, card })
    const [, active] = await rowsOf(person)
    assert.deepEqual(
      [active?.['transactionDate'], active?.['amount'], active?.['status']],
      ['2025-05-31', '100.5', 'ACTIVE'],
    )
  })

  test('a unit left out of a correction is kept, a unit told replaces it, and a provider told replaces the provider', async () => {
    noon('2025-06-02')
    const { person, fee } = await registered()
    await house.both.update(fee, '2025-06-01', '240.00')
    assert.equal((await rowsOf(person)).at(-1)?.['careUnit'], 'SE2321000198-A1')
    await house.both.update(fee, '2025-06-01', '240.00', { fields: { careUnit: 'Mottagning 2' } })
    assert.equal((await rowsOf(person)).at(-1)?.['careUnit'], 'Mottagning 2')
    await house.both.update(fee, '2025-06-01', '240.00', { fields: { careProvider: 'se5599990000-b' } })
    const last = (await rowsOf(person)).at(-1)
    assert.deepEqual([last?.['careProvider'], last?.['careUnit']], ['SE5599990000-B', 'Mottagning 2'])
  })

  const UNCHANGED: readonly [string, Extra][] = [
    ['the unit left out', {}],
    ['the unit told again', { fields: { careUnit: 'SE2321000198-A1' } }],
    [
      'provider and unit told in lower case',
      { fields: { careUnit: 'se2321000198-a1', careProvider: 'se2321000198-a' } },
    ],
    ['a reason told', { fields: { updateReason: 'Inget fel' } }],
    ['another employee', { actor: { employeeId: 'SE2321000198-E002' } }],
    ['the amount spelled otherwise', { fields: { amount: '2.5e2' } }],
    ['the date with a zone', { fields: { transactionDate: '2025-06-01Z' } }],
  ]
  for (const [how, extra] of UNCHANGED) {
    test(`a correction that changes nothing is OK, and makes no row (${how})`, async () => {
      noon('2025-06-02')
      const person = house.stranger()
      const { fee, card } = await house.both.register(person, '2025-06-01', '250.00')
      const entries = await house.entries()
      const answer = await house.both.update(fee ?? '', '2025-06-01', '250.00', extra)
      assert.deepEqual(answer, { code: 'OK', text: null, fee, card })
      assert.equal((await rowsOf(person)).length, 1)
      assert.equal(await house.entries(), entries)
    })
  }

  test('the same correction sent twice changes once', async () => {
    noon('2025-06-02')
    const { person, fee } = await registered()
    for (const _ of [1, 2]) assert.equal((await house.both.update(fee, '2025-05-30', '200.00')).code, 'OK')
    assert.deepEqual(
      (await rowsOf(person)).map((row) => row['status']),
      ['UPDATED', 'ACTIVE'],
    )
  })

  test('a fee’s id may be told in capitals', async () => {
    noon('2025-06-02')
    const { person, fee } = await registered()
    assert.equal((await house.both.update(fee.toUpperCase(), '2025-06-01', '200.00')).fee, fee)
    assert.equal((await house.both.annul(fee.toUpperCase())).code, 'OK')
    assert.equal((await house.both.card(person)).card, null)
  })

  test('an annulled fee can neither be corrected nor annulled again, also when the correction would change nothing', async () => {
    noon('2025-06-02')
    const { person, fee } = await registered()
    await taken(house.both.register(person, '2025-05-01', '100.00'))
    assert.equal((await house.both.annul(fee)).code, 'OK')
    const entries = await house.entries()
    assert.equal((await house.both.annul(fee)).code, 'ERROR')
    assert.equal((await house.both.update(fee, '2025-06-01', '250.00')).code, 'ERROR')
    assert.equal((await house.both.update(fee, '2025-05-20', '100.00')).code, 'ERROR')
    assert.equal(await house.entries(), entries)
    assert.equal((await house.both.card(person)).card?.['currentAmount'], '100')
  })

  test('an annulled fee does not hinder the same visit from being registered anew', async () => {
    noon('2025-06-02')
    const { person, fee } = await registered()
    await house.both.annul(fee)
    const again = await house.both.register(person, '2025-06-01', '250.00')
    assert.equal(again.code, 'OK')
    assert.notEqual(again.fee, fee)
  })

  /** The fee was registered by a system for A, with an actor of A. */
  const WHO: readonly { who: string; desk: () => Desk; code: string }[] = [
    { who: 'the same system', desk: () => house.a, code: 'OK' },
    { who: 'another system, an actor of the same provider', desk: () => house.both, code: 'OK' },
    { who: 'the same system without header', desk: () => deskAt(house.address, null, A), code: 'OK' },
    { who: 'a system for both, an actor of the other provider', desk: () => house.bothAsB, code: 'ACCESSDENIED' },
    { who: 'a system for the other provider', desk: () => house.b, code: 'ACCESSDENIED' },
    { who: 'an unknown system', desk: () => deskAt(house.address, 'SE2321000198-X', A), code: 'ACCESSDENIED' },
  ]
  for (const { who, desk, code } of WHO) {
    test(`a fee that A registered: ${who} gets ${code}`, async () => {
      noon('2025-06-02')
      const { person, fee } = await registered(house.a)
      assert.equal((await desk().update(fee, '2025-06-01', '200.00')).code, code)
      assert.equal((await desk().annul(fee)).code, code)
      assert.equal((await house.both.card(person)).card?.['currentAmount'] ?? null, code === 'OK' ? null : '250')
    })
  }

  test('who took the fee does not decide who may change it: the one who registered it may, the one who took it may not', async () => {
    noon('2025-06-02')
    const told = { fields: { careProvider: B.provider, careUnit: B.unit } }
    const person = house.stranger()
    const fee = await taken(house.a.register(person, '2025-06-01', '250.00', told))
    assert.equal((await house.b.update(fee, '2025-06-01', '200.00', told)).code, 'ACCESSDENIED')
    assert.equal((await house.b.annul(fee)).code, 'ACCESSDENIED')
    assert.equal((await house.a.update(fee, '2025-06-01', '200.00', told)).code, 'OK')
    assert.equal((await house.a.annul(fee)).code, 'OK')
  })

  test('a provider that corrected a fee did not register it: an act by another stays denied', async () => {
    noon('2025-06-02')
    const { fee } = await registered(house.bothAsB)
    assert.equal((await house.a.update(fee, '2025-06-01', '200.00')).code, 'ACCESSDENIED')
    assert.equal((await house.b.update(fee, '2025-06-01', '200.00')).code, 'OK')
    assert.equal((await house.a.annul(fee)).code, 'ACCESSDENIED')
  })

  test('a foreign principal is denied, and a malformed one is named', async () => {
    noon('2025-06-02')
    const { fee } = await registered()
    const told = (carePrincipalId: string) => ({ fields: { carePrincipalId } })
    assert.equal((await house.both.update(fee, '2025-06-01', '200.00', told('SE2321000016-39KJ'))).code, 'ACCESSDENIED')
    assert.equal((await house.both.annul(fee, null, told('SE2321000016-39KJ'))).code, 'ACCESSDENIED')
    names(await house.both.annul(fee, null, told('SE 1')), 'carePrincipalId')
    names(await house.both.annul(fee, null, { actor: { employeeId: 'x y' } }), 'employeeId')
    assert.equal((await house.both.annul(fee, null, told('se2321000198-1000'))).code, 'OK')
  })

  test('an unknown id, an id of another shape and the id of a card name no fee', async () => {
    noon('2025-06-02')
    const person = house.stranger()
    const { fee, card } = await house.both.register(person, '2025-06-01', '250.00')
    const other = (fee ?? '').replace(/.$/, (sign) => (sign === '0' ? '1' : '0'))
    const foreign = '12345678-1234-8123-8123-123456789012'
    const shapes = ['1', 'x'.repeat(36), '{}', '0'.repeat(36), `${fee}`.replaceAll('-', ''), '%00', "' or 1=1 --"]
    for (const id of [other, foreign, card ?? '', person, '550e8400-e29b-41d4-a716-446655440000', ...shapes]) {
      names(await house.both.update(id, '2025-06-01', '200.00'), 'transactionId')
      names(await house.both.annul(id), 'transactionId')
    }
    names(await house.both.annul(''), 'transactionId')
    names(await house.both.annul('x'.repeat(37)), 'transactionId')
    assert.equal((await house.both.card(person)).card?.['currentAmount'], '250')
  })

  test('backdating binds a changed visit date, not one left as it was', async () => {
    noon('2025-06-02')
    const { person, fee } = await registered(house.both, '2025-06-01')
    await taken(house.both.register(person, '2025-06-02', '50.00'))
    noon('2026-06-02')
    assert.equal((await house.both.update(fee, '2025-06-01', '200.00')).code, 'OK')
    names(await house.both.update(fee, '2025-05-31', '200.00'), 'transactionDate')
    assert.equal((await house.both.update(fee, '2025-06-02', '200.00')).code, 'OK')
    assert.equal((await house.both.update(fee, '2025-06-03', '200.00')).code, 'OK')
    names(await house.both.update(fee, '2026-06-03', '200.00'), 'transactionDate')
    names(await house.both.update(fee, '2025-06-01', '200.00'), 'transactionDate')
    assert.equal((await house.both.update(fee, '2026-06-02', '200.00')).code, 'OK')
  })

  test('a correction’s amount is bounded as a new fee’s', async () => {
    noon('2025-06-02')
    const { fee } = await registered()
    for (const amount of ['0', '-1', '0.005', '10000.01'])
      names(await house.both.update(fee, '2025-06-01', amount), 'amount')
    for (const amount of ['0.01', '10000'])
      assert.match((await house.both.update(fee, '2025-06-01', amount)).code, /^(OK|INFO)$/)
  })

  test('an annulment may come long after the visit', async () => {
    noon('2024-06-02')
    const { fee } = await registered(house.both, '2024-06-01')
    noon('2025-09-01')
    assert.equal((await house.both.annul(fee, 'Fel patient')).code, 'OK')
  })

  const names = ({ code, text }: Outcome, element: string): void => {
    assert.equal(code, 'VALIDATION_ERROR', text ?? code)
    assert.match(text ?? '', new RegExp(`\\b${element}\\b`))
  }
})
