/**
 * Who has read or written whose data, for one who reviews it (domain.md S6): by patient, employee or calling system, newest first,
 * a page at a time. Reading the log is itself a reading of those whom it tells of, and leaves a line for each.
 */

import type { Brand } from '../domain/kernel/brand.ts'
import type { HsaId } from '../domain/kernel/hsaId.ts'
import type { Moment } from '../domain/kernel/moment.ts'
import type { PersonId } from '../domain/kernel/personId.ts'
import type { AccessLine } from './ledgerPort.ts'
import type { Ports } from './ports.ts'

export type LoggedBy =
  | { readonly by: 'person'; readonly person: PersonId }
  | { readonly by: 'employee'; readonly employee: HsaId }
  | { readonly by: 'system'; readonly system: HsaId }

/** Where a page ended: only what a page has given may be asked for. */
export type LogPlace = Brand<string, 'LogPlace'>

export type LogQuestion = {
  readonly of: LoggedBy
  /** The span of time, its end not included. */
  readonly from: Moment
  readonly before: Moment
  readonly most: number
  /** Null for the newest lines. */
  readonly after: LogPlace | null
}

export type LogPage = {
  /** Newest first. */
  readonly lines: readonly AccessLine[]
  /** Null when there are no more. */
  readonly next: LogPlace | null
}

export type AccessLog = { readonly find: (question: LogQuestion) => Promise<LogPage> }

/** Who reviews, and why. */
export type Reviewer = Omit<AccessLine, 'at' | 'person' | 'act'>

const MOST_LINES = 500

/** Takes a question of one who has been permitted to review (section 10: support alone). Gives a page, once its own lines are on disk. */
export async function readAccessLog(
  ports: Ports,
  accessLog: AccessLog,
  { reviewer, question }: { readonly reviewer: Reviewer; readonly question: LogQuestion },
): Promise<LogPage> {
  const page = await accessLog.find({ ...question, most: Math.min(question.most, MOST_LINES) })
  const at = ports.now()
  const persons = toldOf(question.of, page)
  await Promise.all(persons.map((person) => ports.ledger.note({ at, person, act: 'readAccessLog', ...reviewer })))
  return page
}

/** The one asked about, and everyone on the page, each once. */
function toldOf(of: LoggedBy, { lines }: LogPage): PersonId[] {
  const persons: PersonId[] = of.by === 'person' ? [of.person] : []
  for (const { person } of lines) if (!persons.some((one) => one.equals(person))) persons.push(person)
  return persons
}
