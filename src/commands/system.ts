/** `efrikort system`: the calling systems on record of the installation, or of the environment that the settings name: list, show, add, change, end. */

import { userInfo } from 'node:os'
import type { Pool } from 'pg'
import { openDatabase, placeFor } from '../compose.ts'
import type { Config } from '../config.ts'
import type { CallingSystem } from '../domain/decisions/access.ts'
import { addDays, type Day, parseDay } from '../domain/kernel/day.ts'
import { type HsaId, parseHsaId } from '../domain/kernel/hsaId.ts'
import { type Moment, momentOf, swedishDay } from '../domain/kernel/moment.ts'
import { applicationPool } from '../ledger/connect.ts'
import { aheadOf, environmentsOf } from '../ledger/environments.ts'
import { migrate } from '../ledger/migrate.ts'
import { addRecord, newestRecords, recordsOf, type SystemRecord } from '../ledger/systemRecords.ts'
import { changedNames, systemInFull, systemLine } from './systemTold.ts'
import { readSystemWords, type ToldSystem } from './systemWords.ts'

const USAGE = `usage: efrikort system list
       efrikort system show HSA-ID
       efrikort system add HSA-ID --name NAME --vendor VENDOR --grant ACTS:VERSIONS --principal HSA-ID --provider HSA-ID
       efrikort system change HSA-ID (what is to be otherwise)
       efrikort system end HSA-ID (now | 2026-12-31)

  --grant ACTS:VERSIONS    acts it may call, in which versions of the contract: registerFee,annulFee:2,3 or all:3
  --principal, --provider  for whom it acts, by HSA-id
  --pin SHA-256            a certificate that it may come with; none told: any that holds its HSA-id as serialNumber
  --retry-seconds N        an identical call within so many seconds is the same one (0: it does not call again by itself)
  --valid-from DAY         its first day; today unless told
  --valid-through DAY      its last day, or none
  --platform yes           trusted to tell, by the header x-rivta-original-serviceconsumer-hsaid, for whom it calls
  --by NAME                who records this; the user of this machine unless told

--grant, --principal, --provider and --pin may be told several times, or as none; a change replaces all of its kind.
A running service sees what is recorded within seconds. EFRIKORT_ENVIRONMENT turns this to another environment.
`

const DONE = 0
const CANNOT = 1
const WRONG_WORDS = 2

type Say = (line: string) => void
type Working = { readonly pool: Pool; readonly now: Moment; readonly today: Day; readonly say: Say }
type Act = (working: Working) => Promise<number>

/** Takes the words after \`system\` and the settings. Gives the exit status. */
export async function systemCommand(words: readonly string[], config: Config, say: Say): Promise<number> {
  const act = actOf(words)
  if (typeof act === 'function') return on(config, say, act)
  process.stderr.write(act.length === 0 ? USAGE : `${act.join('\n')}\n`)
  return WRONG_WORDS
}

/** The act that the words tell; else what is wrong with them, or nothing when they are none of ours. */
function actOf([act = '', text = '', ...more]: readonly string[]): Act | readonly string[] {
  if (act === 'list' && text === '' && more.length === 0) return list
  const id = parseHsaId(text)
  if (!['show', 'add', 'change', 'end'].includes(act)) return []
  if (id === null) return [`Tell the system's HSA-id (at most 32 characters, no spaces): efrikort system ${act} HSA-ID`]
  if (act === 'show') return more.length === 0 ? (working) => show(working, id) : []
  if (act === 'end') return endOf(id, more)
  const read = readSystemWords(more)
  if (!read.ok) return read.refusal
  const { told, by } = read.value
  return (working) => (act === 'add' ? add(working, id, told, by) : change(working, id, told, by))
}

function endOf(id: HsaId, [when = '', ...more]: readonly string[]): Act | readonly string[] {
  const read = readSystemWords(more)
  if (!read.ok) return read.refusal
  const day = when === 'now' ? null : parseDay(when)
  if ((when !== 'now' && day === null) || Object.keys(read.value.told).length > 0)
    return [`Tell when it ends: efrikort system end ${id} now, or its last day: efrikort system end ${id} 2026-12-31`]
  // One that ends now is refused already today: its last day was yesterday.
  return (working) => change(working, id, { validThrough: day ?? addDays(working.today, -1) }, read.value.by)
}

