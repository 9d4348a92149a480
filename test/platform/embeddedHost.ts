/**
 * A service reduced to its database, for the tests that kill it: starts the embedded database on the folder given, says
 * on standard output what happens (one JSON object a line), and stops on SIGTERM and SIGINT; SIGHUP makes it exit without.
 */

import type { Connection } from '../../src/ledger/embedded/database.ts'
import { startEmbedded } from '../../src/ledger/embedded/embedded.ts'
import { EmbeddedFault } from '../../src/ledger/embedded/fault.ts'

export type HostSaying =
  | { readonly kind: 'log'; readonly line: string }
  | { readonly kind: 'ready'; readonly connection: Connection; readonly serverPid: number }
  | { readonly kind: 'exited'; readonly reason: string }
  | { readonly kind: 'refused'; readonly reason: string }

const say = (saying: HostSaying) => process.stdout.write(`${JSON.stringify(saying)}\n`)

if (import.meta.main) await run(process.argv[2] ?? '')

async function run(dataFolder: string): Promise<void> {
  try {
    const embedded = await startEmbedded({ dataFolder, log: (line) => say({ kind: 'log', line }) })
    const alive = setInterval(() => {}, 60_000)
    const stop = async () => {
      clearInterval(alive)
      await embedded.stop()
    }
    process.once('SIGTERM', stop).once('SIGINT', stop)
    process.once('SIGHUP', () => process.exit(5))
    embedded.exited.then((reason) => {
      say({ kind: 'exited', reason })
      clearInterval(alive)
      process.exitCode = 3
    })
    say({ kind: 'ready', connection: embedded.connection, serverPid: embedded.serverPid })
  } catch (caught) {
    if (!(caught instanceof EmbeddedFault)) throw caught
    say({ kind: 'refused', reason: caught.message })
    process.exitCode = 1
  }
}
