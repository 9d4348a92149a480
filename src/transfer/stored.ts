/** What the ledger holds already of the accounts that a batch of lines tells of, in one look. */

import type { Pool } from 'pg'
import { type Account, emptyAccount } from '../domain/account/account.ts'
import { invariant } from '../domain/kernel/invariant.ts'
import type { PersonId } from '../domain/kernel/personId.ts'
import type { SettingsHistory } from '../domain/law/settings.ts'
import type { Digest } from '../ledger/chain.ts'
import { SETTINGS_ACCOUNT } from '../ledger/settingsLedger.ts'
import { decodeSnapshot, SNAPSHOT_FORM } from '../ledger/snapshotCodec.ts'
import type { AccountId, Ledger } from '../usecases/ledgerPort.ts'
import { accountOfStored } from '../usecases/openAccount.ts'

export type Asked = {
  readonly owners: readonly { readonly person: PersonId; readonly cardType: string }[]
  /** Ids of other systems that are about to be used. */
  readonly foreignIds: readonly string[]
  /** Accounts that ids made here carry. */
  readonly accounts: readonly AccountId[]
}

export type StoredRow = {
  readonly place: string
  readonly account_id: string
  readonly version: number
  readonly snapshot: string
  readonly snapshot_form: number
  readonly head: Buffer | null
}

export type Stored = {
  /** In the order asked; null for one who has no account. */
  readonly rows: readonly (StoredRow | null)[]
  /** Which account each id leads to, of those known. */
  readonly leadsTo: ReadonlyMap<string, AccountId>
  /** Of the accounts asked for, those there are. */
  readonly taken: ReadonlySet<AccountId>
}

const ROWS = `select q.place, a.account_id, a.version, a.snapshot, a.snapshot_form, a.head
  from unnest($1::text[], $2::text[]) with ordinality as q (person_id, card_type, place)
  join person_account p on p.person_id = q.person_id and p.card_type = q.card_type
  join account a on a.account_id = p.account_id`
const IDS = 'select id, account_id from foreign_id where id = any ($1::text[])'
const TAKEN = 'select account_id from account where account_id = any ($1::bigint[])'

/** Takes a pool in the application's role. */
export async function lookUp(pool: Pool, { owners, foreignIds, accounts }: Asked): Promise<Stored> {
  const people = [owners.map(({ person }) => person.reveal()), owners.map(({ cardType }) => cardType)]
  const rows: (StoredRow | null)[] = owners.map(() => null)
  for (const row of (await pool.query<StoredRow>({ name: 'import rows', text: ROWS, values: people })).rows)
    rows[Number(row.place) - 1] = row
  const ids = await pool.query<{ id: string; account_id: string }>({
    name: 'import ids',
    text: IDS,
    values: [foreignIds],
  })
  const taken = accounts.length === 0 ? [] : (await pool.query<{ account_id: string }>(TAKEN, [accounts])).rows
  return {
    rows,
    leadsTo: new Map(ids.rows.map(({ id, account_id }) => [id, BigInt(account_id) as AccountId])),
    taken: new Set(taken.map(({ account_id }) => BigInt(account_id) as AccountId)),
  }
}

const SETTINGS = 'select version from account where account_id = $1'

/** The newest version of the settings. */
export async function settingsVersion(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ version: number }>(SETTINGS, [SETTINGS_ACCOUNT])
  return rows[0]?.version ?? 0
}

/** Gives the account as it stands here; empty where there is none. */
export async function accountFrom(
  row: StoredRow | null,
  history: SettingsHistory,
  ledger: Pick<Ledger, 'entriesOf'>,
): Promise<Account> {
  if (row === null) return emptyAccount(history, 1)
  const snapshot = row.snapshot_form === SNAPSHOT_FORM ? decodeSnapshot(row.snapshot) : null
  return accountOfStored(
    { ledger },
    { id: BigInt(row.account_id) as AccountId, version: row.version, snapshot },
    history,
  )
}

/** Null where there is no account. */
export const idOf = (row: StoredRow | null): AccountId | null =>
  row === null ? null : (BigInt(row.account_id) as AccountId)

/** The link of the account's last entry; null where there is no account. */
export function headOf(row: StoredRow | null): Digest | null {
  if (row === null) return null
  invariant(row.head !== null, 'an account whose entries are linked')
  return row.head
}
