/** Every page of the till. The menu follows their order. */

import { forgotten } from '../keptForm.ts'
import type { Page } from '../page.ts'
import { earlierCards } from './cards/earlier.ts'
import { ordered, orderForm } from './cards/order.ts'
import { cardForm, cardRegistered } from './cards/register.ts'
import { unitDay, unitWeek } from './day/day.ts'
import { annulForm, annulled } from './fee/annul.ts'
import { corrected, correctForm } from './fee/correct.ts'
import { moved, moveForm } from './fee/move.ts'
import { quoted } from './fee/quote.ts'
import { receiptForm, receiptRegistered } from './fee/receipt.ts'
import { registered, registerForm } from './fee/register.ts'
import { added } from './group/add.ts'
import { group } from './group/group.ts'
import { leaveForm, left } from './group/leave.ts'
import { opened } from './handover/opened.ts'
import { owed, owedTable } from './owed/owed.ts'
import { changes } from './patient/changes.ts'
import { patient } from './patient/patient.ts'
import { search, searched, searchedByCard } from './search/search.ts'
import { receiptDocument } from './statement/receipt.ts'
import { statement, statementDocument } from './statement/statement.ts'
import { consent, entered, readConsentSaid } from './taking/consent.ts'
import { hasLeft, leavingForm } from './taking/leave.ts'

export const PAGES: readonly Page[] = [
  search,
  searched,
  searchedByCard,
  unitDay,
  unitWeek,
  owed,
  owedTable,
  opened,
  patient,
  changes,
  registerForm,
  registered,
  receiptForm,
  receiptRegistered,
  quoted,
  correctForm,
  corrected,
  annulForm,
  annulled,
  moveForm,
  moved,
  earlierCards,
  cardForm,
  cardRegistered,
  orderForm,
  ordered,
  group,
  added,
  leaveForm,
  left,
  consent,
  entered,
  readConsentSaid,
  leavingForm,
  hasLeft,
  statement,
  statementDocument,
  receiptDocument,
  forgotten,
]
