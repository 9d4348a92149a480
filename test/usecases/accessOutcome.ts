/** What the test of the access log says of a use case's outcome, and the lines of those who act in it. */

import type { HsaId } from '../../src/domain/kernel/hsaId.ts'

const SYSTEM = 'SE2321000198-DEMO' as HsaId
const EMPLOYEE = 'SE2321000198-E001' as HsaId
export const ACTOR = { employee: EMPLOYEE as string, provider: 'SE2321000198-A', unit: 'SE2321000198-A1' }
export const ACTOR_OF_B = { employee: 'SE5599990000-E001', provider: 'SE5599990000-B', unit: null }

/** What the line of a till tells besides when and what. */
export const AT_TILL = {
  system: SYSTEM,
  employee: EMPLOYEE,
  provider: 'SE2321000198-A',
  unit: 'SE2321000198-A1',
  reason: null,
}
export const OF_B = { ...AT_TILL, employee: 'SE5599990000-E001', provider: 'SE5599990000-B', unit: null }
export const BY_SYSTEM = { ...AT_TILL, employee: null, unit: null, provider: null }

export type Outcome = {
  readonly usecase: string
  readonly outcome: string
  /** Whom it is about, where it is not just anybody. */
  readonly person?: () => string
  /** What has been done before, which leaves lines of its own. Gives what `act` needs: a fee's or a card's id. */
  readonly given?: (person: string) => Promise<string | undefined>
  readonly act: (person: string, id: string) => Promise<unknown>
  /** The lines that `act` leaves: what was done, and who did it. */
  readonly lines: readonly (readonly [string, object])[]
  /** Who else has the same lines, since their data are opened with the person's: those who share the account. */
  readonly others?: (person: string) => readonly string[]
}
