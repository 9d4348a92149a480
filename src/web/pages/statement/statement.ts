/** Utdrag: what stands on the patient's fees and free card, to look at, to print, and as PDF. */

import { statementPdf } from '../../../documents/pdf.ts'
import { type StatementData, statementData } from '../../../documents/statementData.ts'
import type { CardView } from '../../../usecases/cardView.ts'
import type { PatientView } from '../../../usecases/readPatient.ts'
import type { Asked, Page } from '../../page.ts'
import { forPaper, PDF, paperLanguage, paperOf } from './papers.ts'
import { statementView } from './view.ts'

export const statement: Page = {
  method: 'GET',
  address: '/patient/:reference/utdrag',
  act: 'printStatement',
  answer: (asked) =>
    forPaper(asked, async ({ at, view }) => ({
      kind: 'page',
      title: asked.words.statement.title,
      body: statementView(asked.words, {
        at,
        data: dataOf(asked, view),
        language: paperLanguage(asked),
        isAll: isAll(asked),
        mayBeAll: view.cards.length > 1,
      }),
    })),
}

export const statementDocument: Page = {
  method: 'GET',
  address: '/patient/:reference/utdrag.pdf',
  act: 'printStatement',
  answer: (asked) =>
    forPaper(asked, async ({ view }) => {
      const data = dataOf(asked, view)
      const name = `${asked.words.statement.file}-${data.issuedOn}.pdf`
      return { kind: 'document', type: PDF, name, bytes: await statementPdf(data) }
    }),
}

const isAll = ({ query }: Asked): boolean => query['frikort'] === 'alla'

const dataOf = (asked: Asked, view: PatientView): StatementData =>
  statementData(paperOf(asked, view, isAll(asked) ? view.cards : currentOf(view)))

/** The card that counts now; where none does, the last that did. */
function currentOf({ current, cards }: PatientView): readonly CardView[] {
  if (current !== null) return [current]
  return cards.slice(0, 1)
}
