/** Whom a sudden death meets: the service, its database server, one process of that server, or service and server together. */

import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { databasePid, type Service } from '../service/process.ts'
import type { Chance } from './chance.ts'

export type Victim = 'service' | 'database' | 'backend' | 'both'

/** In a hundred. */
const SHARES: readonly (readonly [Victim, number])[] = [
  ['service', 40],
  ['database', 25],
  ['backend', 20],
  ['both', 15],
]

/** Gives the next victim. */
export function someVictim(chance: Chance): Victim {
  let left = chance.below(100)
  for (const [victim, share] of SHARES) {
    if (left < share) return victim
    left -= share
  }
  throw new Error('the shares make a hundred')
}

const LONGEST_GAP_MS = 30

/** Kills by SIGKILL. Gives whether anybody was there to be killed. */
export async function strike(victim: Victim, service: Service, dataFolder: string, chance: Chance): Promise<boolean> {
  const server = databasePid(dataFolder)
  switch (victim) {
    case 'service':
      return kill(service.pid)
    case 'database':
      return kill(server)
    case 'backend':
      return killOneOf(server, chance.below(MOST_CHILDREN))
    case 'both': {
      const [first, second] = chance.inHundred(50) ? [service.pid, server] : [server, service.pid]
      const isFirst = kill(first)
      await sleep(chance.below(LONGEST_GAP_MS))
      const isSecond = kill(second)
      return isFirst || isSecond
    }
  }
}

/** Some end by themselves, between the look and the blow: then the next one is met. */
function killOneOf(server: number, which: number): boolean {
  for (let next = which; next < which + MOST_CHILDREN; next += 1) {
    const children = childrenOf(server)
    if (kill(children[next % children.length] ?? 0)) return true
  }
  return false
}

const MOST_CHILDREN = 40

/** Gives whether anybody was there to be killed. */
export function kill(pid: number): boolean {
  if (!(pid > 0)) return false
  try {
    process.kill(pid, 'SIGKILL')
    return true
  } catch (fault) {
    if (fault instanceof Error && 'code' in fault && fault.code === 'ESRCH') return false
    throw fault
  }
}

function childrenOf(pid: number): number[] {
  try {
    const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
    return text.split(' ').filter(Boolean).map(Number)
  } catch {
    // It ended between the look and the question.
    return []
  }
}
