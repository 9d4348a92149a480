/** What stands on a statement: whose, which fees, what remains or which card, what was paid too much, and nothing the viewer may not see. */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Asked } from '../../src/documents/asked.ts'
import { type CardPart, statementData } from '../../src/documents/statementData.ts'
import { PersonId } from '../../src/domain/kernel/personId.ts'
import type { CardView } from '../../src/usecases/cardView.ts'
import { AT_GAVLAN, asked, cardsOf, directory, PATIENT, type Paid, PROTECTED, population } from './papers.ts'

const FOUR: readonly Paid[] = [
  { visit: '2025-01-10', amount: '250.00' },
  { visit: '2025-02-03', amount: '100.00', ...AT_GAVLAN },
  { visit: '2025-05-02', amount: '250.00', ...AT_GAVLAN, isAbroad: true },
  { visit: '2025-05-30', amount: '250.00', unit: null, provider: 'Tandläkare Ek' },
]
const REACHED: readonly Paid[] = [
  ...FOUR,
  { visit: '2025-06-01', amount: '600.00' },
  { visit: '2025-06-02', amount: '99.50' },
]

/** No-break spaces as spaces, so that what is expected can be read. */
const plain = <T>(told: T): T => JSON.parse(JSON.stringify(told).replaceAll('\u00a0', ' ')) as T
const statement = (cards: readonly CardView[], told: Partial<Asked> = {}) => plain(statementData(asked(cards, told)))
const onlyCard = (cards: readonly CardView[], told: Partial<Asked> = {}): CardPart => {
  const { cards: parts } = statement(cards, told)
  assert.equal(parts.length, 1)
  return parts[0] as CardPart
}
const cellsOf = ({ lines }: CardPart): string[] => lines.map(({ cells }) => cells.join(' | '))
const factsOf = (facts: readonly { label: string; value: string }[]): string[] =>
  facts.map(({ label, value }) => `${label}: ${value}`)

describe('below the ceiling', () => {
  test('it tells the patient, each fee, the sum, what remains, who issued it and whom to ask', () => {
    assert.deepEqual(statement(cardsOf(FOUR)), {
      language: 'sv',
      service: 'E-frikort',
      principal: 'Region Gävleborg',
      title: 'Utdrag ur e-frikort',
      patient: [
        { label: 'Patient', value: 'Test Testsson' },
        { label: 'Personnummer', value: '19900101-2385' },
      ],
      identity: '19900101-2385',
      leftOut: null,
      cards: [
        {
          cardType: 'Öppen sjukvård',
          standing: {
            kind: 'belowLimit',
            word: 'Ej uppnått',
            sentence: '600 kr återstår till frikort',
            facts: [
              { label: 'Betalt hittills', value: '850 kr' },
              { label: 'Högkostnadsbelopp', value: '1 450 kr' },
            ],
            paidShare: 850 / 1450,
          },
          heading: 'Registrerade avgifter',
          period: '10 januari 2025 – 2 juni 2025',
          columns: [
            { key: 'visit', heading: 'Besöksdatum' },
            { key: 'provider', heading: 'Vårdgivare' },
            { key: 'unit', heading: 'Vårdenhet' },
            { key: 'amount', heading: 'Belopp' },
          ],
          lines: [
            {
              cells: ['10 januari 2025', 'Region Gävleborg, primärvården', 'Hälsocentralen Bomhus', '250 kr'],
              note: null,
            },
            { cells: ['3 februari 2025', 'Annan vårdgivare', '', '100 kr'], note: null },
            { cells: ['2 maj 2025', 'Extern vårdgivare', '', '250 kr'], note: null },
            { cells: ['30 maj 2025', 'Tandläkare Ek', '', '250 kr'], note: null },
          ],
          sum: { label: 'Summa', value: '850 kr' },
          overcharged: null,
        },
      ],
      nothing: null,
      issued: [
        { label: 'Utfärdat av', value: 'Region Gävleborg, primärvården, Hälsocentralen Bomhus' },
        { label: 'Utfärdat', value: '2 juni 2025 klockan 10.15' },
        { label: 'Frågor', value: 'Centralkassan, telefon 026-15 51 20, 8.00–12.00' },
      ],
      issuedOn: '2025-06-02',
    })
  })

  test('one who has no fees is told so', () => {
    const { cards, nothing } = statement([])
    assert.deepEqual([cards, nothing], [[], 'Inga avgifter är registrerade, så det finns inget frikort.'])
  })

  test('a fee annulled or replaced is not part of what was paid', () => {
    const [view] = cardsOf(FOUR)
    assert.ok(view)
    const rows = view.rows.map((row, at) =>
      row.shown.kind === 'whole' && at === 0 ? { ...row, shown: { ...row.shown, status: 'DELETED' as const } } : row,
    )
    assert.deepEqual(
      onlyCard([{ ...view, rows }]).lines.map(({ cells }) => cells[0]),
      ['3 februari 2025', '2 maj 2025', '30 maj 2025'],
    )
  })
})

