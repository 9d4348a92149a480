/** What the profiles lived, as the file that docs/reference/integrations.md is made from: versions that were answered alike stand together. */

import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Lived } from './live.ts'

const FILE = join(import.meta.dirname, 'results.json')

/** Whether the file says what was lived. Renews it when it does not. */
export function isAsCommitted(lived: readonly Lived[]): boolean {
  const text = `${JSON.stringify(resultsOf(lived), null, 2)}\n`
  if (existsSync(FILE) && readFileSync(FILE, 'utf8') === text) return true
  writeFileSync(FILE, text)
  return false
}

function resultsOf(lived: readonly Lived[]): object {
  const byProfile = Object.groupBy(lived, ({ profile }) => profile.name)
  return Object.entries(byProfile).map(([profile, runs = []]) => {
    const alike = Object.values(Object.groupBy(runs, ({ steps }) => JSON.stringify(steps)))
    return {
      profile,
      habits: runs[0]?.profile.habits,
      runs: alike.map((same = []) => ({
        versions: same.map(({ version }) => version).join(', '),
        steps: same[0]?.steps,
      })),
    }
  })
}
