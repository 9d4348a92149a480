/** Who sees what over the wire (contracts' README, "Get operations"; domain.md S4, S5): read consent by the provider named or by all of the system's, and a protected identity. */

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type CardDesk, cardDeskAt } from './cardDesk.ts'
import { A, A_SYSTEM, B, B_SYSTEM, BOTH_SYSTEM, type Desk, taken } from './desk.ts'
import { openHouse, type Standing } from './house.ts'

const NOON = '2025-06-02T12:00:00+02:00'
/** regions/gavleborg-demo.json says that this one is protected. */
const PROTECTED = '22750303ZZ08'
const C = { provider: 'SE5599990000-C', unit: 'SE5599990000-C1', employee: 'SE5599990000-E003' } as never as typeof A

describe('read consent, over the wire', () => {
  let house: Standing
  let ofA: CardDesk
  let ofB: CardDesk
  before(async () => {
    house = await openHouse()
    ofA = cardDeskAt(house.address, A_SYSTEM, A)
    ofB = cardDeskAt(house.address, B_SYSTEM, B)
  })
  after(() => house.close())

  /** Who took each fee, as this desk is shown it, and whether it is told of consent; the same in every question. */
  const seen = async (person: string, desk: Desk, cards: CardDesk, named: string | null = null): Promise<string> => {
    const { card, rows } = await desk.extended(person, { extension: named })
    const answer = [readConsent(card), ...rows.map(told)].join(', ')
    const [listed] = (await cards.cards(person, { extension: named })).cards
    assert.equal([readConsent(listed?.card), ...(listed?.rows ?? []).map(told)].join(', '), answer)
    assert.equal(readConsent((await desk.card(person, { extension: named })).card), readConsent(card))
    return answer
  }
  const told = (row: Readonly<Record<string, string>>) =>
    [row['amount'], row['careProvider'], row['careUnit'] ?? '-', row['status']].join(' ')
  const readConsent = (card: Readonly<Record<string, unknown>> | null | undefined) =>
    (card?.['persons'] as { readConsent: string }[] | undefined)?.[0]?.readConsent
  /** A fee of A's of 100 kr, and one of B's of 200 kr. */
  const paid = async (person: string) => {
    await taken(house.a.register(person, '2025-05-01', '100.00'))
    await taken(house.b.register(person, '2025-05-02', '200.00'))
  }
  const WHOLE_A = '100 SE2321000198-A SE2321000198-A1 ACTIVE'
  const WHOLE_B = '200 SE5599990000-B SE5599990000-B1 ACTIVE'
  const MASKED_A = '100 Annan vårdgivare - ACTIVE'
  const MASKED_B = '200 Annan vårdgivare - ACTIVE'

  test('opens others’ fees for the provider that it was given to, until it is taken back; amounts are always shown', async () => {
    house.setClock(NOON)
    const person = house.stranger()
    await paid(person)
    assert.equal(await seen(person, house.b, ofB), `false, ${MASKED_A}, ${WHOLE_B}`)
    for (const _ of ['said', 'said again']) {
      const { code, text } = await ofB.consent(person, 'true')
      assert.deepEqual([code, text], ['OK', null])
    }
    assert.equal(await seen(person, house.b, ofB), `true, ${WHOLE_A}, ${WHOLE_B}`)
    assert.equal(await seen(person, house.a, ofA), `false, ${WHOLE_A}, ${MASKED_B}`)
    assert.equal((await ofB.consent(person, 'false')).code, 'OK')
    assert.equal(await seen(person, house.b, ofB), `false, ${MASKED_A}, ${WHOLE_B}`)
    assert.equal((await house.b.card(person)).card?.['currentAmount'], '300')
  })

  test('opens corrected and annulled rows too, with their reasons', async () => {
    house.setClock(NOON)
    const person = house.stranger()
    await paid(person)
    const fee = await taken(house.a.register(person, '2025-05-03', '50.00'))
    await house.a.update(fee, '2025-05-03', '60.00', { fields: { updateReason: 'fel belopp' } })
    await house.a.annul(fee, 'dubbel')
    assert.equal((await house.b.extended(person)).rows.length, 2)
    await ofB.consent(person, 'true')
    const { rows } = await house.b.extended(person)
    assert.deepEqual(
      rows.slice(2).map((row) => [row['amount'], row['status'], row['statusReason']]),
      [
        ['50', 'UPDATED', 'fel belopp'],
        ['60', 'DELETED', 'dubbel'],
      ],
    )
  })

  test('is judged by the provider named, or by all of the system’s: the strictest counts', async () => {
    house.setClock(NOON)
    const person = house.stranger()
    await paid(person)
    const both = cardDeskAt(house.address, BOTH_SYSTEM, A)
    const consent = async (named: string | null) => (await seen(person, house.both, both, named)).split(',')[0]
    await ofB.consent(person, 'true')
    assert.deepEqual(
      [await consent(null), await consent(A.provider), await consent(B.provider)],
      ['false', 'false', 'true'],
    )
    await ofA.consent(person, 'true')
    assert.deepEqual(
      [await consent(null), await consent(A.provider), await consent(B.provider)],
      ['true', 'true', 'true'],
    )
    // Its own are whole whatever is named: it acts for both.
    await ofA.consent(person, 'false')
    assert.equal(await seen(person, house.both, both, A.provider), `false, ${WHOLE_A}, ${WHOLE_B}`)
  })

  test('of a provider that the system does not act for is not asked of, and gives access to nothing', async () => {
    house.setClock(NOON)
    const person = house.stranger()
    await paid(person)
    await ofB.consent(person, 'true')
    assert.equal((await house.a.extended(person, { extension: B.provider })).code, 'ACCESSDENIED')
    assert.equal((await ofA.cards(person, { extension: B.provider })).code, 'ACCESSDENIED')
    assert.equal((await cardDeskAt(house.address, A_SYSTEM, B).consent(person, 'true')).code, 'ACCESSDENIED')
    assert.equal((await cardDeskAt(house.address, BOTH_SYSTEM, C).consent(person, 'true')).code, 'ACCESSDENIED')
  })

  test('is refused where something is wrong, by name, and of one who has left', async () => {
    house.setClock(NOON)
    const person = house.stranger()
    const element = async (personId: string, consent: string, fields = {}) => {
      const { code, text } = await ofB.consent(personId, consent, { fields })
      return `${code} ${/^Uppgiften (\S+?):? /.exec(text ?? '')?.[1]}`
    }
    assert.equal(await element('199001012386', 'true'), 'VALIDATION_ERROR personId')
    assert.equal(await element(person, 'ja'), 'VALIDATION_ERROR consent')
    assert.equal(await element(person, 'true', { cardTypeId: 'TECHNICAL_AID' }), 'VALIDATION_ERROR cardTypeId')
    await ofA.leave(person)
    assert.equal((await ofB.consent(person, 'true')).code, 'OPTOUT')
    await ofA.enter(person)
    assert.equal((await ofB.consent(person, 'true')).code, 'OK')
  })

  test('said by one who has paid nothing stores no fee and makes no card', async () => {
    house.setClock(NOON)
    const person = house.stranger()
    assert.equal((await ofB.consent(person, 'true')).code, 'OK')
    assert.deepEqual([(await house.b.card(person)).card, (await ofB.cards(person)).cards], [null, []])
    await taken(house.a.register(person, '2025-05-01', '100.00'))
    assert.equal(await seen(person, house.b, ofB), `true, ${WHOLE_A}`)
  })

  test('opens nothing of a protected identity, whose fees are whole to those alone that took or registered them', async () => {
    house.setClock(NOON)
    await paid(PROTECTED)
    await ofA.consent(PROTECTED, 'true')
    await ofB.consent(PROTECTED, 'true')
    assert.equal(await seen(PROTECTED, house.a, ofA), `true, ${WHOLE_A}, ${MASKED_B}`)
    assert.equal(await seen(PROTECTED, house.b, ofB, B.provider), `true, ${MASKED_A}, ${WHOLE_B}`)
    assert.equal(
      await seen(PROTECTED, house.both, cardDeskAt(house.address, BOTH_SYSTEM, A)),
      `true, ${WHOLE_A}, ${WHOLE_B}`,
    )
    const fee = await taken(house.a.register(PROTECTED, '2025-05-03', '50.00'))
    await house.a.annul(fee, 'dubbel')
    const { rows } = await house.b.extended(PROTECTED)
    assert.deepEqual(
      rows.map((row) => row['status']),
      ['ACTIVE', 'ACTIVE'],
    )
    assert.equal((await house.b.card(PROTECTED)).card?.['currentAmount'], '300')
  })

  test('a protected identity has cards given, changed and ordered as anyone', async () => {
    house.setClock(NOON)
    const { card } = await ofA.give(PROTECTED, ['2025-06-02', '2026-06-01'])
    house.setClock('2025-06-04T12:00:00+02:00')
    assert.equal((await ofA.order(PROTECTED, card?.cardSystemId ?? '')).code, 'OK')
    assert.equal((await ofA.cards(PROTECTED)).cards[0]?.card.status, 'FINAL')
  })
})

