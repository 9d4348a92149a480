/** The ledger on PostgreSQL: one round trip to load an account, one to append to it. It does not think. */

import type { Pool } from 'pg'
import { formatDay } from '../domain/kernel/day.ts'
import { formatMoment } from '../domain/kernel/moment.ts'
import type { AccountId, Appending, Ledger, StoredAccount } from '../usecases/ports.ts'
import { encodeEntry } from './entryCodec.ts'
import { decodeSnapshot, encodeSnapshot } from './snapshotCodec.ts'

type AccountRow = { readonly account_id: string; readonly snapshot: string }

/** Takes a pool in the application's role. Every statement is prepared by name. */
export function postgresLedger(pool: Pool): Ledger {
  return {
    loadByPerson: async (person, cardType) => load('load_by_person', [person.reveal(), cardType]),
    loadByAccount: async (account) => load('load_by_account', [account]),
    append: async (appending) => {
      const { rows } = await pool.query<{ appended: boolean }>({ ...APPEND, values: appendValues(appending) })
      return rows[0]?.appended ? 'appended' : 'conflict'
    },
    ping: async () => {
      await pool.query('select 1')
    },
  }

  async function load(name: keyof typeof LOADS, values: unknown[]): Promise<StoredAccount | null> {
    const { rows } = await pool.query<AccountRow>({ name, text: LOADS[name], values })
    const row = rows[0]
    return row === undefined
      ? null
      : { id: BigInt(row.account_id) as AccountId, snapshot: decodeSnapshot(row.snapshot) }
  }
}

const LOADS = {
  load_by_person: 'select account_id, snapshot from load_by_person($1, $2)',
  load_by_account: 'select account_id, snapshot from load_by_account($1)',
}

const APPEND = {
  name: 'append_entry',
  text: 'select append_entry($1, $2, $3, $4, $5, $6, $7, $8, $9) as appended',
}

function appendValues({ account, opens, expectedVersion, entry, snapshot }: Appending): unknown[] {
  return [
    account,
    expectedVersion,
    opens?.cardType ?? null,
    opens?.person.reveal() ?? null,
    encodeSnapshot(snapshot),
    entry.type,
    formatMoment(entry.recordedAt),
    'visitDate' in entry && entry.visitDate !== null ? formatDay(entry.visitDate) : null,
    encodeEntry(entry),
  ]
}
