/** Examines one account by itself: versions without a gap, moments that never fall, a chain that holds, and a snapshot that a replay comes to. */

import { isDeepStrictEqual } from 'node:util'
import type { Pool } from 'pg'
import { replay } from '../../src/domain/account/replay.ts'
import { snapshotOf } from '../../src/domain/account/snapshot.ts'
import { momentOf } from '../../src/domain/kernel/moment.ts'
import type { SettingsHistory } from '../../src/domain/law/settings.ts'
import { contentDigest, type Digest, linkDigest } from '../../src/ledger/chain.ts'
import { decodeEntry } from '../../src/ledger/entryCodec.ts'
import { encodeSnapshot } from '../../src/ledger/snapshotCodec.ts'

/** An entry's content as it lies in its table. */
export type Content = {
  readonly type: string
  readonly feeId: string
  readonly person?: readonly [string, string]
  readonly visitDate?: string | null
  readonly amountOre?: number | null
  readonly careUnit?: { readonly text: string } | null
  readonly reason?: string | null
}

export type Examination = { readonly history: SettingsHistory; readonly faults: string[] }

type Row = {
  readonly version: number
  readonly kind: string
  readonly recorded_at: Date
  readonly content_digest: Buffer
  readonly link_digest: Buffer
  readonly salt: Buffer
  readonly content: string
}

const ENTRIES = `select e.version, e.kind, e.recorded_at, e.content_digest, e.link_digest, c.salt, c.content
  from entry e join entry_content c using (account_id, version) where e.account_id = $1 order by e.version`
const ACCOUNT = 'select version, head, snapshot from account where account_id = $1'

/** Takes the account's number as text. Gives its contents in order; what is wrong is added to the faults. */
export async function examineAccount(
  connection: Pick<Pool, 'query'>,
  id: string,
  { history, faults }: Examination,
): Promise<Content[]> {
  const { rows } = await connection.query<Row>(ENTRIES, [id])
  const found = await connection.query<{ version: number; head: Buffer; snapshot: string }>(ACCOUNT, [id])
  const [account] = found.rows
  const wrong = (what: string): void => void faults.push(`account ${id}: ${what}`)
  if (account === undefined) {
    wrong('a person leads to it, and it is not there')
    return []
  }
  const head = followChain(BigInt(id), rows, wrong)
  if (rows.length !== account.version) wrong(`is at version ${account.version} and has ${rows.length} entries`)
  if (head === null || !account.head.equals(head)) wrong('its head is not its last link')
  const recorded = rows.map(({ content, recorded_at }) => ({
    ...decodeEntry(content),
    recordedAt: momentOf(recorded_at.getTime()),
  }))
  const replayed: unknown = JSON.parse(encodeSnapshot(snapshotOf(replay(recorded, history))))
  if (!isDeepStrictEqual(replayed, JSON.parse(account.snapshot))) wrong('its snapshot is not what a replay comes to')
  return rows.map(({ content }) => JSON.parse(content) as Content)
}

/** Gives the last link as it must be. */
function followChain(account: bigint, rows: readonly Row[], wrong: (what: string) => void): Digest | null {
  let before: Digest | null = null
  let latest = 0
  for (const [at, row] of rows.entries()) {
    const { version, kind, recorded_at: recordedAt, salt, content } = row
    if (version !== at + 1) wrong(`entry ${at + 1} is missing`)
    if (recordedAt.getTime() < latest) wrong(`entry ${version} was recorded before the one before it`)
    latest = recordedAt.getTime()
    const digest = contentDigest(salt, content)
    const link: Digest = linkDigest(before, { account, version, kind, recordedAt: momentOf(latest) }, digest)
    if (!digest.equals(row.content_digest) || !link.equals(row.link_digest)) wrong(`entry ${version} is not linked`)
    before = link
  }
  return before
}
