/**
 * People's identities as they are typed and shown at the till: the only file of the pages that reads one in clear. An identity stands
 * in pages and forms that are posted, never in an address.
 */

import { addMonths, civilDate, type Day } from '../domain/kernel/day.ts'
import { swedishDay } from '../domain/kernel/moment.ts'
import type { PersonId } from '../domain/kernel/personId.ts'
import { checkPerson } from '../usecases/checks.ts'
import type { Asked } from './page.ts'

type Asking = Pick<Asked, 'ports' | 'visitor'>

/** Takes what was typed: 10 or 12 digits with or without a separator, or a reserve number. Null when it is nobody's. */
export function readIdentity({ ports, visitor }: Asking, text: string): PersonId | null {
  const now = ports.now()
  const { principal } = visitor.staff.assignment
  for (const candidate of candidatesOf(text, swedishDay(now))) {
    const person = checkPerson(ports, principal, candidate, now)
    if (person !== null) return person
  }
  return null
}

/** For the session that leads a reference to a person. */
export const revealed = (person: PersonId): string => person.reveal()

/** "19900101-2385"; a reserve number as it is. */
export function shownIdentity(person: PersonId): string {
  const text = person.reveal()
  return person.kind === 'reservnummer' ? text : `${text.slice(0, 8)}-${text.slice(8)}`
}

/** The full forms that a typed number may stand for. */
export function candidatesOf(text: string, today: Day): string[] {
  const bare = text.replace(/[\s\u00a0\u2010-\u2015\u2212-]/g, '').toUpperCase()
  const ten = /^(\d{6})(\+?)(\d{4})$/.exec(bare)
  if (ten === null) return [bare.replace('+', '')]
  return [inCentury(`${ten[1]}`, `${ten[3]}`, { today, isHundred: ten[2] === '+' })]
}

type Century = { readonly today: Day; readonly isHundred: boolean }

/** The youngest age that the two digits allow; with "+" the youngest from a hundred on. A coordination number has sixty more in its day. */
function inCentury(date: string, rest: string, { today, isHundred }: Century): string {
  const latest = civilDate(isHundred ? addMonths(today, -1200) : today)
  const day = Number(date.slice(4)) % 60
  const ofYear = Number(date.slice(2, 4)) * 100 + day
  const century = Math.floor(latest.year / 100)
  const year = century * 100 + Number(date.slice(0, 2))
  const isAhead = year > latest.year || (year === latest.year && ofYear > latest.month * 100 + latest.day)
  return `${isAhead ? century - 1 : century}${date}${rest}`
}
