/** `efrikort import` and `efrikort export` as processes on a test's own database. */

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import type { Database } from '../ledger/databases.ts'

const PROGRAM = join(import.meta.dirname, 'program.ts')

export type Ended = { readonly status: number | string; readonly stdout: string; readonly stderr: string }

export type Running = {
  readonly child: ChildProcess
  /** Exit status or signal, and what it said. */
  readonly ended: Promise<Ended>
}

/** Starts the program with these words; what it reads is given whole. */
export function startProgram(database: Database, words: readonly string[], input: string | Buffer = ''): Running {
  const child = spawn(process.execPath, [PROGRAM, ...words], {
    env: { ...process.env, DATABASE_URL: urlOf(database) },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  child.stdin.on('error', () => undefined)
  child.stdin.end(input)
  const said = Promise.all([text(child.stdout), text(child.stderr)])
  const ended = once(child, 'exit').then(async ([code, signal]) => {
    const [stdout, stderr] = await said
    return { status: (signal ?? code) as number | string, stdout, stderr }
  })
  return { child, ended }
}

export const runProgram = (database: Database, words: readonly string[], input: string | Buffer = ''): Promise<Ended> =>
  startProgram(database, words, input).ended

function urlOf({ place }: Database): string {
  if ('connectionString' in place) return place.connectionString
  const { host, port, user, database } = place
  return `postgres://${user}@localhost:${port}/${database}?host=${encodeURIComponent(host)}`
}
