/** Says every second or so how far an import has come, in plain English, with figures and no person. */

import type { Progress } from './importEntries.ts'

const EVERY_MS = 1_000
const MS = 1_000

/** Takes where to say it. Gives what is told of every step, and says some of them. */
export function progressTeller(say: (line: string) => void): (progress: Progress) => void {
  let begun: { readonly at: number; readonly entries: number } | null = null
  let saidAt = performance.now()
  return ({ step, lines, of, counts }) => {
    const now = performance.now()
    if (step === 'import') begun ??= { at: now, entries: counts.entries }
    if (now - saidAt < EVERY_MS) return
    saidAt = now
    if (begun === null || begun.at === now) return say(`looked through ${lines} lines`)
    const rate = Math.round(((counts.entries - begun.entries) * MS) / (now - begun.at))
    const { accounts, entries, refusedLines } = counts
    say(
      `${lines} of ${of} lines dealt with: ${entries} entries of ${accounts} accounts, ${rate} entries a second, ${refusedLines} lines refused`,
    )
  }
}
