/** Being told when a person's account changes, whoever changes it and in whichever process. It tells that it has, not what. */

import type { PersonId } from '../domain/kernel/personId.ts'

export type Watched = { readonly person: PersonId; readonly cardType: string }

/** How an account is recognised: which it is, and how many entries it holds; null while there is none. */
export type AccountSeen = { readonly id: bigint; readonly version: number } | null

export type Changes = {
  /** Tells how the account stands, at first and at each change; gives how to stop. What it tells may be half a second old. */
  readonly watch: (watched: Watched, tell: (seen: AccountSeen) => void) => () => void
}

/** The same as text: two that differ have another account or other entries. */
export const seenOf = (seen: AccountSeen): string => (seen === null ? '0' : `${seen.id}.${seen.version}`)
