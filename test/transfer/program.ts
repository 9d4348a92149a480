/** `efrikort import` and `efrikort export` as a process of their own, for tests that kill it. */

import process from 'node:process'
import { exportCommand, importCommand } from '../../src/commands/transfer.ts'
import { withConfig } from '../../src/serve.ts'

const [command, ...words] = process.argv.slice(2)

const say = (line: string): void => {
  process.stderr.write(`${line}\n`)
}

process.exitCode = await withConfig((config) =>
  (command === 'export' ? exportCommand : importCommand)(words, config, say),
)
