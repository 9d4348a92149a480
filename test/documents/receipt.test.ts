/** What stands on the receipt for one visit. */

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Asked } from '../../src/documents/asked.ts'
import { type ReceiptData, receiptData } from '../../src/documents/receiptData.ts'
import type { FeeId } from '../../src/domain/law/careOrder.ts'
import type { CardView } from '../../src/usecases/cardView.ts'
import { AT_GAVLAN, asked, cardsOf, type Paid, PROTECTED } from './papers.ts'

const FEES: readonly Paid[] = [
  { visit: '2025-01-10', amount: '1100.00' },
  { visit: '2025-05-30', amount: '100.00', ...AT_GAVLAN },
  { visit: '2025-06-02', amount: '250.00' },
  { visit: '2025-06-02', amount: '100.00' },
]

const receipt = (fee: string, cards: readonly CardView[], told: Partial<Asked> = {}): ReceiptData => {
  const data = receiptData(asked(cards, told), fee as FeeId)
  assert.ok(data)
  return JSON.parse(JSON.stringify(data).replaceAll('\u00a0', ' ')) as ReceiptData
}
const factsOf = (facts: readonly { label: string; value: string }[]): string[] =>
  facts.map(({ label, value }) => `${label}: ${value}`)

test('below the ceiling it tells day, amount, provider and unit, the sum so far and what remains', () => {
  assert.deepEqual(receipt('f1', cardsOf(FEES.slice(0, 2))), {
    language: 'sv',
    service: 'E-frikort',
    principal: 'Region Gävleborg',
    title: 'Kvitto',
    cardType: 'Öppen sjukvård',
    patient: [
      { label: 'Patient', value: 'Test Testsson' },
      { label: 'Personnummer', value: '19900101-2385' },
    ],
    identity: '19900101-2385',
    leftOut: null,
    paid: { label: 'Betalt', value: '1 100 kr' },
    visit: [
      { label: 'Besöksdatum', value: '10 januari 2025' },
      { label: 'Vårdgivare', value: 'Region Gävleborg, primärvården' },
      { label: 'Vårdenhet', value: 'Hälsocentralen Bomhus' },
    ],
    overcharged: null,
    standing: {
      kind: 'belowLimit',
      word: 'Ej uppnått',
      sentence: '250 kr återstår till frikort',
      facts: [
        { label: 'Betalt hittills', value: '1 200 kr' },
        { label: 'Högkostnadsbelopp', value: '1 450 kr' },
      ],
      paidShare: 1200 / 1450,
    },
    issued: [
      { label: 'Utfärdat av', value: 'Region Gävleborg, primärvården, Hälsocentralen Bomhus' },
      { label: 'Utfärdat', value: '2 juni 2025 klockan 10.15' },
      { label: 'Frågor', value: 'Centralkassan, telefon 026-15 51 20, 8.00–12.00' },
    ],
    issuedOn: '2025-06-02',
  })
})

test('at the visit that reached the ceiling it tells the card’s number and days, and the sum so far', () => {
  const { standing, overcharged } = receipt('f3', cardsOf(FEES.slice(0, 3)))
  assert.equal(overcharged, null)
  assert.deepEqual(factsOf(standing.facts), [
    'Frikortsnummer: 21K7QW00',
    'Gäller från: 2 juni 2025',
    'Gäller till och med: 9 januari 2026',
    'Blir slutligt: 4 juni 2025 klockan 01.02',
    'Betalt hittills: 1 450 kr',
  ])
})

test('it tells what of the fee was too much, and of that fee alone', () => {
  const cards = cardsOf(FEES)
  assert.equal(receipt('f3', cards).overcharged, null)
  assert.deepEqual(receipt('f4', cards).overcharged, {
    label: 'Betalt för mycket',
    value: '100 kr av den här avgiften ligger utöver högkostnadsskyddet och ska betalas tillbaka.',
  })
})

test('of another provider’s fee it tells no more than the viewer may see', () => {
  assert.deepEqual(factsOf(receipt('f2', cardsOf(FEES)).visit), [
    'Besöksdatum: 30 maj 2025',
    'Vårdgivare: Annan vårdgivare',
  ])
})

test('there is none for a fee that is unknown, or counts no more', () => {
  const [view] = cardsOf(FEES.slice(0, 1))
  assert.ok(view)
  assert.equal(receiptData(asked([view]), 'f9' as FeeId), null)
  assert.equal(receiptData(asked([]), 'f1' as FeeId), null)
  const annulled = view.rows.map((row) =>
    row.shown.kind === 'whole' ? { ...row, shown: { ...row.shown, status: 'DELETED' as const } } : row,
  )
  assert.equal(receiptData(asked([{ ...view, rows: annulled }]), 'f1' as FeeId), null)
})

test('of a protected identity it shows no name and no place', () => {
  const told = { person: PROTECTED }
  const data = receipt('f1', cardsOf(FEES, told), told)
  assert.deepEqual(
    [...factsOf(data.patient), ...factsOf(data.visit)],
    ['Reservnummer: 22750303ZZ08', 'Besöksdatum: 10 januari 2025'],
  )
  assert.doesNotMatch(JSON.stringify(data), /Skyddad|Bomhus|primärvården/)
})

test('in English', () => {
  const data = receipt('f4', cardsOf(FEES), { language: 'en' })
  assert.deepEqual(
    [data.title, data.paid.label, data.paid.value, ...factsOf(data.visit)],
    [
      'Receipt',
      'Paid',
      'SEK 100',
      'Date of visit: 2 June 2025',
      'Care provider: Region Gävleborg, primärvården',
      'Care unit: Hälsocentralen Bomhus',
    ],
  )
  assert.equal(data.overcharged?.value, 'SEK 100 of this fee lies beyond the cost ceiling, and is to be paid back.')
})
