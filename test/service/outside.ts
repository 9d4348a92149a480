/** A PostgreSQL of the operator's own, which a test can stop, start again and make silent while the service runs on it. */

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import type { TestContext } from 'node:test'
import { answering, makeCluster } from '../ledger/outsideCluster.ts'
import { finallyDo, makeFolder } from '../platform/hosts.ts'

export type Outside = {
  readonly url: string
  readonly start: () => Promise<void>
  /** Ends it at once, as a crash would. */
  readonly kill: () => Promise<void>
  /** Every process of it stops where it stands: connections stay open and nothing answers. */
  readonly silence: () => void
  readonly wake: () => void
}

/** Makes a database server, not yet started; it is ended and gone when the test ends. */
export async function makeOutside(t: TestContext): Promise<Outside> {
  const folder = makeFolder(t)
  const { program, words, as, port } = await makeCluster(folder)
  const url = `postgres://owner:s3cret@127.0.0.1:${port}/postgres`
  let running: { readonly pid: number; readonly ended: Promise<unknown> } | null = null
  const signal = (name: NodeJS.Signals) => {
    if (running !== null) for (const pid of [running.pid, ...childrenOf(running.pid)]) send(pid, name)
  }
  const kill = async () => {
    if (running === null) return
    const { pid, ended } = running
    signal('SIGCONT')
    send(pid, 'SIGQUIT')
    await ended
    running = null
  }
  finallyDo(t, kill)
  return {
    url,
    start: async () => {
      const server = spawn(program, words, { ...as, stdio: 'ignore' })
      running = { pid: server.pid ?? 0, ended: once(server, 'exit') }
      await answering(url)
    },
    kill,
    silence: () => signal('SIGSTOP'),
    wake: () => signal('SIGCONT'),
  }
}

/** A backend may end between the look and the signal. */
function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch (fault) {
    if (!(fault instanceof Error && 'code' in fault && fault.code === 'ESRCH')) throw fault
  }
}

function childrenOf(parent: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      try {
        return Number(readFileSync(`/proc/${name}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[1]) === parent
      } catch {
        return false
      }
    })
    .map(Number)
}