async function on(config: Config, say: Say, act: Act): Promise<number> {
  const database = await openDatabase(config, say, { mayJoin: true })
  try {
    await migrate(database.place, say)
    const { environment } = config
    if (environment !== null && !(await environmentsOf(database.place)).includes(environment))
      throw new Error(`There is no environment ${environment}. Those there are: efrikort environment list`)
    const place = placeFor(database, environment)
    if (environment !== null) await migrate(place, say)
    const pool = applicationPool(place, (fault) => say(`a database connection was lost: ${fault.name}`), 1)
    try {
      const now = momentOf(Date.now() + (await aheadOf(pool)))
      return await act({ pool, now, today: swedishDay(now), say })
    } finally {
      await pool.end()
    }
  } finally {
    await database.stop()
  }
}

async function list({ pool, today }: Working): Promise<number> {
  for (const { system } of await newestRecords(pool)) console.log(systemLine(system, today))
  return DONE
}

async function show({ pool, today, say }: Working, id: HsaId): Promise<number> {
  const records = await recordsOf(pool, id)
  if (records.length === 0) return notOnRecord(id, say)
  console.log(systemInFull(records, today))
  return DONE
}

function notOnRecord(id: HsaId, say: Say): number {
  say(`${id} is not on record. Those that are: efrikort system list. To add it: efrikort system add ${id} ...`)
  return CANNOT
}

async function add(working: Working, id: HsaId, told: ToldSystem, by: string | null): Promise<number> {
  const { pool, today, say } = working
  if ((await recordsOf(pool, id)).length > 0) {
    say(
      `${id} is on record already. To see it: efrikort system show ${id}. To change it: efrikort system change ${id} ...`,
    )
    return CANNOT
  }
  const missing = REQUIRED.filter(({ of }) => told[of] === undefined)
  for (const { option, what } of missing) say(`--${option}: tell ${what}.`)
  if (missing.length > 0) return WRONG_WORDS
  const system = { ...UNTOLD, validFrom: today, ...told, id } as CallingSystem
  return record(working, { system, version: 1, by: by ?? whoRuns() }, 'It is on record')
}

const REQUIRED = [
  { option: 'name', of: 'name', what: 'what the system is called' },
  { option: 'vendor', of: 'vendor', what: 'who made it' },
  { option: 'grant', of: 'grants', what: 'what it may call, in which versions, as all:3; or none' },
  { option: 'principal', of: 'principals', what: 'the HSA-id of the principal for whom it acts; or none' },
  { option: 'provider', of: 'providers', what: 'the HSA-id of the provider for whom it acts; or none' },
] as const

const UNTOLD = { pins: new Set(), retrySeconds: 0, validThrough: null, isPlatform: false }

async function change(working: Working, id: HsaId, told: ToldSystem, by: string | null): Promise<number> {
  const newest = (await recordsOf(working.pool, id)).at(-1)
  if (newest === undefined) return notOnRecord(id, working.say)
  const system = { ...newest.system, ...told }
  const names = changedNames(newest.system, system)
  if (names.length === 0) {
    working.say(`Nothing of ${id} would be otherwise. What holds: efrikort system show ${id}`)
    return CANNOT
  }
  const version = newest.version + 1
  return record(working, { system, version, by: by ?? whoRuns() }, `Changed: ${names.join(', ')}`)
}

async function record(
  { pool, now, today, say }: Working,
  told: Omit<SystemRecord, 'recordedAt'>,
  done: string,
): Promise<number> {
  const { id } = told.system
  if ((await addRecord(pool, { ...told, recordedAt: now })) === 'conflict') {
    say(`Somebody else has just recorded something of ${id}. Look at it, then try again: efrikort system show ${id}`)
    return CANNOT
  }
  console.log(`${systemLine(told.system, today)}\n${done}. A running service sees it within seconds.`)
  return DONE
}

/** The user that this runs as; by its number where the machine has no name for it. */
function whoRuns(): string {
  try {
    return userInfo().username
  } catch {
    return `user ${process.getuid?.()}`
  }
}
