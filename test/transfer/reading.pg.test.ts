/** What an import makes of a file that is not as it should be: it says which line, takes what can be taken, and no account by halves. */

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type Counter, openCounter } from '../usecases/counter.ts'
import { annulment, asLines, consent, correction, fee, importing, onCard, part, type Told } from './files.ts'

const PERSON = '199001012385'
const NO_UUID = { issued: [{ id: 'no uuid', number: 'G1' }] }

const CARD = '7d0f4c3e-1f6a-4b7e-9a52-0c8a3f1de009'
const given = (person: string, told: Told): Told => onCard(person, 'CardRegistered', CARD, told)

/** Each is the second line of an account whose first is good; the line number and kind of its refusal. */
const BAD: readonly (readonly [string, string, (person: string) => Told])[] = [
  ['an unknown type', 'Malformed', (person) => fee(person, 'x', { type: 'FeeForgotten' })],
  ['no type', 'Malformed', (person) => fee(person, 'x', { type: undefined })],
  ['an entry that is not imported', 'Malformed', (person) => fee(person, 'x', { type: 'ContentErased' })],
  ['a field that no entry has', 'UnknownField', (person) => fee(person, 'x', { carunit: 'B' })],
  ['a reason where none is', 'UnknownField', (person) => fee(person, 'x', { reason: 'B' })],
  ['a principal on a correction', 'UnknownField', (person) => correction(person, 'f', { principal: 'SE1' })],
  ['no fee id', 'Malformed', (person) => fee(person, 'x', { feeId: undefined })],
  ['an empty fee id', 'Malformed', (person) => fee(person, '')],
  ['a fee id of 37 characters, which no answer can tell', 'Malformed', (person) => fee(person, 'x'.repeat(37))],
  ['a card number of 21', 'Malformed', (person) => fee(person, 'x', { issued: [{ number: 'G'.repeat(21) }] })],
  ['a provider of 129', 'Malformed', (person) => fee(person, 'x', { careProvider: 'å'.repeat(129) })],
  ['a unit of 129', 'Malformed', (person) => fee(person, 'x', { careUnit: 'å'.repeat(129) })],
  ['a control character in a fee id', 'Malformed', (person) => fee(person, 'x\u0000y')],
  ['half a character in a fee id', 'Malformed', (person) => fee(person, 'x\ud800')],
  ['a fee id as a number', 'Malformed', (person) => fee(person, 'x', { feeId: 17 })],
  ['a visit on 29 February of a common year', 'Malformed', (person) => fee(person, 'x', { visitDate: '2025-02-29' })],
  ['a visit the day after', 'VisitInTheFuture', (person) => fee(person, 'x', { visitDate: '2025-03-04' })],
  ['a visit before any ceiling', 'NoCeilingKnown', (person) => fee(person, 'x', { visitDate: '2011-12-31' })],
  ['an amount as a number', 'Malformed', (person) => fee(person, 'x', { amount: 250 })],
  ['an amount without decimals', 'Malformed', (person) => fee(person, 'x', { amount: '250' })],
  ['an amount above a million', 'Malformed', (person) => fee(person, 'x', { amount: '1000000.01' })],
  ['an amount of nothing', 'AmountNotPositive', (person) => fee(person, 'x', { amount: '0.00' })],
  ['an amount below nothing', 'AmountNotPositive', (person) => correction(person, 'f', { amount: '-1.00' })],
  ['no provider', 'Malformed', (person) => fee(person, 'x', { careProvider: undefined })],
  ['a unit without provider', 'Malformed', (person) => correction(person, 'f', { careUnit: 'B' })],
  ['no principal', 'Malformed', (person) => fee(person, 'x', { principal: undefined })],
  ['an unknown principal', 'PrincipalUnknown', (person) => fee(person, 'x', { principal: 'SE0000000000-1' })],
  ['no moment', 'Malformed', (person) => fee(person, 'x', { recordedAt: undefined })],
  ['a moment without zone', 'Malformed', (person) => fee(person, 'x', { recordedAt: '2025-03-03T10:00:00' })],
  ['a moment long ago', 'Malformed', (person) => part(person, 'OptedIn', { recordedAt: '1969-12-31T23:59:59Z' })],
  [
    'a moment to come',
    'RecordedInTheFuture',
    (person) => fee(person, 'x', { recordedAt: '2025-06-02T12:00:00.001+02:00' }),
  ],
  [
    'a moment before the last',
    'RecordedOutOfOrder',
    (person) => fee(person, 'x', { recordedAt: '2025-03-03T08:59:59Z' }),
  ],
  ['nobody', 'Malformed', (person) => fee(person, 'x', { by: undefined })],
  ['no employee', 'Malformed', (person) => fee(person, 'x', { by: { system: 'A', provider: 'C' } })],
  ['an unknown field of who', 'UnknownField', (person) => fee(person, 'x', { by: { system: 'A', by: 'C' } })],
  ['cards that are no list', 'Malformed', (person) => fee(person, 'x', { issued: {} })],
  ['a card id that is no UUID', 'Malformed', (person) => fee(person, 'x', NO_UUID)],
  ['a card without number', 'Malformed', (person) => fee(person, 'x', { issued: [{}] })],
  ['a correction of an unknown fee', 'UnknownFee', (person) => correction(person, 'x')],
  ['an annulment of an unknown fee', 'UnknownFee', (person) => annulment(person, 'x')],
  ['a repeated fee', 'RepeatedFeeId', (person) => fee(person, 'F')],
  ['a card given by no UUID', 'Malformed', (person) => onCard(person, 'CardRegistered', 'kort 1')],
  ['a card given by no id', 'Malformed', (person) => given(person, { cardId: undefined })],
  ['a card given without principal', 'Malformed', (person) => given(person, { principal: undefined })],
  ['a card given without number', 'Malformed', (person) => given(person, { number: undefined })],
  ['a card given with a number of blanks', 'Malformed', (person) => given(person, { number: '  ' })],
  ['a card given with a number of 21 characters', 'Malformed', (person) => given(person, { number: 'å'.repeat(21) })],
  ['a card given from no day', 'Malformed', (person) => given(person, { validFrom: '2025-02-29' })],
  ['a card given without last day', 'Malformed', (person) => given(person, { validThrough: undefined })],
  ['a card given for another reason', 'Malformed', (person) => given(person, { cardReason: 'OTHER' })],
  ['a start on a card given', 'UnknownField', (person) => given(person, { start: '2025-01-01' })],
  ['a start that is no day', 'Malformed', (person) => onCard(person, 'CardCorrected', CARD, { start: 'x' })],
  [
    'a principal on a withdrawal',
    'UnknownField',
    (person) => onCard(person, 'CardWithdrawn', CARD, { principal: 'A' }),
  ],
  ['a deletion of no fees', 'Malformed', (person) => onCard(person, 'CardDeleted', CARD, { fees: [] })],
  ['a deletion that tells none', 'Malformed', (person) => onCard(person, 'CardDeleted', CARD, { fees: undefined })],
  ['a deletion of fees by numbers', 'Malformed', (person) => onCard(person, 'CardDeleted', CARD, { fees: ['f', 1] })],
  ['a new number of nothing', 'Malformed', (person) => onCard(person, 'CardRenumbered', CARD, { number: '' })],
  [
    'an order without principal',
    'Malformed',
    (person) => onCard(person, 'CardOrdered', CARD, { principal: undefined }),
  ],
  ['a consent as text', 'Malformed', (person) => consent(person, { consent: 'true' })],
  ['a consent that says nothing', 'Malformed', (person) => consent(person, { consent: null })],
  ['a consent of a card', 'UnknownField', (person) => consent(person, { cardId: CARD })],
  [
    'an erasure before the leaving',
    'Malformed',
    (person) => part(person, 'OptedOut', { eraseAt: '2025-03-05T08:00:00Z' }),
  ],
  [
    'a claim of nothing',
    'Malformed',
    (person) =>
      part(person, 'OptedOut', { claims: [{ feeId: 'f', provider: 'A', visitDate: '2025-03-03', amount: '0.00' }] }),
  ],
]

