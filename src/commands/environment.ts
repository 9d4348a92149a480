/** `efrikort environment`: the environments of this installation, each with its own database and clock: list, create, set the clock. */

import { openDatabase } from '../compose.ts'
import type { Config } from '../config.ts'
import { momentOf, parseMoment, parseSwedishTime } from '../domain/kernel/moment.ts'
import { connectAsOwner, type Place } from '../ledger/connect.ts'
import { ENVIRONMENT_NAME } from '../ledger/environmentName.ts'
import { createEnvironment, environmentsOf, placeOf, setClock } from '../ledger/environments.ts'
import { migrate } from '../ledger/migrate.ts'

const USAGE = `usage: efrikort environment list
       efrikort environment create NAME
       efrikort environment clock NAME (now | +30d | -2h | 2027-01-01T08:00:00)

NAME is of small letters and digits and begins with a letter (20 characters at most). A running service serves an
environment made now from its next start on, and follows its clock within seconds.
`

/** Takes the words after \`environment\` and the settings. Gives the exit status. */
export async function environmentCommand(words: readonly string[], config: Config, say: Say): Promise<number> {
  const [act, name = '', time = ''] = words
  const isNamed = ENVIRONMENT_NAME.test(name)
  if (act === 'list' && words.length === 1) return on(config, say, list)
  if (act === 'create' && words.length === 2 && isNamed) return on(config, say, (place) => create(place, name, say))
  const ahead = act === 'clock' && words.length === 3 ? aheadFor(time, Date.now()) : null
  if (ahead !== null && isNamed) return on(config, say, (place) => clock(place, name, ahead))
  process.stderr.write(USAGE)
  return 2
}

type Say = (line: string) => void

async function on(config: Config, say: Say, act: (place: Place) => Promise<number>): Promise<number> {
  const database = await openDatabase(config, say, { mayJoin: true })
  try {
    await migrate(database.place, say)
    return await act(database.place)
  } finally {
    await database.stop()
  }
}

async function list(place: Place): Promise<number> {
  for (const name of await environmentsOf(place)) console.log(`${name}\t${await timeIn(place, name)}`)
  return 0
}

async function create(place: Place, name: string, say: Say): Promise<number> {
  await createEnvironment(place, name, say)
  console.log(`The environment ${name} is there. A service serves it at /environments/${name}/ from its next start on.`)
  return 0
}

async function clock(place: Place, name: string, aheadMs: number): Promise<number> {
  if (!(await environmentsOf(place)).includes(name)) {
    console.error(`There is no environment ${name}. Those there are: efrikort environment list`)
    return 1
  }
  await setClock(place, name, aheadMs)
  console.log(`${name}\t${await timeIn(place, name)}`)
  return 0
}

async function timeIn(place: Place, name: string): Promise<string> {
  const client = await connectAsOwner(placeOf(place, name))
  try {
    const { rows } = await client.query<{ ahead_ms: string }>('select ahead_ms from efrikort.clock')
    return new Date(Date.now() + Number(rows[0]?.ahead_ms ?? 0)).toISOString()
  } finally {
    await client.end()
  }
}

const UNITS_MS = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const
const SPAN = /^([+-]\d{1,6})([mhd])$/

/** How far ahead of the world a clock is that shows the time told; null when it is none. */
export function aheadFor(time: string, worldMs: number): number | null {
  if (time === 'now') return 0
  const span = SPAN.exec(time)
  if (span !== null) return Number(span[1]) * UNITS_MS[span[2] as keyof typeof UNITS_MS]
  const moment = parseSwedishTime(time) ?? parseMoment(time)
  return moment === null ? null : moment - momentOf(worldMs)
}
