/**
 * Reads a whole ledger as it stood at one moment and gives what was verified, or the first thing that does not hold (domain.md R4,
 * invariants 2 and 4). It changes nothing, holds nobody up, and may run beside a live service.
 */

import type { Client } from 'pg'
import type { SettingsHistory } from '../../domain/law/settings.ts'
import { connectAsOwner, type Place, SCHEMA } from '../connect.ts'
import { SETTINGS_ACCOUNT } from '../settingsLedger.ts'
import { SNAPSHOT_FORM } from '../snapshotCodec.ts'
import { chainFault } from './chainFault.ts'
import { type Progress, progressTo, whole } from './progress.ts'
import { readEntries } from './readEntries.ts'
import { replayFault } from './replayFault.ts'
import { type HeadsFolder, type KnownSeals, knownSeals, sealFault } from './sealFault.ts'
import { readSettings } from './settingsFault.ts'
import { type Stored, storedAccounts } from './stored.ts'
import type { Fault, Verdict } from './verdict.ts'

export type Verifying = {
  /** Each must hold seals. None: then accounts and tails that have been cut off whole are not found. */
  readonly headsFolders: readonly HeadsFolder[]
  /** Is told every second or so how far it has come. */
  readonly report: (line: string) => void
}

/**
 * Takes a database at this release. The accounts come first, in order of their numbers, the settings before all; then what waits to
 * leave, and the seals. Throws when the database or a public key cannot be read.
 */
export async function verifyLedger(place: Place, { headsFolders, report }: Verifying): Promise<Verdict> {
  const seals = await Promise.all(headsFolders.map(knownSeals))
  const client = await connectAsOwner(place)
  // A connection that is lost is missed at the next statement; unheard it would end the process.
  client.on('error', () => undefined)
  try {
    await client.query(BEGIN)
    const progress = progressTo(report)
    const fault = await firstFault(client, seals, progress)
    return fault === null ? { holds: true, verified: progress.counts } : { holds: false, fault }
  } catch (fault) {
    throw OF_ANOTHER_RELEASE.includes((fault as { readonly code?: string }).code ?? '')
      ? new Error('The database is not at this release: bring it there first (efrikort migrate).', { cause: fault })
      : fault
  } finally {
    await client.end()
  }
}

/** A table or column that is not there. */
const OF_ANOTHER_RELEASE = ['42P01', '42703']

/** All of it is read, in an order it does not lie in: a sort beside the tables, not a jump through them for each row. */
const BEGIN = `begin isolation level repeatable read read only; set local search_path to ${SCHEMA};
  set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0; set local jit = off;
  set local cursor_tuple_fraction = 1; set local random_page_cost = 4; set local work_mem = '32MB'`

async function firstFault(client: Client, seals: readonly KnownSeals[], progress: Progress): Promise<Fault | null> {
  const inAccounts = await accountsFault(client, progress)
  if (inAccounts !== null) return inAccounts
  const waiting = await waitingFault(client)
  if (waiting !== null) return waiting
  for (const known of seals) {
    const fault = await sealFault(client, known, progress)
    if (fault !== null) return fault
  }
  return null
}

async function accountsFault(client: Client, progress: Progress): Promise<Fault | null> {
  const { rows } = await client.query<{ count: string }>('select count(*) as count from entry')
  const all = whole(Number(rows[0]?.count))
  const { counts } = progress
  let history: SettingsHistory = []
  for await (const stored of storedAccounts(client)) {
    const fault = chainFault(stored)
    if (fault !== null) return fault
    if (stored.account === SETTINGS_ACCOUNT) {
      const settings = readSettings(stored)
      if (!settings.ok) return settings.refusal
      history = settings.value
    } else {
      const fault = accountFault(stored, history, progress)
      if (fault !== null) return fault
    }
    counts.accounts += 1
    counts.entries += stored.entries.length
    progress.tell(() => `${whole(counts.entries)} of ${all} entries read, ${whole(counts.accounts)} accounts`)
  }
  return null
}

function accountFault(stored: Stored, history: SettingsHistory, { counts }: Progress): Fault | null {
  if (history.length === 0) return { kind: 'AccountRemoved', account: SETTINGS_ACCOUNT, knownBy: 'entry' }
  const read = readEntries(stored)
  if (!read.ok) return read.refusal
  const fault = replayFault(stored, read.value.recorded, history)
  if (fault !== null) return fault
  counts.erased += read.value.erased
  counts[stored.row?.snapshot_form === SNAPSHOT_FORM ? 'snapshots' : 'olderSnapshots'] += 1
  return null
}

const WAITING = `select o.account_id, o.version, a.account_id is not null as is_account
  from outbox o left join entry e using (account_id, version) left join account a on a.account_id = o.account_id
  where e.version is null order by o.account_id, o.version limit 1`

/** An entry that was to leave and has not, but is no more. */
async function waitingFault(client: Client): Promise<Fault | null> {
  const { rows } = await client.query<{ account_id: string; version: number; is_account: boolean }>(WAITING)
  const [row] = rows
  if (row === undefined) return null
  const account = BigInt(row.account_id)
  return row.is_account
    ? { kind: 'TailCut', account, version: row.version, knownBy: 'outbox' }
    : { kind: 'AccountRemoved', account, knownBy: 'outbox' }
}
