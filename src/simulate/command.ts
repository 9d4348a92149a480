/** `efrikort simulate`: one history from standard input, or with --lines one a line, an answer a line, in order. */

import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { type Installation, type ReckoningSettings, settingsOf } from '../domain/law/settings.ts'
import { isError, simulate } from './simulate.ts'

const USAGE = 'usage: efrikort simulate [--lines] < history.json > answer.json'
const WRITE_SIZE = 65_536

/** Takes the arguments after `simulate` and the installation's own amounts and rules. Gives the exit status: 1 when a single history was refused, 2 for wrong usage. */
export async function simulateCommand(args: readonly string[], installation: Installation): Promise<number> {
  const settings = settingsOf(installation)
  if (args.length === 0) return simulateOne(settings)
  if (args.length === 1 && args[0] === '--lines') return simulateLines(settings)
  process.stderr.write(`${USAGE}\n`)
  return 2
}

async function simulateOne(settings: ReckoningSettings): Promise<number> {
  const outcome = simulate(withoutMark(await text(process.stdin)), settings)
  await write(`${JSON.stringify(outcome, null, 2)}\n`)
  return isError(outcome) ? 1 : 0
}

/** A bad line gives an error on its line and does not stop the rest; blank lines are passed over. */
async function simulateLines(settings: ReckoningSettings): Promise<number> {
  let pending = ''
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.trim() === '') continue
    pending += `${JSON.stringify(simulate(withoutMark(line), settings))}\n`
    if (pending.length < WRITE_SIZE) continue
    await write(pending)
    pending = ''
  }
  await write(pending)
  return 0
}

async function write(output: string): Promise<void> {
  if (output !== '' && !process.stdout.write(output)) await once(process.stdout, 'drain')
}

const withoutMark = (input: string): string => (input.startsWith('\ufeff') ? input.slice(1) : input)
