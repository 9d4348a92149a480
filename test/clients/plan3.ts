/** What a client does in version 3: all sixteen operations, each with an answer that tells something, and the answers as they must be. */

import assert from 'node:assert/strict'
import type { Answer, Client } from './client.ts'
import { ACTOR3, CHILD, FREE_BY_AGE, type Given, NOW, PRINCIPAL, TODAY, UNIT } from './told.ts'

const OK = { resultCode: 'OK' }
const VISIT = { carePrincipalId: PRINCIPAL, careProvider: 'Hälsocentralen Åmot & Co', careUnit: UNIT }
const REGION = { id: PRINCIPAL, name: 'Region Gävleborg' }
const CARE_VISIT = { id: 'CARE_VISIT', name: 'Öppen sjukvård' }

/** Takes the client, people nobody has met, and who holds a final card. Throws at the first answer that is another. */
export async function doVersion3(client: Client, { people, holder }: Given): Promise<void> {
  const act = (operation: string, told: object): Promise<Answer> =>
    client.call(operation, 3, { carePrincipalId: PRINCIPAL, ...told, actor: ACTOR3 })
  const ask = (operation: string, personId: string): Promise<Answer> =>
    client.call(operation, 3, { carePrincipalId: PRINCIPAL, personId, cardTypeId: 'CARE_VISIT' })
  const asked = (personId: string) => ({ personId, cardTypeId: 'CARE_VISIT' })

  await fees()
  await cards()
  await groups()
  await takingPart()

  async function fees(): Promise<void> {
    const person = people.adult()
    const first = { ...VISIT, ...asked(person), transactionDate: '2025-06-01', amount: 250.5 }
    const { result, cardSystemId, transactionId } = await act('RegisterTransaction', first)
    assert.deepEqual(result, OK)
    const change = { ...VISIT, transactionId, transactionDate: '2025-06-01', amount: 300, updateReason: 'Fel & åter' }
    assert.deepEqual(await act('UpdateTransaction', change), { result: OK, cardSystemId, transactionId })
    assert.deepEqual(await act('UpdateReadConsent', { ...asked(person), consent: true }), OK)
    const { card, ...told } = (await ask('GetCardForPerson', person)) as { card: Answer }
    assert.deepEqual(told, { result: OK })
    assert.match(String(card['cardId']), /^21[2-9A-HJKMNP-Z]{10}$/)
    assert.deepEqual(card, {
      cardSystemId,
      cardType: CARE_VISIT,
      persons: [{ id: person, readConsent: true }],
      startDate: '2025-06-01',
      currentAmount: 300,
      amountToLimit: 1150,
      cardId: card['cardId'],
      carePrincipal: REGION,
      status: 'BELOW_LIMIT',
    })
    const extended = ((await ask('GetExtendedCardForPerson', person)) as { extendedCard: Extended }).extendedCard
    assert.deepEqual(extended.card, card)
    const moments = extended.transactions.map(({ registrationDateTime }) => String(registrationDateTime))
    for (const moment of moments) assert.match(moment, NOW)
    const row = { transactionId, personId: person, transactionDate: '2025-06-01', carePrincipal: REGION }
    const party = { careProvider: 'Hälsocentralen Åmot & Co', careUnit: UNIT }
    assert.deepEqual(extended.transactions, [
      {
        ...{ ...row, ...party, amount: 250.5, registrationDateTime: moments[0] },
        ...{ status: 'UPDATED', statusReason: 'Fel & åter' },
      },
      { ...row, ...party, amount: 300, registrationDateTime: moments[1], status: 'ACTIVE' },
    ])
    assert.deepEqual(await act('DeleteTransaction', { transactionId, deleteReason: 'Dubbel' }), OK)
    assert.deepEqual(await ask('GetCardForPerson', person), { result: OK })
  }

  async function cards(): Promise<void> {
    const person = people.adult()
    const days = { preliminaryCardDate: '2025-06-01', endDate: '2026-05-31' }
    const reason = { cardId: 'VG-1234', extendExisting: false, cardReason: 'VALID_CARD' }
    const registered = (await act('RegisterCard', { ...asked(person), ...days, ...reason })) as Carded
    const { cardSystemId } = registered.card
    const card = {
      cardSystemId,
      cardType: CARE_VISIT,
      persons: [{ id: person, readConsent: false }],
      ...days,
      currentAmount: 0,
      amountToLimit: 0,
      cardId: 'VG-1234',
      carePrincipal: REGION,
      status: 'PRELIMINARY',
      cardReason: 'VALID_CARD',
    }
    assert.deepEqual(registered, { result: OK, card })
    const corrected = { cardId: 'VG-4321', startDate: '2025-03-01', preliminaryCardDate: '2025-06-02' }
    const update = { cardSystemId, ...corrected, endDate: '2026-02-28' }
    assert.deepEqual(await act('UpdateCard', update), OK)
    assert.deepEqual(await ask('GetExtendedCardsForPerson', person), {
      result: OK,
      extendedCard: [{ card: { ...card, ...corrected, endDate: '2026-02-28' } }],
    })
    assert.deepEqual(await act('DeleteCard', { cardSystemId }), OK)
    const held = (await ask('GetCardForPerson', holder)) as Carded
    assert.deepEqual([held.card['status'], held.card['finalCardDate']], ['FINAL', '2025-06-04'])
    assert.deepEqual(await act('OrderNewCard', { personId: holder, cardSystemId: held.card.cardSystemId }), OK)
  }

  async function groups(): Promise<void> {
    const sibling = people.child()
    const visit = { ...VISIT, ...asked(CHILD), transactionDate: '2025-06-01', amount: 100 }
    const { result, cardSystemId, transactionId } = await act('RegisterTransaction', visit)
    assert.deepEqual(result, { resultCode: 'INFO', resultText: FREE_BY_AGE })
    const { card } = (await ask('GetCardForPerson', CHILD)) as Carded
    assert.deepEqual(await act('GroupPerson', { cardSystemId, personId: sibling }), OK)
    const group = (await ask('GetGroupForPerson', sibling)) as { groupAction: Answer[] }
    const [{ loggedDate } = {}] = group.groupAction
    assert.match(String(loggedDate), NOW)
    const what = { carePrincipalId: PRINCIPAL, cardTypeId: 'CARE_VISIT', cardId: card['cardId'] }
    const groupAction = [{ loggedDate, ...what, action: 'GROUP_PERSON' }]
    assert.deepEqual(group, { result: OK, groupAction, personIds: [CHILD, sibling] })
    assert.deepEqual(await act('UngroupPerson', { cardSystemId, personId: sibling }), OK)
    assert.deepEqual((await ask('GetGroupForPerson', sibling))['personIds'], [sibling])
    assert.deepEqual(await act('DeleteTransaction', { transactionId }), OK)
  }

  async function takingPart(): Promise<void> {
    const person = people.adult()
    assert.deepEqual(await act('RegisterOptIn', asked(person)), OK)
    assert.deepEqual(await act('RegisterOptOut', asked(person)), OK)
    const { result } = (await ask('GetCardForPerson', person)) as { result: Answer }
    assert.equal(result['resultCode'], 'OPTOUT')
    const visit = { ...VISIT, ...asked(person), transactionDate: TODAY, amount: 100 }
    assert.equal(((await act('RegisterTransaction', visit)) as { result: Answer }).result['resultCode'], 'OPTOUT')
  }
}

type Carded = { readonly card: Answer & { readonly cardSystemId: string } }
type Extended = { readonly card: Answer; readonly transactions: readonly Answer[] }
