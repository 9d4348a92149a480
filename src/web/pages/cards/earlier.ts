/** Tidigare frikort: every card with its fees as the viewer may see them, what was paid too much on it, and the fees that belong to none. */

import type { Answer, Page } from '../../page.ts'
import { mayDo } from '../../rights.ts'
import { type OnPatient, onPatient, sheet } from '../fee/frame.ts'
import { nameOf } from '../patient/patient.ts'
import { cardsView } from './view.ts'

export const earlierCards: Page = {
  method: 'GET',
  address: '/patient/:reference/tidigare',
  act: 'readCards',
  answer: (asked) => onPatient(asked, async (on) => shown(on)),
}

const shown = (on: OnPatient): Answer => {
  const { asked, at, view } = on
  const may = (act: 'correctFee' | 'moveFee' | 'printStatement') => mayDo(asked.ports, asked.visitor, act)
  const table = {
    view,
    at,
    nameOf: nameOf(asked),
    mayCorrect: may('correctFee'),
    mayMove: may('moveFee'),
    receiptsOf: may('printStatement') ? asked.visitor.staff.assignment.provider : null,
  }
  return sheet(on, { title: asked.words.cards.title, content: cardsView(asked.words, table), isWide: true })
}
