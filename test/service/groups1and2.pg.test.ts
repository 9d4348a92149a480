/** Groups in versions 1 and 2 over the wire (domain.md section 6): told by any member, read in every version. */

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { enterSettings } from '../../src/usecases/enterSettings.ts'
import { OWN, setting } from '../usecases/counter.ts'
import { A, BOTH_SYSTEM, taken } from './desk.ts'
import { type Desk1and2, desk1and2, type Version } from './desk1and2.ts'
import { openHouse, type Standing } from './house.ts'

const OK = { code: 'OK', text: null }

/** A child born on 1 January 2017, by a reserve number. */
const child = (number: number): string => `23170101AB${number}0`

describe('groups in versions 1 and 2', () => {
  let house: Standing
  before(async () => {
    house = await openHouse()
    house.setClock('2025-06-02T12:00:00+02:00')
  })
  after(() => house.close())
  const at = (version: Version): Desk1and2 => desk1and2({ address: house.address, version, system: BOTH_SYSTEM, at: A })
  const fee = (person: string, Amount: string) =>
    taken(at(1).register(person, { TransactionDate: '2025-06-01', Amount }))

  test('siblings are grouped in version 1 and share a card in all three; each fee stands under its own child', async () => {
    const [elder, younger, third] = [child(1), child(2), child(3)]
    const [first, second] = [await fee(elder, '250'), await fee(younger, '100')]
    assert.deepEqual(await at(1).group(elder, younger), OK)
    assert.deepEqual(await at(2).group(younger, third), OK, 'any member tells the group')
    assert.deepEqual(await at(1).group(elder, younger), OK, 'said again, it changes nothing')
    for (const version of [1, 2] as const)
      for (const asked of [elder, younger, third]) {
        const { card, rows } = await at(version).extended(asked)
        assert.deepEqual(
          [card?.Persons.split(' ').sort(), card?.['CurrentAmount']],
          [[elder, younger, third], '350.00'],
        )
        assert.deepEqual(
          rows.map(({ TransactionId, PersonId }) => [TransactionId, PersonId]),
          [
            [first, elder],
            [second, younger],
          ],
        )
      }
    assert.equal((await house.both.card(third)).card?.['currentAmount'], '350')
    const mismatched = await at(1).update(second, elder, { Amount: '90' })
    assert.equal(mismatched.text, 'Uppgiften PersonId: Avgiften hör till en annan person.')
    assert.equal((await at(1).update(second, younger, { Amount: '90' })).code, 'OK')
  })

  test('who shares a card is told with the acts that touched the one asked for, and the card’s number of then', async () => {
    const [elder, younger] = [child(4), child(5)]
    await fee(elder, '250')
    const number = (await at(1).card(elder)).card?.['CardId']
    await at(2).group(elder, younger)
    const acts = [
      {
        LoggedDate: '2025-06-02T12:00:00',
        CarePrincipalId: 'SE2321000198-1000',
        CardTypeId: 'CARE_VISIT',
        CardId: number,
        Action: 'GROUP_PERSON',
      },
    ]
    for (const version of [1, 2] as const) {
      assert.deepEqual(await at(version).groupOf(younger), { ...OK, persons: [elder, younger], acts })
      assert.deepEqual((await at(version).groupOf(elder)).acts, [])
    }
    assert.deepEqual(await at(1).ungroup(elder, younger), OK)
    const alone = await at(2).groupOf(younger)
    assert.deepEqual(
      [alone.persons, alone.acts.map((act) => act['Action'])],
      [[younger], ['GROUP_PERSON', 'UNGROUP_PERSON']],
    )
    assert.equal((await at(1).card(younger)).card, null)
    const nobody = house.stranger()
    assert.deepEqual(await at(1).groupOf(nobody), { ...OK, persons: [nobody], acts: [] })
  })

  test('version 1 leaves out an identity of 13 characters: its fees stand under the one asked for, and are corrected so', async () => {
    const [adult, reserve] = ['199001012385', '19900101GVLE1']
    await fee(adult, '250')
    const of13 = await taken(at(2).register(reserve, { TransactionDate: '2025-06-02', Amount: '100' }))
    assert.deepEqual(await at(2).group(adult, reserve), OK)
    const one = await at(1).extended(adult)
    assert.deepEqual([one.card?.Persons, one.rows.map((row) => row['PersonId'])], [adult, [adult, adult]])
    assert.deepEqual((await at(1).groupOf(adult)).persons, [adult])
    const two = await at(2).extended(adult)
    assert.deepEqual(
      [two.card?.Persons, two.rows.map((row) => row['PersonId'])],
      [`${adult} ${reserve}`, [adult, reserve]],
    )
    assert.equal((await at(1).update(of13, adult, { Amount: '90' })).code, 'OK')
    assert.equal((await at(2).update(of13, adult, { Amount: '80' })).code, 'VALIDATION_ERROR')
    assert.equal((await at(2).extended(adult)).card?.['CurrentAmount'], '340.00')
  })

  test('a group that may not be is refused in the version’s words', async () => {
    const [one, other] = ['191212121212', house.stranger()]
    await fee(one, '250')
    for (const version of [1, 2] as const) {
      assert.deepEqual(await at(version).group(one, other), {
        code: 'ERROR',
        text: 'Två vuxna kan inte dela frikort.',
      })
      assert.equal((await at(version).group(one, child(6))).text, 'En vuxen och ett barn kan inte dela frikort.')
      const wrong = await at(version).group('199001012386', other)
      assert.equal(wrong.code, 'VALIDATION_ERROR')
      assert.match(wrong.text ?? '', /^Uppgiften CardOwnerPersonId: Personidentiteten är inte/)
      assert.match((await at(version).group(one, '199001012386')).text ?? '', /^Uppgiften PersonId: Personid/)
      const unused = await at(version).group(one, other, { CardTypeId: 'NONE' })
      assert.equal(unused.text, 'Uppgiften CardTypeId: Frikortstypen används inte av vårdhuvudmannen.')
      const refused = await at(version).groupOf('199001012386')
      assert.deepEqual([refused.code, refused.persons, refused.acts], ['VALIDATION_ERROR', [], []])
    }
  })

  test('where one must be asked, grouping in 1 and 2 is the consent, and does not bring back one who has left', async () => {
    await enterSettings({ ...house.world.ports, by: null }, [setting('optIn', '2025-01-01', 'asked', OWN)])
    const [elder, younger, gone] = [child(7), child(8), child(9)]
    await fee(elder, '250')
    assert.equal((await at(1).groupOf(younger)).code, 'CONSENTMISSING')
    assert.deepEqual(await at(1).group(elder, younger), OK)
    assert.equal((await house.both.card(younger)).code, 'OK')
    assert.deepEqual(await at(1).finish(gone), OK)
    const left = await at(2).group(elder, gone)
    assert.deepEqual(left, { code: 'ERROR', text: 'Patienten har begärt utträde ur e-frikort.' })
  })
})
