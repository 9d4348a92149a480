/**
 * Writes the heads of the chains out of the database, signed (domain.md R4): what has been appended since the last seal. A head has
 * left when its seal is on disk, and not before. It judges no entry; src/ledger/verify does.
 */

import type { Pool } from 'pg'
import type { Moment } from '../../domain/kernel/moment.ts'
import type { Digest } from '../chain.ts'
import { type Message, relay } from '../outbox.ts'
import { BEFORE_FIRST, digestOfFile, type Head, type Seal, writeSeal } from './sealFile.ts'
import { readSealFile, sealNumbers, writeSealFile } from './sealFolder.ts'
import { type SigningKey, signingKey } from './signingKey.ts'

export type Sealing = {
  /** In the application's role. */
  readonly pool: Pool
  /** Where the seals lie: of one environment, and of no other. */
  readonly folder: string
  /** Of the private key; made on first use, the public one beside it. */
  readonly keyFile: string
  readonly environment: string
  readonly now: () => Moment
}

/** Gives what the service does by itself: seals what is new, also once more when it stops. */
export const headsJob = (sealing: Sealing & { readonly everyMs: number }) => ({
  name: 'seal the heads',
  everyMs: sealing.everyMs,
  run: () => sealHeads(sealing),
  atStop: true,
})

/**
 * Seals what waits, in as many files as it takes. Into a folder without a seal goes the head of every account. Gives how many entries
 * the seals stand for. Throws, when all the others are sealed, if an entry that waits is not there any more: verify says which.
 */
export async function sealHeads(sealing: Sealing): Promise<number> {
  const { pool, folder, keyFile } = sealing
  if ((await sealNumbers(folder)).length === 0) await letEveryHeadWait(pool)
  let place: Place | null = null
  let missing = 0
  const sealed = await relay(pool, 'heads', async (messages) => {
    const { heads, left } = await headsOf(pool, messages)
    missing += messages.length - left.length
    if (heads.length === 0) return left
    place ??= { ...(await lastPlace(folder)), key: await signingKey(keyFile) }
    place = await sealNext(sealing, place, heads)
    return left
  })
  if (missing > 0) throw new EntriesMissing(missing)
  return sealed
}

/** The ledger has lost entries that were to be sealed. */
export class EntriesMissing extends Error {
  override readonly name = 'EntriesMissing'
  constructor(count: number) {
    super(`${count} entries that were to be sealed are not in the ledger any more, or stand behind one that is not`)
  }
}

/** Where the next seal is to stand. */
type Place = { readonly number: number; readonly previous: Digest; readonly key: SigningKey }

async function lastPlace(folder: string): Promise<Omit<Place, 'key'>> {
  const number = (await sealNumbers(folder)).at(-1) ?? 0
  const previous = number === 0 ? BEFORE_FIRST : digestOfFile(await readSealFile(folder, number))
  return { number: number + 1, previous }
}

async function sealNext(sealing: Sealing, place: Place, heads: readonly Head[]): Promise<Place> {
  const { environment, folder, now } = sealing
  const { number, previous, key } = place
  const seal: Seal = { environment, number, sealedAt: now(), previous, heads }
  const bytes = writeSeal(seal, key)
  await writeSealFile(folder, number, bytes)
  return { number: number + 1, previous: digestOfFile(bytes), key }
}

const HEADS = `select e.account_id, e.version, e.link_digest
  from unnest($1::bigint[], $2::integer[]) as m (account_id, version) join entry e using (account_id, version)
  order by e.account_id, e.version`

type HeadRow = { readonly account_id: string; readonly version: number; readonly link_digest: Buffer }

/** Of each account the newest head that follows no missing entry, and the messages that it stands for: those behind it are in its chain. */
async function headsOf(pool: Pool, messages: readonly Message[]): Promise<{ heads: Head[]; left: Message[] }> {
  const columns = [messages.map(({ account }) => account), messages.map(({ version }) => version)]
  const { rows } = await pool.query<HeadRow>(HEADS, columns)
  const found = new Map(rows.map((row) => [keyOf(BigInt(row.account_id), row.version), row.link_digest]))
  const newest = new Map<bigint, Head>()
  const broken = new Set<bigint>()
  const left: Message[] = []
  for (const { account, version } of messages) {
    const digest = found.get(keyOf(account, version))
    if (digest === undefined) broken.add(account)
    if (digest === undefined || broken.has(account)) continue
    newest.set(account, { account, version, digest })
    left.push({ account, version })
  }
  return { heads: [...newest.values()], left }
}

const keyOf = (account: bigint, version: number): string => `${account}/${version}`

const AT_A_TIME = 10_000
const BEFORE_ALL = -(2n ** 63n)
const WAIT = `with batch as (
    select account_id, version from account where account_id > $1 order by account_id limit $2
  ), waiting as (
    insert into outbox (account_id, topic, version) select account_id, 'heads', version from batch on conflict do nothing
  ) select max(account_id) as last from batch`

/** A new folder begins with every account: those of a release that sealed nothing, or of a folder that is lost. */
async function letEveryHeadWait(pool: Pool): Promise<void> {
  for (let last = BEFORE_ALL; ; ) {
    const { rows } = await pool.query<{ last: string | null }>(WAIT, [last, AT_A_TIME])
    const next = rows[0]?.last ?? null
    if (next === null) return
    last = BigInt(next)
  }
}
