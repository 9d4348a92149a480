/** Statement and receipt as accessible PDF (PDF/UA-1), set outside the main thread. */

import type { ReceiptData } from './receiptData.ts'
import type { StatementData } from './statementData.ts'
import { typesetter } from './typesetter.ts'

/** One at the tills is set while another is; a third would only take the service's processor. */
const AT_ONCE = 2

const documents = typesetter(AT_ONCE, new URL('./worker.ts', import.meta.url))

export const statementPdf = (data: StatementData): Promise<Uint8Array> =>
  documents.set({ template: 'statement.typ', data })

export const receiptPdf = (data: ReceiptData): Promise<Uint8Array> => documents.set({ template: 'receipt.typ', data })
