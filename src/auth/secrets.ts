/** Random ids that cannot be guessed, the digests under which they are kept, and a comparison that tells nothing by its time. */

import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

const ID_BYTES = 32
const REFERENCE_BYTES = 15

/** 256 bits, in letters that an address and a cookie may hold. */
export const newSecret = (): string => randomBytes(ID_BYTES).toString('base64url')

/** 120 bits, for an address: it opens nothing without its session. */
export const newReference = (): string => randomBytes(REFERENCE_BYTES).toString('base64url')

export const digestOf = (secret: string): Buffer => createHash('sha256').update(secret).digest()

/** Compares digests, so that neither length nor content shows in the time. */
export const isSame = (told: string, known: string): boolean => timingSafeEqual(digestOf(told), digestOf(known))
