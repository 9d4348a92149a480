/** A patient handed over from a journal system to the web application: by a short-lived reference, so that no identity stands in an address. */

import type { Moment } from '../domain/kernel/moment.ts'

export type Handovers = {
  /** Takes the identity as it was told, unread. Gives a reference that nobody can guess, good once and until the moment. */
  readonly keep: (person: string, until: Moment) => Promise<string>
  /** Gives the identity and forgets it; null when the reference is unknown, used or too old. */
  readonly take: (reference: string, now: Moment) => Promise<string | null>
}

/** How long a patient waits to be opened: a login, and a clerk who is called away for a moment. */
export const HANDOVER_MS = 300_000
