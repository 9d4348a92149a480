/** RegisterTransaction over the wire, field by field (contracts' README): what is taken, what is refused and by which code, and that a refusal stores nothing. */

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { decodeEntry } from '../../src/ledger/entryCodec.ts'
import { A, A_SYSTEM, B, deskAt, type Extra, taken } from './desk.ts'
import { openHouse, type Standing } from './house.ts'

describe('a fee is registered over the wire', () => {
  let house: Standing
  before(async () => {
    house = await openHouse()
  })
  after(() => house.close())
  const noon = (date: string) => house.setClock(`${date}T12:00:00${date < '2025-03-30' ? '+01:00' : '+02:00'}`)

  test('a fee is answered with its id and its card’s, and stands in the next answer', async () => {
    noon('2025-06-02')
    const person = house.stranger()
    const { code, fee, card } = await house.both.register(person, '2025-06-01', '250.00')
    assert.equal(code, 'OK')
    assert.match(fee ?? '', /^[0-9a-f-]{36}$/)
    assert.notEqual(fee, card)
    const answer = await house.both.extended(person)
    assert.equal(answer.card?.cardSystemId, card)
    assert.deepEqual(answer.rows, [
      {
        transactionId: fee,
        personId: person,
        amount: '250',
        transactionDate: '2025-06-01',
        registrationDateTime: '2025-06-02T12:00:00',
        carePrincipal: 'SE2321000198-1000',
        careProvider: 'SE2321000198-A',
        careUnit: 'SE2321000198-A1',
        status: 'ACTIVE',
      },
    ])
  })

  const AMOUNTS: readonly [string, string][] = [
    ['0.01', 'OK'],
    ['250', 'OK'],
    ['99.5', 'OK'],
    ['2.5E2', 'OK'],
    ['1449.99', 'OK'],
    ['1450', 'OK'],
    ['1450.01', 'INFO'],
    ['10000', 'INFO'],
    ['10000.01', 'VALIDATION_ERROR'],
    ['0', 'VALIDATION_ERROR'],
    ['-0', 'VALIDATION_ERROR'],
    ['-1', 'VALIDATION_ERROR'],
    ['0.005', 'VALIDATION_ERROR'],
    ['250.001', 'VALIDATION_ERROR'],
  ]
  test('a fee is of 0.01 to 10 000 kr in whole öre', async () => {
    noon('2025-06-02')
    for (const [amount, expected] of AMOUNTS) {
      const person = house.stranger()
      const { code, text } = await house.both.register(person, '2025-06-01', amount)
      assert.equal(code, expected, amount)
      const { card } = await house.both.card(person)
      if (code === 'VALIDATION_ERROR') assert.match(text ?? '', /\bamount\b/, amount)
      assert.equal(card?.['currentAmount'] ?? null, code === 'VALIDATION_ERROR' ? null : String(Number(amount)), amount)
    }
  })

  /** The day of registration, the visit date, and what it comes to; "-" is a fee that counts on no card any more. */
  const DATES: readonly [string, string, string][] = [
    ['2025-06-02', '2025-06-02', 'OK'],
    ['2025-06-02', '2025-06-03', 'VALIDATION_ERROR'],
    ['2025-06-02', '2026-06-02', 'VALIDATION_ERROR'],
    ['2025-06-02', '2024-06-03', 'OK'],
    ['2025-06-02', '2024-06-02', 'OK -'],
    ['2025-06-02', '2024-06-01', 'VALIDATION_ERROR'],
    ['2025-02-28', '2024-02-29', 'OK'],
    ['2025-02-28', '2024-02-28', 'OK -'],
    ['2025-02-28', '2024-02-27', 'VALIDATION_ERROR'],
    ['2025-03-01', '2024-03-01', 'OK -'],
    ['2025-03-01', '2024-02-29', 'VALIDATION_ERROR'],
    ['2024-02-29', '2023-03-01', 'OK'],
    ['2024-02-29', '2023-02-28', 'OK -'],
    ['2024-02-29', '2023-02-27', 'VALIDATION_ERROR'],
  ]
  test('a visit lies at most twelve months back and not in the future', async () => {
    for (const [today, visit, expected] of DATES) {
      noon(today)
      const { code, text, card } = await house.both.register(house.stranger(), visit, '250.00')
      assert.equal(`${code}${code === 'OK' && card === null ? ' -' : ''}`, expected, `${visit} on ${today}`)
      if (code === 'VALIDATION_ERROR') assert.match(text ?? '', /\btransactionDate\b/)
    }
  })

  test('a fee of exactly twelve months ago that fills the ceiling makes a card, and that card is already over', async () => {
    noon('2025-06-02')
    const person = house.stranger()
    assert.equal((await house.both.register(person, '2024-06-02', '1450.00')).card?.length, 36)
    assert.equal((await house.both.card(person)).card, null)
  })

  /** The clock, and the day it is in Sweden then. */
  const MIDNIGHTS: readonly [string, string][] = [
    ['2025-06-02T00:00:00+02:00', '2025-06-02'],
    ['2025-06-01T23:59:59.999+02:00', '2025-06-01'],
    ['2025-06-02T01:59:59+02:00', '2025-06-02'],
    ['2025-01-01T00:00:01+01:00', '2025-01-01'],
    ['2024-12-31T23:59:59+01:00', '2024-12-31'],
    ['2025-03-30T03:00:00+02:00', '2025-03-30'],
    ['2025-10-26T02:30:00+01:00', '2025-10-26'],
  ]
  test('a fee without visit date is of today in Sweden, also when it is still yesterday in UTC', async () => {
    for (const [clock, day] of MIDNIGHTS) {
      house.setClock(clock)
      const person = house.stranger()
      await taken(house.both.register(person, null, '250.00'))
      const [row] = (await house.both.extended(person)).rows
      assert.equal(row?.['transactionDate'], day, clock)
    }
  })

  test('just after midnight in Sweden today is not the future, and tomorrow is', async () => {
    house.setClock('2025-06-02T00:00:01+02:00')
    const person = house.stranger()
    assert.equal((await house.both.register(person, '2025-06-02', '250.00')).code, 'OK')
    assert.equal((await house.both.register(person, '2025-06-03', '250.00')).code, 'VALIDATION_ERROR')
    house.setClock('2025-06-01T23:59:59+02:00')
    assert.equal((await house.both.register(house.stranger(), '2025-06-02', '250.00')).code, 'VALIDATION_ERROR')
  })

  test('moments in answers are Swedish clock time in whole seconds, also in the hour that comes twice', async () => {
    const moments: [string, string][] = [
      ['2025-01-15T08:30:00.987+01:00', '2025-01-15T08:30:00'],
      ['2025-10-26T02:30:00+02:00', '2025-10-26T02:30:00'],
      ['2025-10-26T02:30:00+01:00', '2025-10-26T02:30:00'],
    ]
    for (const [clock, shown] of moments) {
      house.setClock(clock)
      const person = house.stranger()
      await taken(house.both.register(person, null, '250.00'))
      assert.equal((await house.both.extended(person)).rows[0]?.['registrationDateTime'], shown)
    }
  })

  /** What is told of provider and unit, and what the answer shows. */
  const CAREGIVERS: readonly { told: Record<string, string | null>; provider: string; unit: string | undefined }[] = [
    { told: { careProvider: 'se5599990000-b', careUnit: null }, provider: 'SE5599990000-B', unit: undefined },
    { told: { careUnit: 'Se2321000198-a1' }, provider: 'SE2321000198-A', unit: 'SE2321000198-A1' },
    {
      told: { careProvider: 'Optikern på hörnet & Co', careUnit: 'Rum <3>' },
      provider: 'Optikern på hörnet & Co',
      unit: 'Rum <3>',
    },
    { told: { careProvider: 'SE2321000115-O00001', careUnit: null }, provider: 'SE2321000115-O00001', unit: undefined },
    {
      told: { careProvider: 'Å'.repeat(128), careUnit: 'ö'.repeat(128) },
      provider: 'Å'.repeat(128),
      unit: 'ö'.repeat(128),
    },
  ]
  test('provider and unit are tied to the directory when they equal an HSA-id in it, else kept as text', async () => {
    noon('2025-06-02')
    for (const { told, provider, unit } of CAREGIVERS) {
      const person = house.stranger()
      await taken(house.both.register(person, '2025-06-01', '250.00', { fields: told }))
      const [row] = (await house.both.extended(person)).rows
      assert.deepEqual([row?.['careProvider'], row?.['careUnit']], [provider, unit])
    }
  })

  /** One fault each in a message that is right in all else: the code, and the element that a VALIDATION_ERROR names. */
  const REFUSED: readonly { because: string; extra: Extra; code: string; names?: string }[] = [
    {
      because: 'a card type the principal does not use',
      extra: { fields: { cardTypeId: 'TECHNICAL_AID' } },
      code: 'VALIDATION_ERROR',
      names: 'cardTypeId',
    },
    {
      because: 'a card type nobody has',
      extra: { fields: { cardTypeId: 'care_visit' } },
      code: 'VALIDATION_ERROR',
      names: 'cardTypeId',
    },
    { because: 'no card type', extra: { fields: { cardTypeId: null } }, code: 'VALIDATION_ERROR', names: 'cardTypeId' },
    { because: 'no amount', extra: { fields: { amount: null } }, code: 'VALIDATION_ERROR', names: 'amount' },
    { because: 'no employee', extra: { actor: { employeeId: null } }, code: 'VALIDATION_ERROR', names: 'employeeId' },
    {
      because: 'an employee with a space',
      extra: { actor: { employeeId: 'SE2321 E001' } },
      code: 'VALIDATION_ERROR',
      names: 'employeeId',
    },
    {
      because: 'an actor’s unit with a space',
      extra: { actor: { careUnitId: 'en enhet' } },
      code: 'VALIDATION_ERROR',
      names: 'careUnitId',
    },
    {
      because: 'an actor’s provider with a space',
      extra: { actor: { careProviderId: 'SE 1' } },
      code: 'VALIDATION_ERROR',
      names: 'careProviderId',
    },
    {
      because: 'a principal with a space',
      extra: { fields: { carePrincipalId: 'SE 1' } },
      code: 'VALIDATION_ERROR',
      names: 'carePrincipalId',
    },
    {
      because: 'a 31 February',
      extra: { fields: { transactionDate: '2025-02-31' } },
      code: 'VALIDATION_ERROR',
      names: 'transactionDate',
    },
    {
      because: 'a foreign principal',
      extra: { fields: { carePrincipalId: 'SE2321000016-39KJ' } },
      code: 'ACCESSDENIED',
    },
    {
      because: 'an actor’s provider outside the register',
      extra: { actor: { careProviderId: 'SE2321000016-39KJ' } },
      code: 'ACCESSDENIED',
    },
  ]
  test('each fault has its code, a VALIDATION_ERROR names the element, and nothing is stored', async () => {
    noon('2025-06-02')
    const entries = await house.entries()
    for (const { because, extra, code, names } of REFUSED) {
      const person = house.stranger()
      const answer = await house.both.register(person, '2025-06-01', '250.00', extra)
      assert.equal(answer.code, code, `${because}: ${answer.text}`)
      if (names !== undefined) assert.match(answer.text ?? '', new RegExp(`\\b${names}\\b`), because)
      assert.equal((await house.both.card(person)).card, null, because)
    }
    assert.equal(await house.entries(), entries)
  })

  test('a system acts only for providers of its own, and an unknown one for none', async () => {
    noon('2025-06-02')
    const entries = await house.entries()
    const asked = (system: string | null) => deskAt(house.address, system, B).register(house.stranger(), null, '250.00')
    assert.equal((await asked(A_SYSTEM)).code, 'ACCESSDENIED')
    for (const system of ['SE2321000198-DEMO-C', 'nobody', '', 'SE2321000198-DEMO, SE5599990000-DEMO-B'])
      assert.equal((await asked(system)).code, 'ACCESSDENIED', system)
    assert.equal(await house.entries(), entries)
    for (const system of [null, 'se2321000198-demo', 'sE5599990000-Demo-b', ' SE5599990000-DEMO-B '])
      assert.equal((await asked(system)).code, 'OK', String(system))
    assert.equal(await house.entries(), entries + 4)
  })

  test('HSA-ids are compared without regard to case', async () => {
    noon('2025-06-02')
    const person = house.stranger()
    const actor = { employeeId: 'se2321000198-e001', careProviderId: 'se2321000198-a', careUnitId: 'se2321000198-a1' }
    const fee = await taken(
      house.a.register(person, '2025-06-01', '250.00', { fields: { carePrincipalId: 'se2321000198-1000' }, actor }),
    )
    assert.equal((await house.a.card(person, { carePrincipalId: 'Se2321000198-1000' })).card?.['currentAmount'], '250')
    assert.equal((await house.a.annul(fee, null, { actor })).code, 'OK')
  })

  test('a visit before the first known ceiling is refused, and the first day of that ceiling is not', async () => {
    house.setClock('2012-06-01T12:00:00+02:00')
    const person = house.stranger()
    const early = await house.both.register(person, '2011-12-31', '250.00')
    assert.equal(early.code, 'VALIDATION_ERROR')
    assert.match(early.text ?? '', /\btransactionDate\b/)
    const fee = await taken(house.both.register(person, '2012-01-01', '250.00'))
    assert.equal((await house.both.update(fee, '2011-12-31', '250.00')).code, 'VALIDATION_ERROR')
    assert.equal((await house.both.card(person)).card?.['amountToLimit'], '850')
  })

  test('who acted is kept with the fee: system, employee, provider and unit, as the system told them', async () => {
    noon('2025-06-02')
    await taken(house.a.register(house.stranger(), null, '250.00', { actor: { careUnitId: 'se2321000198-a9' } }))
    const { rows } = await house.pool.query<{ content: string }>(
      'select content from entry_content where account_id > 0',
    )
    const kept = rows
      .map(({ content }) => decodeEntry(content).entry)
      .flatMap((entry) => ('by' in entry ? [entry.by] : []))
    const by = { system: A_SYSTEM, employee: A.employee, provider: A.provider, unit: 'SE2321000198-A9' }
    const found = kept.filter(({ unit }) => unit === by.unit)
    assert.deepEqual(found, [by])
  })

  test('a system for one provider may register what the other provider took', async () => {
    noon('2025-06-02')
    const person = house.stranger()
    const told = { careProvider: B.provider, careUnit: B.unit }
    assert.equal((await house.a.register(person, '2025-06-01', '250.00', { fields: told })).code, 'OK')
  })
})
