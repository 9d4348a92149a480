/**
 * Reads what there is to say about the law: paragraphs (docs/law), rules (docs/law/rules.md), the comments of src/domain that
 * cite them, and the cases of law. It judges nothing: test/law/citations.test.ts does.
 */

import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const PROJECT = join(import.meta.dirname, '../..')

export type Paragraph = {
  readonly id: string
  readonly title: string
  readonly file: string
  readonly doubts: readonly string[]
  /** Why no rule rests on it, where none does. */
  readonly notInRules: string | null
}

export type Rule = {
  readonly id: string
  readonly says: string
  readonly section: string
  /** Paragraphs; none when the rule is our own decision. */
  readonly restsOn: readonly string[]
  /** What is not done yet and why; empty when all is. */
  readonly notYet: string
}

/** What the comments of a file cite. `doubts` are its DOUBT(law) marks. */
export type Citation = {
  readonly file: string
  readonly paragraphs: readonly string[]
  readonly rules: readonly string[]
  readonly doubts: readonly string[]
}

export type LawCase = {
  readonly file: string
  readonly name: string
  readonly rules: readonly string[]
  /** None when the case follows a decision of ours. */
  readonly paragraphs: readonly string[]
}

export type Law = {
  readonly paragraphs: readonly Paragraph[]
  readonly rules: readonly Rule[]
  readonly citations: readonly Citation[]
  readonly cases: readonly LawCase[]
}

/** Gives the law as the project has it now. */
export function readLaw(): Law {
  const rules = readRules(textOf('docs/law/rules.md'))
  const ids = new Set(rules.map(({ id }) => id))
  return {
    paragraphs: ['docs/law/acts.md', 'docs/law/practice.md'].flatMap((file) => readParagraphs(file, textOf(file))),
    rules,
    citations: filesIn('src/domain/**/*.ts').map((file) => ({ file, ...readCitations(textOf(file), ids) })),
    cases: filesIn('test/law/cases/*.json').flatMap((file) => readCases(file, textOf(file))),
  }
}

const textOf = (file: string): string => readFileSync(join(PROJECT, file), 'utf8')

const filesIn = (pattern: string): string[] =>
  globSync(pattern, { cwd: PROJECT }).sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))

/** A paragraph is a heading of the second level; its title stands in bold at its head, its doubts each in a paragraph of their own. */
export function readParagraphs(file: string, text: string): Paragraph[] {
  return text
    .split(/^## /m)
    .slice(1)
    .map((section) => {
      const [id = '', ...blocks] = section.split(/\n\s*\n/).map((block) => block.trim().replace(/\s*\n\s*/g, ' '))
      const marked = (mark: string): string[] =>
        blocks.filter((block) => block.startsWith(`**${mark}.**`)).map((block) => block.slice(mark.length + 5).trim())
      const title = (/^\*\*(.+?)\*\*/.exec(blocks[0] ?? '')?.[1] ?? '').replace(/\.$/, '')
      return { id, title, file, doubts: marked('Doubt'), notInRules: marked('Not in the rules')[0] ?? null }
    })
}

/** A rule is a row of a table under the heading of its section. */
export function readRules(text: string): Rule[] {
  return text.split(/^## /m).flatMap((part) => {
    const section = part.slice(0, part.indexOf('\n'))
    const rows = [...part.matchAll(/^\| ([^|]+) \| ([^|]+) \| ([^|]+) \| ([^|]*)\|$/gm)].slice(1)
    return rows
      .filter(([, id]) => !id?.startsWith('-'))
      .map(([, id = '', says = '', restsOn = '', notYet = '']) => ({
        id,
        says,
        section,
        restsOn: restsOn === 'decision' ? [] : restsOn.split(', '),
        notYet: notYet.trim(),
      }))
  })
}

const COMMENT = /\/\*[\s\S]*?\*\/|\/\/[^\n]*/g
const PARAGRAPH = /@law ([A-Z][A-Za-z0-9-]*)/g
const DOUBT = /DOUBT\(law\): ([\s\S]*?)(?=\n\s*\*?\s*\n|\*\/|\n\s*\* @|$)/g
const RULE = /\b(lastDay|[CPOLGSR]\d{1,2}a?)(?:[–-]([CPOLGSR])?(\d{1,2}))?\b/g
const STEPS = /\bsteps? (\d)(?:[,–-] ?(\d))?(?: and (\d))?/g

/** Takes a file's text and the rules there are. Looks at its comments alone; a range of rules cites each of them. */
export function readCitations(text: string, rules: ReadonlySet<string>): Omit<Citation, 'file'> {
  const comments = [...text.matchAll(COMMENT)].map(([comment]) => comment)
  const all = comments.join('\n')
  const cited = [...all.matchAll(RULE)].flatMap(([, first = '', , last]) => rangeOf(first, last))
  const steps = [...all.matchAll(STEPS)].flatMap(([, ...numbers]) => numbers.filter(Boolean).map((one) => `step${one}`))
  return {
    paragraphs: unique([...all.matchAll(PARAGRAPH)].map(([, id = '']) => id)),
    rules: unique([...cited, ...steps].filter((id) => rules.has(id) || /\d/.test(id))),
    doubts: [...all.matchAll(DOUBT)].map(([, words = '']) => words.replace(/\s*\n\s*\*?\s*/g, ' ').trim()),
  }
}

/** "C1" and "5" are C1, C2, C3, C4, C5. */
function rangeOf(first: string, last: string | undefined): string[] {
  if (last === undefined) return [first]
  const from = Number(first.slice(1))
  return Array.from({ length: Number(last) - from + 1 }, (_, at) => `${first[0]}${from + at}`)
}

const unique = (ids: readonly string[]): string[] =>
  [...new Set(ids)].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))

type CaseJson = { readonly name: string; readonly law?: LawJson; readonly also?: readonly string[] }
type LawJson = readonly string[] | 'decision'

function readCases(file: string, text: string): LawCase[] {
  const json = JSON.parse(text) as { readonly rule: string; readonly law: LawJson; readonly cases: readonly CaseJson[] }
  return json.cases.map(({ name, law = json.law, also = [] }) => ({
    file,
    name,
    rules: [json.rule, ...also],
    paragraphs: law === 'decision' ? [] : law,
  }))
}
