/**
 * Proves what the properties say of every history with seed after seed, where `script/test` tries one, and writes what was seen to
 * docs/reference/proofs-rules.md. Ends with 1, and what was found, when something does not hold: that history becomes a named case.
 *
 *   script/prove rules [--minutes 30] [--seed FIRST]
 */

import { randomInt } from 'node:crypto'
import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { runTests } from '../script/testFiles.ts'
import { machine } from './machine.ts'

const PROJECT = join(import.meta.dirname, '..')
const REPORT = join(PROJECT, 'docs', 'reference', 'proofs-rules.md')
const LARGEST_SEED = 100_000_000
const MINUTE = 60_000

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '30' },
    seed: { type: 'string', default: String(randomInt(LARGEST_SEED)) },
  },
})
const [minutes, first] = [Number(values.minutes), Number(values.seed)]

const holdsProperties = (file: string): boolean =>
  file.endsWith('.test.ts') &&
  !file.endsWith('.pg.test.ts') &&
  readFileSync(join(PROJECT, file), 'utf8').includes('/property.ts')
const files = globSync('test/**/*.test.ts', { cwd: PROJECT }).filter(holdsProperties).sort()

const began = performance.now()
const found: string[] = []
let seeds = 0
let held = 0
while (performance.now() - began < minutes * MINUTE) {
  const seed = first + seeds
  process.env['EFRIKORT_SEED'] = String(seed)
  const { passed, failed, report } = await runTests(PROJECT, files)
  seeds += 1
  held += passed
  if (failed > 0) found.push(`seed ${seed}:`, ...report)
  console.log(`${new Date().toISOString().slice(11, 19)}  seed ${seed}: ${passed} held, ${failed} did not`)
}

const report = [
  '# Proofs of the rules',
  '',
  `Run by \`script/prove rules --minutes ${minutes} --seed ${first}\` on ${new Date().toISOString().slice(0, 10)}: ${machine()}.`,
  '',
  '## What falls short',
  '',
  ...(found.length > 0
    ? ['```', ...found, '```']
    : ['- Nothing was found. A history that no seed has made is not tried.']),
  '',
  '## What was seen',
  '',
  `- ${seeds} seeds, ${files.length} files of properties, ${held} times a test held; each property tries some hundred histories of each seed.`,
  '',
].join('\n')
writeFileSync(REPORT, report)
console.log(`\n${report}`)
process.exitCode = found.length > 0 ? 1 : 0
