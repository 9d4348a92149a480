/** The order of refusals when several apply (contracts' README, "Everywhere"): every two faults that can stand in one message, and which of them is told. */

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { A, B, B_SYSTEM, BOTH_SYSTEM, deskAt, type Extra, type Outcome, taken } from './desk.ts'
import { openHouse, type Standing } from './house.ts'

type Fault = {
  readonly name: string
  /** Faults on the same place cannot stand together. */
  readonly place: string
  readonly told: Extra & {
    readonly system?: string
    readonly date?: string
    readonly amount?: string
    readonly fee?: string
  }
  readonly code: string
  /** What a VALIDATION_ERROR names. */
  readonly element?: string
}

/** What the message alone shows; which of these is told first is not laid down. */
const FORM: readonly Fault[] = [
  {
    name: 'malformed person',
    place: 'person',
    told: { fields: { personId: '199001012386' } },
    code: 'VALIDATION_ERROR',
    element: 'personId',
  },
  {
    name: 'malformed employee',
    place: 'employee',
    told: { actor: { employeeId: 'x y' } },
    code: 'VALIDATION_ERROR',
    element: 'employeeId',
  },
  {
    name: 'malformed principal',
    place: 'principal',
    told: { fields: { carePrincipalId: 'x y' } },
    code: 'VALIDATION_ERROR',
    element: 'carePrincipalId',
  },
  { name: 'amount of zero', place: 'amount', told: { amount: '0' }, code: 'VALIDATION_ERROR', element: 'amount' },
  {
    name: 'visit tomorrow',
    place: 'date',
    told: { date: '2025-06-03' },
    code: 'VALIDATION_ERROR',
    element: 'transactionDate',
  },
]
const ACCESS: readonly Fault[] = [
  { name: 'unknown system', place: 'system', told: { system: 'SE2321000198-X' }, code: 'ACCESSDENIED' },
  {
    name: 'foreign principal',
    place: 'principal',
    told: { fields: { carePrincipalId: 'SE2321000016-39KJ' } },
    code: 'ACCESSDENIED',
  },
  {
    name: 'provider outside the register',
    place: 'provider',
    told: { actor: { careProviderId: 'SE2321000016-X' } },
    code: 'ACCESSDENIED',
  },
  { name: 'provider not granted', place: 'system', told: { system: B_SYSTEM }, code: 'ACCESSDENIED' },
]
const CARD_TYPE: Fault = {
  name: 'unused card type',
  place: 'card type',
  told: { fields: { cardTypeId: 'TECHNICAL_AID' } },
  code: 'VALIDATION_ERROR',
  element: 'cardTypeId',
}
const LIMITS: readonly Fault[] = [
  {
    name: 'visit too long ago',
    place: 'date',
    told: { date: '2024-06-01' },
    code: 'VALIDATION_ERROR',
    element: 'transactionDate',
  },
  {
    name: 'amount too large',
    place: 'amount',
    told: { amount: '10000.01' },
    code: 'VALIDATION_ERROR',
    element: 'amount',
  },
]
const UNKNOWN_FEE: Fault = {
  name: 'unknown fee',
  place: 'fee',
  told: { fee: 'no-fee' },
  code: 'VALIDATION_ERROR',
  element: 'transactionId',
}

