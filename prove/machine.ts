/** What a report says of the machine it was made on: enough to compare, nothing that names it. */

import { readFileSync } from 'node:fs'
import { availableParallelism, totalmem } from 'node:os'

const GIB = 2 ** 30

export function machine(): string {
  const cores = `${availableParallelism()} cores`
  const memory = `${Math.round(totalmem() / GIB)} GiB of memory`
  return `${system()}, ${cores}, ${memory}, shared with other work; Node ${process.version}`
}

function system(): string {
  try {
    return /^PRETTY_NAME="?([^"\n]+)/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? process.platform
  } catch {
    return process.platform
  }
}
