/**
 * The till as care staff meet it: the service as its own process with the demo's identity provider, a history brought in from a file, one
 * browser, and staff who log in by the real pages.
 */

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import type { TestContext } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { digestOf } from '../../src/auth/secrets.ts'
import { applicationPool } from '../../src/ledger/connect.ts'
import { findRunning } from '../../src/ledger/embedded/embedded.ts'
import { placeCluster } from '../ledger/databases.ts'
import { finallyDo, makeFolder } from '../platform/hosts.ts'
import { startService } from '../service/process.ts'
import { openBrowser, type Visit, type VisitOptions, visit } from './chromium.ts'
import { history } from './patients.ts'
import { type Employee, logIn } from './staff.ts'

export type Till = {
  readonly address: string
  readonly dataFolder: string
  readonly browser: Browser
  /** A window in which one of the staff is logged in and stands at the search. */
  readonly as: (employee: Employee, options?: VisitOptions) => Promise<Visit>
  /** A window in which nobody is. */
  readonly stranger: (options?: VisitOptions) => Promise<Visit>
  /** The session of this window was last seen so long ago that it has ended. */
  readonly endSession: (page: Page) => Promise<void>
}

const PROGRAM = join(import.meta.dirname, '..', '..', 'bin', 'efrikort')

/** Opens it for a file of tests; all is gone when the test ends. */
export async function openTill(t: TestContext, settings: Readonly<Record<string, string>> = {}): Promise<Till> {
  const folder = makeFolder(t)
  const dataFolder = join(folder, 'data')
  await placeCluster(dataFolder)
  const service = startService(t, { EFRIKORT_DATA: dataFolder, LOG_LEVEL: 'warn', ...settings })
  const opening = openBrowser()
  finallyDo(t, async () => (await opening).close())
  const [address, browser] = await Promise.all([service.address, opening])
  await bringIn(dataFolder, join(folder, 'history.jsonl'))
  const stranger = (options?: VisitOptions) => visit(browser, address, options)
  return {
    address,
    dataFolder,
    browser,
    stranger,
    endSession: (page) => endSession(dataFolder, page),
    as: async (employee, options) => {
      const window = await stranger(options)
      await window.page.goto('/')
      await logIn(window.page, employee)
      return window
    },
  }
}

async function bringIn(dataFolder: string, path: string): Promise<void> {
  writeFileSync(path, history())
  const { DATABASE_URL: _url, ...environment } = process.env
  const child = spawn(PROGRAM, ['import', path], {
    env: { ...environment, EFRIKORT_DATA: dataFolder },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [said, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')])
  assert.equal(code, 0, `the history came in; it said ${said}`)
}

const AGES = "update web_session set seen_at = seen_at - interval '20 minutes' where digest = $1"

async function endSession(dataFolder: string, page: Page): Promise<void> {
  const cookie = (await page.context().cookies()).find(({ name }) => name === 'efrikort')
  const place = findRunning(dataFolder)
  assert.ok(cookie !== undefined && place !== null, 'a session, and its database')
  const pool = applicationPool(place, () => undefined)
  const { rowCount } = await pool.query(AGES, [digestOf(cookie.value)])
  await pool.end()
  assert.equal(rowCount, 1)
}
