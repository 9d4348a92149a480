/** In and out of the service in versions 1 and 2 (domain.md S1, S2), where a region asks first: registering a fee is the consent; FinishAccount is the leaving. */

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { decodeEntry } from '../../src/ledger/entryCodec.ts'
import { enterSettings } from '../../src/usecases/enterSettings.ts'
import { OWN, setting } from '../usecases/counter.ts'
import { A, BOTH_SYSTEM, taken } from './desk.ts'
import { type Desk1and2, desk1and2, type Version } from './desk1and2.ts'
import { openHouse, type Standing } from './house.ts'

const VISIT = { TransactionDate: '2025-06-01', Amount: '250.00' }
const MISSING = { code: 'CONSENTMISSING', text: 'Patienten har inte samtyckt till att vara med i e-frikort.' }
const LEFT = { code: 'ERROR', text: 'Patienten har begärt utträde ur e-frikort.' }
const of = ({ code, text }: { code: string; text: string | null }) => ({ code, text })

describe('where one must be asked', () => {
  let house: Standing
  before(async () => {
    house = await openHouse()
    await enterSettings({ ...house.world.ports, by: null }, [setting('optIn', '2025-01-01', 'asked', OWN)])
  })
  after(() => house.close())
  const at = (version: Version): Desk1and2 => desk1and2({ address: house.address, version, system: BOTH_SYSTEM, at: A })
  /** In the order of recording. */
  const contents = async (): Promise<string[]> => {
    const { rows } = await house.pool.query<{ content: string }>(
      `select content from entry join entry_content using (account_id, version) where account_id > 0
        order by recorded_at, account_id, version`,
    )
    return rows.map(({ content }) => content)
  }

  test('one who was never asked is CONSENTMISSING to a question, and OPTINREQUIRED in version 3', async () => {
    const person = house.stranger()
    for (const version of [1, 2] as const) {
      assert.deepEqual(of(await at(version).card(person)), MISSING)
      assert.deepEqual(of(await at(version).extended(person)), MISSING)
    }
    assert.equal((await house.both.register(person, '2025-06-01', '250.00')).code, 'OPTINREQUIRED')
    assert.deepEqual(await contents(), [])
  })

  for (const version of [1, 2] as const)
    test(`registering a fee in version ${version} is the consent: from then on the patient is in, in every version`, async () => {
      const person = house.stranger()
      const fee = await taken(at(version).register(person, VISIT))
      assert.equal((await at(1).card(person)).card?.['CurrentAmount'], '250.00')
      assert.equal((await house.both.card(person)).code, 'OK')
      await taken(house.both.register(person, '2025-06-02', '100.00'))
      assert.equal((await at(2).annul(fee, 'TRANSACTION_INCORRECT')).code, 'OK')
      assert.equal((await at(2).card(person)).card?.['CurrentAmount'], '100.00', 'a consent outlives its fee')
    })

  test('only the entry that is a consent says so', async () => {
    const person = house.stranger()
    house.setClock('2025-06-03T12:00:00+02:00')
    const before = (await contents()).length
    await taken(at(1).register(person, VISIT))
    await taken(at(1).register(person, { ...VISIT, Amount: '100' }))
    const entries = (await contents()).slice(before).map((content) => decodeEntry(content).entry)
    assert.deepEqual(
      entries.map((entry) => [entry.type, 'consent' in entry]),
      [
        ['FeeRegistered', true],
        ['FeeRegistered', false],
      ],
    )
  })

  test('a fee that is refused is no consent', async () => {
    const person = house.stranger()
    assert.equal((await at(1).register(person, { ...VISIT, Amount: '10000.01' })).code, 'VALIDATION_ERROR')
    assert.deepEqual(of(await at(1).card(person)), MISSING)
  })

  test('FinishAccount is the leaving: an ERROR with its sentence in 1 and 2, OPTOUT in 3, and no fee of 1 or 2 brings back', async () => {
    const person = house.stranger()
    const fee = await taken(at(2).register(person, VISIT))
    assert.deepEqual(await at(1).finish(person), { code: 'OK', text: null })
    assert.deepEqual(await at(2).finish(person), { code: 'OK', text: null }, 'to say it again changes nothing')
    for (const version of [1, 2] as const) {
      assert.deepEqual(of(await at(version).card(person)), LEFT)
      assert.deepEqual(of(await at(version).register(person, VISIT)), LEFT)
      assert.deepEqual(of(await at(version).update(fee, person, { Amount: '1' })), LEFT)
      assert.deepEqual(of(await at(version).annul(fee, 'TRANSACTION_INCORRECT')), LEFT)
    }
    assert.equal((await house.both.card(person)).code, 'OPTOUT')
  })

  test('one who was never asked may leave too, and then a registration is no consent', async () => {
    const person = house.stranger()
    assert.deepEqual(await at(1).finish(person), { code: 'OK', text: null })
    assert.deepEqual(of(await at(2).register(person, VISIT)), LEFT)
  })

  test('FinishAccount is refused as other acts are', async () => {
    const person = house.stranger()
    const refused = await at(1).finish(person, { CardTypeId: 'NONE' })
    assert.equal(refused.text, 'Uppgiften CardTypeId: Frikortstypen används inte av vårdhuvudmannen.')
    assert.equal((await at(1).finish(person, { actor: 'SE5599990000-X' })).code, 'ACCESSDENIED')
    assert.deepEqual(of(await at(1).card(person)), MISSING)
  })
})