describe('when several refusals apply', () => {
  let house: Standing
  before(async () => {
    house = await openHouse()
  })
  after(() => house.close())

  const together = (first: Fault['told'], second: Fault['told']): Fault['told'] => ({
    ...first,
    ...second,
    fields: { ...first.fields, ...second.fields },
    actor: { ...first.actor, ...second.actor },
  })
  const register = ({ system = BOTH_SYSTEM, date = '2025-06-01', amount = '250', ...extra }: Fault['told']) =>
    deskAt(house.address, system, A).register(house.stranger(), date, amount, extra)

  /** Takes classes of faults in their order. Says of every pair out of two classes that the earlier one is told. */
  async function examine(classes: readonly (readonly Fault[])[], ask: (told: Fault['told']) => Promise<Outcome>) {
    let pairs = 0
    for (const [place, earlier] of classes.entries())
      for (const first of earlier)
        for (const second of classes.slice(place + 1).flat()) {
          if (first.place === second.place) continue
          pairs += 1
          const { code, text } = await ask(together(second.told, first.told))
          const both = `${first.name} and ${second.name}: ${text}`
          assert.equal(code, first.code, both)
          if (first.element !== undefined) assert.match(text ?? '', new RegExp(`\\b${first.element}\\b`), both)
        }
    return pairs
  }

  test('of a registration: form, access, card type, limits', async () => {
    const entries = await house.entries()
    const pairs = await examine([FORM, ACCESS, [CARD_TYPE], LIMITS], register)
    assert.equal(pairs, 46)
    assert.equal(await house.entries(), entries)
  })

  test('of a correction: form, access, the fee, whose it is, limits, that it is annulled', async () => {
    const person = house.stranger()
    const [annulled, others, own] = [
      await taken(house.a.register(person, '2025-05-01', '250')),
      await taken(house.b.register(person, '2025-05-02', '250')),
      await taken(house.a.register(person, '2025-05-03', '250')),
    ]
    assert.equal((await house.a.annul(annulled)).code, 'OK')
    const entries = await house.entries()
    const another: Fault = {
      name: 'fee of another provider',
      place: 'fee',
      told: { fee: others },
      code: 'ACCESSDENIED',
    }
    const gone: Fault = { name: 'annulled fee', place: 'fee', told: { fee: annulled }, code: 'ERROR' }
    const update = ({ system = BOTH_SYSTEM, fee = own, date = '2025-05-03', amount = '99', ...extra }: Fault['told']) =>
      deskAt(house.address, system, A).update(fee, date, amount, extra)
    const form = FORM.filter(({ place }) => place !== 'person')
    const pairs = await examine([form, ACCESS, [UNKNOWN_FEE, another], LIMITS, [gone]], update)
    assert.equal(pairs, 59)
    assert.equal(await house.entries(), entries)
  })

  test('of an annulment: form, access, the fee, whose it is, that it is annulled', async () => {
    const person = house.stranger()
    const fee = await taken(house.b.register(person, '2025-05-01', '250'))
    assert.equal((await house.b.annul(fee)).code, 'OK')
    const ask = (fee: string, extra: Extra = {}, system = BOTH_SYSTEM) =>
      deskAt(house.address, system, A).annul(fee, null, extra)
    const actor = { careProviderId: B.provider }
    assert.match((await ask('x', { actor: { employeeId: 'x y' } }, 'nobody')).text ?? '', /\bemployeeId\b/)
    assert.equal((await ask('x', {}, 'nobody')).code, 'ACCESSDENIED')
    assert.equal((await ask('x')).code, 'VALIDATION_ERROR')
    assert.equal((await ask(fee)).code, 'ACCESSDENIED')
    assert.equal((await ask(fee, { actor })).code, 'ERROR')
  })

  test('of a question: form, access, card type', async () => {
    const person = house.stranger()
    await taken(house.a.register(person, '2025-05-01', '250'))
    const wrong = { cardTypeId: 'TECHNICAL_AID', extension: 'x y', personId: '199001012386', carePrincipalId: 'SE1' }
    const asked = async (system: string, fields: Record<string, string | null>) => {
      const desk = deskAt(house.address, system, A)
      const [short, long] = [await desk.card(person, fields), await desk.extended(person, fields)]
      assert.deepEqual([short.code, short.text], [long.code, long.text])
      return `${short.code} ${/^Uppgiften (\w+)/.exec(short.text ?? '')?.[1] ?? ''}`.trim()
    }
    assert.match(await asked('nobody', wrong), /^VALIDATION_ERROR (personId|careProviderId)$/)
    assert.equal(await asked('nobody', { ...wrong, personId: person }), 'VALIDATION_ERROR careProviderId')
    assert.equal(await asked('nobody', { ...wrong, personId: person, extension: null }), 'ACCESSDENIED')
    assert.equal(await asked(BOTH_SYSTEM, { ...wrong, personId: person, extension: null }), 'ACCESSDENIED')
    assert.equal(await asked(BOTH_SYSTEM, { cardTypeId: 'TECHNICAL_AID', extension: 'SE2321000016-X' }), 'ACCESSDENIED')
    assert.equal(await asked(B_SYSTEM, { cardTypeId: 'TECHNICAL_AID', extension: A.provider }), 'ACCESSDENIED')
    assert.equal(await asked(BOTH_SYSTEM, { cardTypeId: 'TECHNICAL_AID' }), 'VALIDATION_ERROR cardTypeId')
    assert.equal(await asked(BOTH_SYSTEM, { extension: A.provider }), 'OK')
  })

  test('a fault in the message goes before an unknown caller also when the contract itself is broken', async () => {
    const extra = { fields: { cardTypeId: 'x'.repeat(37) } }
    const { code, text } = await register({ ...extra, system: 'nobody' })
    assert.equal(code, 'VALIDATION_ERROR')
    assert.match(text ?? '', /\bcardTypeId\b/)
  })

  test('a malformed principal is told before an amount of zero, as refusals.ts has the order', async () => {
    const { text } = await register({ fields: { carePrincipalId: 'x y' }, amount: '0' })
    assert.match(text ?? '', /\bcarePrincipalId\b/)
  })
})
