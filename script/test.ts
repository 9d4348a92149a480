/**
 * Checks everything there is to check, claim by claim, and closes with the sum. It changes nothing that is in git.
 *
 *   script/test           everything, after installing what the tests need
 *   script/test ledger    only the tests in files whose path contains "ledger"
 *   script/test --quick   without the database tests, and without installing anything
 */

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { addUp, type Claim, type Outcome, runProgram, state } from './claims.ts'
import { findNeeds } from './needs.ts'
import { findTestFiles, runTests, type TestFiles } from './testFiles.ts'

type Choice = { readonly quick: boolean; readonly filter: string | undefined }

const PROJECT = join(import.meta.dirname, '..')

async function main(words: readonly string[]): Promise<void> {
  const choice = readChoice(words)
  if (choice === null) {
    console.error('usage: script/test [--quick] [PART-OF-A-PATH]')
    process.exitCode = 2
    return
  }
  const files = findTestFiles(PROJECT, choice.filter)
  if (choice.filter !== undefined && files.pure.length + files.database.length === 0) {
    console.error(`no test file's path contains "${choice.filter}"`)
    process.exitCode = 1
    return
  }
  const outcomes: Outcome[] = []
  for (const claim of claimsFor(choice, files)) outcomes.push(await state(claim))
  const { passed, failed, skipped } = addUp(outcomes)
  console.log(`\n${passed} passed, ${failed} failed, ${skipped} skipped`)
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0
}

function readChoice(words: readonly string[]): Choice | null {
  const flags = words.filter((word) => word.startsWith('-'))
  const filters = words.filter((word) => !word.startsWith('-'))
  if (filters.length > 1 || flags.some((flag) => flag !== '--quick')) return null
  return { quick: flags.length > 0, filter: filters[0] }
}

function claimsFor({ quick, filter }: Choice, files: TestFiles): readonly Claim[] {
  const tests: Claim[] = [
    { name: 'what the tests need is there', check: () => findNeeds({ project: PROJECT, mayInstall: !quick }) },
    { name: 'the tests hold', check: () => runTests(PROJECT, files.pure) },
  ]
  if (!quick) tests.push({ name: 'the database tests hold', check: () => runTests(PROJECT, files.database) })
  if (filter !== undefined) return tests
  return [...textClaims(), ...tests, { name: 'the generated documents are fresh', check: checkReference }]
}

/** Through this Node, since the machine's own may be missing or old. */
const byTool = (...words: readonly string[]) => runProgram(PROJECT, words)

function textClaims(): readonly Claim[] {
  const biome = 'node_modules/@biomejs/biome/bin/biome'
  const tsc = 'node_modules/typescript/bin/tsc'
  return [
    {
      name: 'the code is formatted, and the linter has nothing to say',
      check: () => byTool(biome, 'ci', '--error-on-warnings', '--colors=off'),
    },
    {
      name: 'the types agree, and the domain stands alone',
      check: () => byTool(tsc, '-b', '.', 'script', 'bench', 'prove'),
    },
  ]
}

async function checkReference(): Promise<Outcome> {
  const program = join('script', 'reference.ts')
  if (existsSync(join(PROJECT, program))) return byTool(program, '--check')
  return { passed: 0, failed: 0, skipped: 0, report: ['there are none yet (script/reference.ts)'] }
}

await main(process.argv.slice(2))
