/** Tells how far a verification has come: a line a second, and what has been counted when it is done. */

import type { LastSeal, Verified } from './verdict.ts'

type Counts = { -readonly [Name in Exclude<keyof Verified, 'lastSeals'>]: Verified[Name] } & { lastSeals: LastSeal[] }

export type Progress = {
  readonly counts: Counts
  /** Says, at most once a second, what the sentence given then is. */
  readonly tell: (line: () => string) => void
}

const EVERY_MS = 1_000

/** Takes where the lines go. */
export function progressTo(report: (line: string) => void): Progress {
  let toldAt = performance.now()
  return {
    counts: {
      accounts: 0,
      entries: 0,
      erased: 0,
      snapshots: 0,
      olderSnapshots: 0,
      seals: 0,
      sealedHeads: 0,
      lastSeals: [],
    },
    tell: (line) => {
      if (performance.now() - toldAt < EVERY_MS) return
      report(line())
      toldAt = performance.now()
    },
  }
}

/** A whole number as an operator reads it. */
export const whole = (count: number): string => count.toLocaleString('en-GB')
