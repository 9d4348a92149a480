/** What a visit would cost (domain.md O4): the till asks for it to charge "upp till frikort". */

import type { Book } from '../account/book.ts'
import { type EntryRefusal, record } from '../account/record.ts'
import { statementOf } from '../account/statement.ts'
import type { Day } from '../kernel/day.ts'
import type { HsaId } from '../kernel/hsaId.ts'
import type { Moment } from '../kernel/moment.ts'
import type { Ore } from '../kernel/money.ts'
import { no, ok, type Result } from '../kernel/result.ts'
import type { FeeId } from '../law/careOrder.ts'

export type Visit = { readonly principal: HsaId; readonly visit: Day; readonly tariff: Ore }

const QUOTED = '(quoted)' as FeeId

/**
 * Takes a book, which it uses up, and a visit of a tariff (öre). Gives its due part if it were registered now; refuses
 * what could not be registered.
 */
export function quote(book: Book, { principal, visit, tariff }: Visit, now: Moment): Result<Ore, EntryRefusal> {
  const recorded = record(book, {
    type: 'FeeRegistered',
    feeId: QUOTED,
    principal,
    visitDate: visit,
    amount: tariff,
    recordedAt: now,
  })
  if (typeof recorded === 'string') return no(recorded)
  const statement = statementOf(book, now, principal)
  if (!statement.ok) return no(statement.refusal)
  const share = statement.value.cards.flatMap((card) => card.shares).find(({ fee }) => fee.id === QUOTED)
  return ok(share?.due ?? tariff)
}
