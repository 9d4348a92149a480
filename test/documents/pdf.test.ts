/** The PDFs as others read them: their text in order, their tags, title and language, page by page, and hostile text that stays text. */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { receiptPdf, statementPdf } from '../../src/documents/pdf.ts'
import { type ReceiptData, receiptData } from '../../src/documents/receiptData.ts'
import { statementData } from '../../src/documents/statementData.ts'
import type { FeeId } from '../../src/domain/law/careOrder.ts'
import { AT_GAVLAN, asked, cardsOf, type Paid, PROTECTED } from './papers.ts'
import { linesOf, pagesOf, saidOf, tagsOf, textOf, WITHOUT_POPPLER } from './pdf.ts'

const FEES: readonly Paid[] = [
  { visit: '2025-01-10', amount: '250.00' },
  { visit: '2025-02-03', amount: '100.00', ...AT_GAVLAN },
  { visit: '2025-06-01', amount: '1100.00' },
  { visit: '2025-06-02', amount: '99.50' },
]
const SWEDISH = `E-frikort Region Gävleborg
Utdrag ur e-frikort
Patient
Test Testsson
Personnummer
19900101-2385
Öppen sjukvård
Preliminärt Frikortet gäller, men kan ännu ändras
Frikortsnummer
21K7QW00
Gäller från
1 juni 2025
Gäller till och med
9 januari 2026
Blir slutligt
4 juni 2025 klockan
01.02
Registrerade avgifter 10 januari 2025 – 9 januari 2026
Besöksdatum Vårdgivare Vårdenhet Belopp
10 januari 2025 Region Gävleborg, primärvården Hälsocentralen Bomhus 250,00 kr
3 februari 2025 Annan vårdgivare 100,00 kr
1 juni 2025 Region Gävleborg, primärvården Hälsocentralen Bomhus 1 100,00 kr
2 juni 2025 Region Gävleborg, primärvården Hälsocentralen Bomhus 99,50 kr
99,50 kr för mycket
Summa 1 549,50 kr
Betalt för mycket
99,50 kr är betalt utöver högkostnadsskyddet och ska betalas tillbaka av den vårdgivare som tog
avgiften.
Utfärdat av
Region Gävleborg,
primärvården, Hälsocentralen
Bomhus
Utfärdat
2 juni 2025 klockan 10.15
Frågor
Centralkassan, telefon
026-15 51 20, 8.00–12.00
E-frikort · Region Gävleborg 1 (1)`
const ENGLISH = `E-frikort Region Gävleborg
Receipt
Patient
Test Testsson
Personal identity number
19900101-2385
Paid
SEK 99.50
Date of visit
2 June 2025
Care provider
Region Gävleborg,
primärvården
Care unit
Hälsocentralen Bomhus
Paid too much
SEK 99.50 of this fee lies beyond the cost ceiling, and is to be paid back.
Outpatient care
Preliminary The free card is valid, but may still change
Card number
21K7QW00
Valid from
1 June 2025
Valid through
9 January 2026
Becomes final
4 June 2025 at 01:02
Paid so far
SEK 1,549.50
Issued by
Region Gävleborg,
primärvården, Hälsocentralen
Bomhus
Issued
2 June 2025 at 10:15
Questions
Centralkassan, telephone
026-15 51 20, 8.00–12.00
E-frikort · Region Gävleborg 1 (1)`

const statement = (cards = cardsOf(FEES), told = {}) => statementPdf(statementData(asked(cards, told)))
const receipt = (fee: string, cards = cardsOf(FEES), told = {}) =>
  receiptPdf(receiptData(asked(cards, told), fee as FeeId) as ReceiptData)

describe('what a reading voice meets', { skip: WITHOUT_POPPLER }, () => {
  test('a statement in Swedish is, in this order', async () => {
    assert.deepEqual(linesOf(await statement()), SWEDISH.split('\n'))
  })

  test('a receipt in English is, in this order', async () => {
    assert.deepEqual(linesOf(await receipt('f4', cardsOf(FEES), { language: 'en' })), ENGLISH.split('\n'))
  })

  test('a statement without fees says that there are none', async () => {
    assert.match(
      textOf(await statement([])),
      /2385 Inga avgifter är registrerade, så det finns inget frikort\. Utfärdat av/,
    )
  })

  test('a protected identity’s papers hold no name and no place', async () => {
    const cards = cardsOf(FEES, { person: PROTECTED })
    for (const pdf of [
      await statement(cards, { person: PROTECTED }),
      await receipt('f1', cards, { person: PROTECTED }),
    ]) {
      assert.match(textOf(pdf), /Reservnummer 22750303ZZ08 Namn, vårdgivare och vårdenheter skrivs inte ut/)
      assert.doesNotMatch(textOf(pdf), /Skyddad|Bomhus|Gavlan|primärvården|Annan vårdgivare/)
    }
  })
})

