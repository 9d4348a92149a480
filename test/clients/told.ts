/** What the plans of all three versions have in common: who acts, when, for whom. */

import { A, PRINCIPAL } from '../service/desk.ts'
import type { People } from './people.ts'

export { PRINCIPAL }

/** The clock's day while the clients call, and a moment on it. A card given on 2 June is final by then. */
export const BEFORE = '2025-06-02T12:00:00'
export const WHEN = '2025-06-05T12:00:00'
export const TODAY = '2025-06-05'
export const NOW = /^2025-06-05T1\d:\d\d:\d\d$/

export const UNIT = A.unit
export const ACTOR3 = { employeeId: A.employee, careProviderId: A.provider, careUnitId: A.unit }
export const ACTOR1AND2 = { EmployeeId: A.employee, CareProviderId: A.provider, CareUnitId: A.unit }

/** The published child among the demo's people; every client groups it with a child of its own, and ungroups it. */
export const CHILD = '201701012393'
export const FREE_BY_AGE = 'Patienten var 1 juni 2025 i en ålder då besöket är avgiftsfritt.'

/** People nobody has met, and one who holds a final card. */
export type Given = { readonly people: People; readonly holder: string }
