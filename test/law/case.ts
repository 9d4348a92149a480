/**
 * The form of a case of law (cases/*.json), as a lawyer writes it: what was recorded, when one asks, what is to be answered, and
 * why. It is read strictly, so that a misspelt expectation cannot pass unseen. Numbers stand in the cases; none is computed here.
 */

import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'

/** Paragraphs of docs/law, or our own decision where they are silent. */
export type Law = readonly string[] | 'decision'

/** A recording. Without `recorded`, a fee or card was recorded on its first day at 10:00, Swedish time. */
export type Recording =
  | ({ readonly fee: string; readonly visit: string; readonly amount: string } & Optional<
      'recorded' | 'principal' | 'unit'
    >)
  | ({ readonly correct: string; readonly recorded: string } & Optional<'visit' | 'amount'>)
  | { readonly annul: string; readonly recorded: string }
  | ({ readonly card: string; readonly from: string; readonly through: string } & Optional<'recorded' | 'principal'>)
  | { readonly withdraw: string; readonly recorded: string }

type Optional<Names extends string> = { readonly [name in Names]?: string }

type Rules = { readonly preliminaryHours?: number; readonly finalCardPolicy?: 'keep' | 'refuse' }

/** What differs from the installation's own settings. `principals` names those with rules of their own. */
export type Settings = Rules & {
  readonly ceilings?: readonly { readonly from: string; readonly amount: string; readonly principal?: string }[]
  readonly principals?: Readonly<Record<string, Rules>>
}

/** Only what matters is told; the number of cards and their order always is, where cards are told. */
export type ExpectedCard = Partial<{
  readonly status: string
  readonly given: boolean
  readonly start: string | null
  readonly reached: string | null
  readonly end: string | null
  readonly finalAt: string | null
  readonly currentAmount: string
  readonly amountToLimit: string
  readonly fees: readonly string[]
  readonly due: Readonly<Record<string, string>>
  readonly overcharged: Readonly<Record<string, string>>
  readonly current: boolean
}>

export type ExpectedAnswer =
  | { readonly refused: string }
  | Partial<{
      readonly cards: readonly ExpectedCard[]
      readonly none: true
      readonly expired: readonly string[]
      readonly overcharged: string
    }>

/** What an act is to answer: notices, the card's number, the fee's rows (R1), or the refusal. */
export type ExpectedOutcome = Partial<{
  readonly refused: string
  readonly notices: readonly string[]
  readonly card: string | null
  readonly rows: readonly string[]
}>

export type Question =
  | { readonly lastDayOf: string }
  | { readonly ceilingOfPriceBaseAmount: string }
  | { readonly verificationOn: { readonly day: string; readonly verifiedThrough: string } }
  | {
      readonly isFreeByAge: {
        readonly born: string
        readonly visit: string
        readonly below?: number
        readonly from?: number
      }
    }

type Circumstances = {
  readonly given: readonly Recording[]
  readonly settings?: Settings
  /** Who asks; Gävleborg when it is not told. */
  readonly principal?: string
}

type Forms = {
  history: Circumstances & { readonly asOf: string; readonly expect: ExpectedAnswer }
  quote: Circumstances & {
    readonly asOf: string
    readonly quote: { readonly visit: string; readonly tariff: string }
    readonly expect: { readonly due: string } | { readonly refused: string }
  }
  act: Circumstances & { readonly then: Recording; readonly born?: string; readonly expect: ExpectedOutcome }
  question: { readonly ask: Question; readonly expect: string | boolean }
}

type Told = { readonly name: string; readonly law: Law; readonly also: readonly string[]; readonly because: string }

export type Case = Told & { readonly [kind in keyof Forms]: { readonly kind: kind } & Forms[kind] }[keyof Forms]
export type CaseOf<Kind extends keyof Forms> = Extract<Case, { kind: Kind }>

/** A rule of the domain with its cases. */
export type CaseFile = { readonly rule: string; readonly says: string; readonly cases: readonly Case[] }

const FOLDER = join(import.meta.dirname, 'cases')

/** Gives every case, rule by rule, in the order of the files' names. */
export const readCases = (): CaseFile[] =>
  globSync('*.json', { cwd: FOLDER })
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
    .map((file) => readCaseFile(basename(file, '.json'), JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as Json))

type Json = Readonly<Record<string, unknown>>

function readCaseFile(name: string, json: Json): CaseFile {
  checkKeys(json, ['rule', 'says', 'law', 'cases'], [], name)
  assert.equal(json['rule'], name, 'a file is named after its rule')
  const cases = (json['cases'] as Json[]).map((one) => readCase(one, json['law'] as Law))
  return { rule: name, says: json['says'] as string, cases }
}

const COMMON = ['name', 'because', 'expect']
const MAYBE = ['law', 'also']
const AROUND = ['settings', 'principal']
const KEYS = {
  history: [['given', 'asOf'], AROUND],
  quote: [['given', 'asOf', 'quote'], AROUND],
  act: [
    ['given', 'then'],
    [...AROUND, 'born'],
  ],
  question: [['ask'], []],
} as const

function readCase(json: Json, law: Law): Case {
  const kind = 'ask' in json ? 'question' : 'then' in json ? 'act' : 'quote' in json ? 'quote' : 'history'
  const [must, may] = KEYS[kind]
  const place = String(json['name'])
  checkKeys(json, [...COMMON, ...must], [...MAYBE, ...may], place)
  const recordings = [...((json['given'] ?? []) as Json[]), ...('then' in json ? [json['then'] as Json] : [])]
  for (const recording of recordings) checkRecording(recording, place)
  checkExpectation(kind, json['expect'], place)
  return { law, also: [], ...json, kind } as unknown as Case
}

const RECORDINGS: Readonly<Record<string, readonly [must: readonly string[], may: readonly string[]]>> = {
  fee: [
    ['visit', 'amount'],
    ['recorded', 'principal', 'unit'],
  ],
  correct: [['recorded'], ['visit', 'amount']],
  annul: [['recorded'], []],
  card: [
    ['from', 'through'],
    ['recorded', 'principal'],
  ],
  withdraw: [['recorded'], []],
}

function checkRecording(recording: Json, place: string): void {
  const act = Object.keys(recording)[0] ?? ''
  const [must, may] = RECORDINGS[act] ?? assert.fail(`${place}: no recording is called "${act}"`)
  checkKeys(recording, [act, ...must], may, place)
}

const EXPECTED = {
  history: ['cards', 'none', 'expired', 'overcharged'],
  quote: ['due'],
  act: ['notices', 'card', 'rows'],
} as const

const CARD = 'status given start reached end finalAt currentAmount amountToLimit fees due overcharged current'.split(
  ' ',
)

function checkExpectation(kind: keyof Forms, expect: unknown, place: string): void {
  if (kind === 'question') return
  const json = expect as Json
  assert.ok(Object.keys(json).length > 0, `${place}: expects nothing`)
  checkKeys(json, [], 'refused' in json ? ['refused'] : EXPECTED[kind], place)
  for (const card of (json['cards'] ?? []) as Json[]) checkKeys(card, [], CARD, place)
}

function checkKeys(json: Json, must: readonly string[], may: readonly string[], place: string): void {
  for (const key of must) assert.ok(key in json, `${place}: "${key}" is missing`)
  for (const key of Object.keys(json))
    assert.ok(must.includes(key) || may.includes(key), `${place}: "${key}" is unknown`)
}
