/** What grouping or ungrouping would come to, shown before it is made (domain.md G1, G2): both accounts reckoned as they would be, and nothing recorded but that somebody has looked. */

import type { Statement } from '../domain/account/statement.ts'
import type { Moved } from '../domain/decisions/groupPerson.ts'
import type { Refusal } from '../domain/decisions/refusals.ts'
import { invariant } from '../domain/kernel/invariant.ts'
import { no, ok, type Result } from '../domain/kernel/result.ts'
import { type GroupRequest, type MovePlanned, planGrouping, planUngrouping } from './group.ts'
import { lineOfMove, type Seen } from './move.ts'
import { lookAtBoth, noteSharers } from './movePerson.ts'
import { NOT_A_CALL } from './once.ts'
import type { Ports } from './ports.ts'
import { PREVIEWED, type Preview } from './preview.ts'
import { noticesOn, overchargesOn, recordOn, statementOn } from './recordMove.ts'

/** `group`: the account that is shared, before and after. `alone`: the person's own, before coming or after leaving. */
export type GroupPreview = { readonly group: Preview; readonly alone: Statement }

/** Gives what it would come to that the person shares the account, or the first refusal in order. */
export const previewGrouping = (ports: Ports, request: GroupRequest): Promise<Result<GroupPreview, Refusal>> =>
  preview(ports, planGrouping(ports, request))

/** The same of one who is to have an account of their own again. */
export const previewUngrouping = (ports: Ports, request: GroupRequest): Promise<Result<GroupPreview, Refusal>> =>
  preview(ports, planUngrouping(ports, request))

async function preview(ports: Ports, planned: Result<MovePlanned, Refusal>): Promise<Result<GroupPreview, Refusal>> {
  if (!planned.ok) return planned
  const { moving: told, decide } = planned.value
  const moving = { ...told, once: NOT_A_CALL, logged: { ...told.logged, reason: PREVIEWED } }
  const standing = await lookAtBoth(ports, moving)
  const seen = await lookAtBoth(ports, moving)
  if (standing === null || seen === null) return no({ kind: 'CardUnknown' })
  await noteSharers(ports, { moving, noted: [] }, seen)
  await ports.ledger.note(lineOfMove(moving, seen.now, moving.person))
  const { sides, now, principal } = seen
  const decided = decide(sides, { now, principal, by: moving.by, spare: [], reach: 'provider' })
  if (!decided.ok) return decided
  return ok(reckoned(ports, { standing, seen }, decided.value))
}

type Looked = { readonly standing: Seen; readonly seen: Seen }

function reckoned(ports: Ports, { standing, seen }: Looked, { joined, left }: Moved): GroupPreview {
  const { sides, principal } = seen
  const before = statementOn(standing.sides.group, seen)
  const isLeaving = joined?.action === 'ungrouped'
  const [to, from] = isLeaving ? [sides.home, sides.group] : [sides.group, sides.own]
  const known = overchargesOn([to, from], seen)
  if (joined !== null) recordOn(ports, to, joined, principal)
  if (left !== null) recordOn(ports, from, left, principal)
  invariant(joined !== null || left === null, 'nobody leaves who does not come somewhere')
  const group = { before, after: statementOn(sides.group, seen), notices: noticesOn([to, from], seen, known) }
  return { group, alone: isLeaving ? statementOn(sides.home, seen) : statementOn(standing.sides.own, seen) }
}
