/** Every page of the till. The menu follows their order. */

import { forgotten } from '../keptForm.ts'
import type { Page } from '../page.ts'
import { annulForm, annulled } from './fee/annul.ts'
import { corrected, correctForm } from './fee/correct.ts'
import { moved, moveForm } from './fee/move.ts'
import { quoted } from './fee/quote.ts'
import { receiptForm, receiptRegistered } from './fee/receipt.ts'
import { registered, registerForm } from './fee/register.ts'
import { changes } from './patient/changes.ts'
import { patient } from './patient/patient.ts'
import { search, searched, searchedByCard } from './search/search.ts'

export const PAGES: readonly Page[] = [
  search,
  searched,
  searchedByCard,
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
  forgotten,
]
