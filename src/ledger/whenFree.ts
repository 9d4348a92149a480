/**
 * A transaction beside services that go on: it waits for a lock no longer than they may be made to wait behind it, gives up what it
 * holds, and tries again. It knows nothing of what the transaction does.
 */

import { setTimeout as sleep } from 'node:timers/promises'
import { type Client, DatabaseError } from 'pg'
import { SCHEMA } from './connect.ts'

export type Say = (line: string) => void

/** `name`: of the migration, for what is said when it takes long. */
type Waiting = { readonly client: Client; readonly name: string; readonly say: Say }

/** A transaction that locks two tables makes others wait for at most twice as long. */
const LOCK_TIMEOUT = '300ms'
const PAUSE_MS = 500
const MOST_ATTEMPTS = 120
const SAID_EVERY = 10

/** Gives what the act gives, committed. Throws what it throws, rolled back; what is in its way, after a minute and a half. */
export async function whenFree<T>({ client, name, say }: Waiting, act: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await client.query(`begin; set local lock_timeout = '${LOCK_TIMEOUT}'`)
      const outcome = await act()
      await client.query('commit')
      return outcome
    } catch (fault) {
      // On a connection that is lost there is nothing to roll back.
      await client.query('rollback').catch(() => undefined)
      if (!isInTheWay(fault) || attempt === MOST_ATTEMPTS) throw fault
      if (attempt % SAID_EVERY === 0) say(`migration ${name} waits for what is in use`)
      await sendVacuumAway(client)
      await sleep(PAUSE_MS)
    }
  }
}

const LOCK_NOT_AVAILABLE = '55P03'
const DEADLOCK = '40P01'

const isInTheWay = (fault: unknown): boolean =>
  fault instanceof DatabaseError && (fault.code === LOCK_NOT_AVAILABLE || fault.code === DEADLOCK)

const BEING_CLEANED = `select distinct l.relation::regclass::text as name from pg_locks l join pg_class c on c.oid = l.relation
  where l.database = (select oid from pg_database where datname = current_database())
    and c.relnamespace = '${SCHEMA}'::regnamespace and c.relkind in ('r', 'p') and l.mode = 'ShareUpdateExclusiveLock' and l.granted`

/**
 * An autovacuum gives way to one who has waited a second, longer than we let others wait behind us. So we wait that long for a lock
 * that holds up nobody else, and let it go. What does not give way, a vacuum started by hand, is waited for.
 */
async function sendVacuumAway(client: Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>(BEING_CLEANED)
  for (const { name } of rows)
    await client
      .query(`begin; set local lock_timeout = '3s'; lock table ${name} in share update exclusive mode`)
      .catch(() => undefined)
      .finally(() => client.query('rollback'))
}
