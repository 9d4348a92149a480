/** What the system tells of another process: which folder it stands in, its words, its parent. It signals nobody. */

import { execFileSync } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'

/** A PostgreSQL server that runs on a cluster's folder. */
export type RunningServer = {
  readonly pid: number
  /** The process that started it and still lives; when that one has died, the one that inherited it. */
  readonly parent: number
  /** The service that started it, as its own command line says; null when no service did. */
  readonly startedBy: number | null
}

const STARTED_BY = /efrikort\.started_by=(\d+)/

/**
 * Takes a pid out of a pid file, and the cluster's folder. Gives the server when that pid is, now, a PostgreSQL server
 * on this very folder; null when there is no such process, or when the number belongs to somebody else by now.
 */
export function findServer(pid: number, cluster: string): RunningServer | null {
  if (!(pid > 0)) return null
  const seen = process.platform === 'linux' ? lookInProc(pid, cluster) : lookWithPs(pid, cluster)
  if (seen === null || !seen.command.includes('postgres')) return null
  const startedBy = STARTED_BY.exec(seen.command)?.[1]
  return { pid, parent: seen.parent, startedBy: startedBy === undefined ? null : Number(startedBy) }
}

/** True while a process of this number runs whose own words name the folder; false for one that has ended, reaped or not. */
export function isAtWorkOn(pid: number, folder: string): boolean {
  if (!(pid > 0)) return false
  try {
    const command =
      process.platform === 'linux' ? readFileSync(`/proc/${pid}/cmdline`, 'utf8') : (askPs(pid)?.command ?? '')
    return command.includes(folder)
  } catch {
    return false
  }
}

type Seen = { readonly command: string; readonly parent: number }

function lookInProc(pid: number, cluster: string): Seen | null {
  try {
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
    const afterName = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1) ?? ''
    const parent = Number(afterName.split(' ')[1])
    return isSameFolder(`/proc/${pid}/cwd`, cluster) ? { command, parent } : null
  } catch {
    return null
  }
}

/** A server stands in its cluster's folder; comparing the folders themselves holds for moved and linked ones as well. */
function isSameFolder(one: string, other: string): boolean {
  const [a, b] = [statSync(one), statSync(other)]
  return a.ino === b.ino && a.dev === b.dev
}

function lookWithPs(pid: number, cluster: string): Seen | null {
  const seen = askPs(pid)
  return seen?.command.includes(`-D ${cluster} `) ? seen : null
}

function askPs(pid: number): Seen | null {
  try {
    const words = ['-ww', '-o', 'ppid=', '-o', 'command=', '-p', String(pid)]
    const line = execFileSync('ps', words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
    return { command: line.replace(/^\d+\s+/, ''), parent: Number.parseInt(line, 10) }
  } catch {
    return null
  }
}