describe('a card', () => {
  test('that has just been reached is preliminary and valid, with number and days', () => {
    const { standing, period } = onlyCard(cardsOf(REACHED))
    assert.deepEqual(
      [standing.word, standing.sentence, standing.paidShare, period],
      ['Preliminärt', 'Frikortet gäller, men kan ännu ändras', null, '10 januari 2025 – 9 januari 2026'],
    )
    assert.deepEqual(factsOf(standing.facts), [
      'Frikortsnummer: 21K7QW00',
      'Gäller från: 1 juni 2025',
      'Gäller till och med: 9 januari 2026',
      'Blir slutligt: 4 juni 2025 klockan 01.04',
    ])
  })

  test('is final two days later, and says no more when', () => {
    const { standing } = onlyCard(cardsOf(REACHED, { asOf: '2025-06-10T10:00:00+02:00' }))
    assert.deepEqual([standing.word, standing.sentence], ['Uppnått', 'Frikortet gäller'])
    assert.deepEqual(
      standing.facts.map(({ label }) => label),
      ['Frikortsnummer', 'Gäller från', 'Gäller till och med'],
    )
  })

  test('is valid on its last day, and over the day after', () => {
    const wordOn = (asOf: string) => onlyCard(cardsOf(REACHED, { asOf })).standing.sentence
    assert.equal(wordOn('2026-01-09T23:59:00+01:00'), 'Frikortet gäller')
    assert.equal(wordOn('2026-01-10T00:00:00+01:00'), 'Frikortet har gått ut')
  })

  test('that the patient held already is told by its own number and days', () => {
    const given = { number: 'UPPSALA-77', from: '2025-03-01', through: '2026-02-28' }
    const { standing, period, lines } = onlyCard(cardsOf([], { given }))
    assert.deepEqual([period, lines], ['1 mars 2025 – 28 februari 2026', []])
    assert.deepEqual(factsOf(standing.facts).slice(0, 3), [
      'Frikortsnummer: UPPSALA-77',
      'Gäller från: 1 mars 2025',
      'Gäller till och med: 28 februari 2026',
    ])
  })

  test('tells what was paid too much, at the fee and in all, and öre at every amount once one has öre', () => {
    const part = onlyCard(cardsOf(REACHED))
    assert.deepEqual(
      part.lines.map(({ cells, note }) => [cells[3], note]),
      [
        ['250,00 kr', null],
        ['100,00 kr', null],
        ['250,00 kr', null],
        ['250,00 kr', null],
        ['600,00 kr', null],
        ['99,50 kr', '99,50 kr för mycket'],
      ],
    )
    assert.equal(part.sum.value, '1 549,50 kr')
    assert.deepEqual(part.overcharged, {
      label: 'Betalt för mycket',
      value:
        '99,50 kr är betalt utöver högkostnadsskyddet och ska betalas tillbaka av den vårdgivare som tog avgiften.',
    })
  })

  test('of another provider is overcharged in all, but the fee itself does not say so', () => {
    const fees = [
      ...FOUR,
      { visit: '2025-06-01', amount: '600.00' },
      { ...AT_GAVLAN, visit: '2025-06-02', amount: '50.00' },
    ]
    const part = onlyCard(cardsOf(fees))
    assert.deepEqual(part.lines.at(-1), { cells: ['2 juni 2025', 'Annan vårdgivare', '', '50 kr'], note: null })
    assert.match(part.overcharged?.value ?? '', /^50 kr är betalt/)
  })
})

test('with read consent every provider is told by name', () => {
  assert.deepEqual(cellsOf(onlyCard(cardsOf(FOUR, { hasConsented: true }))).slice(1, 3), [
    '3 februari 2025 | Läkarhuset Gavlan AB | Läkarhuset Gavlan, mottagningen | 100 kr',
    '2 maj 2025 | Läkarhuset Gavlan AB | Läkarhuset Gavlan, mottagningen | 250 kr',
  ])
})

test('several cards stand in the order in which they were read', () => {
  const cards = cardsOf([...REACHED, { visit: '2024-07-01', amount: '300.00' }], { asOf: '2026-02-01T12:00:00+01:00' })
  const later = cardsOf([{ visit: '2025-06-02', amount: '250.00' }])
  assert.deepEqual(
    statement([...later, ...cards]).cards.map(({ standing }) => standing.word),
    ['Ej uppnått', 'Utgånget'],
  )
})

