/** Holds every account's links against the digests that src/ledger/chain.ts reckons, a hand other than the database's. */

import assert from 'node:assert/strict'
import type { Client, Pool } from 'pg'
import { momentOf } from '../../../src/domain/kernel/moment.ts'
import { contentDigest, type Digest, linkDigest } from '../../../src/ledger/chain.ts'

type Row = {
  readonly account_id: string
  readonly version: number
  readonly kind: string
  readonly recorded_at: Date
  readonly content_digest: Buffer
  readonly link_digest: Buffer
  readonly salt: Buffer
  readonly content: string
}

const ENTRIES = `select e.*, c.salt, c.content from efrikort.entry e join efrikort.entry_content c using (account_id, version)
  where $1::bigint[] is null or account_id = any ($1) order by account_id, version`
const HEADS = 'select account_id, head from efrikort.account where $1::bigint[] is null or account_id = any ($1)'

/** Takes whose accounts are looked at (null: everybody's). Fails at the first entry whose digests are not what they must be, and at the first account whose head is not its last link. Gives how many entries there are. */
export async function assertLinked(
  connection: Pick<Pool | Client, 'query'>,
  whose: readonly bigint[] | null,
): Promise<number> {
  const { rows } = await connection.query<Row>(ENTRIES, [whose])
  const heads = new Map<string, Digest>()
  for (const { account_id, version, kind, recorded_at, salt, content, ...digests } of rows) {
    const where = `entry ${version} of account ${account_id}`
    assert.ok(salt?.length === 16, `${where} is salted`)
    const head = { account: BigInt(account_id), version, kind, recordedAt: momentOf(recorded_at.getTime()) }
    const expected = contentDigest(salt, content)
    const link = linkDigest(heads.get(account_id) ?? null, head, expected)
    assert.ok(expected.equals(digests.content_digest), `${where} has the digest of its content`)
    assert.ok(link.equals(digests.link_digest), `${where} is linked to the one before`)
    heads.set(account_id, link)
  }
  const accounts = await connection.query<{ account_id: string; head: Buffer | null }>(HEADS, [whose])
  for (const { account_id, head } of accounts.rows)
    assert.ok(
      head !== null && heads.get(account_id)?.equals(head),
      `the head of account ${account_id} is its last link`,
    )
  assert.equal(heads.size, accounts.rows.length)
  return rows.length
}
