/**
 * The chain's digests (domain.md R4), reckoned here by a hand other than the database's, which links what it appends
 * (db/migrations/0002-chain.sql): the two must agree to the byte.
 */

import { createHash } from 'node:crypto'
import type { Moment } from '../domain/kernel/moment.ts'
import { randomBytes } from './random.ts'

export type Digest = Buffer

/** What an entry's link is made of, besides its content's digest and the link before. */
export type LinkHead = {
  readonly account: bigint
  readonly version: number
  readonly kind: string
  readonly recordedAt: Moment
}

const SALT_BYTES = 16
const BEFORE_FIRST = Buffer.alloc(32)

/** The salted digest of a content. */
export const contentDigest = (salt: Buffer, content: string): Digest =>
  createHash('sha256').update(salt).update(content, 'utf8').digest()

/** The link of an entry to the one before it; null before an account's first. */
export const linkDigest = (before: Digest | null, head: LinkHead, content: Digest): Digest =>
  createHash('sha256')
    .update(before ?? BEFORE_FIRST)
    .update(`${head.account}\n${head.version}\n${head.kind}\n${head.recordedAt}\n`, 'utf8')
    .update(content)
    .digest()

export const newSalt = (): Buffer => randomBytes(SALT_BYTES)
