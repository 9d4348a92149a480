/** Finds the test files and runs them, each in a process of its own. What a failed test said is reported; a passed one is counted. */

import { globSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join, relative } from 'node:path'
import type { EventData } from 'node:test'
import { run } from 'node:test'
import { inspect } from 'node:util'
import type { Outcome } from './claims.ts'

export type TestFiles = {
  /** Quick and without a database (.test.ts). */
  readonly pure: readonly string[]
  /** Those that start a database (.pg.test.ts). */
  readonly database: readonly string[]
}

/** Gives the test files under test/, only those whose path contains the filter when there is one. */
export function findTestFiles(project: string, filter: string | undefined): TestFiles {
  const all = globSync('test/**/*.test.ts', { cwd: project }).sort()
  const chosen = all.filter((path) => path.includes(filter ?? ''))
  const isDatabase = (path: string) => path.endsWith('.pg.test.ts')
  return { pure: chosen.filter((path) => !isDatabase(path)), database: chosen.filter(isDatabase) }
}

const FILE_TIMEOUT_MS = 600_000
const LAST_LINES = 60

/** Runs the files given. The outcome counts tests, not files; skipped tests are reported with their reasons. */
export async function runTests(project: string, files: readonly string[]): Promise<Outcome> {
  if (files.length === 0) return { passed: 0, failed: 0, skipped: 0, report: ['there are none here'] }
  const concurrency = availableParallelism()
  const stream = run({ files: files.map((file) => join(project, file)), concurrency, timeout: FILE_TIMEOUT_MS })
  const failures: string[] = []
  const skips: string[] = []
  const output = new Map<string, string>()
  const failedFiles = new Set<string>()
  let counts = { passed: 0, cancelled: 0, skipped: 0, todo: 0, failed: 0 }
  const collect = ({ file = '', message }: { file?: string; message: string }) =>
    output.set(file, (output.get(file) ?? '') + message)
  stream.on('test:stdout', collect).on('test:stderr', collect)
  stream.on('test:diagnostic', ({ file = '', message }) => message.startsWith('Error') && collect({ file, message }))
  stream.on('test:pass', (test) => isSkipped(test) && skips.push(describeSkip(test)))
  stream.on('test:fail', (test) => {
    if (isSkipped(test)) skips.push(describeSkip(test))
    else if (isOwnFailure(test)) failures.push(describeFailure(project, test))
    if (!isSkipped(test)) failedFiles.add(test.entryFile ?? test.file ?? '')
  })
  stream.on('test:summary', (summary) => {
    if (summary.file === undefined) counts = { ...counts, ...summary.counts }
  })
  for await (const _event of stream);
  const said = [...failedFiles].flatMap((file) => lastWords(project, file, output.get(file)))
  const failed = Math.max(counts.failed + counts.cancelled, failures.length > 0 ? 1 : 0)
  const report = [...failures, ...said, ...skips]
  return { passed: counts.passed, failed, skipped: counts.skipped + counts.todo, report }
}

type Told = EventData.TestPass | EventData.TestFail

const isSkipped = ({ skip, todo }: Told): boolean => (skip ?? todo) !== undefined

const describeSkip = ({ name, skip, todo }: Told): string => {
  const reason = skip ?? todo
  return `skipped: ${name} (${typeof reason === 'string' ? reason : 'no reason given'})`
}

/** A parent fails when a child does; only the child has something to say. */
const isOwnFailure = ({ details }: EventData.TestFail): boolean =>
  !('failureType' in details.error) || details.error.failureType !== 'subtestsFailed'

function describeFailure(project: string, { name, file, line, details }: EventData.TestFail): string {
  const { cause } = details.error
  const words =
    cause instanceof Error ? (cause.stack ?? cause.message) : `${inspect(cause)}${howItEnded(details.error)}`
  return `failed: ${name}\n  at ${relative(project, file ?? '')}:${line ?? ''}\n${words.replace(/^/gm, '    ')}`
}

const howItEnded = (error: object): string =>
  'exitCode' in error && 'signal' in error
    ? ` (the file's process ended with ${error.signal ?? `code ${error.exitCode}`})`
    : ''

function lastWords(project: string, file: string, said: string | undefined): readonly string[] {
  if (said === undefined) return []
  return [`${relative(project, file)} said:`, said.trimEnd().split('\n').slice(-LAST_LINES).join('\n')]
}
