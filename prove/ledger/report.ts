/** The report of a run of proofs, as a document: what falls short first, then what each showed. It names no path and no person. */

import { machine } from '../machine.ts'

export type Section = {
  readonly title: string
  readonly outcome: 'holds' | 'skipped' | 'FAILED'
  readonly seconds: number
  readonly lines: readonly string[]
}

/** Takes the sections in order, and what the run was told. Gives the text in Markdown. */
export function reportOf(sections: readonly Section[], { kills, seed }: { kills: number; seed: number }): string {
  const falls = sections.filter(({ outcome }) => outcome !== 'holds')
  const date = new Date().toISOString().slice(0, 10)
  return [
    '# Proofs of the ledger',
    '',
    `Run by \`script/prove ledger --kills ${kills} --seed ${seed}\` on ${date}: ${machine()}. The seed decides what is sent and what is broken; how the two meet is the machine's doing.`,
    '',
    '## What falls short',
    '',
    ...falls.map(({ title, outcome, lines }) => `- ${title}: ${outcome}. ${lines.join(' ').trim()}`),
    ...LIMITS.map((limit) => `- ${limit}`),
    ...sections.flatMap(sectionLines),
    '',
  ].join('\n')
}

/** What these proofs cannot show, whatever they come to. */
const LIMITS = [
  'SIGKILL ends processes and leaves the machine running: what was handed to the system is written. That it also survives a power failure rests on PostgreSQL with fsync (which binds at every start) and on disks that keep their word; it is not shown here.',
  "The machine's own clock was not set back (that takes root on the whole machine, or faketime): the real service was shown through an environment's clock, which its decisions go by in the same way.",
  'A service whose database finds no room for its log ends with it. Whoever watches over the service must start it again when there is room.',
  'The callers give a key with every call. Without one a lost answer may become a second fee, which is answered with INFO: see the cut line.',
]

const sectionLines = ({ title, outcome, seconds, lines }: Section): string[] => [
  '',
  `## ${title}`,
  '',
  `${outcome === 'holds' ? 'Holds' : outcome}, ${Math.round(seconds)} s.`,
  '',
  ...lines.map((line) => `- ${line}`),
]
