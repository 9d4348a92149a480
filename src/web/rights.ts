/** What the pages offer a visitor: what the roles grant. It shows less; the use cases refuse. */

import type { Visitor } from '../auth/visitor.ts'
import { isGranted, type StaffAct } from '../domain/decisions/staff.ts'
import { swedishDay } from '../domain/kernel/moment.ts'
import type { Ports } from '../usecases/ports.ts'

export function mayDo({ settings, now }: Pick<Ports, 'settings' | 'now'>, { staff }: Visitor, act: StaffAct): boolean {
  const principal = settings.known().principal(staff.assignment.principal, swedishDay(now()))
  return isGranted(staff.roles, act, { optOutBy: principal?.optOutBy ?? 'support' })
}
