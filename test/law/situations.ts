/** Situations and how they are to be explained, written as a clerk would read them aloud; spaces here stand for no-break ones too. */

import type { Recording, Settings } from './case.ts'

export type Situation = {
  readonly name: string
  readonly given: readonly Recording[]
  readonly asOf: string
  readonly settings?: Settings
  readonly principal?: string
  readonly steps: readonly (readonly [rule: string, text: string])[]
}

const visits = (...fees: readonly (readonly [visit: string, amount: string])[]): Recording[] =>
  fees.map(([visit, amount], at) => ({ fee: String.fromCharCode(97 + at), visit, amount }))

const PRELIMINARY = 'Frikortet är preliminärt men gäller redan. Det blir slutligt'

export const SITUATIONS: readonly Situation[] = [
  {
    name: 'before the first fee',
    given: [],
    asOf: '2025-03-01',
    steps: [['L1', 'Ingen avgift räknas nu, så det finns inget frikort.']],
  },
  {
    name: 'one fee, with öre',
    given: visits(['2025-03-01', '99.50']),
    asOf: '2025-03-01',
    steps: [
      ['P3', 'Den 1 mars 2025 räknas 99,50 kr för besöket 1 mars 2025.'],
      ['C4', 'Betalt är 99,50 kr av högkostnadsbeloppet 1 450 kr. 1 350,50 kr återstår till frikort.'],
      ['P3', 'Besöket 1 mars 2025 räknas till och med 28 februari 2026; dagen efter faller 99,50 kr bort.'],
    ],
  },
  {
    name: 'the oldest fee has fallen out of the window',
    given: visits(['2025-01-10', '400'], ['2025-02-10', '300'], ['2025-03-10', '200']),
    asOf: '2026-01-10',
    steps: [
      [
        'P3',
        'Den 10 januari 2026 räknas 300 kr för besöket 10 februari 2025 och 200 kr för besöket 10 mars 2025, tillsammans 500 kr.',
      ],
      ['C4', 'Betalt är 500 kr av högkostnadsbeloppet 1 450 kr. 950 kr återstår till frikort.'],
      ['P3', 'Besöket 10 februari 2025 räknas till och med 9 februari 2026; dagen efter faller 300 kr bort.'],
      ['P3', 'Äldre än tolv månader och räknas inte längre: 400 kr för besöket 10 januari 2025.'],
    ],
  },
  {
    name: 'every fee has fallen out',
    given: visits(['2025-03-01', '500']),
    asOf: '2026-03-01',
    steps: [
      ['L1', 'Ingen avgift räknas nu, så det finns inget frikort.'],
      ['P3', 'Äldre än tolv månader och räknas inte längre: 500 kr för besöket 1 mars 2025.'],
    ],
  },
  {
    name: 'more fees than one cares to hear',
    given: visits(
      ['2025-01-10', '100'],
      ['2025-02-10', '100'],
      ['2025-03-10', '100'],
      ['2025-04-10', '100'],
      ['2025-05-10', '100'],
      ['2025-06-10', '100'],
      ['2025-07-10', '100'],
    ),
    asOf: '2025-07-10',
    steps: [
      ['P3', 'Den 10 juli 2025 räknas 7 avgifter från 10 januari 2025 till 10 juli 2025, tillsammans 700 kr.'],
      ['C4', 'Betalt är 700 kr av högkostnadsbeloppet 1 450 kr. 750 kr återstår till frikort.'],
      ['P3', 'Besöket 10 januari 2025 räknas till och med 9 januari 2026; dagen efter faller 100 kr bort.'],
    ],
  },
  {
    name: 'asked in a region whose amount is already passed',
    settings: {
      ceilings: [
        { from: '2025-01-01', amount: '1450' },
        { principal: 'Dalarna', from: '2025-01-01', amount: '1200' },
      ],
    },
    principal: 'Dalarna',
    given: [{ fee: 'a', visit: '2025-03-01', amount: '1300', principal: 'Gävleborg' }],
    asOf: '2025-03-10',
    steps: [
      ['P3', 'Den 10 mars 2025 räknas 1 300 kr för besöket 1 mars 2025.'],
      ['C4', 'Betalt är 1 300 kr av högkostnadsbeloppet 1 200 kr, men beloppet är inte nått vid något besök.'],
      ['P3', 'Besöket 1 mars 2025 räknas till och med 28 februari 2026; dagen efter faller 1 300 kr bort.'],
    ],
  },
  {
    name: 'the ceiling has just been reached, and the last fee was too high',
    given: visits(['2025-03-01', '1300'], ['2025-05-02', '250']),
    asOf: '2025-05-02',
    steps: [
      [
        'P4',
        'Högkostnadsbeloppet 1 450 kr nåddes 2 maj 2025. Till det räknas 1 300 kr för besöket 1 mars 2025 och 250 kr för besöket 2 maj 2025, tillsammans 1 550 kr.',
      ],
      ['C3', 'Det är beloppet på besöksdagen som gäller: 2 maj 2025 var det 1 450 kr.'],
      [
        'P4',
        'Perioden börjar med det äldsta besöket som räknas, 1 mars 2025. Frikortet gäller därför från 2 maj 2025 till och med 28 februari 2026.',
      ],
      ['L2', `${PRELIMINARY} 4 maj 2025 klockan 10.00.`],
      ['O1', 'För besöket 2 maj 2025 återstod 150 kr att betala. 250 kr togs ut, så 100 kr ska betalas tillbaka.'],
    ],
  },
  {
    name: 'a card reached before a raise, and a visit after it',
    given: visits(['2018-06-01', '600'], ['2018-12-31', '500'], ['2019-02-01', '50']),
    asOf: '2019-02-01',
    steps: [
      [
        'P4',
        'Högkostnadsbeloppet 1 100 kr nåddes 31 december 2018. Till det räknas 600 kr för besöket 1 juni 2018 och 500 kr för besöket 31 december 2018, tillsammans 1 100 kr.',
      ],
      ['C3', 'Det är beloppet på besöksdagen som gäller: 31 december 2018 var det 1 100 kr.'],
      [
        'P4',
        'Perioden börjar med det äldsta besöket som räknas, 1 juni 2018. Frikortet gäller därför från 31 december 2018 till och med 31 maj 2019.',
      ],
      ['L4', 'Frikortet blev slutligt 2 januari 2019 klockan 10.00. Datumen ligger fast.'],
      ['O2', 'Besöket 1 februari 2019 var fritt, eftersom frikortet gällde då. 50 kr ska betalas tillbaka.'],
    ],
  },
  {
    name: 'an expired card, a new preliminary one, and a visit the day after it was reached',
    given: visits(['2024-03-01', '1400'], ['2025-03-01', '1450'], ['2025-03-02', '250']),
    asOf: '2025-03-02',
    steps: [
      ['P4', 'Högkostnadsbeloppet 1 400 kr nåddes 1 mars 2024. Till det räknas 1 400 kr för besöket 1 mars 2024.'],
      ['C3', 'Det är beloppet på besöksdagen som gäller: 1 mars 2024 var det 1 400 kr.'],
      [
        'P4',
        'Perioden börjar med det äldsta besöket som räknas, 1 mars 2024. Frikortet gällde därför från 1 mars 2024 till och med 28 februari 2025.',
      ],
      ['L7', 'Frikortet gällde till och med 28 februari 2025 och har gått ut.'],
      ['P4', 'Högkostnadsbeloppet 1 450 kr nåddes 1 mars 2025. Till det räknas 1 450 kr för besöket 1 mars 2025.'],
      ['C3', 'Det är beloppet på besöksdagen som gäller: 1 mars 2025 var det 1 450 kr.'],
      [
        'P4',
        'Perioden börjar med det äldsta besöket som räknas, 1 mars 2025. Frikortet gäller därför från 1 mars 2025 till och med 28 februari 2026.',
      ],
      ['L2', `${PRELIMINARY} 3 mars 2025 klockan 10.00.`],
      ['O1', 'För besöket 2 mars 2025 återstod inget att betala. 250 kr togs ut, så 250 kr ska betalas tillbaka.'],
    ],
  },
  {
    name: 'a receipt from before the period of a final card',
    given: [
      ...visits(['2025-03-01', '1000'], ['2025-05-02', '450']),
      { fee: 'c', visit: '2025-02-01', amount: '200', recorded: '2025-06-01' },
    ],
    asOf: '2025-06-01',
    steps: [
      [
        'P4',
        'Högkostnadsbeloppet 1 450 kr nåddes 2 maj 2025. Till det räknas 1 000 kr för besöket 1 mars 2025 och 450 kr för besöket 2 maj 2025, tillsammans 1 450 kr.',
      ],
      ['C3', 'Det är beloppet på besöksdagen som gäller: 2 maj 2025 var det 1 450 kr.'],
      [
        'P4',
        'Perioden börjar med det äldsta besöket som räknas, 1 mars 2025. Frikortet gäller därför från 2 maj 2025 till och med 28 februari 2026.',
      ],
      [
        'L5',
        'Före frikortets period ligger också 200 kr för besöket 1 februari 2025. Det hör till det som är betalt men flyttar inte datumen.',
      ],
      ['L4', 'Frikortet blev slutligt 4 maj 2025 klockan 10.00. Datumen ligger fast.'],
      ['O1', 'För besöket 2 maj 2025 återstod 250 kr att betala. 450 kr togs ut, så 200 kr ska betalas tillbaka.'],
    ],
  },
  {
    name: 'a fee annulled on a final card',
    given: [...visits(['2025-03-01', '1000'], ['2025-05-02', '450']), { annul: 'b', recorded: '2025-06-01' }],
    asOf: '2025-06-01',
    steps: [
      ['P4', 'Högkostnadsbeloppet 1 450 kr nåddes 2 maj 2025. Till det räknas 1 000 kr för besöket 1 mars 2025.'],
      ['C3', 'Det är beloppet på besöksdagen som gäller: 2 maj 2025 var det 1 450 kr.'],
      [
        'P4',
        'Perioden börjar med det äldsta besöket som räknas, 1 mars 2025. Frikortet gäller därför från 2 maj 2025 till och med 28 februari 2026.',
      ],
      [
        'L6',
        'En avgift är ändrad eller makulerad efter att frikortet blev slutligt. Det räcker inte längre till 1 450 kr, men frikortet behåller sina datum.',
      ],
      ['L4', 'Frikortet blev slutligt 4 maj 2025 klockan 10.00. Datumen ligger fast.'],
    ],
  },
  {
    name: 'a given card, with visits before, during and after it',
    given: [
      { fee: 'a', visit: '2025-04-01', amount: '300' },
      { card: '4711', from: '2025-05-01', through: '2025-08-31' },
      { fee: 'b', visit: '2025-05-01', amount: '250', recorded: '2025-06-01' },
      { fee: 'c', visit: '2025-09-01', amount: '200' },
    ],
    asOf: '2025-09-01',
    steps: [
      ['P7', 'Ett frikort med nummer 4711 är inlagt för hand och gällde från 1 maj 2025 till och med 31 augusti 2025.'],
      [
        'L5',
        'Före frikortets period ligger också 300 kr för besöket 1 april 2025. Det hör till det som är betalt men flyttar inte datumen.',
      ],
      ['L7', 'Frikortet gällde till och med 31 augusti 2025 och har gått ut.'],
      ['O2', 'Besöket 1 maj 2025 var fritt, eftersom frikortet gällde då. 250 kr ska betalas tillbaka.'],
      ['P3', 'Den 1 september 2025 räknas 200 kr för besöket 1 september 2025.'],
      ['C4', 'Betalt är 200 kr av högkostnadsbeloppet 1 450 kr. 1 250 kr återstår till frikort.'],
      ['P3', 'Besöket 1 september 2025 räknas till och med 31 augusti 2026; dagen efter faller 200 kr bort.'],
    ],
  },
  {
    name: 'a card made of old receipts frees visits on another',
    given: [
      { fee: 'a', visit: '2025-03-01', amount: '1450' },
      { fee: 'x', visit: '2024-10-01', amount: '1000', recorded: '2025-06-01' },
      { fee: 'y', visit: '2024-12-01', amount: '400', recorded: '2025-06-01' },
    ],
    asOf: '2025-06-01',
    steps: [
      [
        'P4',
        'Högkostnadsbeloppet 1 400 kr nåddes 1 december 2024. Till det räknas 1 000 kr för besöket 1 oktober 2024 och 400 kr för besöket 1 december 2024, tillsammans 1 400 kr.',
      ],
      ['C3', 'Det är beloppet på besöksdagen som gäller: 1 december 2024 var det 1 400 kr.'],
      [
        'P4',
        'Perioden börjar med det äldsta besöket som räknas, 1 oktober 2024. Frikortet gäller därför från 1 december 2024 till och med 30 september 2025.',
      ],
      ['L2', `${PRELIMINARY} 3 juni 2025 klockan 10.00.`],
      ['P4', 'Högkostnadsbeloppet 1 450 kr nåddes 1 mars 2025. Till det räknas 1 450 kr för besöket 1 mars 2025.'],
      ['C3', 'Det är beloppet på besöksdagen som gäller: 1 mars 2025 var det 1 450 kr.'],
      [
        'P4',
        'Perioden börjar med det äldsta besöket som räknas, 1 mars 2025. Frikortet gäller därför från 1 mars 2025 till och med 28 februari 2026.',
      ],
      ['L4', 'Frikortet blev slutligt 3 mars 2025 klockan 10.00. Datumen ligger fast.'],
      ['O2', 'Besöket 1 mars 2025 var fritt, eftersom ett annat frikort gällde då. 1 450 kr ska betalas tillbaka.'],
    ],
  },
  {
    name: 'defect: a second visit on the day the ceiling was reached did not help to reach it',
    given: [
      { fee: 'a', visit: '2025-03-01', amount: '1450', recorded: '2025-03-01 09:00' },
      { fee: 'b', visit: '2025-03-01', amount: '250', recorded: '2025-03-01 15:00' },
    ],
    asOf: '2025-03-01 16:00',
    steps: [
      ['P4', 'Högkostnadsbeloppet 1 450 kr nåddes 1 mars 2025. Till det räknas 1 450 kr för besöket 1 mars 2025.'],
      ['C3', 'Det är beloppet på besöksdagen som gäller: 1 mars 2025 var det 1 450 kr.'],
      [
        'P4',
        'Perioden börjar med det äldsta besöket som räknas, 1 mars 2025. Frikortet gäller därför från 1 mars 2025 till och med 28 februari 2026.',
      ],
      ['L2', `${PRELIMINARY} 3 mars 2025 klockan 09.00.`],
      ['O1', 'För besöket 1 mars 2025 återstod inget att betala. 250 kr togs ut, så 250 kr ska betalas tillbaka.'],
    ],
  },
  {
    name: 'defect: the first visit of a final card has been moved',
    given: [
      ...visits(['2025-03-01', '1000'], ['2025-05-02', '450']),
      { correct: 'a', visit: '2025-04-01', recorded: '2025-06-01' },
    ],
    asOf: '2025-06-01',
    steps: [
      [
        'P4',
        'Högkostnadsbeloppet 1 450 kr nåddes 2 maj 2025. Till det räknas 1 000 kr för besöket 1 april 2025 och 450 kr för besöket 2 maj 2025, tillsammans 1 450 kr.',
      ],
      ['C3', 'Det är beloppet på besöksdagen som gäller: 2 maj 2025 var det 1 450 kr.'],
      [
        'P4',
        'Perioden lades fast från 1 mars 2025. Frikortet gäller därför från 2 maj 2025 till och med 28 februari 2026.',
      ],
      [
        'L6',
        'En avgift har kommit till, ändrats eller makulerats efter att frikortet blev slutligt. Frikortet behåller sina datum.',
      ],
      ['L4', 'Frikortet blev slutligt 4 maj 2025 klockan 10.00. Datumen ligger fast.'],
    ],
  },
  {
    name: 'defect: a given card that is not yet valid',
    given: [{ card: '4711', from: '2025-05-01', through: '2025-08-31', recorded: '2025-04-30' }],
    asOf: '2025-04-30',
    steps: [
      ['P7', 'Ett frikort med nummer 4711 är inlagt för hand och gäller från 1 maj 2025 till och med 31 augusti 2025.'],
      ['L2', 'Frikortet är preliminärt och börjar gälla 1 maj 2025. Det blir slutligt 2 maj 2025 klockan 10.00.'],
    ],
  },
  {
    name: 'defect: two visits of one day fall out together',
    given: visits(['2025-03-01', '300'], ['2025-03-01', '300']),
    asOf: '2025-03-01',
    steps: [
      [
        'P3',
        'Den 1 mars 2025 räknas 300 kr för besöket 1 mars 2025 och 300 kr för besöket 1 mars 2025, tillsammans 600 kr.',
      ],
      ['C4', 'Betalt är 600 kr av högkostnadsbeloppet 1 450 kr. 850 kr återstår till frikort.'],
      ['P3', 'Besöken 1 mars 2025 räknas till och med 28 februari 2026; dagen efter faller 600 kr bort.'],
    ],
  },
]
