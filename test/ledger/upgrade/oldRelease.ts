/** The release before, as its database saw it: how it made one, what it left in one, and the statements that its services go on with. */

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import type { Client, Pool } from 'pg'
import { APPLICATION_ROLE, connectAsOwner, type Place, SCHEMA } from '../../../src/ledger/connect.ts'
import { randomIds } from '../../../src/ledger/ids.ts'
import { migrations } from '../../../src/ledger/migrationFiles.ts'
import type { AccountId } from '../../../src/usecases/ledgerPort.ts'
import type { ExtendedAnswer } from '../../service/desk.ts'

const textOf = (name: string): string => readFileSync(new URL(name, import.meta.url), 'utf8')

const PREPARE = `
  do $$ begin
    if not exists (select from pg_roles where rolname = '${APPLICATION_ROLE}') then
      create role ${APPLICATION_ROLE} nologin;
    end if;
  end $$;
  grant ${APPLICATION_ROLE} to current_user;
  create schema ${SCHEMA};
  create table ${SCHEMA}.migration (
    name text not null primary key, digest text not null, applied_at timestamptz not null default now()
  );
  set search_path to ${SCHEMA}`

/** Makes the database the one that the release before has left, whatever it was and whoever is connected to it. */
export async function restoreOld(place: Place): Promise<void> {
  const owner = await connectAsOwner(place)
  const [first] = migrations()
  assert.equal(first?.name, '0001-ledger.sql')
  await owner.query(`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid()`)
  await owner.query(`drop schema if exists ${SCHEMA} cascade`)
  await owner.query(PREPARE)
  await owner.query(first.sql)
  await owner.query(textOf('release-0001.sql'))
  const { rows } = await owner.query('select name, digest from migration')
  assert.deepEqual(rows, [{ name: first.name, digest: first.digest }], 'the first migration is as it was released')
  await owner.end()
}

/** What the service of the release before answered, and when. */
export type OldAnswer = {
  readonly person: string
  readonly story: string
  readonly moment: string
  readonly desk: 'both' | 'b'
  readonly answer: ExtendedAnswer
}

export const oldAnswers = (): OldAnswer[] =>
  textOf('release-0001.answers.jsonl')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as OldAnswer)

const LOAD_BY_PERSON = {
  name: 'load_by_person',
  text: 'select account_id, snapshot from load_by_person($1, $2)',
}
const LOAD_BY_ACCOUNT = { name: 'load_by_account', text: 'select account_id, snapshot from load_by_account($1)' }
const APPEND = {
  name: 'append_entry',
  text: 'select append_entry($1, $2, $3, $4, $5, $6, $7, $8, $9) as appended',
}

type Row = { readonly account_id: string; readonly snapshot: string }
type Connection = Pick<Pool | Client, 'query'>

export type OldService = {
  /** Loads the person's account, as every call did; fails when there is none. */
  readonly load: (person: string) => Promise<Row>
  /** Registers a fee of 100 kr, opening an account if need be, as often as it takes. Gives the account. */
  readonly register: (person: string) => Promise<bigint>
}

/** Takes a connection, or a pool, in the application's role. Every statement is prepared by name, as it was. */
export function oldService(connection: Connection): OldService {
  const find = async (person: string): Promise<Row | undefined> =>
    (await connection.query<Row>({ ...LOAD_BY_PERSON, values: [person, 'CARE_VISIT'] })).rows[0]
  const load = async (person: string): Promise<Row> => {
    const row = await find(person)
    assert.ok(row, 'the person has an account')
    const again = await connection.query<Row>({ ...LOAD_BY_ACCOUNT, values: [row.account_id] })
    assert.equal(again.rows[0]?.account_id, row.account_id)
    return row
  }
  const register = async (person: string): Promise<bigint> => {
    for (;;) {
      const row = await find(person)
      const account = (row === undefined ? randomIds.account() : BigInt(row.account_id)) as AccountId
      const snapshot = JSON.parse(row?.snapshot ?? '{"version":0}') as { version: number }
      const values = appendValues(account, person, snapshot)
      const { rows } = await connection.query<{ appended: boolean }>({ ...APPEND, values })
      if (rows[0]?.appended === true) return account
    }
  }
  return { load, register }
}

/** The snapshot stays what it was but for its version: this release does not read one of the old form. */
function appendValues(account: AccountId, person: string, snapshot: { version: number }): unknown[] {
  const opens = snapshot.version === 0
  const recordedAt = '2025-06-02T10:00:00Z'
  const content = {
    v: 1,
    type: 'FeeRegistered',
    feeId: randomIds.fee(account),
    recordedAt,
    by: { employee: 'SE2321000198-E001', provider: 'SE2321000198-A', unit: null, system: 'SE2321000198-DEMO' },
    issued: opens ? [randomIds.card(account, '21')] : [],
    person: ['reservnummer', person],
    principal: 'SE2321000198-1000',
    visitDate: '2025-06-02',
    amountOre: 10_000,
    careProvider: { id: 'SE2321000198-A', text: 'SE2321000198-A' },
    careUnit: null,
  }
  return [
    account,
    snapshot.version,
    opens ? 'CARE_VISIT' : null,
    opens ? person : null,
    JSON.stringify({ ...snapshot, version: snapshot.version + 1 }),
    'FeeRegistered',
    recordedAt,
    '2025-06-02',
    JSON.stringify(content),
  ]
}
