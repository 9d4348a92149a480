/** Kvitto on a visit that was paid at the visitor's own provider, as PDF: what was paid, and how the card stands. */

import { receiptPdf } from '../../../documents/pdf.ts'
import { receiptData } from '../../../documents/receiptData.ts'
import type { FeeId } from '../../../domain/law/careOrder.ts'
import type { FeeRow } from '../../../usecases/cardView.ts'
import type { PatientView } from '../../../usecases/readPatient.ts'
import type { Asked, Page } from '../../page.ts'
import { forPaper, PDF, paperOf } from './papers.ts'

export const receiptDocument: Page = {
  method: 'GET',
  address: '/patient/:reference/kvitto/:fee',
  act: 'printStatement',
  answer: (asked) =>
    forPaper(asked, async ({ view }) => {
      const row = paidHere(asked, view)
      const data = row === null ? null : receiptData(paperOf(asked, view, view.cards), row.id)
      if (data === null) return { kind: 'missing' }
      const name = `${asked.words.statement.receiptFile}-${data.issuedOn}.pdf`
      return { kind: 'document', type: PDF, name, bytes: await receiptPdf(data) }
    }),
}

/** Nobody gives a receipt for money that another provider took. */
function paidHere({ params, visitor }: Asked, { cards }: PatientView): FeeRow | null {
  const id = params['fee'] as FeeId | undefined
  const { provider } = visitor.staff.assignment
  return cards.flatMap(({ rows }) => rows).find((row) => row.id === id && isTakenBy(row, provider)) ?? null
}

export const isTakenBy = ({ shown }: FeeRow, provider: string): boolean =>
  shown.kind === 'whole' && shown.status === 'ACTIVE' && shown.careProvider.id === provider
