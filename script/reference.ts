/**
 * Writes the reference documents that come from code (docs/reference). With --check it writes only the stale ones and then
 * ends with 1, so that a check fails once and the next one passes with the documents renewed.
 */

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { integrationsPage } from './reference/integrations.ts'
import { lawCoverage } from './reference/lawCoverage.ts'
import { operationsPage } from './reference/operations.ts'
import { refusalsPage } from './reference/refusals.ts'
import { rightsPage } from './reference/rights.ts'

const PROJECT = join(import.meta.dirname, '..')

const stale = [refusalsPage(), operationsPage(), lawCoverage(), integrationsPage(), rightsPage()].filter(
  ({ path, text }) => {
    const file = join(PROJECT, path)
    return !existsSync(file) || readFileSync(file, 'utf8') !== text
  },
)

for (const { path, text } of stale) {
  mkdirSync(dirname(join(PROJECT, path)), { recursive: true })
  writeFileSync(join(PROJECT, path), text)
  console.log(`renewed: ${path}`)
}

if (process.argv.includes('--check') && stale.length > 0) {
  console.log('These documents were stale. They are renewed now: look at the change, commit it, and check again.')
  process.exitCode = 1
}
