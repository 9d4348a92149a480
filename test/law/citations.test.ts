/** Law, code and cases cite each other, and none cites what is not there (style.md, Habits 2). */

import assert from 'node:assert/strict'
import { test } from 'node:test'

/** What script/reference/law.ts gives. Scripts are a project of their own, so it is fetched by its address, not imported. */
type Law = {
  readonly paragraphs: readonly { readonly id: string; readonly title: string; readonly notInRules: string | null }[]
  readonly rules: readonly { readonly id: string; readonly restsOn: readonly string[]; readonly notYet: string }[]
  readonly citations: readonly {
    readonly file: string
    readonly paragraphs: readonly string[]
    readonly rules: readonly string[]
  }[]
  readonly cases: readonly {
    readonly file: string
    readonly name: string
    readonly rules: readonly string[]
    readonly paragraphs: readonly string[]
  }[]
}

const address = new URL('../../script/reference/law.ts', import.meta.url).href
const { readLaw } = (await import(address)) as { readonly readLaw: () => Law }
const { paragraphs, rules, citations, cases } = readLaw()

const paragraphIds = new Set(paragraphs.map(({ id }) => id))
const ruleIds = new Set(rules.map(({ id }) => id))
const citedRules = new Set(citations.flatMap((citation) => citation.rules))
const casedRules = new Set(cases.map((one) => one.rules[0] as string))

/** Sections 2 to 5 of the domain, as far as the reckoning goes. */
const RECKONED = [
  ...['C1', 'C2', 'C3', 'C3a', 'C4', 'C5', 'lastDay'],
  ...['P1', 'P2', 'P3', 'P4', 'P5', 'P6', 'P7', 'step1', 'step2', 'step3'],
  ...['O1', 'O2', 'O3', 'O4', 'O5', 'L1', 'L2', 'L3', 'L4', 'L5', 'L6', 'L7'],
]

const none = (faults: readonly string[]): void => assert.deepEqual(faults, [])

test('paragraphs and rules are there to be cited', () => {
  assert.ok(paragraphs.length > 10 && rules.length > 40 && cases.length > 120)
  none(paragraphs.filter(({ title }) => title === '').map(({ id }) => `${id} has no title`))
  assert.equal(paragraphIds.size, paragraphs.length, 'each paragraph stands once')
  assert.equal(ruleIds.size, rules.length, 'each rule stands once')
})

test('every @law in the domain names a paragraph of docs/law', () => {
  assert.ok(citations.some((citation) => citation.paragraphs.length > 0))
  none(
    citations.flatMap(({ file, paragraphs }) =>
      paragraphs.filter((id) => !paragraphIds.has(id)).map((id) => `${file} cites @law ${id}`),
    ),
  )
})

test('every rule number in the domain’s comments is a rule of docs/law', () => {
  none(
    citations.flatMap(({ file, rules }) => rules.filter((id) => !ruleIds.has(id)).map((id) => `${file} cites ${id}`)),
  )
})

test('every rule of the reckoning is cited in the domain', () => {
  none(RECKONED.filter((id) => !citedRules.has(id)))
})

test('every rule of the reckoning has its ordinary case, border days and exceptions: five cases at least', () => {
  none(RECKONED.filter((id) => cases.filter((one) => one.rules[0] === id).length < 5))
})

test('a rule without citation or case, or done in part, says why', () => {
  none(
    rules.filter(({ id, notYet }) => notYet === '' && !(citedRules.has(id) && casedRules.has(id))).map(({ id }) => id),
  )
})

test('every rule rests on paragraphs of docs/law, or is our own decision', () => {
  none(
    rules.flatMap(({ id, restsOn }) =>
      restsOn.filter((one) => !paragraphIds.has(one)).map((one) => `${id} rests on ${one}`),
    ),
  )
})

test('every paragraph carries a rule, or says why it carries none', () => {
  const resting = new Set(rules.flatMap(({ restsOn }) => restsOn))
  none(paragraphs.filter(({ id, notInRules }) => resting.has(id) === (notInRules !== null)).map(({ id }) => id))
})

test('every case cites a rule and paragraphs that are there', () => {
  none(
    cases.flatMap(({ name, rules, paragraphs }) => [
      ...rules.filter((id) => !ruleIds.has(id)).map((id) => `"${name}" shows ${id}`),
      ...paragraphs.filter((id) => !paragraphIds.has(id)).map((id) => `"${name}" follows ${id}`),
    ]),
  )
})

test('a case follows paragraphs that the rules it shows rest on', () => {
  const restsOn = (ids: readonly string[]) =>
    new Set(rules.filter(({ id }) => ids.includes(id)).flatMap((rule) => rule.restsOn))
  none(
    cases.flatMap(({ name, rules, paragraphs }) =>
      paragraphs.filter((id) => !restsOn(rules).has(id)).map((id) => `"${name}" follows ${id}`),
    ),
  )
})

test('every paragraph that code cites has a case that follows it', () => {
  const followed = new Set(cases.flatMap((one) => one.paragraphs))
  none([...new Set(citations.flatMap(({ paragraphs }) => paragraphs))].filter((id) => !followed.has(id)))
})