test('where several share a card, each fee says whose it is, and the others are named by their numbers', () => {
  const sibling = PersonId.known('personnummer', '201701012393')
  const [view] = cardsOf(FOUR.slice(0, 1))
  assert.ok(view)
  const shared = { ...view, persons: [PATIENT, sibling].map((id) => ({ id, readConsent: false })) }
  const { patient, cards } = statement([shared])
  assert.deepEqual(patient.at(-1), { label: 'Delar högkostnadsskydd med', value: '20170101-2393' })
  assert.deepEqual(
    cards.map((part) => [part.columns.map(({ heading }) => heading).join(' | '), ...cellsOf(part)]),
    [
      [
        'Besöksdatum | För | Vårdgivare | Vårdenhet | Belopp',
        '10 januari 2025 | 19900101-2385 | Region Gävleborg, primärvården | Hälsocentralen Bomhus | 250 kr',
      ],
    ],
  )
})

describe('a protected identity', () => {
  const told = { person: PROTECTED }
  const PLACES = /Gavlan|Bomhus|primärvården|Tandläkare|Annan vårdgivare|Extern vårdgivare/

  test('shows number, dates and amounts, but no name and no place, not even who issued it', () => {
    const data = statement(cardsOf(FOUR, told), told)
    assert.deepEqual(factsOf(data.patient), ['Reservnummer: 22750303ZZ08'])
    assert.equal(data.leftOut, 'Namn, vårdgivare och vårdenheter skrivs inte ut för den här patienten.')
    assert.deepEqual(data.cards.map(cellsOf), [
      ['10 januari 2025 | 250 kr', '3 februari 2025 | 100 kr', '2 maj 2025 | 250 kr', '30 maj 2025 | 250 kr'],
    ])
    assert.equal(data.issued[0]?.value, 'Region Gävleborg')
    assert.doesNotMatch(JSON.stringify(data), PLACES)
    assert.doesNotMatch(JSON.stringify(data), /Skyddad person/)
  })

  test('without any fee shows no name and no place either', () => {
    const data = statement([], {
      ...told,
      population: { isProtected: () => true, find: () => ({ name: 'Skyddad person', address: [], diedOn: null }) },
    })
    assert.doesNotMatch(JSON.stringify(data), PLACES)
    assert.doesNotMatch(JSON.stringify(data), /Skyddad person/)
  })

  test('who shares the patient’s card keeps name and places off the whole paper', () => {
    const [view] = cardsOf(FOUR)
    assert.ok(view)
    const shared = { ...view, persons: [PATIENT, PROTECTED].map((id) => ({ id, readConsent: false })) }
    const text = JSON.stringify(statement([shared]))
    assert.doesNotMatch(text, PLACES)
    assert.doesNotMatch(text, /Testsson/)
  })
})

test('one who is not in the population register has no name, and nothing is said to be left out', () => {
  const data = statement(cardsOf(FOUR), { population: { ...population, find: () => null } })
  assert.deepEqual([factsOf(data.patient), data.leftOut], [['Personnummer: 19900101-2385'], null])
})

test('a provider that the directory no longer names stands by its HSA-id', () => {
  const data = onlyCard(cardsOf(FOUR.slice(0, 1)), { directory: { ...directory, nameOf: () => null } })
  assert.deepEqual(cellsOf(data), ['10 januari 2025 | SE2321000198-A | SE2321000198-A1 | 250 kr'])
})

test('in English everything but names is English', () => {
  const data = statement(cardsOf(REACHED), { language: 'en', support: null })
  assert.deepEqual(
    [data.language, data.title, ...factsOf(data.patient)],
    ['en', 'Statement of patient fees', 'Patient: Test Testsson', 'Personal identity number: 19900101-2385'],
  )
  const [part] = data.cards
  assert.ok(part)
  assert.deepEqual(
    [part.cardType, part.standing.word, part.standing.sentence, part.heading, part.period],
    [
      'Outpatient care',
      'Preliminary',
      'The free card is valid, but may still change',
      'Registered fees',
      '10 January 2025 – 9 January 2026',
    ],
  )
  assert.deepEqual(cellsOf(part).slice(1, 3), [
    '3 February 2025 | Another care provider |  | SEK 100.00',
    '2 May 2025 | Care provider of another region |  | SEK 250.00',
  ])
  assert.equal(part.lines.at(-1)?.note, 'SEK 99.50 too much')
  assert.deepEqual([part.sum.value, part.overcharged?.label], ['SEK 1,549.50', 'Paid too much'])
  assert.deepEqual(factsOf(data.issued), [
    'Issued by: Region Gävleborg, primärvården, Hälsocentralen Bomhus',
    'Issued: 2 June 2025 at 10:15',
  ])
})
