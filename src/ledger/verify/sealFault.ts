/**
 * Whether the seals are those that were written, all of them, and the ledger still holds every head they name (domain.md R4): what
 * the database cannot know of itself, that an account or a tail has been cut off whole or its chain made anew.
 */

import type { Client } from 'pg'
import { no, ok, type Result } from '../../domain/kernel/result.ts'
import type { Digest } from '../chain.ts'
import { BEFORE_FIRST, digestOfFile, type Head, type ReadSeal, readSeal } from '../heads/sealFile.ts'
import { readSealFile, sealNumbers } from '../heads/sealFolder.ts'
import { type PublicKey, readPublicKey } from '../heads/signingKey.ts'
import { writeMoment } from '../times.ts'
import { type Progress, whole } from './progress.ts'
import type { Fault } from './verdict.ts'

/** A folder of seals, and the public keys that may have signed them. */
export type HeadsFolder = { readonly folder: string; readonly publicKeyFiles: readonly string[] }

/** The seals of a folder as they were before the ledger was read: later ones may name what it does not show yet. */
export type KnownSeals = {
  readonly folder: string
  readonly numbers: readonly number[]
  readonly keys: ReadonlyMap<string, PublicKey>
}

/** Throws when a public key's file holds none. */
export async function knownSeals({ folder, publicKeyFiles }: HeadsFolder): Promise<KnownSeals> {
  const keys = await Promise.all(publicKeyFiles.map(readPublicKey))
  return { folder, numbers: await sealNumbers(folder), keys: new Map(keys.map((key) => [key.id, key])) }
}

/** Takes a connection with the transaction in which the ledger was read. Gives the first thing that does not hold; null when all does. */
export async function sealFault(client: Client, known: KnownSeals, progress: Progress): Promise<Fault | null> {
  const { folder, numbers } = known
  if (numbers.length === 0) return { kind: 'SealMissing', folder, number: 1 }
  let before: Before = { digest: BEFORE_FIRST, environment: null, sealedAt: '' }
  for (const [at, number] of numbers.entries()) {
    if (number !== at + 1) return { kind: 'SealMissing', folder, number: at + 1 }
    const bytes = await readSealFile(folder, number)
    const seal = checkSeal(bytes, { known, number, before })
    if (!seal.ok) return seal.refusal
    const fault = await headsFault(client, seal.value, { folder, progress })
    if (fault !== null) return fault
    progress.counts.seals += 1
    const { environment, sealedAt } = seal.value
    before = { digest: digestOfFile(bytes), environment, sealedAt: writeMoment(sealedAt) }
  }
  progress.counts.lastSeals.push({ folder, number: numbers.length, sealedAt: before.sealedAt })
  return null
}

type Before = { readonly digest: Digest; readonly environment: string | null; readonly sealedAt: string }
type InChain = { readonly known: KnownSeals; readonly number: number; readonly before: Before }

function checkSeal(bytes: Buffer, { known, number, before }: InChain): Result<ReadSeal, Fault> {
  const { folder, keys } = known
  const seal = readSeal(bytes)
  if (seal === null) return no({ kind: 'SealChanged', folder, number })
  const key = keys.get(seal.key)
  if (key === undefined) return no({ kind: 'SealOfUnknownKey', folder, number })
  const isOfSame = before.environment === null || before.environment === seal.environment
  const follows = isOfSame && seal.previous.equals(before.digest)
  return follows && seal.isSignedBy(key) ? ok(seal) : no({ kind: 'SealChanged', folder, number })
}

const AT_A_TIME = 5_000
// The limit keeps the question what it is, a look-up a line: else a batch may cost a reading of all entries.
const ENTRIES = `select e.link_digest, a.version is not null as is_account
  from unnest($1::bigint[], $2::integer[]) with ordinality as s (account_id, version, place)
  left join lateral (select link_digest from entry
    where account_id = s.account_id and version = s.version limit 1) as e on true
  left join lateral (select version from account where account_id = s.account_id limit 1) as a on true
  order by s.place`

type Row = { readonly link_digest: Buffer | null; readonly is_account: boolean }
type Comparing = { readonly folder: string; readonly progress: Progress }

async function headsFault(client: Client, seal: ReadSeal, { folder, progress }: Comparing): Promise<Fault | null> {
  for (let from = 0; from < seal.heads.length; from += AT_A_TIME) {
    const heads = seal.heads.slice(from, from + AT_A_TIME)
    const values = [heads.map(({ account }) => account), heads.map(({ version }) => version)]
    const { rows } = await client.query<Row>(ENTRIES, values)
    for (const [at, head] of heads.entries()) {
      const fault = headFault(head, rows[at] as Row, { folder, number: seal.number })
      if (fault !== null) return fault
    }
    progress.counts.sealedHeads += heads.length
    progress.tell(() => `${whole(progress.counts.sealedHeads)} sealed heads compared, ${seal.number} seals`)
  }
  return null
}

function headFault(
  { account, version, digest }: Head,
  { link_digest, is_account }: Row,
  seal: { readonly folder: string; readonly number: number },
): Fault | null {
  if (!is_account) return { kind: 'AccountRemoved', account, knownBy: 'seal' }
  if (link_digest === null) return { kind: 'TailCut', account, version, knownBy: 'seal' }
  return link_digest.equals(digest) ? null : { kind: 'SealedOtherwise', account, version, ...seal }
}
