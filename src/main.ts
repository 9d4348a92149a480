/** The program's door: one subcommand each, loaded only when called. */

import process from 'node:process'
import type { Config } from './config.ts'

const USAGE = `usage: efrikort <command>

  serve       run the service (PORT, EFRIKORT_DATA, DATABASE_URL, LOG_LEVEL from the environment)
  migrate     bring the database to this release, then stop
  environment list, create, set the clock of environments beside the installation's own (tests of vendors)
  system      list, show, add, change, end the calling systems that are let in
  verify      read the whole ledger: say that it holds, or name the first thing that does not
  import      take entries of another system from a file; export gives accounts in the same form
  simulate    reckon a history from standard input, without a database (--lines: one a line)
  test-authority  certificates for trying mutual TLS, trusted by nobody else
  demo        live a patient's year over SOAP against a running server
`

async function run([command, ...args]: readonly string[]): Promise<number> {
  switch (command) {
    case 'simulate':
      return simulate(args)
    case 'serve':
      // It has drained as long as it may: whatever still holds a connection is let go.
      return process.exit(await (await import('./serve.ts')).serve())
    case 'migrate':
      return (await import('./serve.ts')).migrateOnly()
    case 'environment':
      return tool(args, async () => (await import('./commands/environment.ts')).environmentCommand)
    case 'system':
      return tool(args, async () => (await import('./commands/system.ts')).systemCommand)
    case 'verify':
      return tool(args, async () => (await import('./commands/verify.ts')).verifyCommand)
    case 'import':
      return tool(args, async () => (await import('./commands/transfer.ts')).importCommand)
    case 'export':
      return tool(args, async () => (await import('./commands/transfer.ts')).exportCommand)
    case 'test-authority':
      return (await import('./commands/testAuthority.ts')).testAuthorityCommand(args)
    case 'demo':
      return (await import('./demo/command.ts')).demoCommand(args)
    default:
      process.stderr.write(USAGE)
      return 2
  }
}

type Command = (words: readonly string[], config: Config, say: (line: string) => void) => Promise<number>

/** Runs what works on the ledger beside the service, or without one, with the same settings. */
async function tool(words: readonly string[], load: () => Promise<Command>): Promise<number> {
  const { withConfig } = await import('./serve.ts')
  const command = await load()
  return withConfig((config) => command(words, config, say))
}

async function simulate(args: readonly string[]): Promise<number> {
  const [{ simulateCommand }, { gavleborg }] = await Promise.all([
    import('./simulate/command.ts'),
    import('./directory/region.ts'),
  ])
  return simulateCommand(args, gavleborg())
}

const say = (line: string): void => {
  process.stderr.write(`${line}\n`)
}

process.exitCode = await run(process.argv.slice(2))
