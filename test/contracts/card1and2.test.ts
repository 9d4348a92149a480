/** A card and its fees in the words of versions 1 and 2: what is cut, masked, left out, and under which identity a fee stands. */

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { card1and2, extendedCard1and2 } from '../../src/contracts/efrikort/operations1and2/card.ts'
import type { Caregiver } from '../../src/domain/account/feeRecord.ts'
import type { GivenStatement } from '../../src/domain/account/statement.ts'
import type { HsaId } from '../../src/domain/kernel/hsaId.ts'
import { ore } from '../../src/domain/kernel/money.ts'
import { PersonId } from '../../src/domain/kernel/personId.ts'
import type { CardId } from '../../src/domain/law/card.ts'
import type { FeeId } from '../../src/domain/law/careOrder.ts'
import type { CardView, FeeRow } from '../../src/usecases/cardView.ts'
import { day, moment } from '../usecases/world.ts'

const ADULT = PersonId.known('personnummer', '199001012385')
const RESERVE = PersonId.known('reservnummer', '19900101GVLE1')
const PRINCIPAL = { id: 'SE2321000198-1000' as HsaId, name: 'Region Gävleborg' }
const ASKED = { version: 1, personAsked: '199001012385' } as const

const CARD: GivenStatement = {
  kind: 'given',
  status: 'PRELIMINARY',
  reached: day('2025-05-02'),
  end: day('2026-05-01'),
  reachedAt: moment('2025-05-02T08:00:00Z'),
  finalAt: moment('2025-05-04T22:30:00Z'),
  shares: [],
  currentAmount: ore(25_050),
  amountToLimit: ore(-5_000),
  overcharged: ore(5_000),
  identity: { id: 'card-1' as CardId, number: '21ABC' },
  principal: PRINCIPAL.id,
}

const VIEW: CardView = {
  card: CARD,
  cardType: { id: 'CARE_VISIT', name: 'Öppen sjukvård' },
  persons: [
    { id: RESERVE, readConsent: true },
    { id: ADULT, readConsent: false },
  ],
  principal: PRINCIPAL,
  given: { reason: 'MEDICAL', start: null },
  rows: [],
  expiredRows: [],
  orderedAt: null,
  asOf: moment('2025-05-03T08:00:00Z'),
}

const caregiver = (text: string, id: string | null = null): Caregiver => ({ id: id as HsaId | null, text })

const whole = (careProvider: Caregiver, careUnit: Caregiver | null, status: 'ACTIVE' | 'UPDATED' | 'DELETED') =>
  ({ kind: 'whole', careProvider, careUnit, status, reason: null }) as const

const row = (shown: FeeRow['shown'], told: Partial<FeeRow> = {}): FeeRow => ({
  id: 'fee-1' as FeeId,
  person: ADULT,
  visit: day('2025-05-02'),
  amount: ore(25_050),
  registeredAt: moment('2025-05-02T08:00:00Z'),
  toldAt: null,
  principal: PRINCIPAL,
  shown,
  ...told,
})

const transactionOf = (shown: FeeRow['shown'], told: Partial<FeeRow> = {}) =>
  extendedCard1and2({ ...VIEW, rows: [row(shown, told)] }, ASKED).Transactions[0]

test('a card tells no reason, and no consent; an identity that version 1 has no room for is left out there', () => {
  const card = {
    CardSystemId: 'card-1',
    CardType: { Id: 'CARE_VISIT', Name: 'Öppen sjukvård' },
    LimitReachedDate: 20_210,
    EndDate: 20_574,
    CurrentAmount: 25_050,
    AmountToLimit: -5_000,
    CardId: '21ABC',
    CarePrincipalId: 'SE2321000198-1000',
    Status: 'PRELIMINARY',
  }
  assert.deepEqual(card1and2(VIEW, 1), { ...card, Persons: [{ Id: '199001012385' }] })
  assert.deepEqual(card1and2(VIEW, 2), { ...card, Persons: [{ Id: '19900101GVLE1' }, { Id: '199001012385' }] })
})

test('a given card has a start only if an update told one, and the Swedish day on which it became FINAL', () => {
  const later = { ...VIEW, asOf: CARD.finalAt, given: { reason: 'MEDICAL', start: day('2025-04-01') } } as const
  const { StartDate, FinalCardDate } = card1and2(later, 1)
  assert.deepEqual([StartDate, FinalCardDate], [20_179, 20_213])
})

test('a provider in the directory is told by its HSA-id, another by as much of its text as an HSA-id has room for', () => {
  const known = transactionOf(whole(caregiver('SE1-A', 'SE1-A'), caregiver('SE1-A1', 'SE1-A1'), 'ACTIVE'))
  assert.deepEqual([known?.CareProviderId, known?.CareUnitId], ['SE1-A', 'SE1-A1'])
  const text = transactionOf(
    whole(caregiver(`${'å'.repeat(31)}👩👩`), caregiver('Mottagning vid Stora torget nr 4 i Gävle'), 'ACTIVE'),
  )
  assert.deepEqual(
    [text?.CareProviderId, text?.CareUnitId],
    [`${'å'.repeat(31)}👩`, 'Mottagning vid Stora torget nr 4'],
  )
  assert.ok(!('CareUnitId' in (transactionOf(whole(caregiver('A'), null, 'ACTIVE')) ?? {})))
})

test('a masked fee is ANNAN or EXTERN without unit, its amount, both dates and principal as they are', () => {
  assert.deepEqual(transactionOf({ kind: 'otherProvider' }, { toldAt: moment('2025-05-02T07:00:00Z') }), {
    TransactionId: 'fee-1',
    PersonId: '199001012385',
    Amount: 25_050,
    TransactionDate: 20_210,
    RegistrationDateTime: Date.UTC(2025, 4, 2, 7),
    CarePrincipalId: 'SE2321000198-1000',
    CareProviderId: 'ANNAN',
  })
  assert.equal(transactionOf({ kind: 'otherRegion' })?.CareProviderId, 'EXTERN')
})

test('only ACTIVE rows are told, of the fees that count and of those that no longer do', () => {
  const rows = (['UPDATED', 'ACTIVE', 'DELETED'] as const).map((status, place) =>
    row(whole(caregiver('A'), null, status), { id: `fee-${place}` as FeeId }),
  )
  const told = extendedCard1and2({ ...VIEW, rows, expiredRows: rows }, ASKED)
  for (const list of [told.Transactions, told.ExpiredTransactions])
    assert.deepEqual(
      list.map(({ TransactionId }) => TransactionId),
      ['fee-1'],
    )
})

test('a fee of an identity that version 1 has no room for stands under the identity asked for; version 2 tells its own', () => {
  const view = { ...VIEW, rows: [row(whole(caregiver('A'), null, 'ACTIVE'), { person: RESERVE })] }
  assert.equal(extendedCard1and2(view, ASKED).Transactions[0]?.PersonId, '199001012385')
  assert.equal(extendedCard1and2(view, { ...ASKED, version: 2 }).Transactions[0]?.PersonId, '19900101GVLE1')
})