describe('in and out of the service, over the wire', () => {
  let house: Standing
  let desk: CardDesk
  before(async () => {
    house = await openHouse()
    desk = cardDeskAt(house.address, BOTH_SYSTEM, A)
  })
  after(() => house.close())

  test('leaving is out of sight at once, coming back brings all of it; to say it again is OK and records nothing', async () => {
    house.setClock(NOON)
    const person = house.stranger()
    await taken(house.both.register(person, '2025-05-10', '250.00'))
    const before = (await house.both.extended(person)).rows
    const entries = await house.entries()
    for (const [act, code] of [
      ['enter', 'OK'],
      ['leave', 'OPTOUT'],
      ['leave', 'OPTOUT'],
      ['enter', 'OK'],
      ['enter', 'OK'],
    ] as const) {
      const answer = await desk[act](person)
      assert.deepEqual([answer.code, answer.text], ['OK', null])
      assert.equal((await house.both.card(person)).code, code)
    }
    assert.equal(await house.entries(), entries + 3)
    assert.deepEqual((await house.both.extended(person)).rows, before)
  })

  test('who has left is refused a fee; what is wrong is named', async () => {
    const person = house.stranger()
    await desk.leave(person)
    assert.equal((await house.both.register(person, '2025-05-10', '250.00')).code, 'OPTOUT')
    const { code, text } = await desk.enter('199001012386')
    assert.deepEqual([code, /^Uppgiften (\w+)/.exec(text ?? '')?.[1]], ['VALIDATION_ERROR', 'personId'])
    const unknown = cardDeskAt(house.address, 'SE2321000198-X', A)
    for (const act of ['enter', 'leave'] as const) assert.equal((await unknown[act](person)).code, 'ACCESSDENIED')
  })
})
