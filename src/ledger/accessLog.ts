/** The access log as it is read (domain.md S6). Lines are written with what they tell of (statements.ts); none is ever changed or removed here. */

import type { Pool } from 'pg'
import type { Day } from '../domain/kernel/day.ts'
import { invariant } from '../domain/kernel/invariant.ts'
import { momentOf } from '../domain/kernel/moment.ts'
import { PersonId } from '../domain/kernel/personId.ts'
import type { AccessLine } from '../usecases/ledgerPort.ts'
import type { AccessLog, LoggedBy, LogPage, LogPlace, LogQuestion } from '../usecases/readAccessLog.ts'
import { writeMoment } from './times.ts'

/** Takes a pool in the application's role. */
export const accessLog = (pool: Pool): AccessLog => ({
  find: async (question) => {
    const { text, values } = findStatement(question)
    return pageOf((await pool.query<LineRow>(text, values)).rows, question.most)
  },
})

const COLUMNS = { person: 'person_id', employee: 'employee', system: 'system' } as const

/** Goes by an index on the column and the moment. Lines of one moment stand in the order of their places, which no line leaves. */
export const findStatement = ({ of, from, before, most, after }: LogQuestion): { text: string; values: unknown[] } => ({
  text: `select *, ctid::text as place from access_log where ${COLUMNS[of.by]} = $1 and at >= $2 and at < $3
    and at <= coalesce($4, $3) and ($4::timestamptz is null or at < $4 or (at = $4 and ctid < $5::tid)) order by at desc, ctid desc limit $6`,
  values: [subjectOf(of), writeMoment(from), writeMoment(before), ...placeValues(after), most + 1],
})

function subjectOf(of: LoggedBy): string {
  switch (of.by) {
    case 'person':
      return of.person.reveal()
    case 'employee':
      return of.employee
    case 'system':
      return of.system
  }
}

const PLACE = /^(\S+) (\(\d+,\d+\))$/

function placeValues(after: LogPlace | null): (string | null)[] {
  if (after === null) return [null, null]
  const [, at, place] = PLACE.exec(after) ?? []
  invariant(at !== undefined && place !== undefined, 'a place that a page has given')
  return [at, place]
}

type LineRow = Omit<AccessLine, 'at' | 'person'> & {
  readonly at: Date
  readonly person_id: string
  readonly place: string
}

/** One more than fits tells that there are more. */
function pageOf(rows: readonly LineRow[], most: number): LogPage {
  const told = rows.slice(0, most)
  const last = told.at(-1)
  const hasMore = rows.length > told.length && last !== undefined
  const next = hasMore ? (`${writeMoment(momentOf(last.at.getTime()))} ${last.place}` as LogPlace) : null
  return { lines: told.map(lineOf), next }
}

const lineOf = ({ at, person_id, place: _, ...line }: LineRow): AccessLine => ({
  ...line,
  at: momentOf(at.getTime()),
  person: personOf(person_id),
})

const ANY_FORM = [/^/]
const LAST_DAY = Number.POSITIVE_INFINITY as Day

/** What was an identity when the line was written is one now, whatever patterns a principal takes today. */
export function personOf(text: string): PersonId {
  const person = PersonId.parse(text, ANY_FORM, LAST_DAY)
  invariant(person !== null, 'an identity in the access log')
  return person
}
