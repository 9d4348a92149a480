/** Has the operator's own tool read the ledger beside the running service. */

import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

const PROGRAM = join(import.meta.dirname, '..', '..', 'bin', 'efrikort')

/** Takes the service's data folder. Throws with the tool's words when the ledger does not hold. */
export function verifyBeside(dataFolder: string): void {
  const { DATABASE_URL: _url, EFRIKORT_ENVIRONMENT: _name, ...environment } = process.env
  const env = { ...environment, EFRIKORT_DATA: dataFolder }
  const { status, stdout, stderr } = spawnSync(PROGRAM, ['verify'], { env, encoding: 'utf8' })
  assert.equal(status, 0, `${stdout}${stderr}`)
}
