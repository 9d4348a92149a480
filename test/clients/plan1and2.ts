/** What a client does in version 1 or 2: all thirteen operations, each with an answer that tells something, and the answers as they must be. */

import assert from 'node:assert/strict'
import type { Answer, Client } from './client.ts'
import { ACTOR1AND2, CHILD, FREE_BY_AGE, type Given, NOW, PRINCIPAL, UNIT } from './told.ts'

const OK = { ResultCode: 'OK' }
const QUESTION = { CarePrincipalId: PRINCIPAL, CardTypeId: 'CARE_VISIT' }
const VISIT = {
  ...QUESTION,
  CareProviderId: ACTOR1AND2.CareProviderId,
  CareUnitId: UNIT,
  TransactionDate: '2025-06-01',
}
const CARE_VISIT = { Id: 'CARE_VISIT', Name: 'Öppen sjukvård' }

/** Takes the client, the version, people nobody has met, and who holds a final card. Throws at the first answer that is another. */
export async function doVersion1or2(client: Client, version: 1 | 2, { people, holder }: Given): Promise<void> {
  const act = (operation: string, told: object): Promise<Answer> =>
    client.call(operation, version, { CarePrincipalId: PRINCIPAL, ...told, Actor: ACTOR1AND2 })
  const ask = (operation: string, PersonId: string): Promise<Answer> =>
    client.call(operation, version, { ...QUESTION, PersonId })

  await fees()
  await cards()
  await groups()
  await leaving()

  async function fees(): Promise<void> {
    const PersonId = people.adult()
    const RegistrationDateTime = '2025-06-01T09:30:00'
    const first = { ...VISIT, PersonId, RegistrationDateTime, Amount: 250.5 }
    const { Result, CardSystemId, TransactionId } = await act('RegisterTransaction', first)
    assert.deepEqual(Result, OK)
    const change = { ...VISIT, PersonId, TransactionId, Amount: 300 }
    assert.deepEqual(await act('UpdateTransaction', change), { Result: OK, CardSystemId, TransactionId })
    const { Card, ...told } = (await ask('GetCardForPerson', PersonId)) as Carded
    assert.deepEqual(told, { Result: OK })
    assert.match(String(Card['CardId']), /^21[2-9A-HJKMNP-Z]{10}$/)
    assert.deepEqual(Card, {
      CardSystemId,
      CardType: CARE_VISIT,
      Persons: [{ Id: PersonId }],
      StartDate: '2025-06-01',
      CurrentAmount: 300,
      AmountToLimit: 1150,
      CardId: Card['CardId'],
      CarePrincipalId: PRINCIPAL,
      Status: 'BELOW_LIMIT',
    })
    const row = { TransactionId, PersonId, Amount: 300, TransactionDate: '2025-06-01', RegistrationDateTime }
    const party = { CarePrincipalId: PRINCIPAL, CareProviderId: VISIT.CareProviderId, CareUnitId: UNIT }
    assert.deepEqual(await ask('GetExtendedCardForPerson', PersonId), {
      Result: OK,
      ExtendedCard: { Card, Transactions: [{ ...row, ...party }] },
    })
    assert.deepEqual(await act('DeleteTransaction', { TransactionId, DeleteStatus: 'TRANSACTION_INCORRECT' }), OK)
    assert.deepEqual(await ask('GetCardForPerson', PersonId), { Result: OK })
  }

  async function cards(): Promise<void> {
    const PersonId = people.adult()
    const days = { LimitReachedDate: '2025-06-01', EndDate: '2026-05-31' }
    const reason = { CardId: 'VG-1234', ExtendExisting: false, CardReason: 'VALID_CARD' }
    const registered = (await act('RegisterCard', { ...QUESTION, PersonId, ...days, ...reason })) as Carded
    const { CardSystemId } = registered.Card
    const Card = {
      CardSystemId,
      CardType: CARE_VISIT,
      Persons: [{ Id: PersonId }],
      ...days,
      CurrentAmount: 0,
      AmountToLimit: 0,
      CardId: 'VG-1234',
      CarePrincipalId: PRINCIPAL,
      Status: 'PRELIMINARY',
    }
    assert.deepEqual(registered, { Result: OK, Card })
    const corrected = { CardId: 'VG-4321', StartDate: '2025-03-01', LimitReachedDate: '2025-06-02' }
    const change = { CardSystemId, CardTypeId: 'CARE_VISIT', ...corrected, EndDate: '2026-02-28' }
    assert.deepEqual(await act('UpdateCard', change), OK)
    assert.deepEqual(await ask('GetCardForPerson', PersonId), {
      Result: OK,
      Card: { ...Card, ...corrected, EndDate: '2026-02-28' },
    })
    assert.deepEqual(await act('DeleteCard', { CardSystemId }), OK)
    assert.deepEqual(await ask('GetCardForPerson', PersonId), { Result: OK })
    const held = (await ask('GetCardForPerson', holder)) as Carded
    assert.deepEqual([held.Card['Status'], held.Card['FinalCardDate']], ['FINAL', '2025-06-04'])
    assert.deepEqual(await act('OrderNewCard', { ...QUESTION, PersonId: holder }), OK)
  }

  async function groups(): Promise<void> {
    const sibling = people.child()
    const { Result, TransactionId } = await act('RegisterTransaction', { ...VISIT, PersonId: CHILD, Amount: 100 })
    assert.deepEqual(Result, { ResultCode: 'INFO', ResultText: FREE_BY_AGE })
    const { Card } = (await ask('GetCardForPerson', CHILD)) as Carded
    const both = { ...QUESTION, CardOwnerPersonId: CHILD, PersonId: sibling }
    assert.deepEqual(await act('GroupPerson', both), OK)
    const group = (await ask('GetGroupForPerson', sibling)) as { GroupAction: Answer[] }
    const [{ LoggedDate } = {}] = group.GroupAction
    assert.match(String(LoggedDate), NOW)
    assert.deepEqual(group, {
      Result: OK,
      Persons: [{ Id: CHILD }, { Id: sibling }],
      GroupAction: [{ LoggedDate, ...QUESTION, CardId: Card['CardId'], Action: 'GROUP_PERSON' }],
    })
    assert.deepEqual(await act('UngroupPerson', both), OK)
    assert.deepEqual((await ask('GetGroupForPerson', sibling))['Persons'], [{ Id: sibling }])
    const reason = { TransactionId, DeleteStatus: 'TRANSACTION_REMOVED_BY_PATIENT_REQUEST' }
    assert.deepEqual(await act('DeleteTransaction', reason), OK)
  }

  async function leaving(): Promise<void> {
    const PersonId = people.adult()
    assert.deepEqual(await act('FinishAccount', { ...QUESTION, PersonId }), OK)
    const { Result } = (await ask('GetCardForPerson', PersonId)) as { Result: Answer }
    assert.deepEqual(Result, { ResultCode: 'ERROR', ResultText: 'Patienten har begärt utträde ur e-frikort.' })
  }
}

type Carded = { readonly Card: Answer & { readonly CardSystemId: string } }
