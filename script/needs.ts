/**
 * What some tests need of the machine beyond npm's packages: found, installed where that is allowed, and told to the
 * tests by environment variables. A test whose variable is not set skips itself and says why.
 *
 *   EFRIKORT_TEST_PYTHON         a Python that has zeep, the SOAP client
 *   EFRIKORT_TEST_PHP            a PHP that has its SOAP client
 *   EFRIKORT_TEST_CHROMIUM       Chromium, the browser
 *   EFRIKORT_TEST_POPPLER_BIN    the folder with pdftotext and pdfinfo, which read a PDF by a hand of their own
 *   EFRIKORT_TEST_POSTGRES_BIN   the folder with initdb and postgres of a PostgreSQL other than the embedded one
 */

import { spawnSync } from 'node:child_process'
import { closeSync, existsSync, globSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Outcome } from './claims.ts'

type Need = {
  readonly variable: string
  readonly find: () => string | undefined
  readonly packages: readonly string[]
  readonly before?: () => void
}

const PYTHON = '/usr/bin/python3'
const PHP = '/usr/bin/php'
const CHROMIUM = '/usr/bin/chromium'
const BIN = '/usr/bin'
const OLDEST_POSTGRES = 15

const NEEDS: readonly Need[] = [
  {
    variable: 'EFRIKORT_TEST_PYTHON',
    find: () => (spawnSync(PYTHON, ['-c', 'import zeep']).status === 0 ? PYTHON : undefined),
    packages: ['python3-zeep'],
  },
  {
    variable: 'EFRIKORT_TEST_PHP',
    find: () => (spawnSync(PHP, ['-r', 'exit(class_exists("SoapClient") ? 0 : 1);']).status === 0 ? PHP : undefined),
    packages: ['php-cli', 'php-soap'],
  },
  {
    variable: 'EFRIKORT_TEST_CHROMIUM',
    find: () => (spawnSync(CHROMIUM, ['--version']).status === 0 ? CHROMIUM : undefined),
    packages: ['chromium'],
  },
  {
    variable: 'EFRIKORT_TEST_POPPLER_BIN',
    find: () => (['pdftotext', 'pdfinfo'].every((tool) => existsSync(join(BIN, tool))) ? BIN : undefined),
    packages: ['poppler-utils'],
  },
  {
    variable: 'EFRIKORT_TEST_POSTGRES_BIN',
    find: findPostgres,
    packages: ['postgresql'],
    before: keepDebianFromStartingOne,
  },
]

type Allowance = { readonly project: string; readonly mayInstall: boolean }

/** Finds or installs each need and sets its variable for the tests. What cannot be had is reported and counts as skipped. */
export async function findNeeds({ project, mayInstall }: Allowance): Promise<Outcome> {
  const missing: string[] = []
  for (const need of NEEDS) {
    const obstacle = meet(need, { project, mayInstall })
    if (obstacle !== null) missing.push(`skipped: ${need.packages.join(', ')} is not there: ${obstacle}`)
  }
  return { passed: 0, failed: 0, skipped: missing.length, report: missing }
}

/** Gives null when the need is met, else why it is not. */
function meet(need: Need, { project, mayInstall }: Allowance): string | null {
  delete process.env[need.variable]
  const obstacle = need.find() === undefined ? install(need, { project, mayInstall }) : null
  const found = need.find()
  if (found === undefined) return obstacle ?? 'it was installed, but does not work'
  process.env[need.variable] = found
  return null
}

function install({ packages, before }: Need, { project, mayInstall }: Allowance): string | null {
  if (!mayInstall) return 'installing was not asked for'
  if (process.getuid?.() !== 0) return `only root can install it (apt-get install ${packages.join(' ')})`
  if (spawnSync('apt-get', ['--version']).status !== 0) return 'the system has no apt-get'
  before?.()
  const log = join(project, '.build', `install-${packages.join('-')}.log`)
  mkdirSync(dirname(log), { recursive: true })
  writeFileSync(log, '')
  const steps = [['update'], ['install', '--yes', '--no-install-recommends', ...packages]]
  if (steps.every((step) => aptGet(step, log))) return null
  return `apt-get failed:\n${readFileSync(log, 'utf8').trimEnd()}`
}

const APT_SETTINGS = ['Acquire::Retries=1', 'Acquire::http::Timeout=30', 'DPkg::Lock::Timeout=60', 'Dpkg::Use-Pty=0']
const APT_TIMEOUT_MS = 300_000

function aptGet(step: readonly string[], log: string): boolean {
  const descriptor = openSync(log, 'a')
  const settings = [...APT_SETTINGS, 'Dpkg::Options::=--force-confold'].flatMap((setting) => ['-o', setting])
  const { status } = spawnSync('apt-get', ['-q', ...settings, ...step], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    stdio: ['ignore', descriptor, descriptor],
    timeout: APT_TIMEOUT_MS,
  })
  closeSync(descriptor)
  return status === 0
}

/** The oldest that we support, or the next after it. */
function findPostgres(): string | undefined {
  const majorOf = (folder: string) => Number(folder.split('/').at(-2))
  return globSync('/usr/lib/postgresql/*/bin')
    .filter((folder) => majorOf(folder) >= OLDEST_POSTGRES && existsSync(join(folder, 'initdb')))
    .sort((one, other) => majorOf(one) - majorOf(other))[0]
}

/** Debian's package makes and starts a server at once, unless told otherwise. */
function keepDebianFromStartingOne(): void {
  const file = '/etc/postgresql-common/createcluster.conf'
  if (existsSync(file)) return
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, 'create_main_cluster = false\n')
}
