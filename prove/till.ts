/**
 * Proves the till in a real browser, at length: every journey of test/browser, with and without script, axe-core on every state, pictures
 * under .build/screenshots. Ends with 1, and what was found, when something does not hold. EFRIKORT_EVERY_PICTURE=1 takes every size.
 *
 *   script/prove till
 */

import { join } from 'node:path'
import { findNeeds } from '../script/needs.ts'
import { runTests } from '../script/testFiles.ts'

const PROJECT = join(import.meta.dirname, '..')
const FILES = ['harness', 'walked', 'walkedPatients'].map((name) => `test/browser/${name}.ts`)

for (const line of (await findNeeds({ project: PROJECT, mayInstall: true })).report) console.log(line)
const { passed, failed, skipped, report } = await runTests(PROJECT, FILES)
for (const line of report) console.log(line)
console.log(`${passed} held, ${failed} did not, ${skipped} skipped`)
process.exitCode = failed > 0 || passed === 0 ? 1 : 0
