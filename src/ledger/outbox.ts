/**
 * What must leave the database after the commit that caused it (invariant 8): at least once, and in order per account. It knows no
 * receiver: whoever is given the messages says which of them have left.
 */

import type { Pool, PoolClient } from 'pg'

/** An entry that somebody outside must hear of. */
export type Message = { readonly account: bigint; readonly version: number }

/**
 * Takes messages, in order per account. Gives those that have left for good; of an account only a beginning. One that did not
 * leave comes again, and those behind it in its account with it. What it throws leaves all of them to come again.
 */
export type Deliver = (messages: readonly Message[]) => Promise<readonly Message[]>

const AT_A_TIME = 500
const LOCK_SPACE = 7_242_002

/**
 * Takes a pool in the application's role, a topic and who delivers it. Gives how many messages have left; none when another service
 * is at it. Goes through all that waits, once.
 */
export async function relay(pool: Pool, topic: string, deliver: Deliver): Promise<number> {
  const connection = await pool.connect()
  // Lost while the receiver is at it, it is missed at the next statement; unheard it would end the process.
  const heard = (): void => undefined
  connection.on('error', heard)
  let mine = false
  try {
    mine = await tryLock(connection, topic)
    return mine ? await relayAll(connection, topic, deliver) : 0
  } finally {
    if (mine)
      await connection.query('select pg_advisory_unlock($1, hashtext($2))', [LOCK_SPACE, topic]).catch(() => undefined)
    connection.off('error', heard)
    connection.release()
  }
}

async function tryLock(connection: PoolClient, topic: string): Promise<boolean> {
  const { rows } = await connection.query<{ locked: boolean }>(
    'select pg_try_advisory_lock($1, hashtext($2)) as locked',
    [LOCK_SPACE, topic],
  )
  return rows[0]?.locked === true
}

const NEXT = `select account_id, version from outbox where topic = $1 and (account_id, version) > ($2, $3)
  order by account_id, version limit $4`
const LEFT = `delete from outbox o using unnest($2::bigint[], $3::integer[]) as gone (account_id, version)
  where o.topic = $1 and o.account_id = gone.account_id and o.version = gone.version`
const BEFORE_ALL: Message = { account: -(2n ** 63n), version: 0 }

async function relayAll(connection: PoolClient, topic: string, deliver: Deliver): Promise<number> {
  let last = BEFORE_ALL
  let left = 0
  for (;;) {
    const values = [topic, last.account, last.version, AT_A_TIME]
    const { rows } = await connection.query<{ account_id: string; version: number }>(NEXT, values)
    const messages = rows.map(({ account_id, version }) => ({ account: BigInt(account_id), version }))
    const [first] = messages
    if (first === undefined) return left
    last = messages.at(-1) ?? first
    const gone = await deliver(messages)
    await connection.query(LEFT, [topic, gone.map(({ account }) => account), gone.map(({ version }) => version)])
    left += gone.length
  }
}
