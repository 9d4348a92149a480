/** The upgrade beside services of the release before, which go on: at every stage of it, while something is locked, and when it is cut short. */

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Client, Pool } from 'pg'
import { applicationPool, connectAsOwner, type Place } from '../../src/ledger/connect.ts'
import { migrate } from '../../src/ledger/migrate.ts'
import { reserveNumber } from '../usecases/world.ts'
import { DATABASES, type Database } from './databases.ts'
import { assertLinked } from './upgrade/linked.ts'
import { oldService, restoreOld } from './upgrade/oldRelease.ts'
import { applyEach, applyUntil } from './upgrade/stages.ts'

const quietly = () => undefined
const PATIENCE_MS = 30_000
/** Somebody with one fee, and somebody nobody knew. */
const KNOWN = '22900101AA10'
const LINKING = '0009-link-old-entries.batches.sql'

/** Asks again and again until it gives something else than false. */
async function until<T>(ask: () => Promise<T | false>): Promise<T> {
  const deadline = Date.now() + PATIENCE_MS
  for (;;) {
    const answer = await ask()
    if (answer !== false) return answer
    assert.ok(Date.now() < deadline, 'it comes to pass in time')
    await sleep(10)
  }
}

for (const kind of DATABASES) {
  describe(`the upgrade beside services of the release before, on ${kind.name}`, { skip: kind.skip }, () => {
    let database: Database
    before(async () => {
      database = await kind.open()
    })
    after(() => database.stop())

    /** An old database, its owner at it, and its old service, whose callers wait for no lock longer than a second. */
    type Installation = { readonly place: Place; readonly owner: Client; readonly pool: Pool }
    const installation = async (act: (installation: Installation) => Promise<void>): Promise<void> => {
      const { place } = database
      await restoreOld(place)
      const owner = await connectAsOwner(place)
      owner.on('error', quietly)
      await owner.query(`set search_path to efrikort; set application_name to 'a test'`)
      const pool = applicationPool(place, quietly)
      pool.on('connect', (client) => client.query("set lock_timeout = '1s'").catch(quietly))
      try {
        await act({ place, owner, pool })
      } finally {
        await pool.end()
        await owner.end()
      }
    }

    /** Holds what a statement locks until it is let go. */
    const hold = async ({ place }: Installation, lock: string): Promise<() => Promise<void>> => {
      const holder = await connectAsOwner(place)
      holder.on('error', quietly)
      await holder.query(`set search_path to efrikort; set application_name to 'a test'; begin; ${lock}`)
      return () => holder.end()
    }

    /** The server's process that migrates, whether it waits for a lock; false when there is none. */
    const migrating = async (owner: Client): Promise<{ pid: number; waits: boolean } | false> => {
      const { rows } = await owner.query<{ pid: number; waits: boolean }>(
        `select pid, wait_event_type is not distinct from 'Lock' as waits from pg_stat_activity
          where datname = current_database() and application_name = 'efrikort migrate'`,
      )
      return rows[0] ?? false
    }
    const untilItWaits = (owner: Client, waits: boolean) =>
      until(async () => {
        const found = await migrating(owner)
        return found !== false && found.waits === waits && found
      })

    test('between any two migrations their statements, long since prepared, read and append, and all of it is linked in the end', () =>
      installation(async ({ owner, pool }) => {
        const client = await pool.connect()
        const service = oldService(client)
        let stages = 0
        const live = async (): Promise<void> => {
          await service.register(KNOWN)
          await service.register(reserveNumber(1_000 + stages))
          await service.load(reserveNumber(1_000 + stages))
          stages += 1
        }
        try {
          await live()
          await applyEach(owner, live)
        } finally {
          client.release()
        }
        assert.ok(stages > 8)
        assert.equal(await assertLinked(owner, null), 126 + 2 * stages)
      }))

    test('many callers notice nothing of it, and what they append meanwhile is linked', () =>
      installation(async ({ place, owner, pool }) => {
        const service = oldService(pool)
        let isDone = false
        let appended = 0
        const caller = async (number: number): Promise<void> => {
          for (let call = 0; !isDone || call < 3; call += 1) {
            await service.register(call % 2 === 0 ? KNOWN : reserveNumber(2_000 + number))
            await service.load(KNOWN)
            appended += 1
          }
        }
        const callers = Promise.all(Array.from({ length: 6 }, (_, number) => caller(number)))
        await until(async () => appended > 20)
        await migrate(place, quietly)
        isDone = true
        await callers
        assert.equal(await assertLinked(owner, null), 126 + appended)
      }))

    test('what they append waits to be sealed, as everything does', () =>
      installation(async ({ place, owner, pool }) => {
        await migrate(place, quietly)
        const account = await oldService(pool).register(KNOWN)
        const { rows } = await owner.query(`select account_id, topic, version from outbox where topic = 'heads'`)
        assert.deepEqual(rows, [{ account_id: String(account), topic: 'heads', version: 2 }])
      }))

    const HELD = [
      { name: 'a table that a long reading holds', lock: 'select count(*) from account' },
      { name: 'an account that somebody holds', lock: 'select from account limit 1 for update' },
      { name: 'a table locked by hand', lock: 'lock table entry_content in share mode', isReadOnly: true },
    ]
    for (const { name, lock, isReadOnly } of HELD) {
      test(`${name} is waited for, and nobody waits behind the upgrade for a second`, () =>
        installation(async (installed) => {
          const { place, owner, pool } = installed
          const service = oldService(pool)
          const letGo = await hold(installed, lock)
          const upgrade = migrate(place, quietly)
          for (const waits of [true, false, true, false, true]) {
            await untilItWaits(owner, waits)
            await service.load(KNOWN)
            if (isReadOnly !== true) await service.register(reserveNumber(3_000))
          }
          await letGo()
          assert.equal((await upgrade)[0], '0002-chain.sql')
          await assertLinked(owner, null)
        }))
    }

    test('an account held while the old entries are linked holds up no other account of its batch', () =>
      installation(async (installed) => {
        const { place, owner, pool } = installed
        await applyUntil(owner, LINKING)
        const { rows } = await owner.query<{ person_id: string; account_id: string }>(
          'select person_id, account_id from person_account order by account_id limit 12',
        )
        const letGo = await hold(
          installed,
          `select from account where account_id = ${rows.at(-1)?.account_id} for update`,
        )
        const upgrade = migrate(place, quietly)
        const service = oldService(pool)
        for (const waits of [true, false, true, false, true]) {
          await untilItWaits(owner, waits)
          for (const { person_id } of rows.slice(0, -1)) await service.register(person_id)
        }
        await letGo()
        await upgrade
        assert.equal(await assertLinked(owner, null), 126 + 5 * 11)
      }))

    test('cut short in the middle it says so, and goes on from there when it is started again', () =>
      installation(async (installed) => {
        const { place, owner } = installed
        await applyUntil(owner, LINKING)
        const { rows: accounts } = await owner.query<{ account_id: string }>(
          'select account_id from account order by account_id',
        )
        const letGo = await hold(
          installed,
          `select from account where account_id = ${accounts.at(30)?.account_id} for update`,
        )
        const upgrade = migrate(place, quietly)
        const cut = assert.rejects(upgrade, {
          message: `Migration ${LINKING} was cut short; started again, it goes on from there.`,
        })
        const { pid } = await untilItWaits(owner, true)
        await owner.query('select pg_terminate_backend($1)', [pid])
        await cut
        const linked = await owner.query(
          'select account_id, head, xmax::text from account where head is not null order by 1',
        )
        assert.equal(linked.rows.length, 20)
        const { rows } = await owner.query('select name, at from migration_progress')
        assert.deepEqual(rows, [{ name: LINKING, at: accounts.at(19)?.account_id }])
        await letGo()
        assert.equal((await migrate(place, quietly))[0], LINKING)
        assert.equal(await assertLinked(owner, null), 126)
        // Not so much as a lock has been taken on those that were done (xmax).
        const again = await owner.query('select account_id, head, xmax::text from account order by 1 limit 20')
        assert.deepEqual(again.rows, linked.rows)
      }))

    test('an account that was passed over is told, and begun with when it is started again', () =>
      installation(async ({ place, owner }) => {
        await applyUntil(owner, LINKING)
        const { rows } = await owner.query<{ last: string }>('select max(account_id) as last from account')
        const { last } = rows[0] ?? { last: '' }
        await owner.query('insert into migration_progress values ($1, $2)', [LINKING, BigInt(last) - 1n])
        await assert.rejects(migrate(place, quietly), {
          message: new RegExp(
            `^Migration ${LINKING} has been gone through, but this does not hold, and the release may not start on it: account \\d+ has no head; `,
          ),
        })
        assert.equal((await migrate(place, quietly))[0], LINKING)
        assert.equal(await assertLinked(owner, null), 126)
      }))

    test('an autovacuum at a table gives way', () =>
      installation(async ({ place, owner }) => {
        // So slow that it would be at it for minutes.
        await owner.query(`alter table account set (autovacuum_vacuum_cost_delay = 100, autovacuum_vacuum_cost_limit = 1,
          autovacuum_vacuum_threshold = 0, autovacuum_vacuum_scale_factor = 0)`)
        await owner.query('do $$ begin for round in 1..300 loop update account set version = version; end loop; end $$')
        await owner.query("alter system set autovacuum_naptime = '1s'")
        await owner.query('select pg_reload_conf()')
        const CLEANING = `select from pg_locks l join pg_stat_activity using (pid)
          where backend_type = 'autovacuum worker' and relation = 'account'::regclass and mode = 'ShareUpdateExclusiveLock'`
        await until(async () => (await owner.query(CLEANING)).rowCount === 1)
        await migrate(place, quietly)
        assert.equal(await assertLinked(owner, null), 126)
      }))
  })
}
