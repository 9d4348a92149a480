/** A claim about the project, how it is checked, and how the outcome is told. What the claims are stands in test.ts. */

import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'

/** A claim without tests of its own counts as one; its report is printed as it is. */
export type Outcome = {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
  readonly report: readonly string[]
}

export type Claim = { readonly name: string; readonly check: () => Promise<Outcome> }

/** Checks a claim and prints its name, outcome and time. A check that throws is a failure with its words as report. */
export async function state({ name, check }: Claim): Promise<Outcome> {
  const begun = performance.now()
  process.stdout.write(`${name} ... `)
  const outcome = await check().catch(asFailure)
  const seconds = ((performance.now() - begun) / 1000).toFixed(1)
  console.log(`${verdict(outcome)} (${seconds} s)`)
  for (const line of outcome.report) console.log(line.replace(/^(?=.)/gm, '  '))
  return outcome
}

/** Gives the sums over all outcomes. */
export function addUp(outcomes: readonly Outcome[]): Omit<Outcome, 'report'> {
  const sum = (part: 'passed' | 'failed' | 'skipped') => outcomes.reduce((total, outcome) => total + outcome[part], 0)
  return { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') }
}

/** Runs a program of this Node's in the project's folder. Passes when it ends with 0; reports its words when it does not. */
export async function runProgram(project: string, words: readonly string[]): Promise<Outcome> {
  const child = spawn(process.execPath, words, { cwd: project, stdio: ['ignore', 'pipe', 'pipe'] })
  const ended = new Promise<number | null>((resolve, reject) => child.once('close', resolve).once('error', reject))
  const [code, output, errors] = await Promise.all([ended, text(child.stdout), text(child.stderr)])
  if (code === 0) return { passed: 1, failed: 0, skipped: 0, report: [] }
  return { passed: 0, failed: 1, skipped: 0, report: [`${output}${errors}`.trimEnd()] }
}

function asFailure(caught: unknown): Outcome {
  return { passed: 0, failed: 1, skipped: 0, report: [caught instanceof Error ? String(caught.stack) : String(caught)] }
}

function verdict({ passed, failed, skipped }: Outcome): string {
  const word = failed > 0 ? 'FAILED' : 'ok'
  return passed + failed + skipped <= 1 ? word : `${word}: ${passed} passed, ${failed} failed, ${skipped} skipped`
}
