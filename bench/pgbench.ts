/** Runs PostgreSQL's own pgbench, from the system's packages, against the benchmark's database. */

import { execFileSync } from 'node:child_process'
import { existsSync, globSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Connection } from '../src/ledger/embedded/database.ts'

export type Load = { readonly script: string; readonly clients: number; readonly seconds: number }

const PROGRAM = globSync('/usr/lib/postgresql/*/bin/pgbench').find((path) => existsSync(path))

/** Gives transactions a second. Throws, with what to install, when there is no pgbench. */
export function pgbench({ host, port, user, database }: Connection, { script, clients, seconds }: Load): number {
  if (PROGRAM === undefined) throw new Error('pgbench is missing (Debian, Ubuntu: apt-get install postgresql)')
  const folder = mkdtempSync(join(tmpdir(), 'efrikort-pgbench-'))
  const file = join(folder, 'script.sql')
  writeFileSync(file, script)
  const words = ['-n', '-M', 'prepared', '-c', clients, '-j', Math.min(2, clients), '-T', seconds, '-f', file]
  const place = ['-h', host, '-p', port, '-U', user, database]
  try {
    const said = execFileSync(PROGRAM, [...words, ...place].map(String), {
      env: { ...process.env, PGOPTIONS: '-c search_path=efrikort -c role=efrikort_app' },
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const rate = /tps = ([\d.]+)/.exec(said)?.[1]
    if (rate === undefined) throw new Error(`pgbench said no rate: ${said}`)
    return Number(rate)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
