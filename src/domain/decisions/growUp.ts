/**
 * One who turns 18 stays among siblings for the rest of the running period, and leaves at its end by itself (domain.md G3). The
 * identities of one person stay together.
 */

import type { Account } from '../account/account.ts'
import type { Book } from '../account/book.ts'
import { freeze } from '../account/freeze.ts'
import { isGroup } from '../account/group.ts'
import { cardless } from '../account/statement.ts'
import { addDays, addMonths, type Day } from '../kernel/day.ts'
import { type Moment, startOfDay, swedishDay } from '../kernel/moment.ts'
import type { PersonId } from '../kernel/personId.ts'
import { type ComputedCard, type FixedCard, firstDayOf } from '../law/card.ts'
import { lateFeeRule } from '../law/lateFees.ts'
import { isChild, mayBeSame, personsIn } from './groupPerson.ts'

/** Takes an account, which it does not change, save what time has made FINAL. Gives those who are to leave it now, the eldest first. */
export function dueToLeave(account: Account, now: Moment): PersonId[] {
  if (!areSiblings(account.members)) return []
  freeze(account.book, now)
  const today = swedishDay(now)
  return account.members
    .filter((one) => isGrownUp(one, today) && lastDayAmong(account.book, one) < today)
    .sort((a, b) => (a.birthDay ?? 0) - (b.birthDay ?? 0))
}

/** When the group is to be looked at again: each day while somebody stays for the rest of a period, else when the next turns 18. */
export function nextLook({ members }: Pick<Account, 'members'>, now: Moment): Moment | null {
  if (!areSiblings(members)) return null
  const today = swedishDay(now)
  if (members.some((one) => isGrownUp(one, today))) return startOfDay(addDays(today, 1))
  const coming = members.flatMap(({ birthDay }) => (birthDay === null ? [] : [grownUpOn(birthDay)]))
  return coming.length === 0 ? null : startOfDay(Math.min(...coming) as Day)
}

/** Whether the account is that of the same person, who has left the group since turning 18: where another identity of theirs goes too. */
export function isOwnAccount(account: Account, self: PersonId, person: PersonId): boolean {
  const last = account.groupActs.findLast((act) => act.person.equals(self))
  if (last?.action !== 'ungrouped' || self.birthDay === null) return false
  const leftGrownUp = swedishDay(last.at) >= grownUpOn(self.birthDay)
  return leftGrownUp && personsIn(account, null).every((one) => mayBeSame(one, person))
}

/** True unless all may be one person. */
const areSiblings = (members: readonly PersonId[]): boolean =>
  isGroup({ members }) && members.some((one) => members.some((other) => one !== other && !mayBeSame(one, other)))

/** Of one whose birth date is not told it is not known. */
const isGrownUp = (person: PersonId, today: Day): boolean => person.birthDay !== null && !isChild(person, today)

const GROWN_UP_MONTHS = 18 * 12

/** The eighteenth birthday; of one born on 29 February, 1 March. */
function grownUpOn(birthDay: Day): Day {
  const sameDay = addMonths(birthDay, GROWN_UP_MONTHS)
  return isChild({ birthDay }, sameDay) ? addDays(sameDay, 1) : sameDay
}

/** The last day of the period that ran on the eighteenth birthday; the day before it, when none did. */
function lastDayAmong(book: Book, { birthDay }: PersonId): Day {
  const birthday = grownUpOn(birthDay as Day)
  const ends = [...book.fixed, ...book.computed].filter((card) => holds(card, birthday)).map(({ end }) => end)
  if (ends.length > 0) return Math.max(...ends) as Day
  const lateCardOf = lateFeeRule(book.fixed)
  const counting = cardless(book).filter((fee) => fee.visit <= birthday && fee.lastDay >= birthday)
  return counting.find((fee) => lateCardOf(fee) === null)?.lastDay ?? addDays(birthday, -1)
}

const holds = (card: FixedCard | ComputedCard, day: Day): boolean =>
  ('kind' in card ? firstDayOf(card) : card.start) <= day && day <= card.end
