/**
 * A person as the register of erasures knows one: by a salted digest that is slow on purpose. There are few identities enough for a
 * quick digest of each to be tried in seconds; of this one it takes weeks for a single line.
 */

import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import type { PersonId } from '../../domain/kernel/personId.ts'

export type PersonDigest = { readonly salt: Buffer; readonly digest: Buffer }

const SALT_BYTES = 16
const DIGEST_BYTES = 32

const slowly = promisify(scrypt) as (text: string, salt: Buffer, length: number) => Promise<Buffer>

/** Gives a digest of its own each time. Some fifty milliseconds, on a thread beside. */
export async function digestOfPerson(person: PersonId): Promise<PersonDigest> {
  const salt = randomBytes(SALT_BYTES)
  return { salt, digest: await slowly(textOf(person), salt, DIGEST_BYTES) }
}

/** True when the digest was made of this person. */
export const isDigestOf = async ({ salt, digest }: PersonDigest, person: PersonId): Promise<boolean> =>
  timingSafeEqual(await slowly(textOf(person), salt, DIGEST_BYTES), digest)

const textOf = (person: PersonId): string => person.reveal()