describe('reading a file', () => {
  let counter: Counter
  before(async () => {
    counter = await openCounter()
  })
  after(() => counter.close())

  const entries = async (): Promise<number> => {
    const { rows } = await counter.pool.query('select count(*)::int as count from entry where account_id > 0')
    return rows[0].count
  }

  test('each line that is not as it must be is refused by its number, and nothing of its account is stored', async () => {
    const people = BAD.map((_, at) => `C${String(at).padStart(11, '0')}`)
    const lines = BAD.flatMap(([, , bad], at) => {
      const person = people[at] as string
      const first = fee(person, `${at}`)
      return [first, renamed(bad(person), `${at}`)]
    })
    const before = await entries()
    const { refused } = await importing(counter, asLines(...lines))
    const expected = BAD.map(([, kind], at) => `${2 * at + 2}: ${kind} (${2 * at + 1}-${2 * at + 2})`)
    assert.deepEqual(refused, expected)
    assert.equal(await entries(), before)
  })

  /** The fee that the first line has registered is called f above. */
  const renamed = (line: Told, feeId: string): Told =>
    typeof line['feeId'] === 'string' && line['feeId'].toLowerCase() === 'f' ? { ...line, feeId } : line

  test('a person or a card type that cannot be is an account of its own, and refused', async () => {
    const { refused } = await importing(
      counter,
      asLines(
        fee('199001012386', 'q-1'),
        fee('19900101-2385', 'q-2'),
        fee(PERSON, 'q-3', { cardType: 'TECHNICAL_AID' }),
        fee(PERSON, 'q-4', { cardType: 'CARE\u0000' }),
        fee('', 'q-5'),
        fee(PERSON, 'q-6'),
      ),
    )
    assert.deepEqual(refused, [
      '1: PersonInvalid (1-1)',
      '2: PersonInvalid (2-2)',
      '3: CardTypeUnknown (3-3)',
      '4: Malformed (4-4)',
      '5: Malformed (5-5)',
    ])
    assert.deepEqual((await counter.shown(PERSON))?.fees, [25_000])
  })

  test('a byte order mark, carriage returns, blank lines and a missing last line break are passed over', async () => {
    const person = counter.stranger()
    const [first, second] = [fee(person, 'y-1'), correction(person, 'y-1')].map((one) => JSON.stringify(one))
    const { refused, lines, counts } = await importing(counter, `\ufeff${first}\r\n\r\n   \t\n${second}`)
    assert.deepEqual([refused, lines, counts.entries], [[], 4, 2])
    assert.deepEqual((await counter.shown(person))?.fees, [30_000])
  })

  test('an empty file, and one of blank lines, hold nothing', async () => {
    const none = { accounts: 0, entries: 0, refusedAccounts: 0, refusedLines: 0, identitiesMade: 0 }
    for (const [content, lines] of [
      ['', 0],
      ['\ufeff', 1],
      ['\n\n\n', 3],
    ] as const) {
      const outcome = await importing(counter, content)
      assert.deepEqual([outcome.counts, outcome.lines, outcome.refused], [none, lines, []])
    }
  })

  const UNREADABLE: readonly (readonly [string, string, Buffer | string])[] = [
    ['no JSON', 'NotJson', '{"person":'],
    ['no object', 'NotJson', '[1]'],
    ['a line that is not UTF-8', 'NotUtf8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d])],
    ['a person as a number', 'AccountNotTold', '{"person":199001012385,"cardType":"CARE_VISIT"}'],
    ['no card type', 'AccountNotTold', '{"person":"199001012385"}'],
    ['a line of more than a mebibyte', 'LineTooLong', `{"person":"${'x'.repeat(1_048_576)}"}`],
  ]
  for (const [what, kind, line] of UNREADABLE)
    test(`${what} takes with it the accounts that it may be of, and no more`, async () => {
      const [a, b, c, d] = Array.from({ length: 4 }, () => counter.stranger()) as [string, string, string, string]
      const id = `${kind}-${what.length}`
      const content = [
        asLines(fee(a, `${id}-1`), fee(b, `${id}-2`)),
        line,
        '\n',
        asLines(fee(c, `${id}-3`), correction(c, `${id}-3`), fee(d, `${id}-4`)),
      ]
      const { refused } = await importing(counter, Buffer.concat(content.map((one) => Buffer.from(one))))
      assert.deepEqual(refused, [`3: ${kind} (2-3)`, `3: ${kind} (4-5)`])
      assert.deepEqual((await counter.shown(a))?.fees, [25_000])
      assert.deepEqual((await counter.shown(d))?.fees, [25_000])
    })

  test('a line that tells no account refuses the one in whose midst it stands, or the first and last of the file', async () => {
    const [a, b] = [counter.stranger(), counter.stranger()]
    const midst = await importing(
      counter,
      `${asLines(fee(a, 'z-1'))}x\n${asLines(correction(a, 'z-1'), fee(b, 'z-2'))}`,
    )
    assert.deepEqual(midst.refused, ['2: NotJson (1-3)'])
    const ends = await importing(counter, `x\n${asLines(fee(a, 'z-3'))}${asLines(fee(counter.stranger(), 'z-4'))}y`)
    assert.deepEqual(ends.refused, ['1: NotJson (1-1)', '1: NotJson (2-2)', '4: NotJson (3-4)'])
  })

  test('an account whose lines stand apart is refused wherever they stand', async () => {
    const [a, b] = [counter.stranger(), counter.stranger()]
    const { refused } = await importing(counter, asLines(fee(a, 'ap-1'), fee(b, 'ap-2'), correction(a, 'ap-1')))
    assert.deepEqual(refused, ['1: LinesApart (1-1)', '3: LinesApart (3-3)'])
    assert.deepEqual((await counter.shown(b))?.fees, [25_000])
  })

  test('an account of more than ten thousand lines is refused', async () => {
    const person = counter.stranger()
    const lines = Array.from({ length: 10_001 }, (_, at) => fee(person, `t-${at}`, { amount: '0.01' }))
    assert.deepEqual((await importing(counter, asLines(...lines))).refused, ['10001: TooManyLines (1-10001)'])
  })

  test('nothing refused tells of a value', async () => {
    const { rows } = await counter.pool.query('select reason from import_refusal')
    assert.ok(rows.length > 40)
    for (const { reason } of rows) assert.doesNotMatch(reason, /\d{8}|SE0|C000|carunit|no uuid/)
  })
})
