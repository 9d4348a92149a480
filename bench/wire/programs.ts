/** The processes of the benchmark: the service as an operator starts it, the bare server beside it, and the load. */

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { openSync } from 'node:fs'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import type { ClosedPlan, ClosedSeen, OpenPlan, OpenSeen } from './load.ts'

const HERE = import.meta.dirname
const PROJECT = join(HERE, '..', '..')
const ANSWERS_AT = /answers at http:\/\/127\.0\.0\.1:(\d+)/

export type Server = { readonly port: number; readonly stop: () => Promise<void> }

/** Takes the folders of its data and its log. Its log is written to a file, as it is in use. */
export function startService(dataFolder: string, logFolder: string): Promise<Server> {
  const log = openSync(join(logFolder, 'service.log'), 'a')
  const { DATABASE_URL: _, ...environment } = process.env
  const env = { ...environment, PORT: '0', EFRIKORT_DATA: dataFolder, LOG_LEVEL: 'info' }
  return serverOf(spawn(join(PROJECT, 'bin', 'efrikort'), ['serve'], { env, stdio: ['ignore', 'pipe', log] }))
}

export const startBare = (): Promise<Server> =>
  serverOf(spawn(process.execPath, [join(HERE, 'bare.ts')], { stdio: ['ignore', 'pipe', 'inherit'] }))

async function serverOf(child: ChildProcess): Promise<Server> {
  const ended = once(child, 'exit')
  const port = await Promise.race([
    portOf(child.stdout as Readable),
    ended.then(() => Promise.reject(new Error('a server ended at its start'))),
  ])
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM')
    await ended
  }
  return { port, stop }
}

async function portOf(stream: Readable): Promise<number> {
  let said = ''
  for await (const part of stream.iterator({ destroyOnReturn: false })) {
    said += String(part)
    const port = ANSWERS_AT.exec(said)?.[1]
    if (port === undefined) continue
    stream.resume()
    return Number(port)
  }
  throw new Error('a server said no address')
}

export function load(plan: ClosedPlan): Promise<ClosedSeen>
export function load(plan: OpenPlan): Promise<OpenSeen>
export async function load(plan: ClosedPlan | OpenPlan): Promise<ClosedSeen | OpenSeen> {
  const child = spawn(process.execPath, [join(HERE, 'load.ts'), JSON.stringify(plan)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [said, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')])
  if (code !== 0) throw new Error('the load broke off')
  return JSON.parse(said) as ClosedSeen | OpenSeen
}
