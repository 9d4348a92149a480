/** The ledger's one exam, taken by the embedded PostgreSQL and by an outside one. */

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Pool } from 'pg'
import type { Account } from '../../src/domain/account/account.ts'
import { replay } from '../../src/domain/account/replay.ts'
import { accountOf, snapshotOf } from '../../src/domain/account/snapshot.ts'
import { swedishDay } from '../../src/domain/kernel/moment.ts'
import { PersonId } from '../../src/domain/kernel/personId.ts'
import { applicationPool, connectAsOwner } from '../../src/ledger/connect.ts'
import { decodeEntry } from '../../src/ledger/entryCodec.ts'
import { migrate } from '../../src/ledger/migrate.ts'
import { encodeSnapshot } from '../../src/ledger/snapshotCodec.ts'
import { annulFee, correctFee } from '../../src/usecases/changeFee.ts'
import { readCard } from '../../src/usecases/readCard.ts'
import { registerFee } from '../../src/usecases/registerFee.ts'
import { day, kronor, registration, reserveNumber, type World, worldOn } from '../usecases/world.ts'
import { DATABASES, type Database } from './databases.ts'

for (const kind of DATABASES) {
  describe(`the ledger on ${kind.name}`, { skip: kind.skip }, () => {
    let database: Database
    let pool: Pool
    let world: World

    before(async () => {
      database = await kind.open()
      await migrate(database.place, () => undefined)
      pool = applicationPool(database.place, () => undefined)
      world = await worldOn(pool)
    })
    after(async () => {
      await pool.end()
      await database.stop()
    })

    const reserveNumbers = () => world.ports.settings.known().own(swedishDay(world.ports.now())).reserveNumbers

    const personOf = (text: string): PersonId => {
      const person = PersonId.parse(text, reserveNumbers(), swedishDay(world.ports.now()))
      assert.ok(person)
      return person
    }

    const stored = async (person: string) => {
      const address = { by: 'person', person: personOf(person), cardType: 'CARE_VISIT' } as const
      const { account } = await world.ports.ledger.load(address, null)
      assert.ok(account?.snapshot)
      return { id: account.id, snapshot: account.snapshot }
    }

    const entriesOf = async (account: bigint) => {
      const { rows } = await pool.query(
        `select c.content, c.visit_date::text, e.version, extract(epoch from e.recorded_at) * 1000 as recorded
           from entry e join entry_content c using (account_id, version) where account_id = $1 order by version`,
        [account],
      )
      return rows.map((row) => ({ ...row, recorded: Number(row.recorded), ...decodeEntry(row.content) }))
    }

    const asText = (account: Account): string => encodeSnapshot(snapshotOf(account))

    test('a fee registered, corrected and annulled leaves three entries with both times, and none is gone', async () => {
      const person = reserveNumber(1)
      const registered = await registerFee(world.ports, registration({ person, visit: day('2025-06-01') }))
      assert.ok(registered.ok)
      const change = { caller: registration({ person }).caller, principal: 'SE2321000198-1000', reason: null }
      const named = {
        ...change,
        callId: null,
        feeId: registered.value.feeId ?? '',
        actor: registration({ person }).actor,
      }
      const told = { visit: day('2025-05-31'), amount: null, careProvider: null, careUnit: null }
      assert.ok((await correctFee(world.ports, { ...named, ...told })).ok)
      assert.ok((await annulFee(world.ports, named)).ok)
      const entries = await entriesOf((await stored(person)).id)
      assert.deepEqual(
        entries.map(({ entry, visit_date, version }) => [version, entry.type, visit_date]),
        [
          [1, 'FeeRegistered', '2025-06-01'],
          [2, 'FeeCorrected', '2025-05-31'],
          [3, 'FeeAnnulled', null],
        ],
      )
      assert.ok(entries.every(({ recorded, entry }) => recorded === entry.recordedAt))
    })

    test('the snapshot is what a replay of the entries comes to', async () => {
      const person = reserveNumber(2)
      for (let count = 0; count < 9; count += 1) {
        const visit = day(`2025-0${1 + (count % 5)}-1${count}`)
        assert.ok((await registerFee(world.ports, registration({ person, visit }))).ok)
      }
      const { id, snapshot } = await stored(person)
      const { history } = world.ports.settings.known()
      const entries = await world.ports.ledger.entriesOf(id)
      assert.equal(entries.length, 9)
      assert.equal(asText(replay(entries, history)), asText(accountOf(snapshot, history)))
    })

    test('an append decided on another version writes nothing', async () => {
      const person = reserveNumber(3)
      const ports = { ...world.ports }
      await registerFee(ports, registration({ person }))
      const { id, snapshot } = await stored(person)
      const [first] = await entriesOf(id)
      assert.ok(first)
      const decided = { entry: first.entry, settingsVersion: 1, line: null, remember: null }
      for (const expectedVersion of [2, 7]) {
        const appended = await ports.ledger.append({
          account: id,
          opens: null,
          expectedVersion,
          ...decided,
          snapshot,
        })
        assert.equal(appended, 'conflict')
      }
      const opens = { person: personOf(person), cardType: 'CARE_VISIT' }
      const again = { account: ports.ids.account(), opens, expectedVersion: 0, ...decided, snapshot }
      assert.equal(await ports.ledger.append(again), 'conflict')
      assert.equal((await entriesOf(id)).length, 1)
      assert.equal((await stored(person)).id, id)
    })

    test('a registration takes one round trip to read and one to write, a reading one', async () => {
      const statements: string[] = []
      const counting = new Proxy(pool, {
        get: (target, name) =>
          name === 'query'
            ? (query: { name: string }, values: never) => {
                statements.push(query.name)
                return target.query(query as never, values)
              }
            : Reflect.get(target, name),
      })
      const { ports } = await worldOn(counting)
      statements.length = 0
      const request = registration({ person: reserveNumber(4) })
      await registerFee(ports, request)
      await registerFee(ports, request)
      assert.deepEqual(statements, ['load', 'append 1', 'load', 'append 1'])
      await readCard(ports, { ...request, act: 'readCardWithFees', namedProvider: null })
      assert.deepEqual(statements.slice(4), ['read'])
    })

    test('two hundred registrations for one person at once, through two services, equal some order of the same', async () => {
      const person = reserveNumber(5)
      const otherPool = applicationPool(database.place, () => undefined)
      const services = [world.ports, (await worldOn(otherPool)).ports]
      const answers = await Promise.all(
        Array.from({ length: 200 }, (_, count) => {
          const amount = kronor(`${100 + count}.00`)
          const visit = day(`2025-0${1 + (count % 5)}-${10 + (count % 18)}`)
          return registerFee(services[count % 2] ?? world.ports, registration({ person, visit, amount }))
        }),
      )
      await otherPool.end()
      assert.ok(answers.every((answer) => answer.ok))
      const { id, snapshot } = await stored(person)
      const entries = (await entriesOf(id)).map(({ entry }) => entry)
      const amounts = entries.map((entry) => (entry.type === 'FeeRegistered' ? entry.amount : 0)).sort((a, b) => a - b)
      // 100 kr, 101 kr … 299 kr, each once: 39 900 kr in all.
      assert.deepEqual(
        amounts,
        Array.from({ length: 200 }, (_, count) => 10_000 + count * 100),
      )
      const answered = new Set(answers.flatMap((answer) => (answer.ok ? [answer.value.feeId] : [])))
      assert.deepEqual(new Set(entries.map((entry) => ('feeId' in entry ? entry.feeId : ''))), answered)
      const { history } = world.ports.settings.known()
      assert.equal(
        asText(replay(await world.ports.ledger.entriesOf(id), history)),
        asText(accountOf(snapshot, history)),
      )
      const view = await readCard(world.ports, { ...registration({ person }), act: 'readCard', namedProvider: null })
      assert.ok(view.ok && view.value)
      assert.equal(view.value.card.currentAmount, 3_990_000)
      assert.equal(view.value.card.overcharged, 3_990_000 - 145_000)
    })

    test('the application can neither change nor remove what is recorded, nor whose an account is', async () => {
      const forbidden = [
        `update entry set kind = 'x'`,
        'delete from entry',
        `update entry_content set content = ''`,
        'delete from entry_content',
        'truncate entry, entry_content',
        `update person_account set person_id = 'x'`,
        'delete from person_account',
        'delete from account',
        'update account set account_id = 1',
        'drop table entry',
        'create table efrikort.mine (a int)',
      ]
      for (const statement of forbidden)
        await assert.rejects(pool.query(statement), /permission denied|must be owner/, statement)
    })

    test('no person stands in the table of links', async () => {
      const { rows } = await pool.query<{ row: string }>('select e::text as row from entry e')
      assert.ok(rows.length > 0)
      for (const { row } of rows) assert.doesNotMatch(row, /22900101/)
    })

    test('migrations run once, also when two start at the same time', async () => {
      assert.deepEqual(
        await Promise.all([migrate(database.place, () => undefined), migrate(database.place, () => undefined)]),
        [[], []],
      )
    })

    test('a migration changed after its release is refused, and the database stays as it is', async () => {
      const owner = await connectAsOwner(database.place)
      const { rows } = await owner.query(`update efrikort.migration set digest = 'other' returning name`)
      assert.equal(rows[0]?.name, '0001-ledger.sql')
      await assert.rejects(
        migrate(database.place, () => undefined),
        /0001-ledger\.sql has been changed since it was applied/,
      )
      await owner.query('delete from efrikort.migration')
      await assert.rejects(
        migrate(database.place, () => undefined),
        /could not be applied; the database is as it was/,
      )
      await owner.end()
    })
  })
}
