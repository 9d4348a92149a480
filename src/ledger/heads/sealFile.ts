/**
 * A seal: heads of accounts as they stood, signed, as text that anyone can read and check without this program. Each names the
 * digest of the one before. Numbers and digests only: nothing in it is about a person.
 */

import { createHash } from 'node:crypto'
import { type Moment, parseMoment } from '../../domain/kernel/moment.ts'
import type { Digest } from '../chain.ts'
import { writeMoment } from '../times.ts'
import type { PublicKey, SigningKey } from './signingKey.ts'

/** The link of an account's entry of that version. */
export type Head = { readonly account: bigint; readonly version: number; readonly digest: Digest }

export type Seal = {
  readonly environment: string
  /** From 1, without a gap. */
  readonly number: number
  readonly sealedAt: Moment
  /** The digest of the whole file before; thirty-two zeros before the first. */
  readonly previous: Digest
  readonly heads: readonly Head[]
}

export const BEFORE_FIRST: Digest = Buffer.alloc(32)

export const digestOfFile = (bytes: Buffer): Digest => createHash('sha256').update(bytes).digest()

const TITLE = 'efrikort seal 1'
const SIGNATURE = 'signature '

/** Gives the seal as the file it is, signed. */
export function writeSeal({ environment, number, sealedAt, previous, heads }: Seal, key: SigningKey): Buffer {
  const lines = [
    TITLE,
    `environment ${environment}`,
    `number ${number}`,
    `sealed ${writeMoment(sealedAt)}`,
    `previous ${previous.toString('hex')}`,
    `key ${key.id}`,
    `heads ${heads.length}`,
    ...heads.map(({ account, version, digest }) => `${account} ${version} ${digest.toString('hex')}`),
    '',
  ]
  const signed = Buffer.from(lines.join('\n'))
  return Buffer.concat([signed, Buffer.from(`${SIGNATURE}${key.sign(signed).toString('base64')}\n`)])
}

export type ReadSeal = Seal & { readonly key: string; readonly isSignedBy: (key: PublicKey) => boolean }

const FIELDS = ['environment', 'number', 'sealed', 'previous', 'key', 'heads'] as const
const FIRST_HEAD = FIELDS.length + 1
const HEAD = /^(-?\d{1,19}) (\d{1,9}) ([0-9a-f]{64})$/

/** Takes a file's bytes. Gives the seal, its signature not yet looked at; null when the file is no seal. */
export function readSeal(bytes: Buffer): ReadSeal | null {
  const end = bytes.lastIndexOf(`\n${SIGNATURE}`) + 1
  const signature = /^signature ([0-9A-Za-z+/]{86}==)\n$/.exec(bytes.toString('latin1', end))?.[1]
  if (end === 0 || signature === undefined) return null
  const signed = bytes.subarray(0, end)
  const lines = signed.toString('utf8').split('\n')
  const told = Object.fromEntries(FIELDS.map((name, at) => [name, fieldOf(lines[at + 1], name)]))
  const { environment, number, sealed, previous, key, heads } = told as Record<(typeof FIELDS)[number], string>
  const sealedAt = parseMoment(sealed)
  const read = headsOf(lines.slice(FIRST_HEAD, -1))
  if (lines[0] !== TITLE || sealedAt === null || read?.length !== Number(heads)) return null
  return {
    environment,
    number: Number(number),
    sealedAt,
    previous: Buffer.from(previous, 'hex'),
    heads: read,
    key,
    isSignedBy: (one) => one.hasSigned(signed, Buffer.from(signature, 'base64')),
  }
}

const fieldOf = (line: string | undefined, name: string): string =>
  line?.startsWith(`${name} `) ? line.slice(name.length + 1) : ''

function headsOf(lines: readonly string[]): Head[] | null {
  const heads: Head[] = []
  for (const line of lines) {
    const match = HEAD.exec(line)
    if (match === null) return null
    const [, account = '', version, digest = ''] = match
    heads.push({ account: BigInt(account), version: Number(version), digest: Buffer.from(digest, 'hex') })
  }
  return heads
}
