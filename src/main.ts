/** The program's door: one subcommand each, loaded only when called. */

import process from 'node:process'

const USAGE = `usage: efrikort <command>

  serve       run the service (PORT, EFRIKORT_DATA, DATABASE_URL, LOG_LEVEL from the environment)
  migrate     bring the database to this release, then stop
  environment list, create, set the clock of environments beside the installation's own (tests of vendors)
  simulate    reckon a history from standard input, without a database (--lines: one a line)
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
      return (await import('./serve.ts')).withConfig(async (config) =>
        (await import('./commands/environment.ts')).environmentCommand(args, config, say),
      )
    case 'demo':
      return (await import('./demo/command.ts')).demoCommand(args)
    default:
      process.stderr.write(USAGE)
      return 2
  }
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
