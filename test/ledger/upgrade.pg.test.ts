/** A database of the release before becomes one of this release: what it holds, what is answered from it, and when it is refused. */

import assert from 'node:assert/strict'
import type { AddressInfo } from 'node:net'
import { after, before, beforeEach, describe, test } from 'node:test'
import { Client, type Pool } from 'pg'
import { httpApp } from '../../src/http/app.ts'
import { applicationPool, connectAsOwner, type Place } from '../../src/ledger/connect.ts'
import { migrate } from '../../src/ledger/migrate.ts'
import { A, B, B_SYSTEM, BOTH_SYSTEM, type Desk, deskAt } from '../service/desk.ts'
import { type World, worldOn } from '../usecases/world.ts'
import { DATABASES, type Database } from './databases.ts'
import { assertLinked } from './upgrade/linked.ts'
import { oldAnswers, oldService, restoreOld } from './upgrade/oldRelease.ts'

const quietly = () => undefined

for (const kind of DATABASES) {
  describe(`a database of the release before on ${kind.name}`, { skip: kind.skip }, () => {
    let database: Database
    let place: Place
    before(async () => {
      database = await kind.open()
      place = database.place
    })
    beforeEach(() => restoreOld(place))
    after(() => database.stop())

    /** Asks as the owner. */
    const ask = async (question: string): Promise<unknown[]> => {
      const owner = await connectAsOwner(place)
      try {
        await owner.query('set search_path to efrikort')
        return (await owner.query(question)).rows
      } finally {
        await owner.end()
      }
    }

    const inUse = async (act: (pool: Pool) => Promise<void>): Promise<void> => {
      const pool = applicationPool(place, quietly)
      try {
        await act(pool)
      } finally {
        await pool.end()
      }
    }

    /** This release's service on the database, at the desks of two systems. */
    type Service = { readonly pool: Pool; readonly world: World; readonly both: Desk; readonly b: Desk }
    const served = (act: (service: Service) => Promise<void>): Promise<void> =>
      inUse(async (pool) => {
        const world = await worldOn(pool)
        const app = await httpApp(world.ports, [], { quiet: true })
        try {
          await app.listen({ host: '127.0.0.1', port: 0 })
          const address = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
          await act({ pool, world, both: deskAt(address, BOTH_SYSTEM, A), b: deskAt(address, B_SYSTEM, B) })
        } finally {
          await app.close()
        }
      })

    const ENTRIES = `select e.account_id, e.version, e.kind, e.recorded_at::text, c.visit_date::text, c.content
      from entry e join entry_content c using (account_id, version) order by account_id, version`
    const FORMS = 'select distinct snapshot_form from account where account_id > 0'
    const OWNERS = 'select * from person_account order by person_id'

    test('is brought to this one: every entry stands as it was, and is linked to the one before it', async () => {
      const entries = await ask(ENTRIES)
      const owners = await ask(OWNERS)
      const applied = await migrate(place, quietly)
      assert.equal(applied[0], '0002-chain.sql')
      assert.deepEqual(await ask(ENTRIES), entries)
      assert.deepEqual(await ask(OWNERS), owners)
      assert.equal(entries.length, 126)
      await inUse(async (pool) => assert.equal(await assertLinked(pool, null), 126))
    })

    test('is answered from as that release answered, though its snapshots are of the old form', async () => {
      await migrate(place, quietly)
      await served(async ({ world, ...desks }) => {
        const answers = oldAnswers()
        assert.equal(answers.length, 126)
        for (const { person, story, moment, desk, answer } of answers) {
          world.setClock(moment)
          assert.deepEqual(await desks[desk].extended(person), answer, `${story}, ${moment}`)
        }
      })
      assert.deepEqual(await ask(FORMS), [{ snapshot_form: 1 }])
    })

    test('takes the next registration of everybody, linked to what the release before wrote, with a snapshot of this form', async () => {
      await migrate(place, quietly)
      await served(async ({ pool, both }) => {
        const persons = new Set(oldAnswers().map(({ person }) => person))
        assert.equal(persons.size, 42)
        for (const person of persons)
          assert.match((await both.register(person, '2025-06-02', '1.00')).code, /^(OK|INFO)$/)
        // Somebody with one fee of 250 kr before this one.
        assert.equal((await both.card('22900101AA10')).card?.['currentAmount'], '251')
        // 126 of the release before, one more of each, and one of the settings.
        assert.equal(await assertLinked(pool, null), 126 + 42 + 1)
      })
      assert.deepEqual(await ask(FORMS), [{ snapshot_form: 2 }])
    })

    test('is brought to this one once, also by two at the same time', async () => {
      const applied = await Promise.all([migrate(place, quietly), migrate(place, quietly)])
      const [none, all] = applied.sort((a, b) => a.length - b.length)
      assert.deepEqual(none, [])
      assert.equal(all?.[0], '0002-chain.sql')
      const SALTS = 'select account_id, version, salt from entry_content order by account_id, version'
      const salts = await ask(SALTS)
      assert.deepEqual(await migrate(place, quietly), [])
      assert.deepEqual(await ask(SALTS), salts)
    })

    const REFUSED = [
      {
        name: 'an entry without content',
        corrupt: 'delete from entry_content where account_id = 1016478884385822383 and version = 2',
        fault: 'entry 2 of account 1016478884385822383 has no content',
      },
      {
        name: 'an account whose last entry is gone',
        corrupt: `delete from entry where account_id = 1016478884385822383 and version = 2;
          delete from entry_content where account_id = 1016478884385822383 and version = 2`,
        fault: 'account 1016478884385822383 is at version 2, but has 1 entries',
      },
      {
        name: 'an account whose first entry is gone',
        corrupt: `delete from entry where account_id = 1016478884385822383 and version = 1;
          delete from entry_content where account_id = 1016478884385822383 and version = 1`,
        fault: 'account 1016478884385822383 is at version 2, but has 1 entries',
      },
      {
        name: 'entries without an account',
        corrupt: 'delete from account where account_id = 1016478884385822383',
        fault: 'account 1016478884385822383 does not exist, but has 2 entries',
      },
    ]
    for (const { name, corrupt, fault } of REFUSED) {
      test(`is refused for ${name}, says so, and stays as it was`, async () => {
        await ask(corrupt)
        const STATE = `select 'column' as what, table_name || ' ' || column_name as name from information_schema.columns
            where table_schema = 'efrikort' and table_name <> 'migration_progress'
          union all select 'constraint', conname from pg_constraint where connamespace = 'efrikort'::regnamespace
            and conrelid::regclass::text not like '%migration_progress'
          union all select 'function', oid::regprocedure::text from pg_proc where pronamespace = 'efrikort'::regnamespace
          union all select 'migration', name || digest from migration order by 1, 2`
        const [state, entries] = [await ask(STATE), await ask(ENTRIES)]
        await assert.rejects(migrate(place, quietly), {
          message: `Migration 0002-chain.sql was not begun, since this must be put right first: ${fault}.`,
        })
        assert.deepEqual(await ask(STATE), state)
        assert.deepEqual(await ask(ENTRIES), entries)
        await inUse(async (pool) => {
          await oldService(pool).register('22900101AA10')
        })
      })
    }

    test('leaves the application no way to link anew what is linked', async () => {
      await migrate(place, quietly)
      const LINKS = 'select account_id, version, link_digest, content_digest from entry order by account_id, version'
      const links = await ask(LINKS)
      await inUse(async (pool) => {
        await assert.rejects(pool.query('update account set head = null'), /account_has_head/)
        await pool.query('select link_old_entries(account_id) from account')
      })
      assert.deepEqual(await ask(LINKS), links)
    })

    test("lends the application the owner's right for nothing but what its functions say", async () => {
      await migrate(place, quietly)
      const application = new Client(place)
      await application.connect()
      await application.query(`set role efrikort_app; set search_path to efrikort`)
      await application.query(`
        create temp table account (account_id bigint, head bytea);
        insert into pg_temp.account values (1, null);
        create function pg_temp.seize() returns trigger language plpgsql as
          $$ begin delete from efrikort.entry; return new; end $$;
        create trigger seize before update on pg_temp.account for each row execute function pg_temp.seize();
        select efrikort.link_old_entries(1)`)
      await application.end()
      assert.deepEqual(await ask('select count(*)::int from entry'), [{ count: 126 }])
    })
  })
}