describe('what the file says of itself', () => {
  test('it is tagged, A4, titled and dated, and its title and author name nobody', {
    skip: WITHOUT_POPPLER,
  }, async () => {
    const { Title, Author, Tagged, Pages, CreationDate, ...said } = saidOf(await statement())
    assert.deepEqual([Title, Author, Tagged, Pages], ['Utdrag ur e-frikort', 'Region Gävleborg', 'yes', '1'])
    assert.equal(said['Page size'], '595.276 x 841.89 pts (A4)')
    assert.match(CreationDate ?? '', /Jun +2 .* 2025/)
  })

  test('it claims PDF/UA-1, and its language is the reader’s', async () => {
    for (const [language, pdf] of [
      ['sv', await statement()],
      ['en', await statement(cardsOf(FEES), { language: 'en' })],
      ['en', await receipt('f1', cardsOf(FEES), { language: 'en' })],
    ] as const) {
      const bytes = Buffer.from(pdf).toString('latin1')
      assert.match(bytes, /<pdfuaid:part>1<\/pdfuaid:part>/)
      assert.ok(bytes.includes(`/Lang (${language})`))
    }
  })

  test('its fees are a table with headings, and its headings follow each other', {
    skip: WITHOUT_POPPLER,
  }, async () => {
    const tags = tagsOf(await statement(cardsOf(FEES.slice(0, 2))))
    const count = (tag: string): number => tags.filter((one) => one === tag).length
    assert.deepEqual(
      tags.filter((tag) => /^H\d$|^Table$/.test(tag)),
      ['H1', 'H2', 'H3', 'Table'],
    )
    assert.deepEqual([count('TH'), count('TR'), count('TD'), count('THead')], [4, 4, 10, 1])
  })

  test('the same data gives the same bytes', async () => {
    assert.deepEqual(await statement(), await statement())
  })
})

describe('two hundred fees', { skip: WITHOUT_POPPLER }, () => {
  const fees = Array.from({ length: 200 }, (_, at) => ({
    visit: `2025-0${1 + Math.floor(at / 50)}-${String(1 + (at % 25)).padStart(2, '0')}`,
    amount: `${1 + (at % 7)}.00`,
  }))

  test('stand on pages that each say which they are, whose, and what the columns mean', async () => {
    const pages = pagesOf(await statement(cardsOf(fees)))
    assert.ok(pages.length >= 5)
    pages.forEach((page, at) => {
      assert.equal(page.at(-1), `E-frikort · Region Gävleborg ${at + 1} (${pages.length})`)
      if (at > 0) assert.equal(page[0], 'Utdrag ur e-frikort · 19900101-2385 2025-06-02')
      if (page.some((line) => /Bomhus \d kr$/.test(line)))
        assert.ok(page.includes('Besöksdatum Vårdgivare Vårdenhet Belopp'))
    })
  })

  test('are all there, none parted by the end of a page, and their sum stands once', async () => {
    const lines = linesOf(await statement(cardsOf(fees)))
    const amounts = lines.flatMap((line) => /Hälsocentralen Bomhus (\d) kr$/.exec(line)?.[1] ?? []).map(Number)
    assert.equal(amounts.length, 200)
    assert.equal(
      amounts.reduce((sum, amount) => sum + amount),
      794,
    )
    assert.deepEqual(
      lines.filter((line) => line.startsWith('Summa')),
      ['Summa 794 kr'],
    )
  })
})

describe('hostile text stays text', { skip: WITHOUT_POPPLER }, () => {
  const from = (provider: string, unit: string | null = null) =>
    statement(cardsOf([{ visit: '2025-01-10', amount: '250.00', provider, unit }]))

  for (const text of [
    '#read("/etc/passwd")',
    '#eval("1 + 1") #import "@preview/x:1.0.0"',
    '$x^2$ \\ \\n \\u{41}',
    '<label> @ref *b* _i_',
    '`c` // a /* b */ = h',
    '- a + b / c: d',
    `"it's" ''quoted''`,
    '{"json": [1]} </script>',
    '%PDF-1.7 endobj',
    '--- ~ -- ...',
  ])
    test(text, async () => {
      assert.ok(textOf(await from(text)).includes(`10 januari 2025 ${text} 250 kr`))
    })

  test('in the name, the issuer and the desk as well', async () => {
    const text = '#panic("x") $ <l>'
    const support = { name: text, phone: text, hours: text, email: text }
    const told = {
      population: { isProtected: () => false, find: () => ({ name: text, address: [], diedOn: null }) },
      issuer: { principal: text, provider: text, unit: text },
      support,
    }
    const read = textOf(await statement(cardsOf(FEES), told))
    assert.equal(read.split(text).length - 1, 8)
  })

  test('what turns letters around or cannot be seen is left out, and what has no shape is a box', async () => {
    const read = textOf(await from('a\u202eb\u2066c\u200bd\u0000e', '\u{1f600}\u6f22\ud800 z'))
    assert.ok(read.includes('10 januari 2025 abcde □□□ z 250 kr'))
  })

  test('a word longer than the column is broken, and copied whole', async () => {
    const word = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft'
    const lines = linesOf(await from(word, 'x'.repeat(400)))
    assert.ok(lines.join('').includes(word))
    assert.ok(lines.join('').includes('x'.repeat(400)))
    assert.ok(lines.every((line) => line.length < 130))
  })
})
