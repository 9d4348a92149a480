/** `efrikort simulate` as a user meets it: the program itself, through pipes. */

import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { test } from 'node:test'

const PROGRAM = join(import.meta.dirname, '..', '..', 'bin', 'efrikort')

const simulate = (input: string, ...words: string[]) => {
  const { status, stdout, stderr } = spawnSync(PROGRAM, ['simulate', ...words], {
    input,
    encoding: 'utf8',
    maxBuffer: 1e9,
  })
  return { status, stdout, stderr }
}

const fee = (told: object = {}) => ({
  type: 'FeeRegistered',
  feeId: 'f1',
  person: '191212121212',
  careProvider: 'A',
  visitDate: '2025-03-01',
  amount: '300.00',
  recordedAt: '2025-03-01T10:00:00+01:00',
  ...told,
})

const history = (entries: readonly object[] = [fee()], told: object = {}) => ({
  asOf: '2025-07-01T12:00:00+02:00',
  principal: 'SE2321000198-1000',
  cardType: 'CARE_VISIT',
  entries,
  ...told,
})

test('a history gives its answer and exit status 0; without settings the installation\u2019s own hold', () => {
  const { status, stdout } = simulate(JSON.stringify(history()))
  assert.equal(status, 0)
  const { explanation, ...answer } = JSON.parse(stdout)
  assert.deepEqual(answer, {
    asOf: '2025-07-01T12:00:00+02:00',
    current: answer.cards[0],
    cards: [
      {
        status: 'BELOW_LIMIT',
        given: false,
        start: '2025-03-01',
        reached: null,
        end: null,
        finalAt: null,
        currentAmount: '300.00',
        amountToLimit: '1150.00',
        fees: [{ feeId: 'f1', due: '300.00', overcharged: '0.00' }],
      },
    ],
    expiredFees: [],
    overcharged: '0.00',
  })
  assert.ok(
    explanation.every(({ rule, text }: { rule: string; text: string }) => /^[A-Z]\d/.test(rule) && text.endsWith('.')),
  )
})

const REFUSED: readonly (readonly [string, object | string])[] = [
  ['no JSON', '{'],
  ['not an object', '[]'],
  ['no asOf', history([], { asOf: undefined })],
  ['asOf without zone', history([], { asOf: '2025-07-01T12:00:00' })],
  ['asOf that is no date', history([], { asOf: '2025-02-30T12:00:00Z' })],
  ['entries that are no list', history([], { entries: {} })],
  ['an unknown type of entry', history([fee({ type: 'FeeForgotten' })])],
  ['a fee without id', history([fee({ feeId: undefined })])],
  ['an amount as a number', history([fee({ amount: 300 })])],
  ['an amount of zero', history([fee({ amount: '0.00' })])],
  ['an amount below zero', history([fee({ amount: '-1.00' })])],
  ['an amount with three decimals', history([fee({ amount: '300.001' })])],
  ['an amount with a comma', history([fee({ amount: '300,00' })])],
  ['a visit on 29 February of a common year', history([fee({ visitDate: '2025-02-29' })])],
  ['a visit the day after its registration', history([fee({ visitDate: '2025-03-02' })])],
  ['a visit that is tomorrow in Sweden', history([fee({ recordedAt: '2025-02-28T22:59:59Z' })])],
  ['a day before the first known ceiling', history([fee({ visitDate: '2011-12-31' })])],
  ['a repeated id', history([fee(), fee()])],
  [
    'an unknown fee corrected',
    history([{ type: 'FeeCorrected', feeId: 'x', recordedAt: '2025-03-01T10:00:00+01:00' }]),
  ],
  [
    'an unknown card withdrawn',
    history([{ type: 'CardWithdrawn', cardId: 'x', recordedAt: '2025-03-01T10:00:00+01:00' }]),
  ],
  ['recordings that go back in time', history([fee({ recordedAt: '2025-03-02T10:00:00Z' }), fee({ feeId: 'f2' })])],
  ['hours below zero', history([], { settings: { preliminaryHours: -1 } })],
  ['a policy that is none', history([], { settings: { finalCardPolicy: 'maybe' } })],
  [
    'amounts whose sum no number carries exactly',
    history(Array.from({ length: 10 }, (_, at) => fee({ feeId: `f${at}`, amount: '9999999999999.99' }))),
  ],
  ['no ceiling at all', history([fee()], { settings: { ceilings: [] } })],
]

test('a wrong history gives one error with kind and message, and exit status 1', () => {
  const lines = REFUSED.map(([, wrong]) => (typeof wrong === 'string' ? wrong : JSON.stringify(wrong)))
  const { status, stdout } = simulate(lines.join('\n'), '--lines')
  assert.equal(status, 0)
  const answers = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  assert.equal(answers.length, REFUSED.length)
  answers.forEach((answer, at) => {
    assert.deepEqual(Object.keys(answer), ['error'], `${REFUSED[at]?.[0]} is refused`)
    assert.deepEqual(Object.keys(answer.error), ['kind', 'message'])
  })
  const alone = simulate(lines[9] ?? '')
  assert.equal(alone.status, 1)
  assert.deepEqual(JSON.parse(alone.stdout), {
    error: { kind: 'AmountNotPositive', message: 'entries[0]: beloppet ska vara större än noll.' },
  })
})

test('entries after asOf need only be well formed', () => {
  const later = { recordedAt: '2025-08-01T10:00:00+02:00' }
  const after = [
    fee(later),
    { type: 'FeeAnnulled', feeId: 'unknown', ...later },
    fee({ visitDate: '2026-01-01', ...later }),
  ]
  const { status, stdout } = simulate(JSON.stringify(history([fee(), ...after])))
  assert.equal(status, 0)
  assert.equal(JSON.parse(stdout).current.currentAmount, '300.00')
  assert.equal(simulate(JSON.stringify(history([fee({ ...later, amount: 'x' })]))).status, 1)
})

test('one line an answer, in order; a bad line stops nothing, blank lines are passed over', () => {
  const lines = [JSON.stringify(history()), '', 'no json', '   ', JSON.stringify(history([])), '']
  const { status, stdout } = simulate(`\ufeff${lines.join('\r\n')}`, '--lines')
  const answers = stdout.split('\n')
  assert.equal(status, 0)
  assert.equal(answers.length, 4)
  assert.equal(JSON.parse(answers[0] ?? '').current.currentAmount, '300.00')
  assert.equal(JSON.parse(answers[1] ?? '').error.kind, 'NotJson')
  assert.equal(JSON.parse(answers[2] ?? '').current, null)
})

test('ten thousand lines go through the pipe whole', () => {
  const lines = Array.from({ length: 10_000 }, (_, at) => JSON.stringify(history([fee({ feeId: `f${at}` })]))).join(
    '\n',
  )
  const answers = simulate(lines, '--lines').stdout.trimEnd().split('\n')
  assert.equal(answers.length, 10_000)
  assert.equal(JSON.parse(answers[9_999] ?? '').cards[0].fees[0].feeId, 'f9999')
})

test('wrong words give the usage and exit status 2', () => {
  const { status, stderr } = simulate('', '--line')
  assert.equal(status, 2)
  assert.match(stderr, /usage: efrikort simulate \[--lines\]/)
})
