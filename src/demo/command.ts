/** `efrikort demo [address]`: lives a patient's year over SOAP against a running server. A new synthetic patient each time. */

import { randomInt } from 'node:crypto'
import { momentOf, swedishDay } from '../domain/kernel/moment.ts'
import { callerAt } from './client.ts'
import { liveAYear } from './story.ts'
import { tillOf } from './till.ts'

const DEFAULT_ADDRESS = `http://127.0.0.1:${process.env['PORT'] ?? '8080'}`
const LETTERS = 'ABCDEFGHJKLMNPRSTUXYZ'

/** Takes the arguments after `demo`. Gives the exit status: 1 when there is no server, or it refused what the story needs. */
export async function demoCommand([address = DEFAULT_ADDRESS]: readonly string[]): Promise<number> {
  const isThere = await fetch(`${address}/health/ready`).then(
    (response) => response.ok,
    () => false,
  )
  if (!isThere) {
    process.stderr.write(
      `No server is ready at ${address}. Start one with script/server, or give its address: efrikort demo http://127.0.0.1:8081\n`,
    )
    return 1
  }
  const person = syntheticPatient()
  process.stdout.write(`En patients år, med det påhittade reservnumret ${person}, mot ${address}\n\n`)
  await liveAYear({
    till: tillOf(
      callerAt(address, 'SE2321000198-DEMO-A'),
      { provider: 'SE2321000198-A', employee: 'SE2321000198-E001' },
      person,
    ),
    otherTill: tillOf(
      callerAt(address, 'SE5599990000-DEMO-B'),
      { provider: 'SE5599990000-B', employee: 'SE5599990000-E001' },
      person,
    ),
    today: swedishDay(momentOf(Date.now())),
    say: (line) => process.stdout.write(`${line}\n`),
  })
  return 0
}

/** A national reserve number (born 1980, by its form) that nobody has been given. */
const syntheticPatient = (): string =>
  `22800101${LETTERS[randomInt(LETTERS.length)]}${LETTERS[randomInt(LETTERS.length)]}${LETTERS[randomInt(LETTERS.length)]}${randomInt(10)}`
