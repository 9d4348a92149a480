/**
 * The register of erasures, outside the database (domain.md S3): so that one restored from before an erasure can have it done again.
 * It knows the account and a digest of the person, never the person. Lines are only added.
 */

import { createReadStream, existsSync } from 'node:fs'
import { join } from 'node:path'
import { type HsaId, parseHsaId } from '../../domain/kernel/hsaId.ts'
import { type Moment, parseMoment } from '../../domain/kernel/moment.ts'
import { writeMoment } from '../times.ts'
import { appendLines, ensureFolder } from './durable.ts'
import type { PersonDigest } from './personDigest.ts'

export type RegisteredErasure = {
  readonly account: bigint
  /** Of the entry that says that the content is erased. */
  readonly version: number
  readonly erasedAt: Moment
  readonly principal: HsaId
  readonly person: PersonDigest
}

const fileIn = (folder: string): string => join(folder, 'erasures.register')

/** Adds the lines; on disk when it returns. */
export async function addToRegister(folder: string, erasures: readonly RegisteredErasure[]): Promise<void> {
  await ensureFolder(folder)
  await appendLines(fileIn(folder), erasures.map(lineOf), 0o600)
}

/**
 * Gives what is registered, in order, some at a time; nothing when there is no register. What a crash has left unfinished at its
 * end was never told of, and is passed over. Throws, with its number, at a line that tells of no erasure.
 */
export async function* readRegister(folder: string, atATime: number): AsyncGenerator<RegisteredErasure[]> {
  const file = fileIn(folder)
  if (!existsSync(file)) return
  let read: RegisteredErasure[] = []
  let number = 0
  for await (const line of wholeLines(file)) {
    number += 1
    const erasure = readLine(line)
    if (erasure === null) throw new Error(`Line ${number} of ${file} has been changed: it tells of no erasure.`)
    read.push(erasure)
    if (read.length < atATime) continue
    yield read
    read = []
  }
  if (read.length > 0) yield read
}

async function* wholeLines(file: string): AsyncGenerator<string> {
  let rest = ''
  for await (const part of createReadStream(file, { encoding: 'utf8' })) {
    const lines = `${rest}${part}`.split('\n')
    rest = lines.pop() ?? ''
    yield* lines
  }
}

const lineOf = ({ account, version, erasedAt, principal, person }: RegisteredErasure): string =>
  [
    1,
    account,
    version,
    writeMoment(erasedAt),
    principal,
    person.salt.toString('hex'),
    person.digest.toString('hex'),
  ].join(' ')

const FORM = /^1 (\d{1,19}) (\d{1,9}) (\S+) ([^ ]+) ([0-9a-f]{32}) ([0-9a-f]{64})$/

function readLine(line: string): RegisteredErasure | null {
  const match = FORM.exec(line)
  if (match === null) return null
  const [, account = '', version, at = '', id = '', salt = '', digest = ''] = match
  const erasedAt = parseMoment(at)
  const principal = parseHsaId(id)
  if (erasedAt === null || principal === null) return null
  const person = { salt: Buffer.from(salt, 'hex'), digest: Buffer.from(digest, 'hex') }
  return { account: BigInt(account), version: Number(version), erasedAt, principal, person }
}
